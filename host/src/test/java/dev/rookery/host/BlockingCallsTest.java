package dev.rookery.host;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rookery.host.ioloop.IoLoop;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BlockingCallsTest {

    @Test
    void loopThatWaitsIsFound() throws Exception {
        assumeTrue(BlockingCalls.isInstalled());
        IoLoop loop = new IoLoop("waiting");
        loop.execute(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        loop.stop().toCompletableFuture().get(10, SECONDS);
        assertThat(BlockingCalls.takeFound())
                .singleElement()
                .satisfies(blocked -> assertThat(blocked).hasMessageContaining("park"));
    }
}
