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
    void argumentsOfAnyLengthTakeNoStackAndNoTime() {
        String words = "二\\'x".repeat(2_000);
        assertThat(parse("ptuiCB('67','0','','0','" + words + "',\"" + words + "\");")
                        .arguments())
                .endsWith("二'x".repeat(2_000), "二'x".repeat(2_000));
        assertThat(PtuiCallback.parse("ptuiCB('" + "二\\'x".repeat(1_000_000))).isEmpty();
        assertThat(PtuiCallback.parse("ptui".repeat(1_000_000))).isEmpty();
        assertThat(PtuiCallback.parse("ptui(".repeat(1_000_000))).isEmpty();
    }

    @Test
    void callOverABoundIsNone() {
        String longest = "x".repeat(ScriptCall.MAX_ARGUMENT_CHARS);
        assertThat(parse("ptuiCB('0','" + longest + "')").arguments()).hasSize(2);
        assertThat(PtuiCallback.parse("ptuiCB('0','" + longest + "x')")).isEmpty();
        assertThat(parse("ptuiCB('0'" + ",''".repeat(ScriptCall.MAX_ARGUMENTS - 1) + ")")
                        .arguments())
                .hasSize(ScriptCall.MAX_ARGUMENTS);
        assertThat(PtuiCallback.parse("ptuiCB('0'" + ",''".repeat(ScriptCall.MAX_ARGUMENTS) + ")"))
                .isEmpty();
        assertThat(PtuiCallback.parse(" ".repeat(ScriptCall.MAX_CHARS) + "ptuiCB('0')"))
                .isEmpty();
    }

    @Test
    void escapesAreReadAsJavaScriptDoes() {
        assertThat(parse("ptuiCB(66,'\\x41\\u4f60\\n\\'\\\\\\/\\xZZ\\u12',\"it's\" , null )")
                        .arguments())
                .containsExactly("66", "A你\n'\\/xZZu12", "it's", "null");
    }

    @Test
    void addressIsNotPrinted() {
        assertThat(parse("ptuiCB('0','0','http://secret','0','登录成功！', 'Pual');").toString())
                .contains("登录成功")
                .doesNotContain("secret");
    }

    private static PtuiCallback parse(String body) {
        return PtuiCallback.parse(body).orElseThrow();
    }
}
