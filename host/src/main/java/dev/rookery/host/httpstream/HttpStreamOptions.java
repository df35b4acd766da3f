package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.ConnectionOptions;
import dev.rookery.host.httpstream.connection.ConnectionPool;
import dev.rookery.host.httpstream.connection.PoolLimits;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.httpstream.wire.WireLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an {@link HttpStream} and whom it speaks to. Start from {@link #defaults()}.
 *
 * <table>
 * <caption>Every bound of the client</caption>
 * <tr><th>bound</th><th>default</th><th>beyond it</th></tr>
 * <tr><td>{@code connectTimeout}</td><td>10 s</td><td>failure in phase CONNECT</td></tr>
 * <tr><td>{@code requestTimeout}</td><td>30 s</td><td>failure in the phase it had reached</td></tr>
 * <tr><td>{@code idleTimeout}</td><td>60 s</td><td>failure in phase RECEIVE; an unused connection is closed</td></tr>
 * <tr><td>{@code maxBodyBytes}</td><td>8 MiB</td><td>failure in phase RECEIVE</td></tr>
 * <tr><td>status line, header fields, chunk lines, trailers</td><td>{@link WireLimits}</td><td>failure in phase WAIT
 * or RECEIVE</td></tr>
 * <tr><td>{@link PoolLimits#connectionsPerHost()}</td><td>16384</td><td>the request waits for one of them</td></tr>
 * <tr><td>{@link PoolLimits#connections()}</td><td>16384</td><td>an unused one to another host is closed, or the
 * request waits</td></tr>
 * <tr><td>{@link PoolLimits#waiting()}</td><td>65536</td><td>failure in phase QUEUE</td></tr>
 * <tr><td>{@link PoolLimits#unusedPerHost()}</td><td>8</td><td>the connections unused for longest are closed after
 * {@link ConnectionPool#SURPLUS_GRACE}</td></tr>
 * <tr><td>names waiting to be looked up</td><td>256</td><td>failure in phase CONNECT</td></tr>
 * <tr><td>{@link HttpRequest#MAX_REDIRECTS}</td><td>20</td><td>refused when the request is built</td></tr>
 * <tr><td>{@link CookieJar#MAX_PER_DOMAIN}</td><td>100</td><td>the oldest cookie of the domain is dropped</td></tr>
 * <tr><td>{@link CookieJar#MAX_COOKIES}</td><td>1000</td><td>the oldest cookie is dropped</td></tr>
 * <tr><td>{@link CookieJar#MAX_COOKIE_CHARS}</td><td>4096</td><td>the cookie is ignored</td></tr>
 * <tr><td>{@link CookieJar#MAX_ATTRIBUTE_CHARS}</td><td>1024</td><td>the attribute is ignored</td></tr>
 * <tr><td>{@link CookieJar#MAX_LIFETIME}</td><td>400 days</td><td>the cookie ends then</td></tr>
 * </table>
 *
 * @param endpoint an http or https address that every request is sent to, with its own Host header and path; null to
 *     speak to the hosts that the requests name. Its scheme decides about TLS, and the certificate is checked for its
 *     host
 * @param connectTimeout for looking up a name, connecting and the TLS handshake together; more than zero
 * @param requestTimeout for a whole exchange, redirects that are followed included, unless the request says otherwise;
 *     more than zero
 * @param idleTimeout how long nothing may arrive once an answer has begun, and how long an unused connection is kept;
 *     more than zero
 * @param maxBodyBytes how large a body may be, on the wire and decompressed; more than zero
 * @param trust a PEM file with the certificates to trust in place of those of the JDK; null for those
 * @param limits how many connections there may be, and how many requests may wait for one
 */
public record HttpStreamOptions(
        @Nullable URI endpoint,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration idleTimeout,
        int maxBodyBytes,
        @Nullable Path trust,
        PoolLimits limits) {

    /** Checks every value. */
    public HttpStreamOptions {
        if (endpoint != null) {
            requireBareOrigin(endpoint);
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("requestTimeout", requestTimeout);
        requirePositive("idleTimeout", idleTimeout);
        if (maxBodyBytes <= 0) {
            throw new IllegalArgumentException("maxBodyBytes: " + maxBodyBytes + " (expected: more than zero)");
        }
    }

    /** No endpoint, the JDK's trusted certificates, and the bounds of the table. */
    public static HttpStreamOptions defaults() {
        return new HttpStreamOptions(
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                8 << 20,
                null,
                PoolLimits.DEFAULTS);
    }

    /** Sends every request to this http or https address, with its original Host header. */
    public HttpStreamOptions withEndpoint(@Nullable URI to) {
        return new HttpStreamOptions(to, connectTimeout, requestTimeout, idleTimeout, maxBodyBytes, trust, limits);
    }

    /** Another bound for connecting. */
    public HttpStreamOptions withConnectTimeout(Duration timeout) {
        return new HttpStreamOptions(endpoint, timeout, requestTimeout, idleTimeout, maxBodyBytes, trust, limits);
    }

    /** Another bound for a whole exchange. */
    public HttpStreamOptions withRequestTimeout(Duration timeout) {
        return new HttpStreamOptions(endpoint, connectTimeout, timeout, idleTimeout, maxBodyBytes, trust, limits);
    }

    /** Another bound for silence. */
    public HttpStreamOptions withIdleTimeout(Duration timeout) {
        return new HttpStreamOptions(endpoint, connectTimeout, requestTimeout, timeout, maxBodyBytes, trust, limits);
    }

    /** Another bound for bodies. */
    public HttpStreamOptions withMaxBodyBytes(int bytes) {
        return new HttpStreamOptions(endpoint, connectTimeout, requestTimeout, idleTimeout, bytes, trust, limits);
    }

    /** Trusts the certificates of this PEM file and no others. */
    public HttpStreamOptions withTrust(@Nullable Path pem) {
        return new HttpStreamOptions(endpoint, connectTimeout, requestTimeout, idleTimeout, maxBodyBytes, pem, limits);
    }

    /** What of it concerns single connections. */
    ConnectionOptions forConnections() {
        return new ConnectionOptions(connectTimeout, idleTimeout, limits);
    }

    /** Other bounds for the connections. */
    public HttpStreamOptions withLimits(PoolLimits other) {
        return new HttpStreamOptions(endpoint, connectTimeout, requestTimeout, idleTimeout, maxBodyBytes, trust, other);
    }

    private static void requireBareOrigin(URI endpoint) {
        URI address;
        try {
            address = HttpAddress.parse(endpoint.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("endpoint: " + e.getMessage(), e);
        }
        if (!HttpAddress.target(address).equals("/")) {
            throw new IllegalArgumentException("endpoint: " + endpoint + " (expected: no path and no query)");
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
