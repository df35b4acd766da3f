package dev.rookery.host.httpstream.connection;

import dev.rookery.host.ioloop.TimerWheel;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address of a name that takes the connection, or through a proxy. Which origins are spoken to
 * through the proxy never changes, so connections that are kept by their origin are kept by their proxy, too. Event
 * loop only.
 */
public final class SocketConnector implements Connector {

    private final EventLoop loop;
    private final TimerWheel wheel;
    private final @Nullable SslContext tls;
    private final @Nullable Proxy proxy;
    private final Predicate<InetAddress> addresses;
    private final NameResolver names;
    private final Bootstrap bootstrap;

    /**
     * A connector on a loop and its wheel.
     *
     * @param tls may be null when TLS is never asked for
     * @param proxy null for none
     * @param addresses which addresses may be connected to, asked of each that a name or a literal leads to; a proxy is
     *     trusted, and looks names up itself
     * @param lookup closed with the connector
     * @param sockets makes channels of the loop's kind
     */
    public SocketConnector(
            EventLoop loop,
            TimerWheel wheel,
            @Nullable SslContext tls,
            @Nullable Proxy proxy,
            Predicate<InetAddress> addresses,
            Lookup lookup,
            ChannelFactory<? extends Channel> sockets) {
        this.loop = loop;
        this.wheel = wheel;
        this.tls = tls;
        this.proxy = proxy;
        this.addresses = addresses;
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
    private static final class Placeholder extends ChannelInboundHandlerAdapter {

        /** Whoever waits for the connection is told by a future. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
    }

    /** One connection in the making: a name is looked up, its addresses are tried, and a proxy is asked to lead on. */
    private final class Dialling implements Attempt, HappyEyeballs.Listener {

        private final Connection connection;
        private final Origin origin;
        private final @Nullable Proxy through;
        private final String host;
        private @Nullable Future<List<InetAddress>> lookup;
        private @Nullable HappyEyeballs race;
        private @Nullable Channel tunnel;
        private boolean abandoned;

        Dialling(Connection connection) {
            this.connection = connection;
            this.origin = connection.origin();
            this.through = proxy != null && proxy.covers(origin.host()) ? proxy : null;
            this.host = through == null ? origin.host() : through.host();
        }

        void lookUp() {
            Future<List<InetAddress>> asked = names.addresses(host);
            lookup = asked;
            asked.addListener(done -> {
                if (abandoned) {
                    return;
                }
                if (asked.isSuccess()) {
                    dial(asked.getNow());
                } else {
                    // A task of its own: the connection may not have been told yet what to send.
                    loop.execute(() -> fail(Reason.ofLookup(asked.cause(), host), asked.cause()));
                }
            });
        }

        private void dial(List<InetAddress> found) {
            List<InetSocketAddress> sockets = found.stream()
                    .filter(address -> through != null || addresses.test(address))
                    .map(address -> new InetSocketAddress(address, through == null ? origin.port() : through.port()))
                    .toList();
            if (sockets.isEmpty()) {
                RefusedAddressException refused =
                        new RefusedAddressException("the address of " + origin.host() + " is not allowed");
                loop.execute(() -> fail(String.valueOf(refused.getMessage()), refused));
                return;
            }
            String whom = through == null ? origin.toString() : "the proxy " + through.authority();
            race = new HappyEyeballs(loop, wheel, whom, sockets, this::dial, this);
            race.start();
        }

        private ChannelFuture dial(InetSocketAddress address) {
            if (through == null) {
                return bootstrap.connect(address);
            }
            ChannelFuture dialled = bootstrap.connect(InetSocketAddress.createUnresolved(origin.host(), origin.port()));
            // Still in time: on the loop, the channel is registered at once but connects in a task.
            dialled.channel().pipeline().addFirst(through.handler(address));
            return dialled;
        }

        @Override
        public void connected(Channel channel, InetSocketAddress address) {
            names.reached(host, address.getAddress());
            if (through == null) {
                open(channel);
            } else {
                tunnel = channel;
                ProxyHandler handler = channel.pipeline().get(ProxyHandler.class);
                handler.connectFuture().addListener(led -> ledOn(channel, handler, through));
            }
        }

        private void ledOn(Channel channel, ProxyHandler handler, Proxy by) {
            if (abandoned) {
                return;
            }
            Throwable refusal = handler.connectFuture().cause();
            if (refusal == null) {
                channel.pipeline().remove(handler);
                open(channel);
            } else {
                fail(Reason.ofProxy(refusal, by), refusal);
            }
        }

        private void open(Channel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.replace(Placeholder.class, null, connection);
            // Before the handshake begins, which may fail at once: the connection must know what to close.
            connection.opened(channel);
            if (origin.tls() && tls != null) {
                SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
                handler.setHandshakeTimeoutMillis(0);
                pipeline.addFirst(handler);
            }
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
            if (race == null) {
                return "the name " + host + " is still being looked up";
            }
            return tunnel != null && through != null
                    ? "the proxy " + through.authority() + " does not answer"
                    : race.progress();
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
            HappyEyeballs.close(tunnel);
        }
    }
}
