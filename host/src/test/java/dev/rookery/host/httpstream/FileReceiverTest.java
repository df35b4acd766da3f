package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file that two bodies are written to. */
class FileReceiverTest {

    private static final int PATIENCE_SECONDS = 60;

    private final FileThreads files = new FileThreads();

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void attemptsAtOnePlaceDoNotTouchEachOther(@TempDir Path folder) throws Exception {
        Path place = folder.resolve("to.bin");
        Path foreign = Files.writeString(folder.resolve("to.bin.part"), "somebody's");
        Body first = new Body(place);
        Body second = new Body(place);
        first.brings("the first");
        second.brings("2");

        first.ends();
        assertThat(place).hasContent("the first");
        second.ends();

        assertThat(place).hasContent("2");
        assertThat(foreign).hasContent("somebody's");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("to.bin", "to.bin.part");
    }

    /** A body that comes piece by piece. */
    private final class Body {

        private final FileReceiver receiver;
        private final Semaphore requested = new Semaphore(0);

        Body(Path place) throws InterruptedException {
            receiver = new FileReceiver(files, place);
            receiver.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long pieces) {
                    requested.release((int) pieces);
                }

                @Override
                public void cancel() {}
            });
            awaitRequest();
        }

        void brings(String piece) throws InterruptedException {
            receiver.onNext(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
            awaitRequest();
        }

        void ends() throws Exception {
            receiver.onComplete();
            receiver.finished().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        private void awaitRequest() throws InterruptedException {
            assertThat(requested.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
