package dev.rookery.bench.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The server that all clients are measured against, a process of its own: one loop, loopback only, ephemeral ports, one
 * for HTTP and one for HTTPS. Arguments: a PKCS #12 store and its password. Questions: {@code held}, {@code release},
 * {@code accepted}.
 */
final class ServerMain {

    /** As many connections may wait to be accepted. */
    private static final int BACKLOG = 16_384;

    private static final int ANSWER_SECONDS = 10;

    /** A download's body is written until so much waits, and again when it has become less. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(256 << 10, 512 << 10);

    private final HeldPolls held = new HeldPolls();
    private final EventLoop loop = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("server", true), NioIoHandler.newFactory())
            .next();

    /** Connections so far; of the loop. */
    private int accepted;

    private ServerMain() {}

    public static void main(String[] args) throws Exception {
        ServerMain server = new ServerMain();
        int http = server.listen(null);
        int https = server.listen(tls(args[0], args[1].toCharArray()));
        Dialogue.hold(Map.of("http", http, "https", https), (verb, values) -> server.answer(verb));
    }

    private Map<String, Object> answer(String verb) throws Exception {
        return switch (verb) {
            case "held" -> Map.of("count", onLoop(held::count));
            case "release" ->
                onLoop(() -> {
                    int count = held.count();
                    long at = System.nanoTime();
                    held.release();
                    return Map.of("count", count, "at", at);
                });
            case "accepted" -> Map.of("count", onLoop(() -> accepted));
            default -> throw new IllegalArgumentException(verb + " (expected: held, release or accepted)");
        };
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.submit(task).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private int listen(@Nullable SslContext tls) throws InterruptedException {
        Channel channel = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        accepted++;
                        if (tls != null) {
                            connection.pipeline().addLast(tls.newHandler(connection.alloc()));
                        }
                        connection.pipeline().addLast(new AnswerHandler(held));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static SslContext tls(String file, char[] password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(file)) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build();
    }
}
