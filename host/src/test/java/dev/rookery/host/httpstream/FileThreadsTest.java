package dev.rookery.host.httpstream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of work on files when its stream closes. */
class FileThreadsTest {

    private static final int PATIENCE_SECONDS = 60;

    @Test
    void workThatFollowsWhatWasBegunIsDoneAfterClose() throws Exception {
        FileThreads files = new FileThreads();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CompletableFuture<Void> removal =
                CompletableFuture.runAsync(closed::join, files::execute).thenRunAsync(() -> {}, files::execute);

        files.close();
        closed.complete(null);

        removal.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
