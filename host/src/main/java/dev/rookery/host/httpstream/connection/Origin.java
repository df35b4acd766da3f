package dev.rookery.host.httpstream.connection;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whom a connection leads to; connections are kept by it.
 *
 * @param tls whether TLS is spoken
 * @param host a name in lower case or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record Origin(boolean tls, String host, int port) {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    /** Whom an http or https address leads to. */
    public static Origin of(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : defaultPort(tls);
        return new Origin(tls, host(uri), port);
    }

    /** The host of an address in lower case, an IPv6 address without its brackets. */
    private static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Host and path for people to read; without the query and what path parameters say, which may be secret. */
    public static String shown(URI uri) {
        return uri.getHost() + PATH_PARAMETERS.matcher(uri.getRawPath()).replaceAll(";…");
    }

    /** The host as it stands in an address, with the port unless it is the scheme's own. */
    public String authority() {
        String name = bracketed(host);
        return port == defaultPort(tls) ? name : name + ":" + port;
    }

    /** Host and port, for a person. */
    @Override
    public String toString() {
        return bracketed(host) + ":" + port;
    }

    /** As it stands before a port. */
    static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static int defaultPort(boolean tls) {
        return tls ? HTTPS_PORT : HTTP_PORT;
    }
}
