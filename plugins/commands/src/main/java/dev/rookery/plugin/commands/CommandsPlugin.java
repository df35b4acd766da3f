package dev.rookery.plugin.commands;

import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Offers help, ping, about, uptime and plugins. */
public final class CommandsPlugin implements BotPlugin {

    private final Clock clock;

    /** Called by the host. */
    public CommandsPlugin() {
        this(Clock.systemUTC());
    }

    CommandsPlugin(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onEnable(PluginContext context) {
        Phrases phrases =
                new Phrases(context.config(CommandsSettings.class).get().language());
        context.commands()
                .register(CommandSpec.named("help")
                        .aliases("帮助")
                        .arguments(phrases.say("help.arguments"))
                        .describe(phrases.say("help.description"))
                        .handle(call -> call.reply(help(call, context.commands().all(), phrases))));
        context.commands()
                .register(CommandSpec.named("ping")
                        .describe(phrases.say("ping.description"))
                        .handle(call -> call.reply("pong")));
        context.commands()
                .register(CommandSpec.named("about")
                        .aliases("关于")
                        .describe(phrases.say("about.description"))
                        .handle(call -> call.reply(phrases.say(
                                "about.answer",
                                call.event().self().name(),
                                context.host().version()))));
        context.commands()
                .register(CommandSpec.named("uptime")
                        .describe(phrases.say("uptime.description"))
                        .handle(call -> call.reply(
                                uptime(Duration.between(context.host().startedAt(), clock.instant()), phrases))));
        context.commands()
                .register(CommandSpec.named("plugins")
                        .aliases("插件")
                        .describe(phrases.say("plugins.description"))
                        .handle(call -> call.reply(context.host().plugins().stream()
                                .map(plugin -> phrases.say(
                                        "plugins.line", plugin.id(), plugin.version(), plugin.description()))
                                .collect(Collectors.joining("\n")))));
    }

    private static String help(CommandCall call, List<CommandSpec> all, Phrases phrases) {
        String asked = call.arguments().toLowerCase(Locale.ROOT);
        if (!asked.isEmpty()) {
            Optional<CommandSpec> found = all.stream()
                    .filter(command -> command.labels().contains(asked))
                    .findFirst();
            return found.map(command -> line(command, phrases)).orElse(phrases.say("help.unknown", asked));
        }
        StringJoiner lines = new StringJoiner("\n");
        lines.add(phrases.say("help.begin"));
        all.forEach(command -> lines.add(line(command, phrases)));
        String name = call.event().self().name();
        if (!call.chat().kind().isPrivate() && !name.isEmpty()) {
            lines.add(phrases.say("help.groups", name));
        }
        return lines.toString();
    }

    private static String line(CommandSpec command, Phrases phrases) {
        String usage = command.arguments().isEmpty() ? command.name() : command.name() + " " + command.arguments();
        return phrases.say("help.line", usage, command.description());
    }

    static String uptime(Duration up, Phrases phrases) {
        long days = up.toDays();
        if (days > 0) {
            return phrases.say("uptime.days", days, up.toHoursPart());
        }
        if (up.toHours() > 0) {
            return phrases.say("uptime.hours", up.toHours(), up.toMinutesPart());
        }
        return up.toMinutes() > 0
                ? phrases.say("uptime.minutes", up.toMinutes(), up.toSecondsPart())
                : phrases.say("uptime.seconds", up.toSeconds());
    }
}
