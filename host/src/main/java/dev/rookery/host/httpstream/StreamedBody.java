package dev.rookery.host.httpstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the body of one response to a subscriber, decoded, and no more than it asks for: while pieces are waiting, the
 * owner is told to read nothing from the connection. Event loop only, but for {@link #request} and {@link #cancel}.
 */
final class StreamedBody implements Flow.Subscription {

    private static final Logger log = LoggerFactory.getLogger(StreamedBody.class);

    /** The exchange that the body belongs to. */
    interface Owner {

        /** Read no more from the connection. */
        void pause();

        /** Read on. */
        void resume();

        /** The subscriber has all of it. */
        void delivered();

        /** The body is broken, or the subscriber does not want it; it has not yet been told. */
        void failed(String reason, @Nullable Throwable cause);
    }

    private final EventLoop loop;
    private final Flow.Subscriber<ByteBuffer> subscriber;
    private final @Nullable String encoding;
    private final boolean lends;
    private final Owner owner;

    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>(2);
    private @Nullable ContentDecoder decoder;
    private @Nullable ByteBuffer next;
    private long demand;
    private boolean whole;
    private boolean over;
    private boolean handing;

    StreamedBody(EventLoop loop, Flow.Subscriber<ByteBuffer> subscriber, @Nullable String encoding, Owner owner) {
        this.loop = loop;
        this.subscriber = subscriber;
        this.encoding = ContentDecoder.isDecoded(encoding) ? encoding : null;
        this.lends = subscriber instanceof BorrowingSubscriber && this.encoding == null;
        this.owner = owner;
    }

    void start() {
        try {
            subscriber.onSubscribe(this);
        } catch (RuntimeException e) {
            fail("the subscriber of the body threw " + e.getClass().getName(), e);
        }
    }

    /** Takes the next piece as it came. */
    void add(ByteBuf piece) {
        if (lends && demand > 0 && next == null && waiting.isEmpty() && !handing && !over) {
            lend(piece);
            return;
        }
        ByteBuffer copy = ByteBuffer.allocate(piece.readableBytes());
        piece.readBytes(copy);
        waiting.add(copy.flip());
        handOver();
        if (!over && next != null) {
            owner.pause();
        }
    }

    private void lend(ByteBuf piece) {
        handing = true;
        demand--;
        try {
            subscriber.onNext(piece.nioBuffer());
        } catch (Throwable e) { // Whatever it is: nobody else would tell the chain.
            fail("the subscriber of the body threw " + e.getClass().getName(), e);
        } finally {
            handing = false;
        }
    }

    /** No more will come. */
    void end() {
        whole = true;
        handOver();
    }

    /** Tells the subscriber, if it has not been told of the end. */
    void fail(HttpStreamException failure) {
        if (over) {
            return;
        }
        close();
        tell(failure);
    }

    private void tell(Exception failure) {
        try {
            subscriber.onError(failure);
        } catch (RuntimeException e) {
            log.warn("subscriber of a body threw in onError: failure=\"{}\"", failure.getMessage(), e);
        }
    }

    @Override
    public void request(long more) {
        onLoop(() -> {
            if (more <= 0) {
                refuse(more);
                return;
            }
            demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
            handOver();
        });
    }

    @Override
    public void cancel() {
        onLoop(() -> abort("the subscriber of the body cancelled it", null));
    }

    /** As {@link Flow.Subscription#request} has it: the subscriber hears of its mistake, and nothing else any more. */
    private void refuse(long asked) {
        if (over) {
            return;
        }
        IllegalArgumentException mistake = new IllegalArgumentException(
                "the subscriber of the body asked for " + asked + " pieces (expected: more than zero)");
        close();
        tell(mistake);
        owner.failed(String.valueOf(mistake.getMessage()), mistake);
    }

    /** Ends the exchange for a subscriber that is told nothing more. */
    private void abort(String reason, @Nullable Throwable cause) {
        if (!over) {
            close();
            owner.failed(reason, cause);
        }
    }

    private void handOver() {
        if (handing || over) {
            return; // A subscriber that asks for more while it is given some is given that by the loop below.
        }
        handing = true;
        try {
            for (ByteBuffer piece = taken(); piece != null; piece = taken()) {
                demand--;
                subscriber.onNext(piece);
            }
            if (!over && whole && next == null) {
                if (decoder != null) {
                    decoder.end();
                }
                complete();
            }
        } catch (BrokenContentException e) {
            fail(String.valueOf(e.getMessage()), e.getCause());
        } catch (Throwable e) { // Whatever it is: nobody else would tell the chain.
            fail("the subscriber of the body threw " + e.getClass().getName(), e);
        } finally {
            handing = false;
        }
        if (!over && next == null) {
            owner.resume();
        }
    }

    private void complete() {
        close();
        try {
            subscriber.onComplete();
        } catch (Throwable e) { // It counts itself as told; the chain is not yet.
            owner.failed("the subscriber of the body threw " + e.getClass().getName(), e);
            return;
        }
        owner.delivered();
    }

    /**
     * The next piece, if it is there and asked for. One is decoded ahead of the demand, so that the end shows though
     * nothing more is asked for.
     */
    private @Nullable ByteBuffer taken() throws BrokenContentException {
        if (over) {
            return null;
        }
        if (next == null) {
            next = encoding == null ? waiting.poll() : decoded(encoding);
        }
        ByteBuffer piece = demand > 0 ? next : null;
        next = piece == null ? next : null;
        return piece;
    }

    private @Nullable ByteBuffer decoded(String coding) throws BrokenContentException {
        while (true) {
            ByteBuffer plain = decoder == null ? null : decoder.next();
            if (plain != null) {
                return plain;
            }
            ByteBuffer coded = waiting.poll();
            if (coded == null) {
                return null;
            }
            if (decoder == null) {
                decoder = ContentDecoder.of(coding, coded.get(0));
            }
            decoder.input(coded);
        }
    }

    private void fail(String reason, @Nullable Throwable cause) {
        if (!over) {
            owner.failed(reason, cause);
        }
    }

    private void close() {
        over = true;
        waiting.clear();
        next = null;
        if (decoder != null) {
            decoder.close();
        }
    }

    private void onLoop(Runnable signal) {
        if (loop.inEventLoop()) {
            signal.run();
            return;
        }
        try {
            loop.execute(signal);
        } catch (RejectedExecutionException e) {
            log.trace("signal for a body after the loop had stopped, which had closed every channel");
        }
    }
}
