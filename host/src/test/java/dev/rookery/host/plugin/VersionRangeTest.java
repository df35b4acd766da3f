package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        "*, 0.0.1, true",
        ">=1.2.0 & <2.0.0, 1.2.0, true",
        ">=1.2.0 & <2.0.0, 2.0.0, false",
        "1.2.0, 1.2.0, true",
        "1.2.0, 1.2.1, true",
        "1.2.0, 1.1.9, false",
        "~1.2, 1.2.7, true",
    })
    void requirement(String text, String version, boolean met) {
        assertThat(VersionRange.required(text).contains(version)).isEqualTo(met);
    }

    @Test
    void bareVersionOfADependencyMeansExactlyThatOne() {
        assertThat(new VersionRange("1.2.0").contains("1.2.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {">>1", "one", ">=1.2.0 &", "[1.0,2.0)", "=>1.0.0"})
    void whatCannotBeParsedIsRefusedAtOnce(String text) {
        assertThatThrownBy(() -> VersionRange.required(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' (expected: a version range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "0.0.1", "10.20.30", "1.0.0-SNAPSHOT", "1.0.0-rc.1+build.5"})
    void semanticVersions(String text) {
        assertThat(VersionRange.isVersion(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.0", "1.0.0.0", "01.0.0", "v1.0.0", "1.0.0-", "1.0.x"})
    void otherVersions(String text) {
        assertThat(VersionRange.isVersion(text)).isFalse();
    }
}
