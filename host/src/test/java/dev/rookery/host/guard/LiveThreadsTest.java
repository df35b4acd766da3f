package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.Eventually;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveThreadsTest {

    /** On Java 17; later ones let nobody destroy any. */
    @Test
    @SuppressWarnings("removal")
    void nobodyCanDestroyTheGroupOfThePlugins() throws Exception {
        LiveThreads.PLUGINS.interrupt();
        LiveThreads.PLUGINS.setDaemon(true); // with its last thread
        try {
            assertThat(ran()).isTrue();
            try {
                LiveThreads.PLUGINS.destroy();
            } catch (IllegalThreadStateException refused) {
                assertThat(refused).hasMessage(null);
            }
            assertThat(ran()).isTrue();
        } finally {
            LiveThreads.PLUGINS.setDaemon(false);
        }
    }

    /** Whether a thread of the group ran, and has ended. */
    private static boolean ran() throws Exception {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        Thread thread = new Thread(LiveThreads.PLUGINS, () -> ran.complete(true));
        thread.start();
        boolean did = ran.get(10, TimeUnit.SECONDS);
        Eventually.holds("the thread ends", () -> !thread.isAlive());
        return did;
    }
}
