package dev.rookery.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiVersionTest {

    @Test
    void isThreeNumbersWithoutAQualifier() {
        assertThat(ApiVersion.current()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
