package dev.rookery.host.httpstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** What may stand in an http or https address, and how one is read when a server wrote it carelessly. */
final class HttpAddress {

    private static final String EXPECTED = " (expected: an absolute http or https address with a host)";
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final int MAX_PORT = 65_535;

    private HttpAddress() {}

    /**
     * Reads an absolute address. Characters that browsers send but {@link URI} refuses are percent-encoded, and the
     * fragment, which is never sent, is dropped.
     *
     * @throws IllegalArgumentException telling what is wrong without repeating the address, whose query may be secret
     */
    static URI parse(String text) {
        String address = text.strip();
        int fragment = address.indexOf('#');
        if (fragment >= 0) {
            address = address.substring(0, fragment);
        }
        URI uri = syntax(address);
        String ascii = uri.toASCIIString();
        return requireHttp(ascii.equals(uri.toString()) ? uri : URI.create(ascii));
    }

    /** Resolves what a Location field said, as RFC 3986 part 5.2 does; {@link URI#resolve} keeps to an older one. */
    static URI resolve(URI base, String reference) {
        if (ABSOLUTE.matcher(reference).matches()) {
            return parse(reference);
        }
        if (reference.isEmpty() || reference.startsWith("#")) {
            return base;
        }
        if (reference.startsWith("//")) {
            return parse(base.getScheme() + ":" + reference);
        }
        String root = base.getScheme() + "://" + base.getRawAuthority();
        String path = base.getRawPath().isEmpty() ? "/" : base.getRawPath();
        if (reference.startsWith("/")) {
            return normal(parse(root + reference));
        }
        if (reference.startsWith("?")) {
            return parse(root + path + reference);
        }
        return normal(parse(root + path.substring(0, path.lastIndexOf('/') + 1) + reference));
    }

    /** Without dot segments, RFC 3986 part 5.2.4; {@link URI#normalize} keeps those that lead above the root. */
    private static URI normal(URI uri) {
        URI normal = uri.normalize();
        String path = normal.getRawPath();
        int above = 0;
        while (path.startsWith("/../", above) || path.substring(above).equals("/..")) {
            above += "/..".length();
        }
        if (above == 0) {
            return normal;
        }
        String query = normal.getRawQuery() == null ? "" : "?" + normal.getRawQuery();
        String kept = path.substring(above);
        return URI.create(
                normal.getScheme() + "://" + normal.getRawAuthority() + (kept.isEmpty() ? "/" : kept) + query);
    }

    /** The path and query of the request line. */
    static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static URI syntax(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException strict) {
            try {
                return new URI(escaped(address));
            } catch (URISyntaxException e) {
                // Without the cause: its message repeats the whole address.
                throw new IllegalArgumentException(
                        "address: " + e.getReason() + " at index " + e.getIndex() + EXPECTED);
            }
        }
    }

    private static URI requireHttp(URI uri) {
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException("address: scheme " + scheme + EXPECTED);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("address: no host" + EXPECTED);
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("address: user info (expected: an Authorization header field)");
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("address: port " + uri.getPort() + " (expected: 1 to 65535)");
        }
        return uri;
    }

    private static String escaped(String address) {
        int authority = address.indexOf("://") + 3;
        StringBuilder out = new StringBuilder(address.length() + 16);
        for (int i = 0; i < address.length(); ) {
            int c = address.codePointAt(i);
            boolean keep = i < authority || isAllowed(c) || (c == '%' && isEscape(address, i));
            if (keep || ((c == '[' || c == ']') && isInAuthority(address, authority, i))) {
                out.appendCodePoint(c);
            } else {
                PercentEncoding.append(out, Character.toString(c));
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean isAllowed(int c) {
        return c > ' ' && c < 0x7F && "\"%<>[\\]^`{|}".indexOf(c) < 0;
    }

    private static boolean isEscape(String address, int at) {
        return at + 2 < address.length()
                && Character.digit(address.charAt(at + 1), 16) >= 0
                && Character.digit(address.charAt(at + 2), 16) >= 0;
    }

    private static boolean isInAuthority(String address, int authority, int at) {
        int slash = address.indexOf('/', authority);
        return slash < 0 || at < slash;
    }
}
