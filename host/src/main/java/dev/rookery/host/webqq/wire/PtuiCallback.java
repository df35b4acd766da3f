package dev.rookery.host.webqq.wire;

import java.util.List;
import java.util.Optional;

/**
 * The answer of ptqrlogin and login, {@code ptuiCB('66','0','','0','二维码未失效。(473959432)', '');}. Only the code and, of
 * an expired page, the sub-code count: the words differ between captures, and so does the number of arguments.
 *
 * @param arguments as they stand, at least one
 */
public record PtuiCallback(int code, List<String> arguments) {

    public static final int SIGNED_IN = 0;
    public static final int EXPIRED = 65;
    public static final int WAITING_FOR_SCAN = 66;
    public static final int SCANNED = 67;

    /** Reads the line; nothing when it is not such a call or its first argument is no number. */
    public static Optional<PtuiCallback> parse(String body) {
        return ScriptCall.parse(body, "ptui")
                .flatMap(call -> call.code().map(code -> new PtuiCallback(code, call.arguments())));
    }

    /** Tells cases of one code apart, for instance 4: a wrong captcha, or with 2 a page that has expired. */
    public String subCode() {
        return argument(1);
    }

    /** The address to visit next; empty unless signed in. Secret: whoever has it is signed in. */
    public String url() {
        return argument(2);
    }

    /** What the server says to people; may be empty. */
    public String words() {
        return argument(4);
    }

    /** The code and the words, never the address. */
    @Override
    public String toString() {
        return "PtuiCallback[" + code + " " + WireText.name(words()) + "]";
    }

    private String argument(int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }
}
