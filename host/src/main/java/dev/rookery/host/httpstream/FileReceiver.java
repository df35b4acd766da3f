package dev.rookery.host.httpstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a body to a file on the threads for that, one piece at a time. It is written beside its place, as
 * {@code <name>.<random>.part}, which no other download shares, and moved there when it is whole; nothing stays of one
 * that is not.
 */
final class FileReceiver implements Flow.Subscriber<ByteBuffer> {

    private static final Logger log = LoggerFactory.getLogger(FileReceiver.class);

    private final FileThreads files;
    private final Path place;
    private final Path part;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    private Flow.@Nullable Subscription subscription;

    /** The work given last: one begins when the one before has ended. Of the loop. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    // Of the thread at work.
    private @Nullable FileChannel file;

    /** Whether the part is there and is this receiver's. */
    private boolean begun;

    private volatile @Nullable Exception problem;

    FileReceiver(FileThreads files, Path place) {
        this.files = files;
        this.place = place;
        // Random: another attempt, or another process, may be at the same place.
        String attempt = Long.toHexString(ThreadLocalRandom.current().nextLong());
        this.part = place.resolveSibling(place.getFileName() + "." + attempt + ".part");
    }

    /** Done when the file is in its place; fails with what went wrong. On a thread for files. */
    CompletionStage<Void> finished() {
        return finished;
    }

    /** What went wrong with the file; null as long as nothing did. */
    @Nullable
    Exception problem() {
        return problem;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        work(() -> {
            file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            begun = true;
            given.request(1);
        });
    }

    @Override
    public void onNext(ByteBuffer piece) {
        work(() -> {
            FileChannel to = file;
            while (to != null && piece.hasRemaining()) {
                to.write(piece);
            }
            if (subscription != null) {
                subscription.request(1);
            }
        });
    }

    @Override
    public void onError(Throwable thrown) {
        work(this::discard);
    }

    @Override
    public void onComplete() {
        work(() -> {
            FileChannel whole = file;
            file = null;
            if (whole != null) {
                whole.close();
            }
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
            begun = false;
            finished.complete(null);
        });
    }

    /** Work that may fail, which ends the reception: what was given before that is not done any more. */
    @FunctionalInterface
    private interface FileWork {
        void run() throws IOException;
    }

    private void work(FileWork work) {
        last = last.thenRunAsync(
                () -> {
                    try {
                        if (problem == null) {
                            work.run();
                        }
                    } catch (IOException | RuntimeException e) {
                        broken(e);
                    }
                },
                files::execute);
    }

    private void broken(Exception e) {
        problem = e;
        try {
            discard();
        } catch (IOException again) {
            e.addSuppressed(again);
        }
        log.debug("file not written: file={}", place, e);
        finished.completeExceptionally(e);
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private void discard() throws IOException {
        FileChannel half = file;
        file = null;
        try {
            if (half != null) {
                half.close();
            }
        } finally {
            if (begun) {
                begun = false;
                Files.deleteIfExists(part);
            }
        }
    }
}
