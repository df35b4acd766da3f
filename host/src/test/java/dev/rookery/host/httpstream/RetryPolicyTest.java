package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    private static final HttpRequest GET = HttpRequest.get("http://h.org/").build();
    private static final HttpRequest POST = HttpRequest.post("http://h.org/").build();

    /** Draws the upper end of each bound, or as good as. */
    private static final RandomGenerator HIGHEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }
    };

    private static HttpStreamException failure(Phase phase, boolean sent) {
        return new HttpStreamException(phase, "GET", "h.org", Duration.ZERO, "a mood of the network", sent, null);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "4, 800", "5, 1000", "60, 1000"})
    void boundOfTheWaitDoublesUpToItsCap(int made, long millis) {
        RetryPolicy policy = RetryPolicy.attempts(100)
                .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1))
                .withRandom(HIGHEST);

        assertThat(policy.after(GET, failure(Phase.WAIT, true), made))
                .isCloseTo(Duration.ofMillis(millis), Duration.ofNanos(10));
    }

    @Test
    void waitIsAnyPartOfItsBoundAndTheSameForTheSameSeed() {
        RetryPolicy policy = RetryPolicy.attempts(10).withRandom(new Random(4));
        RetryPolicy twin = RetryPolicy.attempts(10).withRandom(new Random(4));
        Duration least = Duration.ofDays(1);
        Duration most = Duration.ZERO;
        for (int i = 0; i < 200; i++) {
            Duration wait = policy.after(GET, failure(Phase.WAIT, true), 1);
            assertThat(wait).isEqualTo(twin.after(GET, failure(Phase.WAIT, true), 1));
            least = least.compareTo(wait) < 0 ? least : wait;
            most = most.compareTo(wait) > 0 ? most : wait;
        }
        assertThat(least).isLessThan(Duration.ofMillis(50));
        assertThat(most).isBetween(Duration.ofMillis(450), Duration.ofMillis(500));
    }

    @Test
    void attemptsCountTheFirstOne() {
        RetryPolicy policy = RetryPolicy.attempts(3);

        assertThat(policy.after(GET, failure(Phase.WAIT, true), 2)).isNotNull();
        assertThat(policy.after(GET, failure(Phase.WAIT, true), 3)).isNull();
        assertThat(RetryPolicy.attempts(1).after(GET, failure(Phase.WAIT, true), 1))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void onlyFailuresOfTheNetworkAreTriedAgain(Phase phase) {
        boolean again = RetryPolicy.attempts(3).after(GET, failure(phase, true), 1) != null;

        assertThat(again)
                .isEqualTo(
                        switch (phase) {
                            case CONNECT, SEND, WAIT, RECEIVE -> true;
                            default -> false;
                        });
    }

    @Test
    void phasesMayBeOthers() {
        RetryPolicy policy = RetryPolicy.attempts(3).withPhases(Phase.QUEUE);

        assertThat(policy.after(GET, failure(Phase.QUEUE, false), 1)).isNotNull();
        assertThat(policy.after(GET, failure(Phase.WAIT, true), 1)).isNull();
        assertThat(policy.withPhases().after(GET, failure(Phase.QUEUE, false), 1))
                .isNull();
    }

    @Test
    void requestThatIsNotRepeatableIsSentAgainOnlyIfNobodyHeardOfIt() {
        RetryPolicy policy = RetryPolicy.attempts(3);

        assertThat(policy.after(POST, failure(Phase.CONNECT, false), 1)).isNotNull();
        assertThat(policy.after(POST, failure(Phase.CONNECT, true), 1)).isNull();
        assertThat(policy.after(POST, failure(Phase.WAIT, true), 1)).isNull();
        assertThat(policy.withUnrepeatable().after(POST, failure(Phase.WAIT, true), 1))
                .isNotNull();
        HttpRequest marked = HttpRequest.post("http://h.org/").repeatable().build();
        assertThat(policy.after(marked, failure(Phase.WAIT, true), 1)).isNotNull();
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        RetryPolicy policy = RetryPolicy.attempts(100);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryPolicy.attempts(0))
                .withMessage("attempts: 0 (expected: 1 to 100)");
        assertThatIllegalArgumentException().isThrownBy(() -> RetryPolicy.attempts(101));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withBackoff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessageContaining("PT2S to PT1S (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withPhases(Phase.READBACK))
                .withMessage("phases: READBACK (expected: some of [QUEUE, CONNECT, SEND, WAIT, RECEIVE])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withStatuses(503, 200))
                .withMessage("statuses: 200 (expected: 400 to 599)");
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withRetryAfterUpTo(Duration.ofSeconds(-1)));
    }
}
