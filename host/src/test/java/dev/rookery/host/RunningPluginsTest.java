package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.control.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the operator is told of operations that do not come to their end, or not well. */
class RunningPluginsTest {

    private static Answer after(CompletableFuture<String> operation, Duration patience) {
        return RunningPlugins.after(operation, patience, Answer::done);
    }

    @Test
    void whatTakesTooLongIsNotWaitedForAndGoesOn() {
        CompletableFuture<String> operation = new CompletableFuture<>();
        assertThat(after(operation, Duration.ZERO))
                .isEqualTo(Answer.failed("not done within 0 s; it goes on, see plugin list"));
        assertThat(operation).isNotDone();
    }

    @Test
    void whatHasEndedIsTold() {
        assertThat(after(CompletableFuture.completedFuture("fine"), Duration.ZERO))
                .isEqualTo(Answer.done("fine"));
        assertThat(after(CompletableFuture.failedFuture(new IllegalStateException("no")), Duration.ZERO))
                .isEqualTo(Answer.failed("no"));
    }

    @Test
    void aHostThatStopsMeanwhileSaysSo() {
        Thread.currentThread().interrupt();
        assertThat(after(new CompletableFuture<>(), RunningPlugins.PATIENCE))
                .isEqualTo(Answer.failed("the host is stopping"));
        assertThat(Thread.interrupted()).isTrue();
    }
}
