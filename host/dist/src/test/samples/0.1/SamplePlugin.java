package sample;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Param;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.handler.Question;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.permission.Level;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.storage.KeyValues;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/** A plugin that uses a little of everything. */
public final class SamplePlugin implements BotPlugin {

    @Doc("Settings of all kinds.")
    record Settings(
            @Doc("What is said first.") @Default("Hello") String greeting,
            @Doc("How long later is.") @Default("1s") Duration pause,
            @Doc("Who else is greeted.") List<String> friends) {}

    record Kept(int number) {}

    record Tally(int sum) {}

    /** Commands by annotation. */
    private static final class Methods {
        @Command(value = "double", aliases = "twice", description = "doubles a number")
        String twice(@Param(value = "number", min = -100, max = 100) int number) {
            return "It is " + 2 * number;
        }
    }

    private record LastWord(PluginContext context) implements MessageHandler {
        @Override
        public int priority() {
            return -1;
        }

        @Override
        public Outcome handle(IncomingMessage message) {
            if (!message.text().startsWith("is anybody")) {
                return Outcome.PASS;
            }
            String id = context.info().id().toUpperCase(Locale.ROOT);
            message.reply(Message.of(List.of(new Segment.Text("Nobody but "), new Segment.Text(id))));
            return Outcome.CONSUMED;
        }
    }

    @Override
    public void onEnable(PluginContext context) {
        ConfigHandle<Settings> settings = context.config(Settings.class);
        AtomicInteger heard = new AtomicInteger();
        context.on(MessageReceived.class, event -> heard.incrementAndGet());

        context.commands()
                .register(CommandSpec.named("greet").aliases("hi").describe("greets").handle(call -> call.reply(
                        settings.get().greeting() + ", " + call.sender().name() + " Also "
                                + String.join(" and ", settings.get().friends()))));
        context.commands()
                .register(CommandSpec.named("later").describe("waits").handle(call -> context.scheduler()
                        .after(settings.get().pause(), () -> call.reply("It is later"))));
        context.commands()
                .register(CommandSpec.named("ask").describe("asks").handle(call -> call.ask("How many?")
                        .within(Duration.ofMinutes(5))
                        .accept(Integer::valueOf, "A number, please.")
                        .then(answer -> answer.reply("That makes " + 2 * answer.value()))));

        Question<Kept> what = context.questions().register("what", Kept.class, (kept, answer) -> answer.reply(
                "You said " + answer.value() + ", as number " + kept.number()));
        context.commands()
                .register(CommandSpec.named("remember").describe("remembers").handle(call -> call.ask(
                        what, new Kept(1), "What?")));

        KeyValues<Tally> tallies = context.storage().space("tallies", Tally.class);
        Arg<String> thing = Arg.word("what");
        Arg<Integer> many = Arg.integer("many", 1, 9).orElse(1);
        context.commands()
                .register(CommandSpec.named("count").args(thing, many).describe("counts").handle(call -> {
                    Tally now = tallies.of(call.sender().id())
                            .update(call.get(thing), new Tally(0), old -> new Tally(old.sum() + call.get(many)));
                    call.reply(call.get(thing) + " " + now.sum());
                }));
        context.commands().registerAll(new Methods());

        context.permissions().declare("sample.rule", "Rule.", Level.OWNER);
        context.commands()
                .register(CommandSpec.named("rule").permission("sample.rule").handle(call -> call.reply("You rule")));
        context.commands().register(CommandSpec.named("web").describe("asks the web").handle(call -> {
            try {
                context.http().fetch(HttpRequest.get("http://127.0.0.1/"));
            } catch (HttpFailure failure) {
                call.reply("The web: " + failure.kind());
            }
        }));

        context.onMessage(new LastWord(context));
        Logger log = context.log();
        AutoCloseable goodbye = () -> log.info("sample says goodbye");
        context.manage(goodbye);
    }
}
