package dev.rookery.host.webqq.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The answer of {@code pt4_auth}, the way in without a QR code for who was here before (Mojo-Webqq):
 * {@code ptui_auth_CB('0','http://ptlogin2.web2.qq.com/check_sig?…')}, or {@code ptui_auth_CB('1','')} for no.
 *
 * @param url the {@code check_sig} address to visit next. Secret: whoever has it is signed in
 */
public record QuickLogin(String url) {

    /** Reads the line; nothing for a no, and for an address that is not {@code check_sig} of a host of qq.com. */
    public static Optional<QuickLogin> parse(String body) {
        return ScriptCall.parse(body, "ptui_auth_CB")
                .filter(call -> call.argument(0).equals("0"))
                .map(call -> new QuickLogin(call.argument(1)))
                .filter(QuickLogin::leadsToCheckSig);
    }

    private boolean leadsToCheckSig() {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            return ("http".equals(scheme) || "https".equals(scheme))
                    && host != null
                    && host.endsWith(".qq.com")
                    && uri.getPath().startsWith("/check_sig");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "QuickLogin[]";
    }
}
