package dev.rookery.host.httpstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.wire.ResponseHead;
import dev.rookery.host.ioloop.IoLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an exchange without a socket, and of a connection whose peer has said goodbye. */
class ConnectionPoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Origin ORIGIN = Origin.of(URI.create("http://127.0.0.1:1/"));

    private final IoLoop loop = new IoLoop("httpstream-test");
    private final EventLoop eventLoop = loop.eventLoopGroup().next();
    private final ConnectionPool pool = new ConnectionPool(
            eventLoop,
            loop.timerWheel(),
            new ConnectionOptions(PATIENCE, PATIENCE, PoolLimits.DEFAULTS),
            new SocketConnector(
                    eventLoop,
                    loop.timerWheel(),
                    null,
                    null,
                    any -> true,
                    name -> eventLoop.newSucceededFuture(List.of(InetAddress.getLoopbackAddress())),
                    ConnectionPoolTest::noSocket));

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

    @Test
    void connectionWhosePeerEndsTlsBehindTheAnswerIsNotKept() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel();
        ConnectionPool kept = new ConnectionPool(
                eventLoop,
                loop.timerWheel(),
                new ConnectionOptions(PATIENCE, PATIENCE, PoolLimits.DEFAULTS),
                new Handing(channel));

        int connections = eventLoop
                .submit(() -> {
                    kept.send(ORIGIN, new FailingCall(new CompletableFuture<>()));
                    ByteBuf answer = Unpooled.copiedBuffer(
                            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", StandardCharsets.US_ASCII);
                    channel.pipeline()
                            .fireChannelRead(answer)
                            .fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS)
                            .fireChannelReadComplete();
                    channel.releaseOutbound();
                    return kept.connections();
                })
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);

        assertThat(connections).isZero();
    }

    /** Hands out a channel that is there already. */
    private record Handing(EmbeddedChannel channel) implements Connector {

        @Override
        public Attempt connect(Connection connection) {
            channel.pipeline().addLast(connection);
            connection.opened(channel);
            return new Attempt() {
                @Override
                public void abandon() {}

                @Override
                public String progress() {
                    return "";
                }
            };
        }

        @Override
        public void close() {}
    }

    private String failureOfAnExchange() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<String> failure = new CompletableFuture<>();
        eventLoop.execute(() -> pool.send(ORIGIN, new FailingCall(failure)));
        return failure.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private record FailingCall(CompletableFuture<String> failure) implements Call {

        @Override
        public boolean isAlone() {
            return false;
        }

        @Override
        public void carriedBy(Connection connection) {}

        @Override
        public ByteBuf request(ByteBufAllocator allocator) {
            return Unpooled.EMPTY_BUFFER;
        }

        @Override
        public boolean isAnsweredWithoutBody() {
            return false;
        }

        @Override
        public boolean endsConnection() {
            return false;
        }

        @Override
        public void head(ResponseHead head) {}

        @Override
        public void body(ByteBuf piece) {}

        @Override
        public void end() {}

        @Override
        public void answered() {
            failure.completeExceptionally(new AssertionError("answered"));
        }

        @Override
        public void failed(Connection.State reached, String reason, @Nullable Throwable cause, boolean stale) {
            failure.complete(reached + ": " + reason);
        }

        @Override
        public void refused(String reason) {
            failure.completeExceptionally(new AssertionError(reason));
        }
    }
}
