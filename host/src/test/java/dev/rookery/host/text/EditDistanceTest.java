package dev.rookery.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({"ping,ping,0", "ping,pign,1", "ping,pin,1", "ping,pingg,1", "abcdef,badcfe,3", "a,b,1"})
    void distances(String a, String b, int distance) {
        assertThat(EditDistance.between(a, b, 10)).isEqualTo(distance);
        assertThat(EditDistance.between(b, a, 10)).isEqualTo(distance);
    }
}
