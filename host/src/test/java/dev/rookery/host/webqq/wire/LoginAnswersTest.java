package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the login pages answer besides ptuiCB. */
class LoginAnswersTest {

    private static final String BYTES = "\\x00\\x00\\x00\\x00\\x3b\\xb9\\x5a\\x3c";

    @Test
    void checkOfThreeArguments() {
        LoginCheck check =
                LoginCheck.parse("ptui_checkVC('0','!PTH','" + BYTES + "');").orElseThrow();
        assertThat(check.captchaWanted()).isFalse();
        assertThat(check.code()).isEqualTo("!PTH");
        assertThat(check.salt().bytes()).isEqualTo(new QqNumber(1002003004).bytes());
        assertThat(check.session()).isEmpty();
        assertThat(check.randomSalt()).isFalse();
    }

    @Test
    void checkOfFiveArguments() {
        LoginCheck check = LoginCheck.parse("ptui_checkVC('1','d8a8e1b1','" + BYTES + "','b1946ac9','1')")
                .orElseThrow();
        assertThat(check.captchaWanted()).isTrue();
        assertThat(check.code()).isEqualTo("d8a8e1b1");
        assertThat(check.session()).isEqualTo("b1946ac9");
        assertThat(check.randomSalt()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ptui_checkVC()",
                "ptui_checkVC('0','!PTH')",
                "ptui_checkVC('0','!PTH','\\x00')",
                "ptui_checkVC('0','','" + BYTES + "')",
                "ptui_checkVC('2','!PTH','" + BYTES + "')",
                "ptui_checkVC('0','!PTH','\\x00\\x00\\x00\\x00\\x3b\\xb9\\x5a\\u4f60')",
                "ptui_checkVC('0','!PTH','" + BYTES + "",
                "ptuiCB('0','!PTH','" + BYTES + "')"
            })
    void anythingElseIsNoCheck(String body) {
        assertThat(LoginCheck.parse(body)).isEmpty();
    }

    @Test
    void quickLoginLeadsToCheckSig() {
        String url = "http://ptlogin2.web2.qq.com/check_sig?uin=1002003004&ptsigx=6d85&daid=164";
        QuickLogin login = QuickLogin.parse("ptui_auth_CB('0','" + url + "')").orElseThrow();
        assertThat(login.url()).isEqualTo(url);
        assertThat(login.toString()).doesNotContain("6d85");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ptui_auth_CB('1','')",
                "ptui_auth_CB('1','http://ptlogin2.web2.qq.com/check_sig')",
                "ptui_auth_CB('0','')",
                "ptui_auth_CB('0','http://evil.example/check_sig')",
                "ptui_auth_CB('0','http://evilqq.com/check_sig')",
                "ptui_auth_CB('0','http://a.qq.com@evil.example/check_sig')",
                "ptui_auth_CB('0','file:///check_sig')",
                "ptui_auth_CB('0','http://a.qq.com/other')",
                "ptui_auth_CB('0','mailto:a')",
                "ptui_auth_CB('0','http://a b/')"
            })
    void anythingElseLeadsNowhere(String body) {
        assertThat(QuickLogin.parse(body)).isEmpty();
    }

    @Test
    void signatureOfTheLoginPage() {
        String sig = "0-5nbN*h0Rk".repeat(5) + "-bbbbbbbb";
        assertThat(LoginPage.parse(
                        "<script>var a=1;var g_login_sig=encodeURIComponent(\"" + sig + "\");var b=''</script>"))
                .contains(new LoginPage(sig));
        assertThat(LoginPage.parse("g_login_sig = encodeURIComponent( '" + sig + "' )"))
                .contains(new LoginPage(sig));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "g_login_sig",
                "g_login_sig=encodeURIComponent(\"\");",
                "g_login_sig=encodeURIComponent(\"a b\");",
                "encodeURIComponent(\"abc\");g_login_sig=1"
            })
    void pageWithoutASignatureIsNone(String html) {
        assertThat(LoginPage.parse(html)).isEmpty();
        assertThat(LoginPage.parse(
                        "g_login_sig=encodeURIComponent(\"" + "x".repeat(LoginPage.MAX_SIG_CHARS + 1) + "\")"))
                .isEmpty();
    }

    @Test
    void passwordIsLeftToTheCallerAndTheCodeMayBeInAnyCase() {
        char[] password = "pä😀".toCharArray();
        byte[] salt = new QqNumber(10000).bytes();
        assertThat(PasswordHash.of(password, salt, "abCD")).isEqualTo(PasswordHash.of(password, salt, "ABCD"));
        assertThat(password).isEqualTo("pä😀".toCharArray());
        assertThat(PasswordHash.md5(password)).hasSize(16).isEqualTo(PasswordHash.md5("pä😀".toCharArray()));
    }
}
