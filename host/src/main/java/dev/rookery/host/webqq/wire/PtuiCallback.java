package dev.rookery.host.webqq.wire;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The line of JavaScript with which ptlogin2 answers, {@code ptuiCB('66','0','','0','二维码未失效。(473959432)', '');}. Only
 * the code counts: the words differ between captures, and so does the number of arguments.
 *
 * @param arguments the quoted arguments, at least one
 */
public record PtuiCallback(int code, List<String> arguments) {

    public static final int SIGNED_IN = 0;
    public static final int EXPIRED = 65;
    public static final int WAITING_FOR_SCAN = 66;
    public static final int SCANNED = 67;

    private static final Pattern CALL = Pattern.compile("pt\\w*\\s*\\((.*)", Pattern.DOTALL);

    /**
     * Possessive, or every character of a long argument would take a piece of the stack; each begins where the last one
     * ended, or every quote in an argument without end would be tried as a beginning.
     */
    private static final Pattern ARGUMENT =
            Pattern.compile("\\G[^'\"]*+(?:'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\")");

    /** Reads the line; nothing when it is not such a call or its first argument is no number. */
    public static Optional<PtuiCallback> parse(String body) {
        return CALL.matcher(body)
                .results()
                .findFirst()
                .map(call -> ARGUMENT.matcher(call.group(1))
                        .results()
                        .map(PtuiCallback::argument)
                        .toList())
                .filter(arguments -> !arguments.isEmpty() && arguments.get(0).matches("\\d{1,9}"))
                .map(arguments -> new PtuiCallback(Integer.parseInt(arguments.get(0)), arguments));
    }

    /** The address to visit next; empty unless signed in. */
    public String url() {
        return arguments.size() > 2 ? arguments.get(2) : "";
    }

    /** What the server says to people; may be empty. */
    public String words() {
        return arguments.size() > 4 ? arguments.get(4) : "";
    }

    private static String argument(MatchResult quoted) {
        return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
    }
}
