package dev.rookery.host.httpstream.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to the address that a name leads to. Event loop only. */
public final class DirectConnector implements Connector {

    private static final Logger log = LoggerFactory.getLogger(DirectConnector.class);

    private final EventLoop loop;
    private final @Nullable SslContext tls;
    private final NameResolver names;
    private final Bootstrap bootstrap;

    /** A connector on a loop; TLS may be null when it is never asked for. */
    public DirectConnector(EventLoop loop, @Nullable SslContext tls, NameResolver names) {
        this(loop, tls, names, NioSocketChannel::new);
    }

    DirectConnector(
            EventLoop loop, @Nullable SslContext tls, NameResolver names, ChannelFactory<? extends Channel> sockets) {
        this.loop = loop;
        this.tls = tls;
        this.names = names;
        // Connecting is bounded as a whole, name and TLS included, so Netty's own limit for a part of it is off.
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(sockets)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                })
                .resolver(names);
    }

    @Override
    public Attempt connect(Connection connection) {
        Origin origin = connection.origin();
        ChannelFuture connecting = bootstrap.connect(InetSocketAddress.createUnresolved(origin.host(), origin.port()));
        boolean[] abandoned = {false};
        connecting.addListener(done -> {
            if (abandoned[0]) {
                return;
            }
            if (done.isSuccess()) {
                open(connecting.channel(), connection);
            } else {
                // A task of its own: a name may fail at once, before the connection was told what to send.
                loop.execute(() -> connection.fail(Reason.ofConnecting(done.cause(), origin), done.cause()));
            }
        });
        return () -> {
            abandoned[0] = true;
            if (connecting.cause() == null) { // Else it is closed, or without a socket was never open.
                close(connecting.channel());
            }
        };
    }

    private void open(Channel channel, Connection connection) {
        Origin origin = connection.origin();
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(connection);
        if (origin.tls() && tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
            handler.setHandshakeTimeoutMillis(0);
            pipeline.addFirst(handler);
        }
        connection.opened(channel);
    }

    private static void close(Channel channel) {
        channel.close().addListener(closed -> {
            if (!closed.isSuccess()) {
                log.debug("close of a channel not yet connected failed", closed.cause());
            }
        });
    }

    @Override
    public void close() {
        names.close();
    }
}
