package dev.rookery.host.ioloop;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What belongs together in Netty for one transport; never {@link Transport#AUTO}. */
record ChannelTypes(
        Transport transport,
        IoHandlerFactory handlers,
        Class<? extends SocketChannel> socket,
        Class<? extends ServerSocketChannel> serverSocket,
        Class<? extends DatagramChannel> datagram) {

    private static final Logger log = LoggerFactory.getLogger(IoLoop.class);

    /**
     * Chooses.
     *
     * @throws IllegalStateException if the one that is named is not available
     */
    static ChannelTypes of(Transport wanted, String loop) {
        return of(wanted, loop, ChannelTypes::whyNot);
    }

    static ChannelTypes of(Transport wanted, String loop, Function<Transport, @Nullable Throwable> whyNot) {
        Transport chosen = wanted == Transport.AUTO ? Transport.EPOLL : wanted;
        Throwable missing = whyNot.apply(chosen);
        if (missing == null) {
            return typesOf(chosen);
        }
        if (wanted == Transport.AUTO) {
            log.info("no native transport, using NIO: loop={} cause={}", loop, missing.toString());
            return typesOf(Transport.NIO);
        }
        throw new IllegalStateException(
                "loop=" + loop + " transport " + wanted + " is not available: " + missing.getMessage()
                        + " (expected: Linux and Netty's native library for " + wanted
                        + " on the class path, or transport AUTO or NIO)",
                missing);
    }

    private static @Nullable Throwable whyNot(Transport transport) {
        return switch (transport) {
            case EPOLL -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
            case AUTO, NIO -> null;
        };
    }

    private static ChannelTypes typesOf(Transport transport) {
        return switch (transport) {
            case EPOLL ->
                new ChannelTypes(
                        transport,
                        EpollIoHandler.newFactory(),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class,
                        EpollDatagramChannel.class);
            case IO_URING ->
                new ChannelTypes(
                        transport,
                        IoUringIoHandler.newFactory(),
                        IoUringSocketChannel.class,
                        IoUringServerSocketChannel.class,
                        IoUringDatagramChannel.class);
            case AUTO, NIO ->
                new ChannelTypes(
                        Transport.NIO,
                        NioIoHandler.newFactory(),
                        NioSocketChannel.class,
                        NioServerSocketChannel.class,
                        NioDatagramChannel.class);
        };
    }
}
