package dev.rookery.host.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Registration;
import dev.rookery.api.schedule.Cron;
import dev.rookery.api.schedule.Job;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.dispatch.Sentry;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginSchedulerTest {

    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The threads of a plugin: run at once, later when asked to, or refuse. */
    private static final class Threads {

        private enum Mood {
            FREE,
            BUSY,
            FULL
        }

        private final Deque<Runnable> queue = new ArrayDeque<>();
        private Mood mood = Mood.FREE;

        void execute(Runnable task) {
            switch (mood) {
                case FREE -> task.run();
                case BUSY -> queue.add(task);
                case FULL -> throw new RejectedExecutionException("as the test wants");
            }
        }

        void work() {
            mood = Mood.FREE;
            while (!queue.isEmpty()) {
                queue.remove().run();
            }
        }
    }

    private final ManualTimers timers = new ManualTimers(START);
    private final Threads threads = new Threads();
    private final PluginScheduler scheduler =
            new PluginScheduler(new Owner("jobs", threads::execute, Runnable::run), timers);
    private final List<Object> ran = new ArrayList<>();

    /** Puts down how many seconds after the start it ran. */
    private final Job tick =
            () -> ran.add(Duration.between(START, timers.instant()).toSeconds());

    @BeforeEach
    void open() {
        scheduler.activated();
    }

    private void seconds(int count) {
        timers.advance(SECOND.multipliedBy(count));
    }

    @Test
    void jobRunsOnceAfterItsDelayAndIsForgotten() {
        scheduler.after(SECOND.multipliedBy(5), tick);
        seconds(4);
        assertThat(ran).isEmpty();
        seconds(10);
        assertThat(ran).containsExactly(5L);
        assertThat(scheduler.size()).isZero();
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void jobRunsOnceAtItsMoment() {
        scheduler.at(START.plusSeconds(200), tick);
        scheduler.at(START.minusSeconds(200), tick);
        seconds(300);
        assertThat(ran).containsExactly(0L, 200L);
    }

    @Test
    void jobRepeatsAtEqualSteps() {
        scheduler.every(SECOND.multipliedBy(10), tick);
        seconds(35);
        assertThat(ran).containsExactly(10L, 20L, 30L);
    }

    @Test
    void jobRunsAtTheTimesOfItsExpression() {
        scheduler.cron("*/10 9 * * *", ZoneOffset.UTC, tick);
        seconds(90 * 60);
        assertThat(ran).containsExactly(3600L, 4200L, 4800L, 5400L);
    }

    @Test
    void wrongExpressionIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.cron("0 25 * * *", ZoneId.of("Asia/Shanghai"), tick))
                .withMessageContaining("hour (field 2)");
        assertThat(scheduler.size()).isZero();
    }

    @Test
    void timesThatComeWhileThePluginIsBusyAreLeftOut() {
        scheduler.every(SECOND, tick);
        threads.mood = Threads.Mood.BUSY;
        seconds(5);
        assertThat(threads.queue).hasSize(1);
        threads.work();
        seconds(1);
        assertThat(ran).containsExactly(5L, 6L);
    }

    @Test
    void jobNeverOverlapsWithItself() {
        scheduler.every(SECOND, () -> {
            tick.run();
            if (ran.size() == 1) {
                // On its own thread a slow job would see the clock move on like this.
                seconds(3);
            }
        });
        seconds(6);
        assertThat(ran).containsExactly(1L, 5L, 6L);
    }

    @Test
    void afterAPauseItRunsOnceAndGoesOnInStep() {
        PausingTimers pausing = new PausingTimers(timers);
        PluginScheduler paused = new PluginScheduler(new Owner("jobs", threads::execute, Runnable::run), pausing);
        paused.activated();
        paused.every(
                SECOND.multipliedBy(10),
                () -> ran.add(Duration.between(START, pausing.instant()).toSeconds()));
        paused.cron("* * * * *", ZoneOffset.UTC, () -> ran.add("minute"));
        pausing.sleep(Duration.ofMinutes(5).plusSeconds(3));
        assertThat(ran).containsExactly(303L, "minute");
        seconds(7);
        assertThat(ran).containsExactly(303L, "minute", 310L);
    }

    @Test
    void clockThatIsSetBackRepeatsNothing() {
        PausingTimers pausing = new PausingTimers(timers);
        PluginScheduler other = new PluginScheduler(new Owner("jobs", threads::execute, Runnable::run), pausing);
        other.activated();
        other.cron("* * * * *", ZoneOffset.UTC, tick);
        seconds(61);
        pausing.setBack(Duration.ofMinutes(10));
        seconds(600);
        assertThat(ran).containsExactly(60L);
        seconds(60);
        assertThat(ran).containsExactly(60L, 720L);
    }

    @Test
    void clockThatIsSetBackAtTheVeryMomentRepeatsNothing() {
        PausingTimers pausing = new PausingTimers(timers);
        Rhythm rhythm = Rhythm.cron(pausing, Cron.of("1 8 * * *"), ZoneOffset.UTC.getRules());
        seconds(60);
        assertThat(rhythm.left()).isZero();
        pausing.setBack(Duration.ofSeconds(30));
        assertThat(rhythm.advance()).isTrue();
        assertThat(rhythm.left()).isEqualTo(Duration.ofDays(1).plusSeconds(30));
    }

    /** Berlin, 29 March 2026: 01:59+01:00 is followed by 03:00+02:00; 25 October: 02:59+02:00 by 02:00+01:00. */
    @Test
    void timesThatClocksSkipOrShowTwiceComeOnce() {
        for (String night : List.of("2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z")) {
            ManualTimers berlin = new ManualTimers(Instant.parse(night));
            PluginScheduler nightly = new PluginScheduler(new Owner("jobs", threads::execute, Runnable::run), berlin);
            nightly.activated();
            nightly.cron("30 2 * * *", ZoneId.of("Europe/Berlin"), () -> ran.add(berlin.instant()));
            nightly.cron("30 * 29 3 *", ZoneId.of("Europe/Berlin"), () -> ran.add("each hour"));
            berlin.advance(Duration.ofHours(14));
            nightly.close();
        }
        assertThat(ran)
                .containsExactly(
                        "each hour",
                        "each hour",
                        Instant.parse("2026-03-29T01:00:00Z"),
                        "each hour",
                        Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void timesThatPassedWhileTheHostWasStoppedAreNotMadeUpFor() {
        scheduler.cron("0 * * * *", ZoneOffset.UTC, tick);
        seconds(1800);
        scheduler.close();
        timers.advance(Duration.ofHours(5));
        PluginScheduler next = new PluginScheduler(new Owner("jobs", threads::execute, Runnable::run), timers);
        next.cron("0 * * * *", ZoneOffset.UTC, tick);
        next.activated();
        assertThat(ran).isEmpty();
        seconds(1800);
        assertThat(ran).containsExactly(6 * 3600L);
    }

    @Test
    void nothingRunsBeforeThePluginHasStarted() {
        PluginScheduler starting = new PluginScheduler(new Owner("jobs", threads::execute, Runnable::run), timers);
        starting.after(Duration.ZERO, tick);
        starting.every(SECOND, tick);
        seconds(3);
        assertThat(ran).isEmpty();
        starting.activated();
        assertThat(ran).containsExactly(3L, 3L);
        seconds(1);
        assertThat(ran).containsExactly(3L, 3L, 4L);
    }

    @Test
    void takenBackNeverRuns() {
        scheduler.after(SECOND, tick).close();
        scheduler.every(SECOND, tick).close();
        Registration cron = scheduler.cron("@hourly", ZoneOffset.UTC, tick);
        cron.close();
        cron.close();
        seconds(7200);
        assertThat(ran).isEmpty();
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void takenBackWhileItWaitsForAThreadNeverRuns() {
        threads.mood = Threads.Mood.BUSY;
        Registration once = scheduler.after(SECOND, tick);
        seconds(1);
        once.close();
        threads.work();
        assertThat(ran).isEmpty();
    }

    @Test
    void jobMayTakeItselfBack() {
        Registration[] own = new Registration[1];
        own[0] = scheduler.every(SECOND, () -> {
            tick.run();
            own[0].close();
        });
        seconds(5);
        assertThat(ran).containsExactly(1L);
    }

    @Test
    void jobThatThrowsGoesOn() {
        scheduler.every(SECOND, () -> {
            tick.run();
            throw new AssertionError("as the test wants");
        });
        seconds(3);
        assertThat(ran).containsExactly(1L, 2L, 3L);
    }

    @Test
    void interruptOfOneRunDoesNotReachTheNext() {
        scheduler.every(SECOND, () -> {
            ran.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
        });
        seconds(2);
        assertThat(ran).containsExactly(false, false);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whenAllThreadsAreBusyASingleJobIsLateAndARepeatedOneLeavesTheTimeOut() {
        scheduler.after(SECOND, tick);
        scheduler.every(SECOND.multipliedBy(2), tick);
        threads.mood = Threads.Mood.FULL;
        seconds(2);
        threads.mood = Threads.Mood.FREE;
        seconds(2);
        assertThat(ran).containsExactly(3L, 4L);
    }

    @Test
    void pluginThatIsLeftAloneIsNotCalledAndFailuresAreSeen() {
        List<String> seen = new ArrayList<>();
        boolean[] shut = {true};
        Sentry sentry = new Sentry() {
            @Override
            public boolean admits() {
                return !shut[0];
            }

            @Override
            public void begins(Object where) {
                seen.add("begins " + where);
            }

            @Override
            public void ended(Throwable thrown) {
                seen.add("ended " + thrown);
            }
        };
        PluginScheduler watched =
                new PluginScheduler(new Owner("jobs", threads::execute, Runnable::run, sentry), timers);
        watched.activated();
        watched.after(SECOND, tick);
        watched.every(SECOND.multipliedBy(2), () -> {
            throw new IllegalStateException("bad");
        });
        seconds(2);
        assertThat(seen).isEmpty();
        shut[0] = false;
        seconds(2);
        assertThat(ran).containsExactly(3L);
        assertThat(seen)
                .containsExactly(
                        "begins a job", "ended null", "begins a job", "ended java.lang.IllegalStateException: bad");
        watched.stopping();
        assertThat(watched.drained().toCompletableFuture()).isDone();
    }

    @Test
    void nothingIsLeftAfterTheEnd() {
        scheduler.after(SECOND, tick);
        scheduler.every(SECOND, tick);
        scheduler.cron("* * * * *", ZoneOffset.UTC, tick);
        scheduler.close();
        seconds(600);
        assertThat(ran).isEmpty();
        assertThat(timers.waiting()).isZero();
        assertThat(scheduler.size()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> scheduler.after(SECOND, tick))
                .withMessageContaining("plugin jobs is disabled");
    }

    @Test
    void endWaitsForTheJobThatRuns() {
        List<Boolean> drained = new ArrayList<>();
        scheduler.after(SECOND, () -> {
            scheduler.stopping();
            drained.add(scheduler.drained().toCompletableFuture().isDone());
        });
        seconds(1);
        drained.add(scheduler.drained().toCompletableFuture().isDone());
        assertThat(drained).containsExactly(false, true);
    }

    @Test
    void boundsAreToldWithWhatWouldBeRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.after(Duration.ofNanos(-1), tick))
                .withMessage("delay: PT-0.000000001S (expected: PT0S to 36500 days)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.every(Duration.ofMillis(99), tick))
                .withMessage("period: PT0.099S (expected: PT0.1S to 36500 days)");
        assertThatIllegalArgumentException().isThrownBy(() -> scheduler.after(Duration.ofDays(36501), tick));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduler.at(START.plus(Duration.ofDays(36501)), tick))
                .withMessageContaining("36500 days from now");
        scheduler.every(Duration.ofMillis(100), tick).close();
        scheduler.after(Duration.ofDays(36500), tick).close();
    }

    @Test
    void oneJobTooManyIsRefused() {
        for (int i = 0; i < PluginScheduler.MOST_JOBS; i++) {
            scheduler.after(SECOND, tick);
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> scheduler.after(SECOND, tick))
                .withMessageContaining("10000 jobs waiting");
        seconds(1);
        scheduler.after(SECOND, tick);
    }

    /** A zone whose rules nobody may keep: they are asked for again each time. */
    private static final class Moody extends ZoneRulesProvider {

        private static final Moody ONE = new Moody();
        private Runnable mood = () -> {};

        static {
            ZoneRulesProvider.registerProvider(ONE);
        }

        @Override
        protected Set<String> provideZoneIds() {
            return Set.of("Test/Moody");
        }

        @Override
        protected @Nullable ZoneRules provideRules(String zoneId, boolean forCaching) {
            if (forCaching) {
                return null;
            }
            mood.run();
            return ZoneOffset.UTC.getRules();
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String zoneId) {
            return new TreeMap<>();
        }
    }

    @Test
    void aZoneIsAskedForItsRulesOnceAndByThePluginOnlyWhileNobodyElseHasToWait() {
        Moody.ONE.mood = () -> CompletableFuture.supplyAsync(scheduler::size)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        scheduler.cron("* * * * *", ZoneId.of("Test/Moody"), tick);
        Moody.ONE.mood = () -> {
            throw new IllegalStateException("asked by the timers");
        };
        timers.advance(Duration.ofMinutes(3));
        assertThat(ran).hasSize(3);
    }

    @Test
    void executorIsThatOfThePlugin() {
        threads.mood = Threads.Mood.BUSY;
        scheduler.executor().execute(() -> ran.add("aside"));
        assertThat(ran).isEmpty();
        threads.work();
        assertThat(ran).containsExactly("aside");
        threads.mood = Threads.Mood.FULL;
        assertThatThrownBy(() -> scheduler.executor().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
