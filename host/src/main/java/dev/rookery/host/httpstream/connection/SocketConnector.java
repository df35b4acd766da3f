package dev.rookery.host.httpstream.connection;

import dev.rookery.host.ioloop.TimerWheel;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects to the first address of a name that takes the connection. Event loop only. */
public final class SocketConnector implements Connector {

    private final EventLoop loop;
    private final TimerWheel wheel;
    private final @Nullable SslContext tls;
    private final NameResolver names;
    private final Bootstrap bootstrap;

    /**
     * A connector on a loop and its wheel.
     *
     * @param tls may be null when TLS is never asked for
     * @param lookup closed with the connector
     * @param sockets makes channels of the loop's kind
     */
    public SocketConnector(
            EventLoop loop,
            TimerWheel wheel,
            @Nullable SslContext tls,
            Lookup lookup,
            ChannelFactory<? extends Channel> sockets) {
        this.loop = loop;
        this.wheel = wheel;
        this.tls = tls;
        this.names = new NameResolver(loop, wheel, lookup);
        // Connecting is bounded as a whole, name and TLS included, so Netty's own limit for a part of it is off.
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(sockets)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new Placeholder())
                .disableResolver();
    }

    @Override
    public Attempt connect(Connection connection) {
        Dialling dialling = new Dialling(connection);
        dialling.lookUp();
        return dialling;
    }

    @Override
    public void close() {
        names.close();
    }

    /** What a pipeline begins with, since Netty wants a handler; the connection takes its place. */
    @Sharable
    private static final class Placeholder extends ChannelInboundHandlerAdapter {}

    /** One connection in the making: its name is looked up, then its addresses are tried. */
    private final class Dialling implements Attempt, HappyEyeballs.Listener {

        private final Connection connection;
        private final Origin origin;
        private @Nullable Future<List<InetAddress>> lookup;
        private @Nullable HappyEyeballs race;
        private boolean abandoned;

        Dialling(Connection connection) {
            this.connection = connection;
            this.origin = connection.origin();
        }

        void lookUp() {
            Future<List<InetAddress>> asked = names.addresses(origin.host());
            lookup = asked;
            asked.addListener(done -> {
                if (abandoned) {
                    return;
                }
                if (asked.isSuccess()) {
                    dial(asked.getNow());
                } else {
                    // A task of its own: the connection may not have been told yet what to send.
                    loop.execute(() -> fail(Reason.ofLookup(asked.cause(), origin.host()), asked.cause()));
                }
            });
        }

        private void dial(List<InetAddress> addresses) {
            List<InetSocketAddress> sockets = addresses.stream()
                    .map(address -> new InetSocketAddress(address, origin.port()))
                    .toList();
            race = new HappyEyeballs(loop, wheel, origin.toString(), sockets, bootstrap::connect, this);
            race.start();
        }

        @Override
        public void connected(Channel channel, InetSocketAddress address) {
            names.reached(origin.host(), address.getAddress());
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.replace(Placeholder.class, null, connection);
            if (origin.tls() && tls != null) {
                SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
                handler.setHandshakeTimeoutMillis(0);
                pipeline.addFirst(handler);
            }
            connection.opened(channel);
        }

        @Override
        public void nobodyConnected(String reason, Throwable cause) {
            fail(reason, cause);
        }

        private void fail(String reason, Throwable cause) {
            if (!abandoned) {
                connection.fail(reason, cause);
            }
        }

        @Override
        public String progress() {
            return race == null ? "the name " + origin.host() + " is still being looked up" : race.progress();
        }

        @Override
        public void abandon() {
            abandoned = true;
            if (lookup != null) {
                lookup.cancel(false);
            }
            if (race != null) {
                race.abandon();
            }
        }
    }
}
