package dev.rookery.host.httpstream.cookie;

import java.net.URI;
import java.util.Locale;

/**
 * What cookies are held against: of an address that is asked, the parts that decide.
 *
 * @param host lower case, an IPv6 address without its brackets
 * @param path as it is sent, never empty
 * @param secure whether the address is one of https or wss, whatever carries the bytes
 */
record Address(String host, String path, boolean secure) {

    static Address of(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return new Address(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, pathOf(uri), isSecure(uri));
    }

    static String pathOf(URI uri) {
        return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
    }

    /** The path of a cookie that names none: the folder of this one (RFC 6265bis part 5.1.4). */
    String folder() {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }

    /** Whether the host is the domain or within it (RFC 6265bis part 5.1.3); nothing is within an IP address. */
    static boolean isWithin(String host, String domain) {
        int dot = host.length() - domain.length() - 1;
        return host.endsWith(domain) && (dot < 0 || (host.charAt(dot) == '.' && !isIp(host)));
    }

    /** Whether the path is the other one or below it (RFC 6265bis part 5.1.4). */
    static boolean isBelow(String path, String top) {
        return path.startsWith(top)
                && (path.length() == top.length() || top.endsWith("/") || path.charAt(top.length()) == '/');
    }

    private static boolean isIp(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return host.indexOf(':') >= 0;
            }
        }
        return true;
    }
}
