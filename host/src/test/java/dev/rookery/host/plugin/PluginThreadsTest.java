package dev.rookery.host.plugin;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.time.ManualTimers;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginThreadsTest {

    private static final Duration AMPLE = Duration.ofSeconds(10);

    private final URLClassLoader loader = new URLClassLoader(new URL[0]);
    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final Workload workload = new Workload();
    private final PluginThreads threads = new PluginThreads("x", loader, 1, 1, Guarded.plugin("x", timers), workload);
    private final StepThread steps = threads.steps();

    @AfterEach
    void end() throws Exception {
        steps.end();
        threads.end(AMPLE);
        loader.close();
    }

    @Test
    void poolIsBoundedAndRefusesWhatDoesNotFit() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> queued = new CompletableFuture<>();
        threads.handlers().execute(() -> {
            running.countDown();
            await(release);
        });
        assertThat(running.await(10, SECONDS)).isTrue();
        threads.handlers().execute(() -> queued.complete(Thread.currentThread().getName()));
        assertThatThrownBy(() -> threads.handlers().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        release.countDown();
        assertThat(queued.get(10, SECONDS)).isEqualTo("plugin-x-1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aThreadThatDoesNotLetGoIsReplaced() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> next = new CompletableFuture<>();
        threads.handlers().execute(() -> deaf(release));
        threads.handlers().execute(() -> next.complete(Thread.currentThread().getName()));
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + AMPLE.toNanos();
        while (!next.isDone() && System.nanoTime() - deadline < 0) {
            timers.advance(GuardOptions.defaults().grace());
            assertThat(never.await(1, MILLISECONDS)).isFalse();
        }
        release.countDown();
        assertThat(next).isCompletedWithValue("plugin-x-2");
    }

    private static void deaf(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            await(latch);
            boolean unused = Thread.interrupted();
        }
    }

    @Test
    void whatItsThreadsHaveUsedIsKnownAlsoOnceTheyHaveEnded() throws Exception {
        steps.run("step", AMPLE, () -> assertThat(new byte[10 << 20]).hasSize(10 << 20));
        steps.end();
        assertThat(threads.alive()).isEmpty();
        assertThat(threads.usage().allocated()).isGreaterThan(10 << 20);
        assertThat(threads.usage().processor()).isPositive();
    }

    @Test
    void stepsHaveAThreadEvenWhenThePoolHasNone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        threads.handlers().execute(() -> await(release));
        threads.handlers().execute(() -> {});
        CompletableFuture<Boolean> daemon = new CompletableFuture<>();
        steps.run("step", AMPLE, () -> daemon.complete(Thread.currentThread().isDaemon()));
        assertThat(daemon).isCompletedWithValue(true);
        release.countDown();
    }

    @Test
    void whatAStepThrowsIsTheCause() {
        assertThatThrownBy(() -> steps.run("step", AMPLE, () -> {
                    throw new AssertionError("no");
                }))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(AssertionError.class)
                .hasMessage("no");
    }

    @Test
    void lateStepIsInterrupted() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<String> cut = new CompletableFuture<>();
        assertThatThrownBy(() -> steps.run(cut, () -> {
                    cut.complete("too late");
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.complete(true);
                    }
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("too late, it is at ");
        assertThat(interrupted.get(10, SECONDS)).isTrue();
    }

    @Test
    void aStepIsLateAfterItsDeadline() {
        assertThatThrownBy(() -> steps.run("step", Duration.ofMillis(50), () -> new CountDownLatch(1).await()))
                .isInstanceOf(TimeoutException.class)
                .hasMessageStartingWith("step did not return within 0.05 s");
    }

    @Test
    void soItIsWhenAPluginHoldsUpTheThreadThatTheTimeoutsOfTheJdkComeFrom() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture.delayedExecutor(0, MILLISECONDS, Runnable::run).execute(() -> {
            held.countDown();
            await(release);
        });
        assertThat(held.await(10, SECONDS)).isTrue();
        try {
            aStepIsLateAfterItsDeadline();
        } finally {
            release.countDown();
        }
    }

    @Test
    void stepsFollowEachOtherOnOneThreadAndBehindALateOneOnAnother() throws Exception {
        List<String> on = new CopyOnWriteArrayList<>();
        CountDownLatch release = new CountDownLatch(1);
        StepThread.Step step = () -> on.add(Thread.currentThread().getName());
        steps.run("first", AMPLE, step);
        steps.run("second", AMPLE, () -> {
            step.run();
            Thread.currentThread().interrupt();
            Thread.currentThread().setContextClassLoader(null);
        });
        steps.run("third", AMPLE, () -> {
            step.run();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(loader);
        });
        CompletableFuture<String> cut = new CompletableFuture<>();
        assertThatThrownBy(() -> steps.run(cut, () -> {
                    cut.complete("too late");
                    deaf(release);
                }))
                .isInstanceOf(TimeoutException.class);
        steps.run("fourth", AMPLE, step);
        assertThat(on).containsExactly("plugin-x-1", "plugin-x-1", "plugin-x-1", "plugin-x-2");
        release.countDown();
    }

    @Test
    void endingInterruptsWhatRunsAndRefusesWhatComes() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        threads.handlers().execute(() -> {
            running.countDown();
            await(new CountDownLatch(1));
        });
        assertThat(running.await(10, SECONDS)).isTrue();
        assertThat(threads.end(AMPLE)).isEmpty();
        assertThatThrownBy(() -> threads.handlers().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void threadsInheritNothingOfThoseWhoHandThemWork() throws Exception {
        InheritableThreadLocal<String> others = new InheritableThreadLocal<>();
        others.set("of another plugin");
        CompletableFuture<Optional<String>> seen = new CompletableFuture<>();
        threads.handlers().execute(() -> seen.complete(Optional.ofNullable(others.get())));
        assertThat(seen.get(10, SECONDS)).isEmpty();
    }

    /** Heeds no interrupt. */
    private static final class DeafWork implements Owner.Work {

        private final CompletableFuture<Thread> begun = new CompletableFuture<>();
        private final CompletableFuture<Thread> abandoned = new CompletableFuture<>();
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public void run() {
            begun.complete(Thread.currentThread());
            boolean released = false;
            while (!released) {
                try {
                    released = release.await(1, SECONDS);
                } catch (InterruptedException e) {
                    released = false; // on purpose
                }
            }
        }

        @Override
        public void refused() {}

        @Override
        public void abandoned(Thread thread) {
            abandoned.complete(thread);
        }
    }

    @Test
    void workWhoseThreadIsGivenUpIsToldSoAndAnotherThreadTakesItsPlace() throws Exception {
        DeafWork deaf = new DeafWork();
        threads.handlers().execute(deaf);
        Thread thread = deaf.begun.get(10, SECONDS);
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 10_000 && !deaf.abandoned.isDone(); i++) {
            timers.advance(Duration.ofSeconds(1));
            assertThat(never.await(1, MILLISECONDS)).isFalse();
        }
        assertThat(deaf.abandoned).isCompletedWithValue(thread);
        CompletableFuture<Thread> other = new CompletableFuture<>();
        threads.handlers().execute(() -> other.complete(Thread.currentThread()));
        assertThat(other.get(10, SECONDS)).isNotSameAs(thread);
        deaf.release.countDown();
    }

    @Test
    void workWhoseThreadOutlivesThePluginIsToldSo() throws Exception {
        DeafWork deaf = new DeafWork();
        threads.handlers().execute(deaf);
        Thread thread = deaf.begun.get(10, SECONDS);
        assertThat(threads.end(Duration.ofMillis(20)))
                .singleElement()
                .asString()
                .startsWith(thread.getName());
        assertThat(deaf.abandoned).isCompletedWithValue(thread);
        deaf.release.countDown();
    }
}
