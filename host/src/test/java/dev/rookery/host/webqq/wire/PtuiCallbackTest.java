package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PtuiCallbackTest {

    @Test
    void codeAndWordsOfAWaitingCode() {
        PtuiCallback callback = parse("ptuiCB('66','0','','0','二维码未失效。(473959432)', '');\r\n");
        assertThat(callback.code()).isEqualTo(PtuiCallback.WAITING_FOR_SCAN);
        assertThat(callback.url()).isEmpty();
        assertThat(callback.words()).startsWith("二维码未失效");
    }

    @Test
    void urlOfASignIn() {
        PtuiCallback callback =
                parse("ptuiCB('0','0','http://ptlogin4.web2.qq.com/check_sig?uin=1&a,b','0','登录成功！', 'Pual');");
        assertThat(callback.code()).isEqualTo(PtuiCallback.SIGNED_IN);
        assertThat(callback.url()).isEqualTo("http://ptlogin4.web2.qq.com/check_sig?uin=1&a,b");
    }

    @Test
    void otherQuotesSpacesAndArgumentCountsAreBorne() {
        assertThat(parse(" ptuiCB ( \"65\" , \"0\" )").code()).isEqualTo(PtuiCallback.EXPIRED);
        assertThat(parse("ptui_auth_CB('0','https://ptlogin2.web2.qq.com/check_sig')")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "ptuiCB()", "ptuiCB('x')", "{\"retcode\":0}", "ptuiCB('99999999999')"})
    void anythingElseIsNone(String body) {
        assertThat(PtuiCallback.parse(body)).isEmpty();
    }

    @Test
    void longArgumentTakesNoStackAndOneWithoutEndNoTime() {
        String words = "二\\'x".repeat(100_000);
        assertThat(parse("ptuiCB('67','0','','0','" + words + "',\"" + words + "\");")
                        .arguments())
                .endsWith(words, words);
        assertThat(PtuiCallback.parse("ptuiCB('" + words)).isEmpty();
    }

    private static PtuiCallback parse(String body) {
        return PtuiCallback.parse(body).orElseThrow();
    }
}
