package dev.rookery.host.config;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;

/**
 * A configuration file cannot be used. Carries every mistake that was found, in the order of the file; the message is
 * one line for each. It is an {@link IllegalArgumentException}, as {@code PluginContext.config} promises to plugins,
 * and never has a cause: the parser's own exceptions quote lines of the file, which may hold passwords.
 */
public final class ConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Problems that {@link #getMessage()} shows; further ones are only counted there. Default: {@value}. */
    static final int MAX_SHOWN = 100;

    private final transient List<ConfigProblem> problems;

    ConfigException(List<ConfigProblem> problems) {
        super(lines(inFileOrder(problems)));
        this.problems = inFileOrder(problems);
    }

    ConfigException(ConfigProblem problem) {
        this(List.of(problem));
    }

    /**
     * Every mistake that was found.
     *
     * @return at least one problem, ordered by line and column
     */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static List<ConfigProblem> inFileOrder(List<ConfigProblem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column))
                .toList();
    }

    private static String lines(List<ConfigProblem> problems) {
        String shown =
                problems.stream().limit(MAX_SHOWN).map(ConfigProblem::toString).collect(joining("\n"));
        return problems.size() <= MAX_SHOWN ? shown : shown + "\n… and " + (problems.size() - MAX_SHOWN) + " more";
    }
}
