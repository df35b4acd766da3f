package dev.rookery.host.webqq.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of a function of the login page with constants, the form in which ptlogin2 answers:
 * {@code ptuiCB('66','0','','0','二维码未失效。(473959432)', '');}. Read by hand in one pass and leniently: either kind of
 * quote, bare numbers, white space anywhere, anything before and after; escapes as in JavaScript.
 *
 * @param name of the function
 * @param arguments at least one, each at most {@link #MAX_ARGUMENT_CHARS} long
 */
record ScriptCall(String name, List<String> arguments) {

    /** How much of a body is looked at; a call that ends behind it is none. */
    static final int MAX_CHARS = 64 << 10;

    /** How many arguments a call may have, three times those of any that was seen; one with more is none. */
    static final int MAX_ARGUMENTS = 20;

    /** How long an argument may be; a call with a longer one is none. The longest seen is an address of 600. */
    static final int MAX_ARGUMENT_CHARS = 8 << 10;

    ScriptCall {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads the first call in a body.
     *
     * @param prefix how the function's name begins
     * @return nothing when there is no such call, or it is cut off or over a bound
     */
    static Optional<ScriptCall> parse(String body, String prefix) {
        return new Reader(body.length() > MAX_CHARS ? body.substring(0, MAX_CHARS) : body).read(prefix);
    }

    /** The argument at an index; empty when there are fewer. */
    String argument(int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }

    /** The first argument as the code that it is in all these calls; empty when it is no number of up to 9 digits. */
    Optional<Integer> code() {
        String code = argument(0);
        return code.length() <= 9 && !code.isEmpty() && code.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Integer.valueOf(code))
                : Optional.empty();
    }

    /** Goes over the body once, from left to right. */
    private static final class Reader {
        private final String body;
        private int at;

        Reader(String body) {
            this.body = body;
        }

        Optional<ScriptCall> read(String prefix) {
            for (at = body.indexOf(prefix); at >= 0; at = body.indexOf(prefix, at)) {
                int start = at;
                while (at < body.length() && isWord(body.charAt(at))) {
                    at++;
                }
                String name = body.substring(start, at);
                skipSpace();
                if (at < body.length() && body.charAt(at) == '(') {
                    at++;
                    List<String> arguments = new ArrayList<>();
                    return readArguments(arguments) && !arguments.isEmpty()
                            ? Optional.of(new ScriptCall(name, arguments))
                            : Optional.empty();
                }
            }
            return Optional.empty();
        }

        /** Reads up to the closing bracket; false when there is none or a bound is met. */
        private boolean readArguments(List<String> arguments) {
            StringBuilder argument = new StringBuilder();
            while (arguments.size() <= MAX_ARGUMENTS) {
                skipSpace();
                if (at == body.length()) {
                    return false;
                }
                char c = body.charAt(at);
                if (c == ')') {
                    return true;
                }
                if (c == ',') {
                    at++;
                    continue;
                }
                argument.setLength(0);
                boolean quoted = c == '\'' || c == '"';
                if (!(quoted ? readQuoted(c, argument) : readBare(argument))) {
                    return false;
                }
                arguments.add(argument.toString());
            }
            return false;
        }

        private boolean readQuoted(char quote, StringBuilder argument) {
            for (at++; at < body.length() && argument.length() <= MAX_ARGUMENT_CHARS; at++) {
                char c = body.charAt(at);
                if (c == quote) {
                    at++;
                    return true;
                }
                if (c == '\\') {
                    readEscape(argument);
                } else {
                    argument.append(c);
                }
            }
            return false;
        }

        /** Reads what follows a backslash, and stays on its last character. */
        private void readEscape(StringBuilder argument) {
            at++;
            char c = at < body.length() ? body.charAt(at) : '\\';
            switch (c) {
                case 'n' -> argument.append('\n');
                case 'r' -> argument.append('\r');
                case 't' -> argument.append('\t');
                case 'x' -> readHex(2, c, argument);
                case 'u' -> readHex(4, c, argument);
                default -> argument.append(c);
            }
        }

        private void readHex(int digits, char letter, StringBuilder argument) {
            int value = 0;
            for (int i = 1; i <= digits; i++) {
                int digit = at + i < body.length() ? hex(body.charAt(at + i)) : -1;
                if (digit < 0) {
                    argument.append(letter);
                    return;
                }
                value = value * 16 + digit;
            }
            at += digits;
            argument.append((char) value);
        }

        private boolean readBare(StringBuilder argument) {
            int start = at;
            while (at < body.length() && ",)'\"".indexOf(body.charAt(at)) < 0) {
                at++;
                if (at - start > MAX_ARGUMENT_CHARS) {
                    return false;
                }
            }
            argument.append(body.substring(start, at).strip());
            return at < body.length();
        }

        private void skipSpace() {
            while (at < body.length() && Character.isWhitespace(body.charAt(at))) {
                at++;
            }
        }

        private static boolean isWord(char c) {
            return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        /** Not {@link Character#digit}, which takes the digits of all scripts. */
        private static int hex(char c) {
            return c < 128 ? Character.digit(c, 16) : -1;
        }
    }
}
