package dev.rookery.host.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.http.Http;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestAllowanceTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final RequestAllowance allowance = new RequestAllowance(timers);

    private int answeredAtOnce() {
        int answered = 0;
        while (allowance.take() == null) {
            allowance.giveBack();
            answered++;
        }
        return answered;
    }

    @Test
    void aBurstAndThenTwoASecond() {
        assertThat(answeredAtOnce()).isEqualTo(RequestAllowance.BURST);
        timers.advance(Duration.ofMillis(499));
        assertThat(answeredAtOnce()).isZero();
        timers.advance(Duration.ofMillis(501));
        assertThat(answeredAtOnce()).isEqualTo(2);
        timers.advance(Duration.ofDays(1));
        assertThat(answeredAtOnce()).isEqualTo(RequestAllowance.BURST);
    }

    @Test
    void whatIsUnderWayIsCounted() {
        for (int i = 0; i < Http.MAX_UNDER_WAY; i++) {
            assertThat(allowance.take()).isNull();
        }
        assertThat(allowance.take())
                .isInstanceOfSatisfying(
                        HttpFailure.class, failure -> assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.LIMIT));
        allowance.giveBack();
        assertThat(allowance.take()).isNull();
    }
}
