package dev.rookery.host.httpstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.ioloop.IoLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an exchange when the operating system has no socket left to give. */
class ConnectionPoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Origin ORIGIN = Origin.of(URI.create("http://127.0.0.1:1/"));

    private final IoLoop loop = new IoLoop("httpstream-test");
    private final EventLoop eventLoop = loop.eventLoopGroup().next();
    private final ConnectionPool pool = new ConnectionPool(
            eventLoop,
            new ConnectionOptions(PATIENCE, PATIENCE, 1 << 10),
            null,
            new NameResolver(name -> InetAddress.getLoopbackAddress()),
            ConnectionPoolTest::noSocket);

    @AfterEach
    void stop() throws Exception {
        loop.stop().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As {@code NioSocketChannel} does when the process has reached its limit. */
    private static Channel noSocket() {
        throw new ChannelException("Failed to open a socket.", new SocketException("Too many open files"));
    }

    @Test
    void exchangeWithoutASocketFailsAtOnceAndSaysWhy() throws Exception {
        assertThat(failureOfAnExchange())
                .isEqualTo("CONNECTING: there is no socket for 127.0.0.1:1: Too many open files");
    }

    @Test
    void poolThatGotNoSocketCanBeClosed() throws Exception {
        failureOfAnExchange();

        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        eventLoop.execute(() -> pool.close().addListener(done -> closed.complete(done.isSuccess())));

        assertThat(closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    private String failureOfAnExchange() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<String> failure = new CompletableFuture<>();
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        eventLoop.execute(() -> pool.take(ORIGIN).send(request, new Connection.Listener() {
            @Override
            public void answered(Answer answer) {
                failure.completeExceptionally(new AssertionError("answered"));
            }

            @Override
            public void failed(Connection.State reached, String reason, @Nullable Throwable cause, boolean stale) {
                failure.complete(reached + ": " + reason);
            }
        }));
        return failure.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
