package dev.rookery.host.command;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Cooldown;
import dev.rookery.api.text.Phrases;
import dev.rookery.api.text.Texts;
import dev.rookery.host.text.HostTexts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * A command with the plugin whose it is, described in the plugin's words: its phrases {@code command.<name>} and
 * {@code command.<name>.<argument>} come before what the command itself says, and
 * {@code command.<name>.<argument>.name} before the argument's name. Any thread.
 */
record OwnedCommand(String plugin, CommandSpec spec, Texts texts) implements CommandInfo {

    /** Choices that take more room in a usage line are told in the lines below it only. */
    private static final int MOST_CHOICES = 24;

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public List<String> aliases() {
        return spec.aliases();
    }

    @Override
    public Optional<String> permission() {
        return spec.permission();
    }

    @Override
    public boolean isHidden() {
        return spec.isHidden();
    }

    @Override
    public String usage(Locale language) {
        Phrases phrases = texts.of(language);
        return spec.args().stream()
                .map(arg -> shape(arg, phrases))
                .collect(Collectors.joining(" ", spec.name() + " ", ""))
                .strip();
    }

    private String shape(Arg<?> arg, Phrases phrases) {
        String choices = String.join("|", arg.choices());
        String name = choices.isEmpty() || choices.length() > MOST_CHOICES ? name(arg, phrases) : choices;
        String written = arg.isLast() ? name + "…" : name;
        return arg.absent().isPresent() ? "[" + written + "]" : "<" + written + ">";
    }

    /** What an argument is called. */
    String name(Arg<?> arg, Phrases phrases) {
        String key = key(arg) + ".name";
        return phrases.has(key) ? phrases.format(key) : arg.name();
    }

    private String key(Arg<?> arg) {
        return "command." + spec.name() + "." + arg.name();
    }

    @Override
    public String description(Locale language) {
        return said("command." + spec.name(), spec.description(), texts.of(language));
    }

    private static String said(String key, String otherwise, Phrases phrases) {
        return phrases.has(key) ? phrases.format(key) : otherwise;
    }

    @Override
    public String help(Locale language) {
        Phrases own = texts.of(language);
        Phrases host = HostTexts.of(language);
        StringJoiner lines = new StringJoiner("\n");
        lines.add(usage(language));
        add(lines, description(language));
        for (Arg<?> arg : spec.args()) {
            String told = argument(arg, own, host);
            add(lines, told.isEmpty() ? "" : "  " + name(arg, own) + " - " + told);
        }
        add(lines, aliases().isEmpty() ? "" : host.format("help.aliases", String.join(", ", aliases())));
        add(lines, spec.cooldown().map(cooldown -> rest(cooldown, host)).orElse(""));
        add(
                lines,
                permission().map(node -> host.format("help.permission", node)).orElse(""));
        return lines.toString();
    }

    private static void add(StringJoiner lines, String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    private String argument(Arg<?> arg, Phrases own, Phrases host) {
        String told = said(key(arg), arg.description(), own);
        if (told.isEmpty() && !arg.choices().isEmpty()) {
            told = host.format("help.choices", String.join(", ", arg.choices()));
        }
        Object absent = arg.absent().orElse(null);
        if (told.isEmpty() || absent == null || absent instanceof Optional<?>) {
            return told;
        }
        return host.format(
                "help.absent", told, absent instanceof Duration span ? Spans.shown(span) : absent.toString());
    }

    private static String rest(Cooldown cooldown, Phrases host) {
        String per = cooldown.per().name().toLowerCase(Locale.ROOT);
        return host.format("help.cooldown." + per, Spans.shown(cooldown.rest()));
    }
}
