package dev.rookery.host.httpstream.connection;

import dev.rookery.host.httpstream.wire.RequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the body of one request as its publisher publishes it, no faster than the connection takes it: while the
 * channel is not writable it asks for nothing, and never for more than {@value #WINDOW} pieces ahead. The publisher may
 * signal on any thread; all else happens on the loop.
 */
final class ContentSender implements Flow.Subscriber<ByteBuffer> {

    private static final Logger log = LoggerFactory.getLogger(ContentSender.class);

    private static final int WINDOW = 4;

    private final Connection connection;
    private final Channel channel;
    private final RequestContent content;

    private Flow.@Nullable Subscription subscription;
    private long sent;
    private int asked;
    private boolean started;
    private boolean done;
    private boolean cancelled;

    ContentSender(Connection connection, Channel channel, RequestContent content) {
        this.connection = connection;
        this.channel = channel;
        this.content = content;
    }

    boolean isStarted() {
        return started;
    }

    /** Whether all of it has been given to the channel. */
    boolean isDone() {
        return done;
    }

    void start() {
        started = true;
        try {
            content.publisher().subscribe(this);
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /** Nobody wants the rest. */
    void cancel() {
        if (!done && !cancelled) {
            cancelled = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    /** Asks for more, if there is room for it. */
    void askForMore() {
        if (subscription != null && !done && !cancelled && channel.isWritable() && asked < WINDOW) {
            int more = WINDOW - asked;
            asked = WINDOW;
            subscription.request(more);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        onLoop(() -> {
            if (cancelled || subscription != null) {
                given.cancel();
            } else {
                subscription = given;
                askForMore();
            }
        });
    }

    @Override
    public void onNext(ByteBuffer piece) {
        onLoop(() -> send(piece));
    }

    @Override
    public void onError(Throwable thrown) {
        onLoop(() -> broken(thrown));
    }

    @Override
    public void onComplete() {
        onLoop(this::complete);
    }

    private void send(ByteBuffer piece) {
        asked--;
        if (done || cancelled) {
            return;
        }
        int size = piece.remaining();
        sent += size;
        if (content.length() >= 0 && sent > content.length()) {
            wrongLength("more than");
            return;
        }
        if (size > 0) {
            ByteBuf bytes = Unpooled.wrappedBuffer(piece);
            if (content.length() < 0) {
                ByteBuf start = channel.alloc().ioBuffer(16);
                RequestWriter.writeChunkStart(start, size);
                ByteBuf end = channel.alloc().ioBuffer(2);
                RequestWriter.writeChunkEnd(end);
                bytes = Unpooled.wrappedBuffer(start, bytes, end);
            }
            Connection.write(channel, bytes);
        }
        askForMore();
    }

    private void complete() {
        if (done || cancelled) {
            return;
        }
        if (content.length() >= 0 && sent < content.length()) {
            wrongLength("only " + sent + " of");
            return;
        }
        done = true;
        if (content.length() < 0) {
            ByteBuf end = channel.alloc().ioBuffer(8);
            RequestWriter.writeLastChunk(end);
            Connection.write(channel, end);
        }
    }

    private void wrongLength(String what) {
        connection.fail(
                "the publisher of the body published " + what + " the " + content.length() + " bytes announced", null);
    }

    private void broken(Throwable thrown) {
        if (!done && !cancelled) {
            connection.fail("the publisher of the body failed: " + thrown, thrown);
        }
    }

    private void onLoop(Runnable signal) {
        try {
            channel.eventLoop().execute(signal);
        } catch (RejectedExecutionException e) {
            log.trace("signal of a body after the loop had stopped, which had closed every channel");
        }
    }
}
