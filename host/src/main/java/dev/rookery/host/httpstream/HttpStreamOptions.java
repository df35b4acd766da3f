package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.ClientTls;
import dev.rookery.host.httpstream.connection.Connection;
import dev.rookery.host.httpstream.connection.ConnectionOptions;
import dev.rookery.host.httpstream.connection.ConnectionPool;
import dev.rookery.host.httpstream.connection.DnsLookup;
import dev.rookery.host.httpstream.connection.PoolLimits;
import dev.rookery.host.httpstream.connection.Proxy;
import dev.rookery.host.httpstream.connection.RefusedAddressException;
import dev.rookery.host.httpstream.connection.SystemLookup;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.httpstream.websocket.WebSocketLimits;
import dev.rookery.host.httpstream.wire.WireLimits;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.TimerWheel;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of an {@link HttpStream} and whom it speaks to. Immutable: each {@code with…} answers a changed copy of
 * {@link #defaults()}.
 *
 * <table>
 * <caption>Every bound of the client</caption>
 * <tr><th>bound</th><th>default</th><th>beyond it</th></tr>
 * <tr><th colspan="3">time</th></tr>
 * <tr><td>{@code connectTimeout}: name, connection, proxy and TLS handshake together</td><td>10 s</td><td>failure in
 * phase CONNECT</td></tr>
 * <tr><td>{@code requestTimeout}, or {@link HttpRequest.Builder#timeout} of a request</td><td>30 s</td><td>failure in
 * the phase it had reached</td></tr>
 * <tr><td>{@code idleTimeout}</td><td>60 s</td><td>failure in phase RECEIVE; an unused connection is closed</td></tr>
 * <tr><td>{@link Chain#endWithin}</td><td>none</td><td>failure in phase CHAIN</td></tr>
 * <tr><td>{@link Connection#CONTINUE_WAIT} for a 100</td><td>1 s</td><td>the body is sent without it</td></tr>
 * <tr><td>{@link TimerWheel#TICK} of these times</td><td>8.4 ms</td><td>they end up to that much late, never
 * early</td></tr>
 * <tr><th colspan="3">answers</th></tr>
 * <tr><td>{@code maxBodyBytes}, on the wire and decoded; not of a body that is streamed or goes to a file</td><td>8
 * MiB</td><td>failure in phase RECEIVE</td></tr>
 * <tr><td>decoded bytes for each that came, once there are more than 1 MiB</td><td>200</td><td>failure in phase
 * RECEIVE</td></tr>
 * <tr><td>status line, header fields, 1xx, chunk lines, trailers</td><td>{@link WireLimits}</td><td>failure in phase
 * WAIT or RECEIVE</td></tr>
 * <tr><td>names of a refused certificate that the failure tells</td><td>5, of 80 characters</td><td>the others are left
 * out, the rest is cut off</td></tr>
 * <tr><th colspan="3">requests</th></tr>
 * <tr><td>{@link HttpRequest.Builder#followRedirects} up to {@link HttpRequest#MAX_REDIRECTS}</td><td>0, up to
 * 20</td><td>the readback sees the redirect; more are refused when the request is built</td></tr>
 * <tr><td>{@link RetryPolicy#attempts} up to {@link RetryPolicy#MAX_ATTEMPTS}</td><td>1, up to 100</td><td>readback or
 * errorback hears of it; more are refused when the policy is made</td></tr>
 * <tr><td>{@link RetryPolicy#withBackoff} before the second attempt and before any</td><td>500 ms, 30 s</td><td>a wait
 * is never longer</td></tr>
 * <tr><td>{@link RetryPolicy#withRetryAfterUpTo}</td><td>1 min</td><td>the readback has the response</td></tr>
 * <tr><td>{@link Multipart#MAX_BYTES} beside the files given by path</td><td>16 MiB</td><td>refused when it is
 * added</td></tr>
 * <tr><td>pieces of a streamed body asked for ahead</td><td>4, of files 64 KiB each</td><td>the publisher is asked when
 * one has gone out</td></tr>
 * <tr><td>threads that read and write files</td><td>2, until idle for 10 s</td><td>the next piece waits for one of
 * them</td></tr>
 * <tr><th colspan="3">connections</th></tr>
 * <tr><td>{@link PoolLimits#connectionsPerHost()}</td><td>16384</td><td>the request waits for one of them</td></tr>
 * <tr><td>{@link PoolLimits#connections()}</td><td>16384</td><td>an unused one to another host is closed, or the
 * request waits</td></tr>
 * <tr><td>{@link PoolLimits#waiting()}</td><td>65536</td><td>failure in phase QUEUE</td></tr>
 * <tr><td>{@link PoolLimits#unusedPerHost()}</td><td>8</td><td>the connections unused for longest are closed after
 * {@link ConnectionPool#SURPLUS_GRACE}, 1 s</td></tr>
 * <tr><td>{@link ClientTls#SESSIONS} of TLS to resume</td><td>1024, for a day</td><td>the oldest is forgotten</td></tr>
 * <tr><td>user name and password for a SOCKS5 {@link Proxy}</td><td>255 bytes each</td><td>refused when the proxy is
 * made</td></tr>
 * <tr><td>web sockets</td><td>{@link WebSocketLimits}</td><td>as it says there</td></tr>
 * <tr><th colspan="3">names</th></tr>
 * <tr><td>addresses of a name that are tried</td><td>8</td><td>the others are not</td></tr>
 * <tr><td>time an address has for itself</td><td>250 ms</td><td>the next is tried beside it</td></tr>
 * <tr><td>{@link DnsLookup#QUERY_TIMEOUT}</td><td>2 s</td><td>the next name server is asked, then the system</td></tr>
 * <tr><td>{@link DnsLookup#MIN_TTL} and {@link DnsLookup#MAX_TTL}</td><td>1 s, 10 min</td><td>an answer is kept so long
 * at least, and no longer</td></tr>
 * <tr><td>addresses that DNS answered and that are kept</td><td>1024</td><td>all are forgotten and looked up
 * again</td></tr>
 * <tr><td>looking up a name that was found before</td><td>1.8 s</td><td>its last addresses are used</td></tr>
 * <tr><td>names whose last addresses are remembered</td><td>256</td><td>the one unused for longest is
 * forgotten</td></tr>
 * <tr><td>{@link SystemLookup#THREADS} for names that DNS does not know</td><td>2, until idle for 10 s</td><td>the name
 * waits for one of them</td></tr>
 * <tr><td>{@link SystemLookup#MAX_WAITING} of such names</td><td>256</td><td>failure in phase CONNECT</td></tr>
 * <tr><th colspan="3">cookies</th></tr>
 * <tr><td>{@link CookieJar#MAX_PER_DOMAIN}</td><td>100</td><td>the oldest cookie of the domain is dropped, Secure ones
 * last</td></tr>
 * <tr><td>{@link CookieJar#MAX_COOKIES}</td><td>1000</td><td>the oldest cookie is dropped</td></tr>
 * <tr><td>{@link CookieJar#MAX_COOKIE_CHARS}</td><td>4096</td><td>the cookie is ignored</td></tr>
 * <tr><td>{@link CookieJar#MAX_ATTRIBUTE_CHARS}</td><td>1024</td><td>the attribute is ignored</td></tr>
 * <tr><td>{@link CookieJar#MAX_LIFETIME}</td><td>400 days</td><td>the cookie ends then</td></tr>
 * <tr><td>Cookie fields that a jar keeps ready</td><td>2</td><td>the one made first is made again</td></tr>
 * <tr><th colspan="3">diagnostics</th></tr>
 * <tr><td>{@link TraceListener#MAX_FORM_CHARS}</td><td>4096</td><td>the rest of the form is not written down</td></tr>
 * <tr><td>hosts with meters of their own in {@code micrometer.MicrometerListener}</td><td>100</td><td>further ones are
 * called {@code other}</td></tr>
 * <tr><th colspan="3">the loop</th></tr>
 * <tr><td>tasks that wait on an {@link IoLoop}</td><td>1048576</td><td>RejectedExecutionException</td></tr>
 * <tr><td>{@link IoLoop#stop}</td><td>5 s</td><td>its stage fails with the stack of the loop</td></tr>
 * <tr><td>looking for channels closed behind the back of {@link IoLoop#addHandler}</td><td>each 500 ms</td><td>they are
 * told as ERROR, and removed ones let go of</td></tr>
 * <tr><td>removed channels that are kept for their return</td><td>1024</td><td>further ones are let go of at
 * once</td></tr>
 * </table>
 *
 * <p>A class rather than a record, because a record would repeat its whole list of components in each of them.
 */
public final class HttpStreamOptions {

    // Written only while a copy is being made, before anybody else sees it.
    private @Nullable URI endpoint;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration requestTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofSeconds(60);
    private int maxBodyBytes = 8 << 20;
    private @Nullable Path trust;
    private boolean acceptsAnyCertificate;
    private @Nullable Proxy proxy;
    private Predicate<InetAddress> addresses = any -> true;
    private PoolLimits limits = PoolLimits.DEFAULTS;
    private List<HttpStreamListener> listeners = List.of();

    private HttpStreamOptions() {}

    private HttpStreamOptions(HttpStreamOptions other) {
        this.endpoint = other.endpoint;
        this.connectTimeout = other.connectTimeout;
        this.requestTimeout = other.requestTimeout;
        this.idleTimeout = other.idleTimeout;
        this.maxBodyBytes = other.maxBodyBytes;
        this.trust = other.trust;
        this.acceptsAnyCertificate = other.acceptsAnyCertificate;
        this.proxy = other.proxy;
        this.addresses = other.addresses;
        this.limits = other.limits;
        this.listeners = other.listeners;
    }

    /** No endpoint, the JDK's trusted certificates, and the bounds of the table. */
    public static HttpStreamOptions defaults() {
        return new HttpStreamOptions();
    }

    /**
     * Sends every request to this http or https address, with its own Host header and path; null, the default, for the
     * hosts that the requests name. Its scheme decides about TLS, and the certificate is checked for its host.
     */
    public HttpStreamOptions withEndpoint(@Nullable URI to) {
        if (to != null) {
            requireBareOrigin(to);
        }
        return with(copy -> copy.endpoint = to);
    }

    /** Bounds looking up a name, connecting, a proxy's consent and the TLS handshake together; more than zero. */
    public HttpStreamOptions withConnectTimeout(Duration timeout) {
        requirePositive("connectTimeout", timeout);
        return with(copy -> copy.connectTimeout = timeout);
    }

    /**
     * Bounds a whole exchange, redirects that are followed included, unless the request says otherwise; more than zero.
     */
    public HttpStreamOptions withRequestTimeout(Duration timeout) {
        requirePositive("requestTimeout", timeout);
        return with(copy -> copy.requestTimeout = timeout);
    }

    /**
     * Bounds how long nothing may arrive once an answer has begun, and how long an unused connection is kept; more than
     * zero.
     */
    public HttpStreamOptions withIdleTimeout(Duration timeout) {
        requirePositive("idleTimeout", timeout);
        return with(copy -> copy.idleTimeout = timeout);
    }

    /**
     * Bounds how large a body in memory may be, on the wire and decompressed; more than zero. One that is streamed or
     * goes to a file has no such bound.
     */
    public HttpStreamOptions withMaxBodyBytes(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("maxBodyBytes: " + bytes + " (expected: more than zero)");
        }
        return with(copy -> copy.maxBodyBytes = bytes);
    }

    /** Trusts the certificates of this PEM file and no others; null, the default, for those of the JDK. */
    public HttpStreamOptions withTrust(@Nullable Path pem) {
        return with(copy -> {
            copy.trust = pem;
            copy.acceptsAnyCertificate = false;
        });
    }

    /**
     * Believes any certificate for any name: whoever sits on the way to the server can read and change everything,
     * passwords included. For a server on one's own desk whose certificate cannot be had; a warning is logged.
     * {@link #withTrust} takes it back.
     */
    public HttpStreamOptions withDangerAcceptingAnyCertificate() {
        return with(copy -> {
            copy.trust = null;
            copy.acceptsAnyCertificate = true;
        });
    }

    /**
     * Speaks to all hosts but its exceptions, the endpoint included, through this proxy; null, the default, for none.
     */
    public HttpStreamOptions withProxy(@Nullable Proxy other) {
        return with(copy -> copy.proxy = other);
    }

    /**
     * Connects to none but these addresses: asked on the loop, for each connection and each address that the name leads
     * to at that moment, so also after a redirect and when a name has changed its mind. A request to a name that has no
     * other fails in phase CONNECT with a {@link RefusedAddressException}. Not asked when a proxy connects.
     */
    public HttpStreamOptions withAddresses(Predicate<InetAddress> allowed) {
        return with(copy -> copy.addresses = allowed);
    }

    /** Bounds how many connections there may be, and how many requests may wait for one. */
    public HttpStreamOptions withLimits(PoolLimits other) {
        return with(copy -> copy.limits = other);
    }

    /** Adds a listener; those that were there before hear of everything first. */
    public HttpStreamOptions withListener(HttpStreamListener further) {
        List<HttpStreamListener> all =
                Stream.concat(listeners.stream(), Stream.of(further)).toList();
        return with(copy -> copy.listeners = all);
    }

    /** See {@link #withEndpoint}. */
    public @Nullable URI endpoint() {
        return endpoint;
    }

    /** See {@link #withConnectTimeout}. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** See {@link #withRequestTimeout}. */
    public Duration requestTimeout() {
        return requestTimeout;
    }

    /** See {@link #withIdleTimeout}. */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    /** See {@link #withMaxBodyBytes}. */
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    /** See {@link #withTrust}. */
    public @Nullable Path trust() {
        return trust;
    }

    /** See {@link #withDangerAcceptingAnyCertificate}. */
    public boolean acceptsAnyCertificate() {
        return acceptsAnyCertificate;
    }

    /** See {@link #withProxy}. */
    public @Nullable Proxy proxy() {
        return proxy;
    }

    /** See {@link #withAddresses}. */
    public Predicate<InetAddress> addresses() {
        return addresses;
    }

    /** See {@link #withLimits}. */
    public PoolLimits limits() {
        return limits;
    }

    /** See {@link #withListener}. */
    public List<HttpStreamListener> listeners() {
        return listeners;
    }

    /** What of it concerns single connections. */
    ConnectionOptions forConnections() {
        return new ConnectionOptions(connectTimeout, idleTimeout, limits);
    }

    private HttpStreamOptions with(Consumer<HttpStreamOptions> change) {
        HttpStreamOptions copy = new HttpStreamOptions(this);
        change.accept(copy);
        return copy;
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
