package dev.rookery.host.webqq.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.webqq.wire.JsonAnswer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"card\":null}", "{\"card\":\"\"}"})
    void nobodyIsCalledNull(String json) throws Exception {
        assertThat(Wire.name(JsonAnswer.JSON.readTree(json), "card")).isEmpty();
    }
}
