package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.ClientTls;
import dev.rookery.host.httpstream.connection.ConnectionPool;
import dev.rookery.host.httpstream.connection.DnsLookup;
import dev.rookery.host.httpstream.connection.Lookup;
import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.connection.SocketConnector;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.httpstream.websocket.WebSocket;
import dev.rookery.host.httpstream.websocket.WebSocketListener;
import dev.rookery.host.httpstream.websocket.WebSocketRequest;
import dev.rookery.host.httpstream.websocket.WebSockets;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.TimerWheel;
import io.netty.channel.EventLoop;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.handler.ssl.SslContext;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client on the loop. A request goes in with a readback; the readback reads the response and says what comes
 * next, so that a login is one chain, a poll is a chain that continues itself, and a heartbeat is a chain with a delay.
 *
 * <pre>{@code
 * stream.add(first, response -> Next.request(second, this::readSecond), failure -> Next.none());
 * }</pre>
 *
 * <p><b>Threads.</b> Every public method but {@link #cookies()} may be called on any thread; readbacks and errorbacks
 * are called on the loop, one at a time, never from within {@code add}. The stream has no threads but those that look
 * up names which DNS does not know, and those that read and write files: two each, daemons that end when idle.
 *
 * <p><b>Connections</b> are kept alive and used again. A server may close such a connection at the very moment it is
 * used again; if not one byte of an answer came, a request that is {@linkplain HttpRequest#isRepeatable() repeatable}
 * is sent once more over a fresh connection, any other fails.
 *
 * <p><b>TLS</b> checks certificate and host name; {@link HttpStreamOptions#withTrust} names other authorities, and only
 * {@link HttpStreamOptions#withDangerAcceptingAnyCertificate} believes whoever answers. See {@link ClientTls}.
 * <b>Redirects</b> are the readback's business unless the request {@linkplain HttpRequest.Builder#followRedirects asks}
 * to have them followed. Every bound is listed at {@link HttpStreamOptions}; how many chains there are is the caller's
 * affair, and how many of them have a connection at a time is bounded by {@link HttpStreamOptions#withLimits}.
 */
public final class HttpStream {

    private static final Logger log = LoggerFactory.getLogger(HttpStream.class);

    private final EventLoop loop;
    private final HttpStreamOptions options;
    private final TimerWheel wheel;
    private final @Nullable Origin endpoint;
    private final CookieJar cookies = new CookieJar();
    private final ConnectionPool pool;
    private final WebSockets webSockets;
    private final @Nullable Listeners listeners;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // Of the loop.
    private final ChainList chains = new ChainList();
    private @Nullable FileThreads files;
    private boolean closing;

    /**
     * A stream on the loop. Reads the trusted certificates and how names are looked up, hence not to be called on a
     * loop.
     *
     * @throws IllegalArgumentException if {@link HttpStreamOptions#trust()} is no readable PEM file of certificates
     */
    public HttpStream(IoLoop loop, HttpStreamOptions options) {
        this(loop, options, new DnsLookup(loop));
    }

    HttpStream(IoLoop loop, HttpStreamOptions options, Lookup names) {
        this.loop = loop.eventLoopGroup().next();
        this.options = options;
        // Here, not on the loop, it is found out what can be decoded: that looks for a native library.
        log.debug("stream made codings=\"{}\"", ContentDecoder.CODINGS);
        this.wheel = loop.timerWheel();
        this.listeners = options.listeners().isEmpty() ? null : new Listeners(options.listeners());
        this.endpoint = options.endpoint() == null ? null : Origin.of(options.endpoint());
        this.pool = new ConnectionPool(
                this.loop,
                wheel,
                options.forConnections(),
                new SocketConnector(
                        this.loop,
                        wheel,
                        tls(options),
                        options.proxy(),
                        options.addresses(),
                        names,
                        new ReflectiveChannelFactory<>(loop.socketChannelType())));
        this.webSockets = new WebSockets(this.loop, wheel, pool, cookies, endpoint, WireRequest.USER_AGENT.getValue());
    }

    /** Sends a request and discards its answer; a failure is logged. */
    public Chain add(HttpRequest request) {
        return add(request, discarded -> Next.none());
    }

    /** Starts a chain; a failure is logged and ends it. */
    public Chain add(HttpRequest request, Readback readback) {
        return add(request, readback, HttpStream::logFailure);
    }

    /**
     * Starts a chain. Of each request, readback or errorback is called, once; a readback that throws is followed by the
     * errorback.
     *
     * @param errorback in force until a {@link Next} brings another
     * @throws RejectedExecutionException if the loop has stopped
     */
    public Chain add(HttpRequest request, Readback readback, Errorback errorback) {
        return begin(null, Next.request(request, readback), errorback);
    }

    /**
     * Starts a chain with a step that may have a delay and a {@link RetryPolicy}. Without an errorback of its own a
     * failure is logged and ends it.
     *
     * @throws RejectedExecutionException if the loop has stopped
     */
    public Chain add(Next.Request first) {
        return begin(null, first, first.errorback());
    }

    /**
     * The same with a name for diagnostics, in place of method and host of the first request: "poll of pual". It is
     * shown and logged, so it must hold no secret.
     */
    public Chain add(String name, Next.Request first) {
        return begin(name, first, first.errorback());
    }

    private Chain begin(@Nullable String name, Next.Request first, @Nullable Errorback errorback) {
        RequestChain chain =
                new RequestChain(loop, this, name, first, errorback == null ? HttpStream::logFailure : errorback);
        loop.execute(chain);
        return chain;
    }

    /** Starts a chain with a GET; a failure is logged and ends it. */
    public Chain get(String uri, Readback readback) {
        return add(HttpRequest.get(uri).build(), readback);
    }

    /** Starts a chain with a GET. */
    public Chain get(String uri, Readback readback, Errorback errorback) {
        return add(HttpRequest.get(uri).build(), readback, errorback);
    }

    /** Starts a chain with a POST of form fields, in the map's order; a failure is logged and ends it. */
    public Chain post(String uri, Map<String, String> form, Readback readback) {
        return post(uri, form, readback, HttpStream::logFailure);
    }

    /** Starts a chain with a POST of form fields, in the map's order. */
    public Chain post(String uri, Map<String, String> form, Readback readback, Errorback errorback) {
        HttpRequest.Builder request = HttpRequest.post(uri);
        form.forEach(request::form);
        return add(request.build(), readback, errorback);
    }

    /**
     * Opens a web socket over a connection of its own. Redirects are not followed.
     *
     * @param listener hears everything, also that it did not open
     * @return for sending, when the listener was told that it is open, and for giving up
     * @throws RejectedExecutionException if the loop has stopped
     */
    public WebSocket webSocket(WebSocketRequest request, WebSocketListener listener) {
        return webSockets.open(request, listener);
    }

    /**
     * What each chain is about, in the order in which they began. Any thread.
     *
     * @return completed on the loop; empty when the loop has stopped, never exceptionally
     */
    public CompletionStage<List<ChainSnapshot>> chains() {
        CompletableFuture<List<ChainSnapshot>> all = new CompletableFuture<>();
        try {
            loop.execute(() -> all.complete(chains.snapshots()));
        } catch (RejectedExecutionException e) {
            log.trace("asked for chains after the loop had stopped, which had ended them all");
            all.complete(List.of());
        }
        return all.minimalCompletionStage();
    }

    /** The cookies of all requests of this stream; to be used on the loop only. */
    public CookieJar cookies() {
        return cookies;
    }

    /**
     * Ends all chains and web sockets and closes all connections. The errorback of each chain, also of one that waits
     * out a delay or is added later, hears of it once in phase {@link Phase#CLOSED}; what it returns is ignored, and a
     * chain without an errorback ends in silence. Closing again changes nothing.
     *
     * @return completed on the loop when no connection is open any more; never exceptionally
     */
    public CompletionStage<Void> close() {
        try {
            loop.execute(this::closeNow);
        } catch (RejectedExecutionException e) {
            log.trace("closed after the loop had stopped, which had closed every channel already");
            closed.complete(null);
        }
        return closed.minimalCompletionStage();
    }

    HttpStreamOptions options() {
        return options;
    }

    EventLoop loop() {
        return loop;
    }

    /** Made when a request first has to do with a file; on the loop. */
    FileThreads files() {
        if (files == null) {
            files = new FileThreads();
        }
        return files;
    }

    ConnectionPool pool() {
        return pool;
    }

    TimerWheel wheel() {
        return wheel;
    }

    /** Whom every request is sent to; null for the hosts that they name. */
    @Nullable
    Origin endpoint() {
        return endpoint;
    }

    /** Who hears what happens; null for nobody. */
    @Nullable
    Listeners listeners() {
        return listeners;
    }

    /** Takes care of a chain, unless the stream is closed. */
    boolean begins(RequestChain chain) {
        if (!closing) {
            chains.add(chain);
        }
        return !closing;
    }

    /** The chain needs nobody's care any more. */
    void ended(RequestChain chain) {
        chains.remove(chain);
    }

    private void closeNow() {
        if (closing) {
            return;
        }
        closing = true;
        for (RequestChain chain = chains.first(); chain != null; chain = chains.first()) {
            chain.streamClosed();
        }
        webSockets.close();
        if (files != null) {
            files.close();
        }
        pool.close().addListener(done -> closed.complete(null));
    }

    private static Next logFailure(HttpStreamException failure) {
        switch (failure.phase()) {
            case CLOSED -> log.debug("request ended: error=\"{}\"", failure.getMessage());
            case READBACK -> log.warn("readback failed, its chain ends: error=\"{}\"", failure.getMessage(), failure);
            default -> log.warn("request failed, its chain ends: error=\"{}\"", failure.getMessage());
        }
        return Next.none();
    }

    /** Null when an endpoint without TLS makes it needless: reading the JDK's certificates takes a while. */
    private static @Nullable SslContext tls(HttpStreamOptions options) {
        URI endpoint = options.endpoint();
        if (endpoint != null && !Origin.of(endpoint).tls()) {
            return null;
        }
        if (options.acceptsAnyCertificate()) {
            log.warn("TLS is not verified: anybody on the way can read and change what is sent, passwords included");
            return ClientTls.unverified();
        }
        return ClientTls.verified(options.trust());
    }
}
