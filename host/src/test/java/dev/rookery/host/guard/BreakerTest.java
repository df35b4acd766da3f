package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final List<String> changes = new ArrayList<>();
    private GuardOptions.Trip limits = GuardOptions.defaults().breaker();
    private final Breaker breaker = new Breaker(timers, () -> limits, new Breaker.Listener() {
        @Override
        public void opened(Duration pause, String reason) {
            changes.add("opened for " + pause.toSeconds() + " s: " + reason);
        }

        @Override
        public void closed() {
            changes.add("closed");
        }

        @Override
        public void givenUp(String reason) {
            changes.add("given up: " + reason);
        }
    });

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(1, "no");
        }
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            breaker.succeeded();
        }
    }

    @Test
    void fiveFailuresInARowOpenItAndFourDoNot() {
        fail(4);
        succeed(1);
        fail(4);
        assertThat(breaker.admits()).isTrue();
        fail(1);
        assertThat(changes).containsExactly("opened for 30 s: no");
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.isShut()).isTrue();
    }

    @Test
    void otherLimitsCountAtOnce() {
        fail(2);
        limits = new GuardOptions.Trip(3, Duration.ofSeconds(7), Duration.ofSeconds(10), 2);
        fail(1);
        assertThat(changes).containsExactly("opened for 7 s: no");
        timers.advance(Duration.ofSeconds(7));
        assertThat(breaker.admits()).isTrue();
        fail(1);
        assertThat(changes).last().isEqualTo("opened for 10 s: no");
        timers.advance(Duration.ofSeconds(10));
        assertThat(breaker.admits()).isTrue();
        succeed(1);
        fail(3);
        assertThat(changes).last().asString().startsWith("given up: failed too often 2 times within 1 h");
    }

    @Test
    void halfOfTheLastTwentyOpenIt() {
        for (int i = 0; i < 9; i++) {
            fail(1);
            succeed(1);
        }
        assertThat(changes).isEmpty();
        fail(1);
        assertThat(changes).hasSize(1);
    }

    @Test
    void failuresLongAgoCountNoMore() {
        for (int i = 0; i < 9; i++) {
            fail(1);
            succeed(1);
        }
        succeed(Breaker.REMEMBERED);
        fail(4);
        assertThat(changes).isEmpty();
    }

    @Test
    void timeoutsCountDouble() {
        breaker.failed(2, "late");
        breaker.failed(2, "late");
        assertThat(changes).isEmpty();
        breaker.failed(2, "late");
        assertThat(changes).containsExactly("opened for 30 s: late");
    }

    @Test
    void afterThePauseOneCallTriesAndClosesIt() {
        fail(5);
        timers.advance(Duration.ofMillis(29_999));
        assertThat(breaker.admits()).isFalse();
        timers.advance(Duration.ofMillis(1));
        assertThat(breaker.isShut()).isFalse();
        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.admits()).isFalse();
        succeed(1);
        assertThat(changes).endsWith("closed");
        fail(4);
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void aSuccessOfSomebodyElseDoesNotCloseIt() {
        fail(5);
        timers.advance(Duration.ofSeconds(30));
        assertThat(breaker.admits()).isTrue();
        CompletableFuture.runAsync(breaker::succeeded).join();
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
    }

    @Test
    void pausesDoubleUpToTenMinutesAndFailedTriesAreNoNewOpenings() {
        fail(5);
        for (long seconds : new long[] {30, 60, 120, 240, 480, 600, 600}) {
            assertThat(changes).endsWith("opened for " + seconds + " s: no");
            timers.advance(Duration.ofSeconds(seconds));
            assertThat(breaker.admits()).isTrue();
            fail(1);
        }
    }

    @Test
    void theThirdOpeningWithinAnHourIsTheLast() {
        for (int i = 0; i < 2; i++) {
            fail(5);
            timers.advance(Duration.ofSeconds(30));
            assertThat(breaker.admits()).isTrue();
            succeed(1);
        }
        fail(5);
        assertThat(changes).last().asString().startsWith("given up: failed too often 3 times within 1 h");
        timers.advance(Duration.ofDays(1));
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.isShut()).isTrue();
    }

    @Test
    void openingsMoreThanAnHourAgoAreForgotten() {
        for (int i = 0; i < 4; i++) {
            fail(5);
            timers.advance(Duration.ofMinutes(31));
            assertThat(breaker.admits()).isTrue();
            succeed(1);
        }
        assertThat(changes).hasSize(8).doesNotContain("given up");
    }

    @Test
    void givingUpIsToldOnce() {
        breaker.giveUp("hopeless");
        breaker.giveUp("hopeless");
        fail(10);
        assertThat(changes).containsExactly("given up: hopeless");
        assertThat(breaker.admits()).isFalse();
    }
}
