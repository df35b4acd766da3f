package dev.rookery.host.httpserver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other people away from a page that is meant for whoever sits at this machine. A browser lets any page
 * send requests to any address; what it also sends tells them apart:
 *
 * <ul>
 *   <li>{@code Host} must be a literal address or localhost, or a page of somebody else could reach us by pointing its
 *       own name here (DNS rebinding);
 *   <li>{@code Origin}, which browsers add to every cross-site request that could do harm, must be our own;
 *   <li>with a token, {@code Authorization: Basic} must carry it as the password, with any user name; then any name is
 *       good as {@code Host}, since another page does not know the token. Compared in constant time.
 * </ul>
 *
 * <p>Stateless; any thread.
 */
public final class BrowserGuard {

    private final byte @Nullable [] token;

    private BrowserGuard(byte @Nullable [] token) {
        this.token = token;
    }

    /** Lets in whoever can connect. */
    public static BrowserGuard withoutToken() {
        return new BrowserGuard(null);
    }

    /** Lets in who knows the token. */
    public static BrowserGuard withToken(String token) {
        return new BrowserGuard(token.getBytes(StandardCharsets.UTF_8));
    }

    /** What to answer instead of what was asked for; empty when the request may go on. */
    public Optional<Response> refusal(Exchange exchange) {
        if (token == null && !isLiteral(exchange.host())) {
            return Optional.of(Response.text(
                    403, "Host: " + exchange.host() + " (expected: localhost or a literal address, for this page)"));
        }
        if (!isSameOrigin(exchange)) {
            return Optional.of(Response.text(
                    403,
                    "Origin: " + exchange.header("Origin").orElse("")
                            + " (expected: none, or the address of this server)"));
        }
        if (token != null && !carriesToken(exchange, token)) {
            return Optional.of(Response.text(401, "expected: the token as password, with any user name")
                    .header("WWW-Authenticate", "Basic realm=\"rookery\", charset=\"UTF-8\""));
        }
        return Optional.empty();
    }

    private static boolean carriesToken(Exchange exchange, byte[] token) {
        String header = exchange.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(header.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            byte[] password = text.substring(text.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(password, token);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** A literal address or localhost; HTTP/1.0 without a name, too, since no browser speaks it. */
    private static boolean isLiteral(String host) {
        return host.isEmpty()
                || host.equals("localhost")
                || host.matches("\\d{1,3}(\\.\\d{1,3}){3}")
                || host.matches("\\[[0-9a-f:.]+\\]");
    }

    private static boolean isSameOrigin(Exchange exchange) {
        String own = exchange.header("Host").orElse("");
        return exchange.header("Origin")
                .map(origin -> origin.equals("http://" + own) || origin.equals("https://" + own))
                .orElse(true);
    }
}
