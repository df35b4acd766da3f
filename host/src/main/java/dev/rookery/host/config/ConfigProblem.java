package dev.rookery.host.config;

import java.util.Objects;

/**
 * One mistake in a configuration file, in words for the operator.
 *
 * @param file the file as the operator named it
 * @param line counted from 1; 0 when the file as a whole is meant, for example because it does not exist
 * @param column in characters, counted from 1; 0 when the file as a whole is meant
 * @param key the path of the key, for example {@code accounts.pual.endpoint}; empty when no key is concerned
 * @param what what is wrong
 * @param expected what would be right; empty when {@code what} says it already
 */
public record ConfigProblem(String file, int line, int column, String key, String what, String expected) {

    /** Refuses nulls and replaces control characters, so that a problem is always one line. */
    public ConfigProblem {
        Objects.requireNonNull(file, "file");
        key = Wording.oneLine(key);
        what = Wording.oneLine(what);
        expected = Wording.oneLine(expected);
    }

    ConfigProblem(String file, Position at, String key, String what, String expected) {
        this(file, at.line(), at.column(), key, what, expected);
    }

    /** The line to print: {@code file:line:column key: what is wrong (expected: what would be right)}. */
    @Override
    public String toString() {
        return file
                + (line > 0 ? ":" + line + ":" + column : "")
                + (key.isEmpty() ? "" : " " + key)
                + ": "
                + what
                + (expected.isEmpty() ? "" : " (expected: " + expected + ")");
    }
}
