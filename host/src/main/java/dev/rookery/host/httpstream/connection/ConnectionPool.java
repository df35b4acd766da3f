package dev.rookery.host.httpstream.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections and keeps those that may be used again, by origin. The one used last is taken first, so that the
 * others grow old and are closed. Event loop only, hence no locks.
 *
 * <p>Bounds: {@link ConnectionOptions#MAX_IDLE_PER_ORIGIN} unused connections of an origin, each for
 * {@link ConnectionOptions#idleTimeout()}.
 */
public final class ConnectionPool implements Connection.Owner {

    private final EventLoop loop;
    private final ConnectionOptions options;
    private final @Nullable SslContext tls;
    private final NameResolver names;
    private final Bootstrap bootstrap;
    private final ChannelGroup open;
    private final Map<Origin, Deque<Connection>> unused = new HashMap<>();

    /** An empty pool; TLS may be null when it is never asked for. */
    public ConnectionPool(EventLoop loop, ConnectionOptions options, @Nullable SslContext tls, NameResolver names) {
        this(loop, options, tls, names, NioSocketChannel::new);
    }

    ConnectionPool(
            EventLoop loop,
            ConnectionOptions options,
            @Nullable SslContext tls,
            NameResolver names,
            ChannelFactory<? extends Channel> sockets) {
        this.loop = loop;
        this.options = options;
        this.tls = tls;
        this.names = names;
        this.open = new DefaultChannelGroup(loop);
        // Connecting is bounded as a whole, name and TLS included, so Netty's own limit for a part of it is off.
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(sockets)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.TCP_NODELAY, true)
                .resolver(names);
    }

    /** A connection that was used before if there is one, else a new one. */
    public Connection take(Origin origin) {
        Deque<Connection> kept = unused.get(origin);
        if (kept == null) {
            return open(origin);
        }
        Connection connection = kept.pollFirst();
        while (connection != null && !connection.isUsable()) {
            connection = kept.pollFirst();
        }
        if (kept.isEmpty()) {
            unused.remove(origin);
        }
        return connection == null ? open(origin) : connection;
    }

    /** A new connection, not yet connected. */
    public Connection open(Origin origin) {
        Connection connection = new Connection(origin, this, options);
        Future<?> limit = loop.schedule(
                () -> {
                    if (connection.state() == Connection.State.CONNECTING) {
                        Duration bound = options.connectTimeout();
                        connection.fail("no connection with " + origin + " within " + Reason.spoken(bound), null);
                    }
                },
                TimeUnit.NANOSECONDS.convert(options.connectTimeout()),
                TimeUnit.NANOSECONDS);
        ChannelFuture connecting = bootstrap
                .clone()
                .handler(new Pipeline(connection, limit))
                .connect(InetSocketAddress.createUnresolved(origin.host(), origin.port()));
        if (connecting.cause() == null) {
            connection.opened(connecting.channel());
            open.add(connecting.channel());
        } // Else it is closed, or was none from the beginning: without a socket there is nothing that could be closed.
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                limit.cancel(false);
                // A task of its own: a name may fail at once, before the connection was told what to send.
                loop.execute(() -> connection.fail(Reason.ofConnecting(done.cause(), origin), done.cause()));
            } else if (!origin.tls()) {
                limit.cancel(false);
                connection.connected();
            }
        });
        return connection;
    }

    @Override
    public void unused(Connection connection) {
        Deque<Connection> kept = unused.computeIfAbsent(connection.origin(), o -> new ArrayDeque<>());
        kept.addFirst(connection);
        if (kept.size() > ConnectionOptions.MAX_IDLE_PER_ORIGIN) {
            kept.removeLast().close();
        }
    }

    @Override
    public void closed(Connection connection) {
        Deque<Connection> kept = unused.get(connection.origin());
        if (kept != null && kept.remove(connection) && kept.isEmpty()) {
            unused.remove(connection.origin());
        }
    }

    /** Closes every connection, used or not; done when none is open. */
    public ChannelGroupFuture close() {
        names.close();
        return open.close();
    }

    /** Idle check, TLS, the mark of the first byte, the codec, the connection. */
    private final class Pipeline extends ChannelInitializer<Channel> {
        private final Connection connection;
        private final Future<?> connectLimit;

        Pipeline(Connection connection, Future<?> connectLimit) {
            this.connection = connection;
            this.connectLimit = connectLimit;
        }

        @Override
        protected void initChannel(Channel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            long idle = TimeUnit.NANOSECONDS.convert(options.idleTimeout());
            pipeline.addLast(new IdleStateHandler(idle, 0, 0, TimeUnit.NANOSECONDS));
            Origin origin = connection.origin();
            if (origin.tls() && tls != null) {
                SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
                handler.setHandshakeTimeoutMillis(0);
                handler.handshakeFuture().addListener(done -> connectLimit.cancel(false));
                pipeline.addLast(handler);
            }
            pipeline.addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object bytes) {
                    connection.heardBytes();
                    ctx.fireChannelRead(bytes);
                }
            });
            HttpDecoderConfig limits = new HttpDecoderConfig()
                    .setMaxInitialLineLength(ConnectionOptions.MAX_INITIAL_LINE_BYTES)
                    .setMaxHeaderSize(ConnectionOptions.MAX_HEADER_BYTES);
            pipeline.addLast(new HttpClientCodec(limits, false, false), connection);
        }
    }
}
