package dev.rookery.host.command;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Cooldown;
import dev.rookery.api.operator.Operator;
import dev.rookery.api.text.Phrases;
import dev.rookery.api.text.Texts;
import dev.rookery.host.text.HostTexts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    /** How many characters of a description and the like are shown. */
    private static final int LONGEST = 500;

    /** Where the types are from whose values say all of themselves. */
    private static final Set<String> WITH_WORDS = Set.of("java.lang", "java.math", "java.net", "java.time");

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

    /** The permission node that it asks for; empty for none. */
    String node() {
        return spec.permission().orElse("");
    }

    /** Whether it switches what is on and off, so that owners are always heard. */
    boolean switches() {
        return spec.permission()
                .filter(node -> node.startsWith(Operator.SWITCH))
                .isPresent();
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
        return phrases.has(key) ? bounded(phrases.format(key)) : arg.name();
    }

    private String key(Arg<?> arg) {
        return "command." + spec.name() + "." + arg.name();
    }

    @Override
    public String description(Locale language) {
        return said("command." + spec.name(), spec.description(), texts.of(language));
    }

    private static String said(String key, String otherwise, Phrases phrases) {
        return bounded(phrases.has(key) ? phrases.format(key) : otherwise);
    }

    /** What one plugin says of itself must not make the list of all too long to be sent. */
    private static String bounded(String told) {
        return told.length() <= LONGEST ? told : told.substring(0, LONGEST) + "…";
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
            told = bounded(host.format("help.choices", String.join(", ", arg.choices())));
        }
        String absent = arg.absent().map(OwnedCommand::shown).orElse("");
        return told.isEmpty() || absent.isEmpty() ? told : host.format("help.absent", told, bounded(absent));
    }

    /** Whoever asks for help is another plugin: on its thread no class of this one is asked for words. */
    private static String shown(Object absent) {
        if (absent instanceof Duration span) {
            return span.abs().compareTo(Arg.LONGEST_DURATION) > 0 ? span.toString() : Spans.shown(span);
        }
        if (absent instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        Class<?> type = absent.getClass();
        boolean plain = type.getClassLoader() == null && WITH_WORDS.contains(type.getPackageName());
        return plain ? absent.toString() : "";
    }

    private static String rest(Cooldown cooldown, Phrases host) {
        String per = cooldown.per().name().toLowerCase(Locale.ROOT);
        return host.format("help.cooldown." + per, Spans.shown(cooldown.rest()));
    }
}
