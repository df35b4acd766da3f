package dev.rookery.host.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParametersTest {

    @Test
    void namesAndValuesAreDecoded() {
        Parameters form = Parameters.ofForm("a=1+2%2B3&b=%E4%BD%A0%E5%A5%BD&a=second&empty=&bare");
        assertThat(form.text("a")).isEqualTo("1 2+3");
        assertThat(form.text("b")).isEqualTo("你好");
        assertThat(form.get("empty")).contains("");
        assertThat(form.get("bare")).contains("");
        assertThat(form.get("missing")).isEmpty();
    }

    @Test
    void malformedEscapesStandForThemselves() {
        assertThat(Parameters.ofForm("a=100%&b=%zz%4").text("a")).isEqualTo("100%");
        assertThat(Parameters.ofForm("a=100%&b=%zz%4").text("b")).isEqualTo("%zz%4");
    }

    @Test
    void strayAmpersandAndGluedQuestionMarkAreDropped() {
        assertThat(Parameters.ofQuery("a=1&&b=2&").text("b")).isEqualTo("2");
        assertThat(Parameters.ofQuery("a=1&low_login_hour=0?").text("low_login_hour"))
                .isEqualTo("0");
    }

    @Test
    void rawJsonIsTakenAsItStands() {
        String json = "{\"to\":1,\"content\":\"[\\\"a & b = {100% + 你}\\\",[]]\",\"x\":{}}";
        Parameters form = Parameters.ofForm("r=" + json + "&clientid=53999199");
        assertThat(form.text("r")).isEqualTo(json);
        assertThat(form.text("clientid")).isEqualTo("53999199");
    }

    @Test
    void rawJsonThatNeverEndsTakesTheRest() {
        assertThat(Parameters.ofForm("r={\"a\":\"&b=1").text("r")).isEqualTo("{\"a\":\"&b=1");
    }

    @Test
    void encodedJsonIsDecodedAsUsual() {
        assertThat(Parameters.ofForm("r=%7B%22a%22%3A+%22%26%22%7D&b=2").text("r"))
                .isEqualTo("{\"a\": \"&\"}");
        assertThat(Parameters.ofForm("r={%22a%22:1}&b=2").text("r")).isEqualTo("{\"a\":1}");
    }
}
