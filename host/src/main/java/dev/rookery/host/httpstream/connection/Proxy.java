package dev.rookery.host.httpstream.connection;

import dev.rookery.api.config.Secret;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that connections are made through. It is asked for a tunnel to the host by its name, which the proxy looks
 * up: by CONNECT (RFC 9110, part 9.3.6) for http and https alike, or by SOCKS5 (RFC 1928, with the user name and
 * password of RFC 1929). So requests go out as they would without it, and a proxy sees of https nothing but the name.
 * An HTTP proxy must allow CONNECT to the port: Squid as it comes allows 443 only.
 *
 * <p>Printing it prints no credentials.
 *
 * @param kind what it speaks
 * @param host its name or address
 * @param port 1 to 65535
 * @param user null when it asks for none
 * @param password null when it asks for none
 * @param exceptions hosts that are spoken to without it, in lower case: {@code example.org} stands for itself and all
 *     names that end in {@code .example.org}, an address for itself
 */
public record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable Secret password,
        List<String> exceptions) {

    /** What a proxy speaks. */
    public enum Kind {
        /** CONNECT. */
        HTTP,
        /** SOCKS, version 5. */
        SOCKS5
    }

    private static final int MAX_PORT = 65_535;

    /** RFC 1929: a length is one byte. */
    private static final int MAX_SOCKS_BYTES = 255;

    /** Refuses what no proxy could be reached with. */
    public Proxy {
        if (host.isBlank()) {
            throw new IllegalArgumentException("proxy: no host (expected: a name or an address)");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("proxy: port " + port + " (expected: 1 to 65535)");
        }
        if (kind == Kind.HTTP && user != null && user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("proxy: a user name with a colon (expected: none in it)");
        }
        if (kind == Kind.SOCKS5 && (isTooLong(user) || isTooLong(password == null ? null : password.reveal()))) {
            throw new IllegalArgumentException(
                    "proxy: user name or password too long (expected: " + MAX_SOCKS_BYTES + " bytes for SOCKS5)");
        }
        exceptions = exceptions.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .map(name -> name.startsWith(".") ? name.substring(1) : name)
                .toList();
    }

    private static boolean isTooLong(@Nullable String text) {
        return text != null && text.getBytes(StandardCharsets.UTF_8).length > MAX_SOCKS_BYTES;
    }

    /**
     * The proxy at an address such as {@code http://proxy.example.org:3128} or {@code socks5://127.0.0.1:1080}.
     *
     * @throws IllegalArgumentException if it is none, without repeating it: credentials may stand in it
     */
    public static Proxy at(URI address) {
        String expected = " (expected: http://host:port or socks5://host:port)";
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("socks5")) {
            throw new IllegalArgumentException("proxy: scheme " + scheme + expected);
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("proxy: user info, which would be printed" + expected);
        }
        String path = address.getRawPath();
        if (address.getHost() == null || address.getPort() < 0 || !(path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("proxy: not the address of one" + expected);
        }
        String host = address.getHost();
        return new Proxy(
                scheme.equals("http") ? Kind.HTTP : Kind.SOCKS5,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                address.getPort(),
                null,
                null,
                List.of());
    }

    /** The same with credentials. */
    public Proxy withCredentials(String name, Secret secret) {
        return new Proxy(kind, host, port, name, secret, exceptions);
    }

    /** The same, but not for these hosts. */
    public Proxy withExceptions(List<String> hosts) {
        return new Proxy(kind, host, port, user, password, hosts);
    }

    /** Whether a host, in lower case, is spoken to through it. */
    boolean covers(String destination) {
        return exceptions.stream()
                .noneMatch(name -> destination.equals(name)
                        || (destination.endsWith(name)
                                && destination.charAt(destination.length() - name.length() - 1) == '.'));
    }

    /** What asks for the tunnel, on a connection to one of the proxy's addresses. Good for one connection. */
    ProxyHandler handler(InetSocketAddress address) {
        String name = user == null ? "" : user;
        String secret = password == null ? "" : password.reveal();
        ProxyHandler handler = switch (kind) {
            case HTTP -> user == null ? new HttpProxyHandler(address) : new HttpProxyHandler(address, name, secret);
            case SOCKS5 ->
                user == null ? new Socks5ProxyHandler(address) : new Socks5ProxyHandler(address, name, secret);
        };
        handler.setConnectTimeoutMillis(0); // Connecting is bounded as a whole.
        return handler;
    }

    /** Host and port, for a person. */
    String authority() {
        return Origin.bracketed(host) + ":" + port;
    }

    /** Kind, host and port. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "://" + authority();
    }
}
