package dev.rookery.host.httpstream;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** What says who asks, as it stands in an Authorization field. No exception repeats any of it. */
final class Credentials {

    /** {@code token68} of RFC 9110 part 11.2. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

    private Credentials() {}

    /** RFC 7617, in UTF-8. */
    static String basic(String user, String password) {
        requireNoControl("user", user);
        requireNoControl("password", password);
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("user: holds a colon (expected: none, it ends the name)");
        }
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** RFC 6750. */
    static String bearer(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("token: holds a character that no token may hold"
                    + " (expected: letters, digits and -._~+/, at the end =)");
        }
        return "Bearer " + token;
    }

    private static void requireNoControl(String what, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + ": holds a control character (expected: none)");
        }
    }
}
