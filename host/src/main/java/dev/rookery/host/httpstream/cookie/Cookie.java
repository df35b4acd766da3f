package dev.rookery.host.httpstream.cookie;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One cookie as RFC 6265 part 5.3 stores it.
 *
 * @param name case-sensitive, not empty
 * @param value may be empty, as ptwebqq's was in 2018
 * @param domain lower case, without a leading dot
 * @param hostOnly whether it goes to that host alone, not to its subdomains
 * @param path where it begins to apply
 * @param secure whether it goes to https addresses only
 * @param expires when it ends; {@link Instant#MAX} for the end of the session
 */
record Cookie(
        String name, String value, String domain, boolean hostOnly, String path, boolean secure, Instant expires) {

    /**
     * Reads a Set-Cookie field the forgiving way of RFC 6265 part 5.2; never throws.
     *
     * @return null if there is no cookie in it, or none that this address may set
     */
    static @Nullable Cookie parse(URI from, String field, Instant now) {
        String[] parts = field.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 0 || field.chars().anyMatch(c -> isControl(c))) {
            return null;
        }
        String name = parts[0].substring(0, equals).strip();
        String value = parts[0].substring(equals + 1).strip();
        if (name.isEmpty() || name.length() + value.length() > CookieJar.MAX_COOKIE_CHARS) {
            return null;
        }
        Attributes attributes = Attributes.read(parts, from, now);
        String host = host(from);
        // A host of one label may name itself: that means the same as naming nobody.
        String domain = attributes.domain.equals(host) && !isSeveralLabels(host) ? "" : attributes.domain;
        if (!domain.isEmpty() && !(isSeveralLabels(domain) && matches(host, domain))) {
            return null;
        }
        return new Cookie(
                name,
                value,
                domain.isEmpty() ? host : domain,
                domain.isEmpty(),
                attributes.path,
                attributes.secure,
                attributes.ends());
    }

    /**
     * Reads a line of {@link #toLine}.
     *
     * @return null if it is malformed or breaks a bound
     */
    static @Nullable Cookie ofLine(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 7 || !fields[4].matches("[0-9]{1,15}")) {
            return null;
        }
        String domain = fields[0];
        String path = fields[2];
        String name = fields[5];
        String value = fields[6];
        boolean whole = !domain.isEmpty() && !name.isEmpty() && path.startsWith("/");
        boolean clean = (domain + path + name + value).chars().noneMatch(c -> isControl(c) || c == ';' || c > 0xFF);
        if (!whole || !clean || name.length() + value.length() > CookieJar.MAX_COOKIE_CHARS) {
            return null;
        }
        long expires = Long.parseLong(fields[4]);
        return new Cookie(
                name,
                value,
                domain,
                fields[1].equals("FALSE"),
                path,
                fields[3].equals("TRUE"),
                expires == 0 ? Instant.MAX : Instant.ofEpochSecond(expires));
    }

    /**
     * The cookie as a line of cookies.txt: domain, whether it goes to subdomains, path, secure, end in seconds (0 for
     * the end of the session), name, value. A value with a tab in it, which nobody sends, makes a malformed line.
     */
    String toLine() {
        return String.join(
                "\t",
                domain,
                hostOnly ? "FALSE" : "TRUE",
                path,
                secure ? "TRUE" : "FALSE",
                expires.equals(Instant.MAX) ? "0" : Long.toString(expires.getEpochSecond()),
                name,
                value);
    }

    boolean isFor(URI uri) {
        String host = host(uri);
        return (hostOnly ? host.equals(domain) : matches(host, domain))
                && isOnPath(pathOf(uri))
                && (!secure || "https".equalsIgnoreCase(uri.getScheme()));
    }

    boolean isExpired(Instant now) {
        return !expires.isAfter(now);
    }

    /** Without the value, which is a secret more often than not. */
    @Override
    public String toString() {
        return name + "; domain=" + domain + "; path=" + path;
    }

    private boolean isOnPath(String requestPath) {
        return requestPath.startsWith(path)
                && (requestPath.length() == path.length()
                        || path.endsWith("/")
                        || requestPath.charAt(path.length()) == '/');
    }

    /** Whether the host is the domain or within it (RFC 6265 part 5.1.3); nothing is within an address. */
    private static boolean matches(String host, String domain) {
        int dot = host.length() - domain.length() - 1;
        return host.endsWith(domain) && (dot < 0 || (host.charAt(dot) == '.' && !isAddress(host)));
    }

    private static boolean isSeveralLabels(String domain) {
        return domain.indexOf('.') > 0;
    }

    private static boolean isAddress(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return host.indexOf(':') >= 0;
            }
        }
        return true;
    }

    /** The host of an address in lower case, an IPv6 address without its brackets. */
    private static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** A control character other than the tab. */
    private static boolean isControl(int c) {
        return (c < ' ' && c != '\t') || c == 0x7F;
    }

    private static String pathOf(URI uri) {
        return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    /** What follows the value. Unknown, empty and malformed attributes are skipped; of repeated ones the last holds. */
    private static final class Attributes {
        private final String defaultPath;
        private String path;
        private String domain = "";
        private boolean secure;
        private @Nullable Instant expires;
        private @Nullable Instant maxAge;

        private Attributes(URI from) {
            String whole = pathOf(from);
            defaultPath = whole.substring(0, Math.max(1, whole.lastIndexOf('/')));
            path = defaultPath;
        }

        static Attributes read(String[] parts, URI from, Instant now) {
            Attributes attributes = new Attributes(from);
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
                String value = equals < 0 ? "" : parts[i].substring(equals + 1).strip();
                attributes.take(name.strip().toLowerCase(Locale.ROOT), value, now);
            }
            return attributes;
        }

        private void take(String name, String value, Instant now) {
            switch (name) {
                case "domain" -> domain = (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
                case "path" -> path = value.startsWith("/") ? value : defaultPath;
                case "secure" -> secure = true;
                case "expires" -> {
                    Instant date = CookieDate.parse(value);
                    expires = date == null ? expires : date;
                }
                case "max-age" -> {
                    Instant end = afterSeconds(value, now);
                    maxAge = end == null ? maxAge : end;
                }
                default -> {}
            }
        }

        /** Max-Age rules over Expires. */
        Instant ends() {
            if (maxAge != null) {
                return maxAge;
            }
            return expires != null ? expires : Instant.MAX;
        }

        private static @Nullable Instant afterSeconds(String value, Instant now) {
            if (!value.matches("-?[0-9]+")) {
                return null;
            }
            if (value.startsWith("-")) {
                return Instant.MIN;
            }
            // Nine digits are thirty years: what is longer lasts for good.
            return value.length() > 9 ? Instant.MAX : now.plusSeconds(Long.parseLong(value));
        }
    }
}
