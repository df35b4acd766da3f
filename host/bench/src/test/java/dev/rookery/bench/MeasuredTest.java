package dev.rookery.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasuredTest {

    private static Measured answersPerSecond(double perSecond) {
        return new Measured(perSecond, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void figuresArePerAnswer() {
        long[] delays =
                LongStream.rangeClosed(1, 200).map(millis -> millis * 1_000_000).toArray();
        Measured measured = Measured.of(
                2_000_000_000L, Duration.ofMillis(20), Duration.ofMillis(40), OptionalLong.of(200 << 10), delays);
        assertThat(measured).isEqualTo(new Measured(100, 100, 200, 1, 100, 198, 200));
    }

    @Test
    void aPercentileOfFewIsOneOfThem() {
        assertThat(Measured.percentileMillis(new long[] {5_000_000}, 50)).isEqualTo(5);
        assertThat(Measured.percentileMillis(new long[] {5_000_000, 7_000_000}, 99))
                .isEqualTo(7);
        assertThat(Measured.percentileMillis(new long[0], 50)).isNaN();
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Measured.median(List.of(answersPerSecond(9), answersPerSecond(1), answersPerSecond(2)))
                        .perSecond())
                .isEqualTo(2);
        assertThat(Measured.median(List.of(
                                answersPerSecond(9), answersPerSecond(1), answersPerSecond(2), answersPerSecond(4)))
                        .perSecond())
                .isEqualTo(3);
    }
}
