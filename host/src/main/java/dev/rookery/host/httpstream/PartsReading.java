package dev.rookery.host.httpstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes parts, one after the other, reading files on their threads in pieces of {@value #PIECE_BYTES} bytes. */
final class PartsReading implements Flow.Subscription, Runnable {

    private static final Logger log = LoggerFactory.getLogger(PartsReading.class);

    static final int PIECE_BYTES = 64 << 10;

    private final FileThreads files;
    private final Iterator<BodySource.Part> parts;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong demand = new AtomicLong();

    /** How often {@link #run} was asked for; it is at work while this is not zero. */
    private final AtomicInteger calls = new AtomicInteger();

    private volatile boolean cancelled;

    // Of the thread at work.
    private @Nullable FileChannel file;
    private boolean over;

    PartsReading(FileThreads files, List<BodySource.Part> parts, Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.files = files;
        this.parts = parts.iterator();
        this.subscriber = subscriber;
    }

    @Override
    public void request(long more) {
        demand.accumulateAndGet(more, (before, added) -> before + added < 0 ? Long.MAX_VALUE : before + added);
        work();
    }

    @Override
    public void cancel() {
        cancelled = true;
        work();
    }

    private void work() {
        if (calls.getAndIncrement() == 0) {
            try {
                files.execute(this);
            } catch (RejectedExecutionException e) {
                subscriber.onError(e);
            }
        }
    }

    @Override
    public void run() {
        int asked = calls.get();
        do {
            try {
                publish();
            } catch (IOException | RuntimeException e) {
                over = true;
                subscriber.onError(e);
            }
            if (over || cancelled) {
                closeFile();
            }
            asked = calls.addAndGet(-asked);
        } while (asked != 0);
    }

    private void publish() throws IOException {
        while (!over && !cancelled && demand.get() > 0) {
            ByteBuffer piece = next();
            if (piece == null) {
                over = true;
                subscriber.onComplete();
            } else {
                demand.decrementAndGet();
                subscriber.onNext(piece);
            }
        }
    }

    private @Nullable ByteBuffer next() throws IOException {
        while (true) {
            if (file != null) {
                ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
                if (file.read(piece) > 0) {
                    return piece.flip();
                }
                closeFile();
            }
            if (!parts.hasNext()) {
                return null;
            }
            BodySource.Part part = parts.next();
            if (part instanceof BodySource.Bytes bytes) {
                return bytes.content().duplicate();
            } else if (part instanceof BodySource.File next) {
                file = FileChannel.open(next.path(), StandardOpenOption.READ);
            }
        }
    }

    private void closeFile() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                log.debug("close of a file that was read failed", e);
            }
            file = null;
        }
    }
}
