package dev.rookery.host.httpstream.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieDateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fri, 02-Jan-2020 03:04:05 GMT",
                "Thu, 02 Jan 2020 03:04:05 GMT",
                "Thursday, 02-Jan-20 03:04:05 GMT",
                "Thu Jan  2 03:04:05 2020",
                "thu jan 2 3:4:5 2020",
                "2 January 2020 03:04:05 UTC+8",
                "03:04:05 2020 02 Jan",
                ";;Thu;;02\tJan/2020@03:04:05xyz",
            })
    void manySpellingsAreOneMoment(String text) {
        assertThat(CookieDate.parse(text)).isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "never",
                "0",
                "-1",
                "02 Jan 2020",
                "Jan 2020 03:04:05",
                "02 2020 03:04:05",
                "02 Jan 03:04:05",
                "31 Feb 2020 00:00:00",
                "00 Jan 2020 00:00:00",
                "02 Jan 2020 24:00:00",
                "02 Jan 2020 00:60:00",
                "02 Jan 2020 00:00:60",
                "02 Jan 1600 00:00:00",
                "02 Foo 2020 00:00:00",
            })
    void whatIsNoMomentIsNone(String text) {
        assertThat(CookieDate.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 69, 70, 99})
    void yearsOfTwoDigitsLieBetween1970And2069(int year) {
        String expected = (year < 70 ? 2000 + year : 1900 + year) + "-06-01T00:00:00Z";

        assertThat(CookieDate.parse(String.format("01 Jun %02d 00:00:00 GMT", year)))
                .isEqualTo(Instant.parse(expected));
    }
}
