package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.wire.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of one response on its way to a receiver, or a file, that takes it in place of memory. Event loop only. */
final class Delivery implements StreamedBody.Owner {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /** The exchange that the body belongs to. */
    interface Owner {

        /** Read no more from the connection. */
        void pause();

        /** Read on. */
        void resume();

        /** The receiver has all of the body, which is where it was to be; the connection may not know the end yet. */
        void delivered();

        /** The body is broken or not wanted; its receiver has not yet been told. */
        void undelivered(String reason, @Nullable Throwable cause);
    }

    private final EventLoop loop;
    private final Owner owner;
    private final @Nullable FileReceiver file;
    private final StreamedBody body;
    private boolean over;

    private Delivery(EventLoop loop, Owner owner, Flow.Subscriber<ByteBuffer> receiver, ResponseHead head) {
        this.loop = loop;
        this.owner = owner;
        this.file = receiver instanceof FileReceiver to ? to : null;
        this.body = new StreamedBody(loop, receiver, head.field("Content-Encoding"), this);
    }

    /**
     * The delivery that the request wants; null if it wants this body in memory. It has still to {@link #start}.
     *
     * @param response the response without its body
     * @throws RuntimeException what the request's {@link BodyHandler} throws
     */
    static @Nullable Delivery of(
            HttpStream stream, HttpRequest request, HttpResponse response, ResponseHead head, Owner owner) {
        Path to = request.file();
        BodyHandler handler = request.bodyHandler();
        Flow.Subscriber<ByteBuffer> receiver = null;
        if (to != null && head.status() / 100 == 2) {
            receiver = new FileReceiver(stream.files(), to);
        } else if (handler != null) {
            receiver = handler.receive(response);
        }
        return receiver == null ? null : new Delivery(stream.loop(), owner, receiver, head);
    }

    void start() {
        body.start();
    }

    /** The next bytes as they came. */
    void add(ByteBuf piece) {
        body.add(piece);
    }

    /** No more will come. */
    void end() {
        body.end();
    }

    /** Tells the receiver, if it has not been told of the end. */
    void fail(HttpStreamException failure) {
        body.fail(failure);
    }

    /** Whether the receiver has all of it. */
    boolean isOver() {
        return over;
    }

    @Override
    public void pause() {
        owner.pause();
    }

    @Override
    public void resume() {
        owner.resume();
    }

    @Override
    public void delivered() {
        if (file == null) {
            takenBy(null);
            return;
        }
        file.finished().whenComplete((moved, problem) -> {
            try {
                loop.execute(() -> takenBy(problem));
            } catch (RejectedExecutionException e) {
                log.trace("a file was written after the loop had stopped, which had ended the chain");
            }
        });
    }

    private void takenBy(@Nullable Throwable problem) {
        if (problem == null) {
            over = true;
            owner.delivered();
        } else {
            failed("the body is not in its file", problem);
        }
    }

    @Override
    public void failed(String reason, @Nullable Throwable cause) {
        Exception problem = file == null ? null : file.problem();
        if (problem == null) {
            owner.undelivered(reason, cause);
        } else {
            owner.undelivered("the body cannot be written to a file: " + problem, problem);
        }
    }
}
