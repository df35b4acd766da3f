package dev.rookery.host.ioloop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class TransportTest {

    private static final Throwable NO_LIBRARY = new UnsatisfiedLinkError("no library for this machine");

    @ParameterizedTest
    @EnumSource
    void nettyChannelsTimersAndStopWorkOnEachThatIsPresent(Transport transport) throws Exception {
        assumeTrue(isPresent(transport));
        IoLoop loop = new IoLoop("transport-test", transport);
        CompletableFuture<String> heard = new CompletableFuture<>();
        Channel server = new ServerBootstrap()
                .group(loop.eventLoopGroup())
                .channel(loop.serverSocketChannelType())
                .childHandler(new Greeter())
                .bind(LoopFixture.ANY_PORT)
                .sync()
                .channel();
        Channel client = new Bootstrap()
                .group(loop.eventLoopGroup())
                .channel(loop.socketChannelType())
                .handler(new Listener(heard))
                .connect(server.localAddress())
                .sync()
                .channel();
        Channel datagrams = new Bootstrap()
                .group(loop.eventLoopGroup())
                .channel(loop.datagramChannelType())
                .handler(new ChannelInboundHandlerAdapter())
                .bind(LoopFixture.ANY_PORT)
                .sync()
                .channel();
        assertThat(heard.get(10, SECONDS)).isEqualTo("hello");

        CompletableFuture<Void> nextTurn = new CompletableFuture<>();
        loop.schedule(Duration.ofMillis(1), () -> loop.executeNextTurn(() -> nextTurn.complete(null)));
        nextTurn.get(10, SECONDS);

        loop.stop().toCompletableFuture().get(10, SECONDS);
        assertThat(server.isOpen() || client.isOpen() || datagrams.isOpen()).isFalse();
    }

    @Test
    void loopOnANativeTransportRefusesHandlersAndTellsWhy() throws Exception {
        assumeTrue(Epoll.isAvailable());
        IoLoop loop = new IoLoop("native", Transport.EPOLL);
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Void> added = CompletableFuture.runAsync(
                () -> loop.addHandler(pipe.source(), (channel, events) -> {}, IoEvent.NONE), loop::execute);
        assertThat(added)
                .failsWithin(10, SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContainingAll("loop=native", "EPOLL", "expected: a loop on transport NIO");
        loop.stop().toCompletableFuture().get(10, SECONDS);
        pipe.source().close();
        pipe.sink().close();
    }

    @Test
    void loopIsOnNioUnlessToldOtherwise() {
        assertThat(new IoLoop("default").transport()).isEqualTo(Transport.NIO);
    }

    @Test
    void autoIsEpollWhereItIsPresentAndNioElsewhere() {
        assertThat(ChannelTypes.of(Transport.AUTO, "l", transport -> NO_LIBRARY).transport())
                .isEqualTo(Transport.NIO);
        assumeTrue(Epoll.isAvailable());
        assertThat(ChannelTypes.of(Transport.AUTO, "l").transport()).isEqualTo(Transport.EPOLL);
    }

    @Test
    void nativeTransportThatIsNamedAndMissingIsRefused() {
        assertThatThrownBy(() -> ChannelTypes.of(Transport.EPOLL, "l", transport -> NO_LIBRARY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("loop=l", "EPOLL is not available", "no library for this machine", "expected:")
                .hasCause(NO_LIBRARY);
    }

    private static boolean isPresent(Transport transport) {
        return switch (transport) {
            case EPOLL -> Epoll.isAvailable();
            case IO_URING -> IoUring.isAvailable();
            case AUTO, NIO -> true;
        };
    }

    /** Says hello and closes. */
    private static final class Greeter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.copiedBuffer("hello", UTF_8)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static final class Listener extends SimpleChannelInboundHandler<ByteBuf> {
        private final CompletableFuture<String> heard;

        Listener(CompletableFuture<String> heard) {
            this.heard = heard;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            heard.complete(bytes.toString(UTF_8));
        }
    }
}
