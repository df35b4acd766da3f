package dev.rookery.host.webqq.wire;

import java.util.Optional;

/**
 * The page where a password login begins. Of all its script one constant is wanted, a signature that later calls
 * repeat: {@code var g_login_sig=encodeURIComponent("…");} (twqq, yinzo).
 *
 * @param loginSig as a rule 64 letters, digits, {@code *} and {@code -}
 */
public record LoginPage(String loginSig) {

    /** How long the signature may be; a longer one is none. */
    static final int MAX_SIG_CHARS = 256;

    private static final String NAME = "g_login_sig";

    /** Reads the page; nothing when it has no such signature. */
    public static Optional<LoginPage> parse(String html) {
        int name = html.indexOf(NAME);
        if (name < 0) {
            return Optional.empty();
        }
        String rest = html.substring(name + NAME.length(), Math.min(html.length(), name + ScriptCall.MAX_CHARS));
        return ScriptCall.parse(rest, "encodeURIComponent")
                .map(call -> call.argument(0))
                .filter(LoginPage::isSignature)
                .map(LoginPage::new);
    }

    private static boolean isSignature(String sig) {
        return !sig.isEmpty()
                && sig.length() <= MAX_SIG_CHARS
                && sig.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "*-_.".indexOf(c) >= 0));
    }
}
