package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.Eventually;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitMarkerTest {

    /** Answers nobody, as a plugin's own class of threads may do on purpose. */
    private static final class Silent extends Thread {

        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void run() {
            await();
        }

        @Override
        public int hashCode() {
            await();
            return super.hashCode();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            await();
            return super.getStackTrace();
        }

        private void await() {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void aThreadThatAnswersNobodyDoesNotHoldUpTheEnd(@TempDir Path folder) throws Exception {
        Silent silent = new Silent();
        silent.start();
        try {
            ExitMarker marker = new ExitMarker(folder.resolve("ended.txt"));
            Eventually.holds("all are looked at", () -> marker.mark(Instant.EPOCH));
        } finally {
            silent.end.countDown();
            silent.join();
        }
    }

    @Test
    void theOneWhoExitsIsNamedAndASignalIsNobody() {
        StackTraceElement exit = new StackTraceElement("", "java.base", "17", "java.lang.Runtime", "exit", "", 1);
        StackTraceElement plugin = new StackTraceElement("demo.bad.Main", "bye", "Main.java", 7);
        StackTraceElement host = new StackTraceElement("dev.rookery.host.Main", "main", "Main.java", 7);
        assertThat(ExitMarker.culprit("plugin-bad-1", new StackTraceElement[] {exit, plugin, host}))
                .contains("thread plugin-bad-1 at demo.bad.Main.bye(Main.java:7)");
        assertThat(ExitMarker.culprit("plugin-bad-1", new StackTraceElement[] {exit, host}))
                .isEmpty();
        assertThat(ExitMarker.culprit("plugin-bad-1", new StackTraceElement[] {exit}))
                .isEmpty();
        assertThat(ExitMarker.culprit("plugin-bad-1", new StackTraceElement[] {plugin}))
                .isEmpty();
    }
}
