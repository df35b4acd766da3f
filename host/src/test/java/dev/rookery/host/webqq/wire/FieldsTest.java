package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"nick\":null}", "{\"nick\":\"\"}"})
    void whatIsLeftOutOrNullIsNoWord(String json) {
        Fields fields = new Fields(Fixtures.json(json));
        assertThat(fields.name("nick")).isEmpty();
        assertThat(fields.text("nick")).isEmpty();
        assertThatThrownBy(() -> fields.nameOrThrow("nick")).isInstanceOf(Fields.MissingException.class);
    }
}
