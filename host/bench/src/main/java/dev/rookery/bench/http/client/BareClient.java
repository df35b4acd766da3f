package dev.rookery.bench.http.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Netty and next to nothing else, hence no client but a bound: the request is bytes made beforehand, a pool a deque,
 * and nothing is timed, counted or looked up.
 */
final class BareClient implements Client {

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("bare", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Map<String, ArrayDeque<BareConnection>> idle = new HashMap<>();
    private final Map<URI, ByteBuf> requests = new ConcurrentHashMap<>();
    private final Supplier<BareConnection> connections;
    private final String cookie;
    private final SslContext tls;

    BareClient(ClientOptions options, Supplier<BareConnection> connections) throws SSLException {
        this.connections = connections;
        this.cookie = options.cookie();
        this.tls = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(options.trust().toFile())
                .build();
    }

    @Override
    public void get(URI uri, Callback callback) {
        ByteBuf request = requests.computeIfAbsent(uri, this::encode);
        loop.execute(() -> send(uri, new BareConnection.Exchange(request, callback)));
    }

    private ByteBuf encode(URI uri) {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeBytes(("GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                                + "\r\nUser-Agent: bench\r\nAccept: */*\r\nCookie: " + cookie + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII)));
    }

    private void send(URI uri, BareConnection.Exchange exchange) {
        ArrayDeque<BareConnection> pool = idle.computeIfAbsent(uri.getAuthority(), first -> new ArrayDeque<>());
        BareConnection free = pool.pollLast();
        if (free != null) {
            free.send(exchange);
        } else {
            connect(uri, exchange, pool);
        }
    }

    private void connect(URI uri, BareConnection.Exchange exchange, ArrayDeque<BareConnection> pool) {
        BareConnection connection = connections.get();
        var unused = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if ("https".equals(uri.getScheme())) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), uri.getHost(), uri.getPort()));
                        }
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(uri.getHost(), uri.getPort())
                .addListener(connected -> {
                    if (connected.isSuccess()) {
                        connection.returnTo(pool);
                        connection.send(exchange);
                    } else {
                        exchange.callback().failed(connected.cause());
                    }
                });
    }

    @Override
    public String library() {
        return Jars.nameOf(Bootstrap.class);
    }
}
