package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rookery.host.Eventually;
import dev.rookery.host.testing.CapturedLog;
import dev.rookery.host.time.ManualTimers;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final GuardOptions options = GuardOptions.defaults();
    /** What holds for the plugin x. */
    private GuardOptions limits = options;

    private final AtomicLong real = new AtomicLong();
    private final Watchdog dog = new Watchdog(timers, plugin -> plugin.equals("x") ? limits : options, this::realNanos);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Watchdog.Keeper keeper = new Watchdog.Keeper() {
        @Override
        public String plugin() {
            return "x";
        }

        @Override
        public void timedOut(String reason) {
            told.add("timed out: " + reason);
        }

        @Override
        public void lost(Watch watch, boolean spinning, String reason) {
            told.add((spinning ? "spinning: " : "waiting: ") + reason);
        }
    };

    /** Enough of it passes between any two looks, and little beside what a thread that computes uses in a test. */
    private long realNanos() {
        return real.addAndGet(Watchdog.LEAST_REAL.toNanos());
    }

    private interface Call {
        void run() throws InterruptedException;
    }

    /** A thread that makes one call and then another, which tells whether it was interrupted. */
    private final class Caller extends Thread {

        private final Call call;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<String> result = new CompletableFuture<>();

        Caller(Call call) {
            this.call = call;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            Watch watch = dog.watch(this, keeper);
            watch.begin("a chat");
            begun.countDown();
            String outcome = "returned";
            try {
                call.run();
            } catch (InterruptedException e) {
                outcome = "interrupted";
            }
            watch.begin("another chat");
            outcome += Thread.currentThread().isInterrupted() ? ", and so is the next" : "";
            watch.end();
            dog.forget(watch);
            result.complete(outcome);
        }

        Caller awaitBegun() throws InterruptedException {
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            return this;
        }

        Caller awaitWaiting() {
            Eventually.holds("it waits", () -> getState() == State.WAITING);
            return this;
        }

        String result() throws Exception {
            return result.get(10, TimeUnit.SECONDS);
        }
    }

    private static void deaf(CountDownLatch latch) {
        boolean released = false;
        while (!released) {
            try {
                latch.await();
                released = true;
            } catch (InterruptedException e) {
                // a call that does not heed it
            }
        }
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void aCallThatTakesLongIsToldOfOnce() throws Exception {
        Caller caller = new Caller(release::await).awaitBegun().awaitWaiting();
        try (CapturedLog log = CapturedLog.of(Watchdog.class)) {
            timers.advance(options.slow());
            assertThat(log.warnings()).isEmpty();
            timers.advance(Watchdog.TICK);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("WARN plugin is slow plugin=x where=a chat seconds=5.0 thread=")
                    .contains(" doing=waiting (WAITING)");
            timers.advance(options.slow());
            assertThat(log.warnings()).hasSize(1);
        }
        release.countDown();
        assertThat(caller.result()).isEqualTo("returned");
    }

    @Test
    void aCallThatIsTooLateIsInterruptedAndTheNextIsNot() throws Exception {
        Caller caller = new Caller(release::await).awaitBegun();
        timers.advance(options.deadline());
        assertThat(told).isEmpty();
        timers.advance(Watchdog.TICK);
        assertThat(caller.result()).isEqualTo("interrupted");
        assertThat(told).singleElement().asString().startsWith("timed out: a call took longer than 30.0 s, waiting");
        timers.advance(Duration.ofHours(1));
        assertThat(told).hasSize(1);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void eachPluginHasItsOwnDeadlineAndAChangedOneCountsAtOnce() throws Exception {
        Caller caller = new Caller(release::await).awaitBegun();
        timers.advance(Duration.ofSeconds(6));
        limits = new GuardOptions(
                Duration.ofSeconds(1),
                Duration.ofSeconds(6),
                options.grace(),
                options.lostThreads(),
                options.saturation(),
                options.allocation(),
                options.perChat(),
                options.perPlugin(),
                options.threads(),
                options.breaker());
        timers.advance(Watchdog.TICK);
        assertThat(caller.result()).isEqualTo("interrupted");
        assertThat(told).singleElement().asString().startsWith("timed out: a call took longer than 6.0 s");
    }

    @Test
    void aThreadThatAllocatesMoreThanItsShareOwesARestAndNoOtherDoes() {
        limits = new GuardOptions(
                options.slow(),
                options.deadline(),
                options.grace(),
                options.lostThreads(),
                options.saturation(),
                32 << 20,
                options.perChat(),
                options.perPlugin(),
                options.threads(),
                options.breaker());
        Watch idle = dog.watch(new Thread(), keeper);
        Watch busy = dog.watch(Thread.currentThread(), keeper);
        busy.begin("a chat");
        timers.advance(Watchdog.TICK);
        assertThat(new byte[64 << 20]).as("garbage").isNotEmpty();
        timers.advance(Duration.ofSeconds(2));
        busy.end();
        assertThat(idle.isToRest()).isFalse();
        assertThat(busy.isToRest()).isTrue();
        assertThat(Duration.ofNanos(busy.takeRest())).isBetween(Duration.ofMillis(800), Watch.LONGEST_REST);
        assertThat(busy.isToRest()).isFalse();
        dog.forget(busy);
        dog.forget(idle);
    }

    @Test
    void aCallThatWaitsInSpiteOfItIsGivenUpAndCountedUntilItEnds() throws Exception {
        Caller caller = new Caller(() -> deaf(release)).awaitBegun();
        timers.advance(options.deadline().plus(options.grace()).plus(Watchdog.TICK));
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).startsWith("waiting: thread ").contains("did not heed its interrupt");
        assertThat(dog.lost()).isEqualTo(1);
        timers.advance(Duration.ofHours(1));
        assertThat(told).hasSize(2);
        release.countDown();
        assertThat(caller.result()).isEqualTo("returned");
        assertThat(dog.lost()).isZero();
    }

    @Test
    void aCallThatSpinsIsToldApart() throws Exception {
        spins();
        timers.advance(options.grace());
        assertThat(told.get(1)).startsWith("spinning: ").endsWith("computing");
    }

    @Test
    void itIsSoWhenAPluginHasTheJvmCountProcessorTimeAndMemoryNoMore() throws Exception {
        ThreadMXBean counting = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Caller caller = spins();
        counting.setThreadCpuTimeEnabled(false);
        counting.setThreadAllocatedMemoryEnabled(false);
        timers.advance(options.grace());
        assertThat(told.get(1)).startsWith("spinning: ").endsWith("computing");
        assertThat(ThreadTimes.allocatedBytes(caller)).isPositive();
    }

    private Caller spins() throws InterruptedException {
        Caller caller = new Caller(() -> {
                    while (release.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                })
                .awaitBegun();
        timers.advance(options.deadline().plus(Watchdog.TICK));
        assertThat(told).hasSize(1);
        long before = ThreadTimes.cpuNanos(caller);
        Eventually.holds(
                "it has spun for a while",
                () -> ThreadTimes.cpuNanos(caller) - before >= TimeUnit.MILLISECONDS.toNanos(100));
        return caller;
    }

    @Test
    void nothingTicksWhileNothingRuns() throws Exception {
        Caller caller = new Caller(() -> {}).awaitBegun();
        assertThat(caller.result()).isEqualTo("returned");
        timers.advance(Watchdog.TICK);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void aMachineThatStoodStillMakesNobodyLate() throws Exception {
        SuspendedTimers suspended = new SuspendedTimers(timers);
        Watchdog patient = new Watchdog(suspended, plugin -> options, this::realNanos);
        Watch watch = patient.watch(Thread.currentThread(), keeper);
        watch.begin("a chat");
        timers.advance(Watchdog.TICK);
        suspended.jump(Duration.ofHours(8));
        timers.advance(Watchdog.TICK.multipliedBy(2));
        watch.end();
        assertThat(told).isEmpty();
    }

    /** A clock that can jump although no timer falls due. */
    private static final class SuspendedTimers implements dev.rookery.host.time.Timers {

        private final ManualTimers timers;
        private long jumped;

        SuspendedTimers(ManualTimers timers) {
            this.timers = timers;
        }

        void jump(Duration by) {
            jumped += by.toNanos();
        }

        @Override
        public Instant instant() {
            return timers.instant().plusNanos(jumped);
        }

        @Override
        public long nanoTime() {
            return timers.nanoTime() + jumped;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return timers.after(delay, task);
        }
    }

    @Test
    void threadsThatEndWhileTheyAreLookedAtAreForgottenWithTheirKeeper() throws Exception {
        List<Watch> threads = new CopyOnWriteArrayList<>();
        Watchdog.Keeper[] held = {
            new Watchdog.Keeper() {
                @Override
                public String plugin() {
                    return "y";
                }

                @Override
                public void timedOut(String reason) {
                    threads.forEach(dog::forget);
                    threads.clear();
                }

                @Override
                public void lost(Watch watch, boolean spinning, String reason) {}
            }
        };
        WeakReference<Watchdog.Keeper> ended = new WeakReference<>(held[0]);
        for (int i = 0; i < 2; i++) {
            threads.add(dog.watch(new Thread(() -> {}), held[0]));
        }
        held[0] = null;
        threads.forEach(watch -> watch.begin("a chat"));
        timers.advance(Watchdog.TICK);
        timers.advance(options.deadline());
        assertThat(threads).isEmpty();
        for (int i = 0; i < 100 && !ended.refersTo(null); i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(ended.refersTo(null)).isTrue();
    }
}
