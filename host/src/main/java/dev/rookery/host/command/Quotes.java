package dev.rookery.host.command;

/** The quotes that people type, and what closes each. Phone keyboards turn and widen them as they like. */
final class Quotes {

    /** Whatever opens a word of several words. */
    private static final String OPENING = "\"'“”‘’「『＂＇";

    private Quotes() {}

    static boolean opens(char c) {
        return OPENING.indexOf(c) >= 0;
    }

    /** Whether one character closes what another has opened. */
    static boolean closes(char close, char open) {
        return switch (open) {
            case '"', '＂' -> close == '"' || close == '＂';
            case '\'', '＇' -> close == '\'' || close == '＇';
            case '“', '”' -> close == '“' || close == '”';
            case '‘', '’' -> close == '‘' || close == '’';
            default -> close == closing(open);
        };
    }

    /** What to type to close it. */
    static char closing(char open) {
        return switch (open) {
            case '“', '”' -> '”';
            case '‘', '’' -> '’';
            case '「' -> '」';
            case '『' -> '』';
            default -> open;
        };
    }

    /** Whether a backslash takes the meaning away from a character. */
    static boolean canBeEscaped(char c) {
        return c == '\\' || opens(c) || c == '」' || c == '』' || TypedText.isSpace(c);
    }
}
