package dev.rookery.host.config;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Says in plain words, and at the place a person has to look at, what SnakeYAML (2.7) says in terms of tokens. Of the
 * file only single characters are quoted, because any line may hold a password.
 */
final class SyntaxErrors {

    private static final String QUOTES = "quotes around a text with special characters";
    private static final String INDENTATION = "the keys of one mapping in one column, indented by spaces";

    private final String file;
    private final List<String> lines;

    SyntaxErrors(String file, String content) {
        this.file = file;
        this.lines = content.lines().toList();
    }

    /** The problem that the parser stumbled over. */
    ConfigProblem problem(MarkedYAMLException e) {
        String problem = Objects.requireNonNullElse(e.getProblem(), "");
        String context = Objects.requireNonNullElse(e.getContext(), "");
        Position at = position(e.getProblemMark());
        Position opened = e.getContextMark() == null ? at : position(e.getContextMark());
        if (problem.contains("mapping values are not allowed")) {
            return unexpectedColon(at);
        }
        if (problem.startsWith("could not find expected ':'")) {
            return noColon(opened);
        }
        if (context.contains("scanning a quoted scalar")) {
            return at(opened, "this quote is never closed", "the same quote at the end of the text");
        }
        if (problem.contains("cannot start any token")) {
            return badCharacter(at);
        }
        if (problem.startsWith("expected '<document start>'") && !hasKey(above(at))) {
            return noColon(above(at));
        }
        if (problem.startsWith("expected <block end>") || problem.startsWith("expected '<document start>'")) {
            return unexpected(at);
        }
        if (context.contains("flow sequence")) {
            return at(opened, "'[' opens a list that is not closed properly", "items divided by ',' up to a ']'");
        }
        if (context.contains("flow mapping")) {
            return at(
                    opened, "'{' opens a mapping that is not closed properly", "'key: value' divided by ',' up to '}'");
        }
        if (problem.startsWith("found unknown escape character")) {
            return at(at, "unknown escape after '\\' in double quotes", "'\\\\' for a backslash, or single quotes");
        }
        if (problem.startsWith("sequence entries are not allowed")) {
            return at(
                    at, "'- ' begins a list item in the middle of a line", "each item in a line of its own, or quotes");
        }
        return specialCharacter(context, opened, at);
    }

    private ConfigProblem specialCharacter(String context, Position opened, Position at) {
        if (context.contains("alias") || context.contains("anchor")) {
            return at(opened, "'" + charAt(opened) + "' begins a YAML anchor or alias here", QUOTES);
        }
        if (context.contains("a tag") || context.equals("while parsing a node")) {
            return at(opened, "'!' begins a YAML tag here", QUOTES);
        }
        if (context.contains("directive")) {
            return at(opened, "'%' begins a YAML directive here", QUOTES);
        }
        if (context.contains("block scalar")) {
            return at(
                    opened,
                    "'" + charAt(opened) + "' begins a text of several lines here",
                    "the text in the next line");
        }
        return at(at, "unexpected '" + charAt(at) + "'", QUOTES);
    }

    /** A {@code ': '} where no mapping can begin: for one mistake in this line there are two in the line above. */
    private ConfigProblem unexpectedColon(Position at) {
        String before = line(at.line())
                .substring(0, Math.min(at.column() - 1, line(at.line()).length()));
        if (before.indexOf(':') >= 0) {
            return at(at, "a second ':' in one line", "one 'key: value' in a line, or quotes around a text with ': '");
        }
        Position above = above(at);
        if (!hasKey(above)) {
            return noColon(above);
        }
        return at(new Position(at.line(), indent(before) + 1), "this key is indented too far", INDENTATION);
    }

    /** Where the next line above with something in it begins; the given place when there is none. */
    private Position above(Position at) {
        for (int number = at.line() - 1; number >= 1; number--) {
            String line = line(number);
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                return new Position(number, indent(line) + 1);
            }
        }
        return at;
    }

    private boolean hasKey(Position at) {
        String line = line(at.line());
        return line.contains(": ") || line.stripTrailing().endsWith(":");
    }

    private ConfigProblem noColon(Position at) {
        return at(at, "no 'key: value' in this line", "a key, a colon and a space");
    }

    private ConfigProblem badCharacter(Position at) {
        char found = charAt(at);
        return found == '\t'
                ? at(at, "a tab where only spaces may stand", "spaces for indentation and after ':'")
                : at(at, "a text cannot begin with '" + found + "'", "quotes around it");
    }

    private ConfigProblem unexpected(Position at) {
        String before = line(at.line())
                .substring(0, Math.min(at.column() - 1, line(at.line()).length()));
        char found = charAt(at);
        if (found == ']' || found == '}') {
            return at(at, "'" + found + "' closes nothing", QUOTES);
        }
        if (found == ':') {
            return at(at, "a ':' without a key before it", "key: value");
        }
        if (before.isBlank()) {
            return at(at, "this line is not indented like the lines above", INDENTATION);
        }
        return at(at, "the text goes on after its end", "nothing after a closing quote; a quote in a text doubled");
    }

    private ConfigProblem at(Position at, String what, String expected) {
        return new ConfigProblem(file, at, "", what, expected);
    }

    private static Position position(@Nullable Mark mark) {
        return mark == null ? Position.START : Position.of(mark);
    }

    private String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    private char charAt(Position at) {
        String line = line(at.line());
        int index = line.isEmpty()
                ? 0
                : line.offsetByCodePoints(0, Math.min(at.column() - 1, line.codePointCount(0, line.length())));
        return index < line.length() ? line.charAt(index) : ' ';
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
