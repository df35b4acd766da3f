package dev.rookery.host.ioloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private static final long TICK = TimerWheel.TICK.toNanos();

    private final ManualLoop loop = new ManualLoop();
    private final TimerWheel wheel = new TimerWheel(loop);
    private final List<String> expired = new ArrayList<>();

    @Test
    void timeoutExpiresNeitherEarlyNorMoreThanATickLate() {
        for (Duration delay : List.of(
                Duration.ZERO,
                Duration.ofNanos(1),
                TimerWheel.TICK.minusNanos(1),
                TimerWheel.TICK,
                TimerWheel.TICK.plusNanos(1),
                TimerWheel.TICK.multipliedBy(64),
                Duration.ofSeconds(30),
                Duration.ofHours(9),
                Duration.ofDays(400))) {
            Named timeout = new Named(delay.toString());
            wheel.arm(timeout, delay.toNanos());
            loop.pass(delay.minusNanos(1));
            assertThat(timeout.isArmed()).isTrue();
            loop.pass(TimerWheel.TICK.plusNanos(1));
            assertThat(timeout.isArmed()).isFalse();
            assertThat(expired).containsExactly(delay.toString());
            expired.clear();
        }
    }

    @Test
    void longestDelayThereIsDoesNotOverflow() {
        Named forever = new Named("forever");
        wheel.arm(forever, Long.MAX_VALUE);
        loop.pass(Duration.ofDays(17 * 365));
        assertThat(forever.isArmed()).isTrue();
        loop.pass(Duration.ofDays(2 * 365));
        assertThat(expired).containsExactly("forever");
    }

    @Test
    void negativeDelayExpiresWithTheNextTick() {
        wheel.arm(new Named("late already"), -1_000_000_000);
        loop.pass(TimerWheel.TICK);
        assertThat(expired).containsExactly("late already");
    }

    @Test
    void armingAgainReplacesTheTimeBefore() {
        Named timeout = new Named("once");
        wheel.arm(timeout, 10 * TICK);
        wheel.arm(timeout, 500 * TICK);
        assertThat(wheel.armed()).isOne();
        loop.pass(TimerWheel.TICK.multipliedBy(499));
        assertThat(expired).isEmpty();
        wheel.arm(timeout, 10 * TICK);
        loop.pass(TimerWheel.TICK.multipliedBy(11));
        assertThat(expired).containsExactly("once");
        loop.pass(Duration.ofHours(1));
        assertThat(expired).containsExactly("once");
    }

    @Test
    void disarmedTimeoutDoesNotExpireAndMayBeDisarmedAgain() {
        Named timeout = new Named("never");
        wheel.arm(timeout, TICK);
        wheel.disarm(timeout);
        wheel.disarm(timeout);
        assertThat(wheel.armed()).isZero();
        loop.pass(Duration.ofHours(1));
        assertThat(expired).isEmpty();
    }

    @Test
    void timeoutOfTheSameTickMayBeDisarmedByAnEarlierOne() {
        Named neighbour = new Named("neighbour");
        wheel.arm(new Doing(() -> wheel.disarm(neighbour)), TICK);
        wheel.arm(neighbour, TICK);
        loop.pass(Duration.ofSeconds(1));
        assertThat(expired).isEmpty();
        assertThat(wheel.armed()).isZero();
    }

    @Test
    void timeoutMayArmItselfAgainAndTurnsWithTheTicksNotWithinOne() {
        List<Long> times = new ArrayList<>();
        wheel.arm(
                new Doing(null) {
                    @Override
                    protected void expired() {
                        times.add(loop.nanoTime());
                        if (times.size() < 100) {
                            wheel.arm(this, 0);
                        }
                    }
                },
                0);
        loop.pass(TimerWheel.TICK.multipliedBy(101));
        assertThat(times).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void timeoutThatThrowsHarmsNobody() {
        wheel.arm(new Doing(() -> LoopFixture.sneak(new StackOverflowError())), TICK);
        wheel.arm(new Named("same tick"), TICK);
        wheel.arm(new Named("later"), 70 * TICK);
        loop.pass(Duration.ofSeconds(1));
        assertThat(expired).containsExactly("same tick", "later");
    }

    @Test
    void loopThatWasBusyExpiresAllThatIsDueAtOnce() {
        wheel.arm(new Named("a"), 5 * TICK);
        wheel.arm(new Named("b"), 5000 * TICK);
        wheel.arm(new Named("c"), 500_000 * TICK);
        loop.beBusyFor(Duration.ofNanos(500_001 * TICK));
        assertThat(expired).containsExactly("a", "b", "c");
    }

    @Test
    void loopIsNotWokenWhileNothingIsArmed() {
        Named timeout = new Named("request");
        for (int i = 0; i < 1000; i++) {
            wheel.arm(timeout, Duration.ofSeconds(30).toNanos());
            wheel.disarm(timeout);
        }
        assertThat(loop.wakeUps()).isZero();
        loop.pass(Duration.ofDays(1));
        assertThat(loop.wakeUps()).isOne();
        assertThat(loop.hasAlarm()).isFalse();
    }

    @Test
    void loopIsWokenOncePerLevelAndNotPerTick() {
        wheel.arm(new Named("hour"), Duration.ofHours(1).toNanos());
        wheel.arm(new Named("soon"), TICK);
        loop.pass(Duration.ofHours(2));
        assertThat(expired).containsExactly("soon", "hour");
        assertThat(loop.wakeUps()).isLessThanOrEqualTo(5);
    }

    @Test
    void randomUseAgreesWithASortedMap() {
        for (long seed = 1; seed <= 200; seed++) {
            new Comparison(seed).run();
        }
    }

    /** Arms, disarms and lets time pass at random, and asks a sorted map what should have expired. */
    private static final class Comparison {

        private final Random random;
        private final ManualLoop loop = new ManualLoop();
        private final TimerWheel wheel;
        private final List<Doing> timeouts = new ArrayList<>();
        private final Map<Integer, Long> deadlines = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();
        private final String seed;

        Comparison(long seed) {
            this.seed = "seed " + seed;
            random = new Random(seed);
            loop.pass(Duration.ofNanos(random.nextLong(1L << random.nextInt(1, 55))));
            wheel = new TimerWheel(loop);
            for (int i = 0; i < 50; i++) {
                int number = i;
                timeouts.add(new Doing(() -> expire(number)));
            }
        }

        void run() {
            for (int step = 0; step < 300; step++) {
                int number = random.nextInt(timeouts.size());
                switch (random.nextInt(4)) {
                    case 0, 1 -> arm(number);
                    case 2 -> {
                        wheel.disarm(timeouts.get(number));
                        deadlines.remove(number);
                    }
                    default -> pass();
                }
                assertThat(wrong).as(seed).isEmpty();
                assertThat(wheel.armed()).as(seed).isEqualTo(deadlines.size());
            }
            loop.pass(Duration.ofDays(366));
            assertThat(deadlines).as(seed).isEmpty();
            assertThat(loop.hasAlarm()).as(seed).isFalse();
        }

        private void arm(int number) {
            long delay = random.nextLong(1L << random.nextInt(1, 50));
            wheel.arm(timeouts.get(number), delay);
            deadlines.put(number, loop.elapsed + delay);
        }

        private void pass() {
            Duration time = Duration.ofNanos(random.nextLong(1L << random.nextInt(1, 50)));
            if (random.nextInt(5) == 0) {
                loop.beBusyFor(time);
            } else {
                loop.pass(time);
            }
            for (Map.Entry<Integer, Long> left : deadlines.entrySet()) {
                assertThat(left.getValue()).as(seed).isGreaterThan(loop.elapsed - TICK);
            }
        }

        private void expire(int number) {
            Long deadline = deadlines.remove(number);
            if (deadline == null || deadline > loop.elapsed) {
                wrong.add("timeout " + number + " of " + deadline + " at "
                        + loop.elapsed); // throwing would only be logged
            }
            if (random.nextInt(3) == 0) {
                arm(random.nextInt(timeouts.size()));
            }
        }
    }

    private class Named extends Doing {
        Named(String name) {
            super(() -> expired.add(name));
        }
    }

    private static class Doing extends Timeout {
        private final Runnable action;

        Doing(Runnable action) {
            this.action = action;
        }

        @Override
        protected void expired() {
            action.run();
        }
    }

    /** A loop with a clock in the hand of the test. */
    private static final class ManualLoop implements TimerWheel.Loop {

        private final TreeMap<Long, Runnable> alarms = new TreeMap<>();
        /** Close to the end of long: the clock of a machine may wrap around. */
        private long now = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

        private long elapsed;
        private int wakeUps;

        /** Lets time pass on a free loop: each alarm rings at its time. */
        void pass(Duration time) {
            long end = elapsed + time.toNanos();
            while (!alarms.isEmpty() && alarms.firstKey() <= end) {
                Map.Entry<Long, Runnable> alarm = alarms.pollFirstEntry();
                moveTo(Math.max(elapsed, alarm.getKey()));
                wakeUps++;
                alarm.getValue().run();
            }
            moveTo(end);
        }

        /** Lets time pass while the loop is busy: alarms ring at the end of it. */
        void beBusyFor(Duration time) {
            moveTo(elapsed + time.toNanos());
            pass(Duration.ZERO);
        }

        int wakeUps() {
            return wakeUps;
        }

        boolean hasAlarm() {
            return !alarms.isEmpty();
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            assertThat(alarms).as("one alarm is enough").isEmpty();
            long time = elapsed + delay.toNanos();
            alarms.put(time, task);
            return () -> alarms.remove(time, task);
        }

        @Override
        public void requireLoop(String method) {}

        private void moveTo(long time) {
            now += time - elapsed;
            elapsed = time;
        }
    }
}
