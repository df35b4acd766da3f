package dev.rookery.host.httpserver;

import dev.rookery.host.ioloop.IoLoop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on one event loop: keep-alive, pipelining with answers in order, {@code Expect: 100-continue},
 * {@code HEAD}, a {@code Content-Length} on every answer but event streams, no compression. With a
 * {@link ServerIdentity} it speaks TLS 1.2 and 1.3 and offers HTTP/1.1 only; whatever name a client asks for, or none,
 * it shows the same certificate.
 *
 * <p>Every connection and every call of the handler is on the one loop that was given, so a handler needs no locks. Its
 * bounds are those of {@link HttpLimits}.
 */
public final class HttpServer {

    /** How long {@link #close()} lets answers leave that are already given; then connections are cut. */
    static final int CLOSE_GRACE_MILLIS = 1_000;

    /** How often a connection is read before the others get their turn; what is left is read in the next round. */
    private static final int READS_PER_EVENT = 16;

    private final EventLoop eventLoop;
    private final Set<HttpConnection> connections = new HashSet<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Channel listener;
    private final InetSocketAddress address;
    private boolean closing;

    private HttpServer(
            IoLoop loop, InetSocketAddress wanted, HttpHandler handler, HttpLimits limits, @Nullable SslContext tls)
            throws IOException {
        this.eventLoop = loop.eventLoopGroup().next();
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoop)
                .channel(loop.serverSocketChannelType())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(limits.eventBufferBytes() / 2, limits.eventBufferBytes()))
                // Reads to the end of what is there, so that a request and the close behind it are seen together.
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator()
                                .respectMaybeMoreData(false)
                                .maxMessagesPerRead(READS_PER_EVENT))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, handler, limits, tls);
                    }
                })
                .bind(wanted)
                .awaitUninterruptibly();
        Throwable failure = bound.cause();
        if (failure != null) {
            throw cannotListen(wanted, failure);
        }
        this.listener = bound.channel();
        this.address = (InetSocketAddress) listener.localAddress();
    }

    /**
     * Binds with {@link HttpLimits#DEFAULTS}, see {@link #bind(IoLoop, InetSocketAddress, HttpHandler, HttpLimits)}.
     */
    public static HttpServer bind(IoLoop loop, InetSocketAddress address, HttpHandler handler) throws IOException {
        return bind(loop, address, handler, HttpLimits.DEFAULTS);
    }

    /**
     * Listens on an address, port 0 for any free port. Waits until the port is bound, hence not to be called on the
     * loop.
     *
     * @throws BindException when the port is in use or not allowed; its message names the address
     * @throws IOException when listening fails for another reason
     */
    public static HttpServer bind(IoLoop loop, InetSocketAddress address, HttpHandler handler, HttpLimits limits)
            throws IOException {
        return new HttpServer(loop, address, handler, limits, null);
    }

    /**
     * The same with TLS.
     *
     * @throws IOException when listening fails, or the key does not fit the certificate
     */
    public static HttpServer bind(
            IoLoop loop, InetSocketAddress address, HttpHandler handler, HttpLimits limits, ServerIdentity identity)
            throws IOException {
        return new HttpServer(loop, address, handler, limits, tls(identity));
    }

    private static SslContext tls(ServerIdentity identity) throws SSLException {
        return SslContextBuilder.forServer(identity.key(), identity.chain())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
    }

    /** Where this server listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Stops listening and closes every connection; answers already given still leave, for {@value #CLOSE_GRACE_MILLIS}
     * ms at most. Unanswered exchanges see their peer go. Any thread; a second call answers the same stage.
     *
     * @return completes on the loop when everything is closed
     */
    public CompletionStage<Void> close() {
        eventLoop.execute(() -> {
            if (closing) {
                return;
            }
            closing = true;
            listener.close().addListener(done -> closeConnections());
        });
        return closed.minimalCompletionStage();
    }

    private void closeConnections() {
        new ArrayList<>(connections).forEach(HttpConnection::closeAfterWrites);
        if (connections.isEmpty()) {
            closed.complete(null);
            return;
        }
        eventLoop
                .schedule(
                        () -> new ArrayList<>(connections).forEach(HttpConnection::closeNow),
                        CLOSE_GRACE_MILLIS,
                        TimeUnit.MILLISECONDS)
                .addListener(done -> {});
    }

    private void accept(SocketChannel channel, HttpHandler handler, HttpLimits limits, @Nullable SslContext tls) {
        HttpConnection connection = new HttpConnection(channel, handler, limits, tls != null);
        if (closing || connections.size() >= limits.connections()) {
            connection.closeNow();
            return;
        }
        connections.add(connection);
        channel.closeFuture().addListener(done -> {
            connections.remove(connection);
            if (closing && connections.isEmpty()) {
                closed.complete(null);
            }
        });
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        HttpDecoderConfig decoding = new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes());
        channel.pipeline().addLast(new HttpRequestDecoder(decoding), new HttpResponseEncoder(), connection);
    }

    private static IOException cannotListen(InetSocketAddress wanted, Throwable failure) {
        String message = "cannot listen on " + wanted.getHostString() + ":" + wanted.getPort() + ": "
                + (failure.getMessage() == null ? failure.toString() : failure.getMessage());
        IOException refusal = failure instanceof BindException ? new BindException(message) : new IOException(message);
        refusal.initCause(failure);
        return refusal;
    }
}
