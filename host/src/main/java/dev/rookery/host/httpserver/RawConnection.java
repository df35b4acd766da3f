package dev.rookery.host.httpserver;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A connection that HTTP's rules do not hold for any more: what is given leaves byte by byte as it is, and the
 * connection can be broken in the ways in which connections break. For servers that misbehave on purpose. From
 * {@link Exchange#takeOver()}; for the event loop only, and everything returned completes there.
 *
 * <p>Whatever it does, the connection is cut {@value #MAX_LIFE_SECONDS} s after it was taken over. What the peer sends
 * is thrown away.
 */
public final class RawConnection {

    /** How long a connection may be played with; then it is cut. */
    static final int MAX_LIFE_SECONDS = 300;

    private static final int POUR_BYTES = 16 << 10;

    private final SocketChannel channel;

    RawConnection(SocketChannel channel) {
        this.channel = channel;
        Future<?> end = channel.eventLoop().schedule(this::cut, MAX_LIFE_SECONDS, TimeUnit.SECONDS);
        onClose(() -> end.cancel(false));
    }

    /**
     * The head of an answer as it would leave: status line, header fields with {@code Content-Length}, blank line.
     *
     * @param close whether it announces that the connection will be closed
     */
    public static byte[] head(Response response, boolean close) {
        return ResponseHead.bytes(response, close);
    }

    /** Sends bytes. The stage completes as that of {@link Exchange#respond(Response)}. */
    public CompletionStage<Void> send(byte[] bytes) {
        return Exchange.stageOf(write(bytes, 0, bytes.length));
    }

    /**
     * Sends bytes slowly.
     *
     * @param step how many at a time, at least one
     * @param interval the pause before each further step
     * @return completes when the last one has been handed to the operating system, exceptionally when the connection
     *     ended before
     */
    public CompletionStage<Void> dribble(byte[] bytes, int step, Duration interval) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        dribble(bytes, 0, Math.max(1, step), interval, sent);
        return sent.minimalCompletionStage();
    }

    private void dribble(byte[] bytes, int from, int step, Duration interval, CompletableFuture<Void> sent) {
        int length = Math.min(step, bytes.length - from);
        write(bytes, from, length).addListener(done -> {
            if (!done.isSuccess()) {
                sent.completeExceptionally(done.cause());
            } else if (from + length == bytes.length) {
                sent.complete(null);
            } else {
                channel.eventLoop()
                        .schedule(
                                () -> dribble(bytes, from + length, step, interval, sent),
                                interval.toNanos(),
                                TimeUnit.NANOSECONDS)
                        .addListener(scheduled -> {
                            if (!scheduled.isSuccess()) {
                                sent.completeExceptionally(scheduled.cause());
                            }
                        });
            }
        });
    }

    /**
     * Sends a pattern again and again, as fast as the peer takes it, and cuts the connection at the end.
     *
     * @param limit how many bytes at most
     */
    public void pour(byte[] pattern, long limit) {
        if (pattern.length == 0) {
            throw new IllegalArgumentException("pattern: empty (expected: one byte or more)");
        }
        byte[] piece = new byte[Math.max(1, POUR_BYTES / pattern.length) * pattern.length];
        for (int i = 0; i < piece.length; i++) {
            piece[i] = pattern[i % pattern.length];
        }
        pourOn(piece, limit);
    }

    private void pourOn(byte[] piece, long left) {
        if (left <= 0) {
            cut();
            return;
        }
        write(piece, 0, (int) Math.min(piece.length, left)).addListener(done -> {
            if (done.isSuccess()) {
                // Through the loop's queue: a peer on the same machine may be so fast that this would never return.
                channel.eventLoop().execute(() -> pourOn(piece, left - piece.length));
            }
        });
    }

    /** Closes the connection, without announcing it, when what was sent has left. */
    public void cut() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Breaks the connection at once: the peer sees a reset, and may lose what was sent before. */
    public void reset() {
        channel.config().setSoLinger(0);
        // From the head of the pipeline, so that TLS does not say goodbye first.
        channel.pipeline().firstContext().close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Has something done when the connection has ended, whoever ended it. */
    public void onClose(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    private ChannelFuture write(byte[] bytes, int from, int length) {
        return channel.isActive()
                ? channel.writeAndFlush(Unpooled.wrappedBuffer(bytes, from, length))
                : channel.newFailedFuture(new ClosedChannelException());
    }
}
