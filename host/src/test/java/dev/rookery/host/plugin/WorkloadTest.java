package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final int ROUNDS = 50_000;

    @Test
    void nobodyIsToldOfAnEndBeforeTheirBeginning() throws Exception {
        Workload workload = new Workload();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                AtomicBoolean done = new AtomicBoolean();
                workload.begin();
                thread.execute(() -> {
                    done.set(true);
                    workload.end();
                });
                workload.idle().toCompletableFuture().get(10, TimeUnit.SECONDS);
                assertThat(done).as("round " + round).isTrue();
            }
        } finally {
            thread.shutdownNow();
        }
    }
}
