package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.control.Answer;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.plugin.PluginDetails;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    private static Optional<PluginDetails> inTheWay(PluginState state) {
        return Optional.of(new PluginDetails(
                new PluginStatus("slow", "1.0.0", Path.of("slow.jar"), state, ""),
                "",
                "",
                Instant.parse("2026-11-22T08:00:00.5Z"),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                Usage.NONE,
                List.of(),
                List.of()));
    }

    @Test
    void whatWaitsForAnotherPluginIsToldSoAndHowToEndThat() {
        CompletableFuture<?> operation = new CompletableFuture<>();
        assertThat(RunningPlugins.heldUp(operation, Duration.ZERO, () -> inTheWay(PluginState.STARTING)))
                .contains(Answer.failed("not done yet: waits for slow, which is STARTING since 2026-11-22T08:00:00Z;"
                        + " it goes on then, see plugin list (plugin disable slow ends that)"));
        assertThat(RunningPlugins.heldUp(operation, Duration.ZERO, () -> inTheWay(PluginState.STOPPING)))
                .contains(Answer.failed("not done yet: waits for slow, which is STOPPING since 2026-11-22T08:00:00Z;"
                        + " it goes on then, see plugin list"));
        assertThat(RunningPlugins.heldUp(operation, Duration.ZERO, Optional::empty))
                .isEmpty();
        operation.complete(null);
        assertThat(RunningPlugins.heldUp(operation, Duration.ZERO, () -> inTheWay(PluginState.STARTING)))
                .isEmpty();
    }
}
