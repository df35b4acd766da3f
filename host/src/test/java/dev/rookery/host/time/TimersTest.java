package dev.rookery.host.time;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimersTest {

    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private final ManualTimers timers = new ManualTimers(START);
    private final List<String> ran = new ArrayList<>();

    private Runnable say(String word) {
        return () -> ran.add(
                word + " at " + Duration.between(START, timers.instant()).toSeconds());
    }

    @Test
    void nothingRunsUntilTheClockIsTurned() {
        timers.after(Duration.ZERO, say("now"));
        assertThat(ran).isEmpty();
        timers.advance(Duration.ZERO);
        assertThat(ran).containsExactly("now at 0");
    }

    @Test
    void tasksRunInTheOrderOfTheirMomentsEachAtItsOwn() {
        timers.after(Duration.ofSeconds(3), say("third"));
        timers.after(Duration.ofSeconds(1), say("first"));
        timers.after(Duration.ofSeconds(1), say("second"));
        timers.after(Duration.ofSeconds(9), say("late"));
        timers.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("first at 1", "second at 1", "third at 3");
        assertThat(timers.nanoTime()).isEqualTo(SECONDS.toNanos(5));
        assertThat(timers.waiting()).isEqualTo(1);
    }

    @Test
    void taskThatATaskAsksForRunsOnTheSameTurn() {
        timers.after(Duration.ofSeconds(1), () -> timers.after(Duration.ofSeconds(1), say("again")));
        timers.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("again at 2");
    }

    @Test
    void takenBackNeverRuns() {
        timers.after(Duration.ofSeconds(1), say("never")).cancel();
        timers.advance(Duration.ofSeconds(2));
        assertThat(ran).isEmpty();
    }

    @Test
    void oneThatThrowsDoesNotStopTheOthers() {
        timers.after(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("as the test wants");
        });
        timers.after(Duration.ofSeconds(1), say("next"));
        timers.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("next at 1");
    }

    @Test
    void realOnesRunOnAThreadOfTheirOwnAndForgetAllWhenClosed() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        String[] thread = new String[1];
        SystemTimers real = new SystemTimers();
        try (real) {
            real.after(Duration.ofSeconds(Long.MAX_VALUE), say("in a long time"));
            real.after(Duration.ofMillis(1), () -> {
                thread[0] = Thread.currentThread().getName();
                woken.countDown();
            });
            assertThat(woken.await(10, SECONDS)).isTrue();
        }
        assertThat(thread[0]).isEqualTo("rookery-timers");
        real.after(Duration.ZERO, say("never")).cancel();
    }

    @Test
    void whoSetsTheFirstTimerLeavesNoTraceOfItsClassLoader() throws Exception {
        try (SystemTimers real = new SystemTimers()) {
            ClassLoader plugins = new ClassLoader(null) {};
            CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
            Thread caller = new Thread(() -> real.after(
                    Duration.ZERO, () -> seen.complete(Thread.currentThread().getContextClassLoader())));
            caller.setContextClassLoader(plugins);
            caller.start();
            assertThat(seen.get(10, SECONDS)).isNotSameAs(plugins);
        }
    }
}
