package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON of a hostile server: what is over a bound is unreadable, what is at it is not. */
class JsonBoundsTest {

    private static final JsonAnswer OVER =
            new JsonAnswer.Unreadable(200, "JSON that is too deep, too long or has too many parts");

    @Test
    void depthIsBounded() {
        int free = JsonAnswer.MAX_DEPTH - 1;
        assertThat(result("[".repeat(free) + "]".repeat(free))).isInstanceOf(JsonAnswer.Json.class);
        assertThat(result("[".repeat(free + 1) + "]".repeat(free + 1))).isEqualTo(OVER);
        assertThat(result("[".repeat(1_000_000))).isEqualTo(OVER);
        assertThat(result("{\"a\":".repeat(1_000_000))).isEqualTo(OVER);
    }

    @Test
    void lengthOfAStringIsBounded() {
        assertThat(result("\"" + "x".repeat(JsonAnswer.MAX_STRING_CHARS) + "\""))
                .isInstanceOf(JsonAnswer.Json.class);
        assertThat(result("\"" + "x".repeat(JsonAnswer.MAX_STRING_CHARS + 1) + "\""))
                .isEqualTo(OVER);
    }

    @Test
    void lengthOfANameIsBounded() {
        assertThat(result("{\"" + "x".repeat(JsonAnswer.MAX_NAME_CHARS) + "\":1}"))
                .isInstanceOf(JsonAnswer.Json.class);
        assertThat(result("{\"" + "x".repeat(1_000_000) + "\":1}")).isEqualTo(OVER);
    }

    /** Names whose hashes are equal, in Jackson's own table and in Java's maps. */
    @ParameterizedTest
    @CsvSource({"Ab, BA", "Aa, BB"})
    void namesMadeToCollideHarmNoLaterBody(String one, String other) {
        StringBuilder names = new StringBuilder("{\"x\":0");
        for (int i = 0; i < 1 << 15; i++) {
            names.append(",\"");
            for (int bit = 0; bit < 15; bit++) {
                names.append((i >> bit & 1) == 0 ? one : other);
            }
            names.append("\":1");
        }
        assertThat(result(names + "}")).isInstanceOf(JsonAnswer.Json.class);
        assertThat(result("{" + numbered(10_000) + "}")).isInstanceOf(JsonAnswer.Json.class);
    }

    @Test
    void digitsOfANumberAreBounded() {
        assertThat(result("9".repeat(JsonAnswer.MAX_DIGITS))).isInstanceOf(JsonAnswer.Json.class);
        assertThat(result("9".repeat(JsonAnswer.MAX_DIGITS + 1))).isEqualTo(OVER);
        assertThat(result("9".repeat(1_000_000))).isEqualTo(OVER);
    }

    @Test
    void numberOfPartsIsBounded() {
        assertThat(result("[" + "{},".repeat(JsonAnswer.MAX_TOKENS / 2) + "{}]"))
                .isEqualTo(OVER);
    }

    @Test
    void listOfAHundredThousandMembersIsRead() {
        String member =
                "{\"nick\":\"Ming\",\"province\":\"\",\"gender\":\"male\",\"uin\":2000000001,\"country\":\"\",\"city\":\"\"}";
        JsonAnswer answer = result("{\"minfo\":[" + (member + ",").repeat(99_999) + member + "]}");
        assertThat(((JsonAnswer.Json) answer).result().path("minfo")).hasSize(100_000);
    }

    @Test
    void retcodeOutOfRangeIsNone() {
        for (String code : new String[] {"99999999999", "1e300", "-99999999999", "[]", "{}", "\"x\""}) {
            assertThat(((JsonAnswer.Json) JsonAnswer.of(200, "{\"retcode\":" + code + "}")).retcode())
                    .as(code)
                    .isEqualTo(JsonAnswer.NO_RETCODE);
        }
        assertThat(((JsonAnswer.Json) JsonAnswer.of(200, "{\"retcode\":\"116\"}")).retcode())
                .isEqualTo(116);
    }

    @Test
    void bytesThatAreNoUtf8AndAMarkOfTheirOrderAreBorne() {
        byte[] body = {
            (byte) 0xef,
            (byte) 0xbb,
            (byte) 0xbf,
            ' ',
            '{',
            '"',
            'e',
            'c',
            '"',
            ':',
            '0',
            ',',
            '"',
            'a',
            '"',
            ':',
            '"',
            (byte) 0xff,
            '"',
            '}'
        };
        assertThat(((JsonAnswer.Json) JsonAnswer.of(200, body)).body().path("a").asText())
                .isEqualTo("\ufffd");
    }

    private static String numbered(int names) {
        return IntStream.range(0, names).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));
    }

    private static JsonAnswer result(String json) {
        return JsonAnswer.of(200, "{\"retcode\":0,\"result\":" + json + "}");
    }
}
