package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in as WebQQ's clients of 2013 to 2015 did. */
class PasswordSignInTest {

    private static final long SELF = RunningSandbox.SELF;
    private static final String RIGHT = "Sandbox#2013";
    private static final String CHECK = "http://check.ptlogin2.qq.com/check?uin=" + SELF + "&appid=1003903&r=0.5";
    private static final String UIN = "\\x00\\x00\\x00\\x00\\x3b\\xb9\\x5a\\x3c";

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options);

    @RegisterExtension
    final RunningSandbox strict = new RunningSandbox(options -> options.withStrict(true));

    @Test
    void twqqSignsInAndBeatsItsHeart() throws Exception {
        HistoricalClient client = strict.client();
        String page = client.get("https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=5"
                        + "&mibao_css=m_webqq&appid=1003903&login_state=10&t=20130723001")
                .body();
        assertThat(page)
                .containsOnlyOnce("var g_login_sig=encodeURIComponent(\"")
                .contains("value=\"1003903\"");
        String signature = page.replaceFirst("(?s).*g_login_sig=encodeURIComponent\\(\"", "")
                .replaceFirst("(?s)\"\\);.*", "");
        assertThat(signature).matches("[A-Za-z0-9*-]{64}");
        String check = client.get(CHECK + "&login_sig=" + signature + "&js_ver=10040&js_type=0")
                .body();
        assertThat(check).matches("ptui_checkVC\\('0','![A-Z]{3}','(\\\\x[0-9a-f]{2}){8}'\\);");
        assertThat(client.namesOf("ptlogin2.qq.com")).contains("chkuin", "confirmuin", "ptvfsession");
        RawHttp.Answer login = login(client, signature, check.split("'")[3], RIGHT);
        assertThat(login.body())
                .startsWith(
                        "ptuiCB('0','0','http://ptlogin4.web2.qq.com/check_sig?pttype=1&uin=1002003004&service=login")
                .contains("&aid=1003903&daid=164&")
                .endsWith("','0','登录成功！', 'Pual');\r\n");
        List<String> names = client.namesOf("qq.com");
        assertThat(names.get(names.size() - 1)).isEqualTo("ptwebqq");
        RawHttp.Answer redirect = client.get(login.body().split("','")[2] + "?");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).isEqualTo("http://www.qq.com/loginproxy.html?login2qq=1&webqq_type=10");
        assertThat(client.get(redirect.header("Location")).status()).isEqualTo(200);
        assertThat(client.link("d.web2.qq.com").psessionid()).isNotEmpty();
        assertThat(client.get("http://web.qq.com/web2/get_msg_tip?uin=&tp=1&id=0&retype=1&rc=7&lv=3&t=1")
                        .body())
                .isEqualTo("{\"c\":0}");
        assertThat(client.get("https://d.web2.qq.com/channel/logout2?ids=&clientid=53999199&psessionid="
                                + client.psessionid())
                        .body())
                .isEqualTo("{\"retcode\":0,\"result\":\"ok\"}");
    }

    @Test
    void pualSignsInWithoutThePageAndGetsThreeArguments() throws Exception {
        HistoricalClient client = sandbox.client();
        assertThat(client.get(CHECK).body()).endsWith("'" + UIN + "');");
        RawHttp.Answer login = client.get("https://ssl.ptlogin2.qq.com/login?u=" + SELF
                + "&p=0&verifycode=!ABC&u1=http%3A%2F%2Fwww.qq.com&aid=1003903&webqq_type=10");
        assertThat(login.body()).startsWith("ptuiCB('0','0','http://ptlogin4.web2.qq.com/");
        assertThat(client.cookie("ptwebqq")).hasSize(1);
        assertThat(client.cookie("skey")).hasSize(1);
        assertThat(client.link("d.web2.qq.com").psessionid()).isNotEmpty();
    }

    @Test
    void laterClientsGetFiveArguments() throws Exception {
        HistoricalClient client = sandbox.client();
        String[] arguments = client.get(CHECK + "&pt_tea=1&pt_vcode=1").body().split("'");
        assertThat(arguments[5]).isEqualTo(UIN);
        assertThat(arguments[7]).isEqualTo(client.cookie("ptvfsession").get(0));
        assertThat(arguments[9]).isEqualTo("0");
    }

    @Test
    void strictSandboxVerifiesThePassword() throws Exception {
        HistoricalClient client = strict.client();
        assertThat(signIn(client, "another")).startsWith("ptuiCB('3','0','','0','您输入的帐号或密码不正确，请重新输入。', '1002003004')");
        assertThat(client.cookie("ptwebqq")).isEmpty();
        assertThat(signIn(client, RIGHT)).startsWith("ptuiCB('0'");
    }

    @Test
    void strictSandboxWantsThePageTheCookiesAndAFreshCode() throws Exception {
        HistoricalClient client = strict.client();
        String signature = signature(client);
        String code = code(client);
        assertThat(login(client, "made up", code, RIGHT).body()).startsWith("ptuiCB('4','2','','0','页面过期，请重试。*'");
        assertThat(login(client, signature, code, RIGHT).body()).startsWith("ptuiCB('0'");
        assertThat(login(client, signature, code, RIGHT).body()).startsWith("ptuiCB('4','0'");
        code = code(client);
        client.forgetCookies();
        assertThat(login(client, signature, code, RIGHT).body()).startsWith("ptuiCB('24','0'");
    }

    @Test
    void numberThatIsNotThereIsRefusedEvenByALenientSandbox() throws Exception {
        HistoricalClient client = sandbox.client();
        assertThat(client.get("https://ssl.ptlogin2.qq.com/login?u=7&p=0").body())
                .startsWith("ptuiCB('3','0','','0','")
                .endsWith("', '7');\r\n");
        assertThat(client.get("https://ssl.ptlogin2.qq.com/login?u=me%27&p=0").body())
                .startsWith("ptuiCB('7','0'")
                .endsWith("', '');\r\n");
    }

    @Test
    void captchaIsAPictureOfTheLettersThatTheStateTells() throws Exception {
        strict.control("/sandbox/captcha?account=" + SELF + "&wanted=1", "{}");
        HistoricalClient client = strict.client();
        String signature = signature(client);
        assertThat(client.get(CHECK).body())
                .matches("ptui_checkVC\\('1','[0-9a-f]{32}','.*'\\);")
                .endsWith("'" + UIN + "');");
        RawHttp.Answer picture = client.get("https://ssl.captcha.qq.com/getimage?aid=1003903&r=0.1&uin=" + SELF);
        assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(picture.bytes()).startsWith(0xff, 0xd8);
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.bytes())).getWidth())
                .isEqualTo(CaptchaPicture.WIDTH);
        JsonNode captcha = strict.control("/sandbox/state", null).path("captcha");
        assertThat(captcha.path("wanted").asBoolean()).isTrue();
        String letters = captcha.path("letters").asText();
        assertThat(letters).matches("[A-Z]{4}");
        // As twqq does: capitals in the hash, small letters beside it.
        String p = p(RIGHT, letters);
        assertThat(client.get(loginUrl(signature, letters.toLowerCase(Locale.ROOT), p))
                        .body())
                .startsWith("ptuiCB('0'");
    }

    @Test
    void wrongCaptchaIsRefusedAndItsPictureIsUsedUp() throws Exception {
        sandbox.control("/sandbox/captcha", "{\"wanted\":true}");
        HistoricalClient client = sandbox.client();
        String letters = letters(client);
        assertThat(login(client, "", "ZZZ", RIGHT).body()).startsWith("ptuiCB('4','0','','0','您输入的验证码不正确，请重新输入。'");
        assertThat(login(client, "", letters, RIGHT).body()).startsWith("ptuiCB('4','0'");
        assertThat(login(client, "", letters(client), RIGHT).body()).startsWith("ptuiCB('0'");
        sandbox.control("/sandbox/captcha", "{\"wanted\":false}");
        assertThat(client.get(CHECK).body()).startsWith("ptui_checkVC('0'");
    }

    @Test
    void captchaThatHasExpiredIsRefused() throws Exception {
        sandbox.control("/sandbox/captcha", "{\"wanted\":true,\"lifetime\":0}");
        HistoricalClient client = sandbox.client();
        assertThat(login(client, "", letters(client), RIGHT).body()).startsWith("ptuiCB('4','0'");
    }

    @Test
    void captchaOfALostCookieIsFoundUnlessTheSandboxIsStrict() throws Exception {
        for (RunningSandbox each : List.of(sandbox, strict)) {
            each.control("/sandbox/captcha", "{\"wanted\":true}");
            HistoricalClient client = each.client();
            client.get("https://ssl.captcha.qq.com/getimage?aid=1003903&uin=" + SELF);
            String letters =
                    each.control("/sandbox/state", null).at("/captcha/letters").asText();
            String signature = signature(client);
            client.forgetCookies();
            assertThat(login(client, signature, letters, RIGHT).body())
                    .startsWith(each == strict ? "ptuiCB('24'" : "ptuiCB('0'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,0", "2,0", "3,0", "4,0", "4,2", "5,0", "6,0", "7,0", "8,0", "24,0", "71,0", "10005,0", "10006,0",
    })
    void everyFailureCanBeAskedFor(int code, int sub) throws Exception {
        sandbox.control("/sandbox/refuse-login", "{\"code\":" + code + ",\"sub\":" + sub + ",\"times\":2}");
        HistoricalClient client = sandbox.client();
        String expected = "ptuiCB\\('" + code + "','" + sub + "','','0','[^']+', '1002003004'\\);\r\n";
        assertThat(login(client, "", "!ABC", RIGHT).body()).matches(expected);
        assertThat(login(client, "", "!ABC", RIGHT).body()).matches(expected);
        assertThat(login(client, "", "!ABC", RIGHT).body()).startsWith("ptuiCB('0'");
    }

    @Test
    void frozenAccountIsLedToThePageWhereItIsUnfrozen() throws Exception {
        sandbox.control("/sandbox/refuse-login", "{\"code\":0}");
        HistoricalClient client = sandbox.client();
        assertThat(login(client, "", "!ABC", RIGHT).body()).startsWith("ptuiCB('0','0','http://aq.qq.com/");
        assertThat(client.cookie("ptwebqq")).isEmpty();
        assertThat(sandbox.controlAnswer("/sandbox/refuse-login", "{\"code\":9}")
                        .body())
                .contains("code: 9, sub: 0 (expected one of: 0, 1, 2, 3, 4, 4 with sub 2, 5,");
    }

    private String signIn(HistoricalClient client, String password) throws Exception {
        String signature = signature(client);
        return login(client, signature, code(client), password).body();
    }

    private static String signature(HistoricalClient client) throws Exception {
        client.get("https://xui.ptlogin2.qq.com/cgi-bin/xlogin?appid=1003903");
        return client.cookie("pt_login_sig").get(0);
    }

    private static String code(HistoricalClient client) throws Exception {
        return client.get(CHECK).body().split("'")[3];
    }

    private String letters(HistoricalClient client) throws Exception {
        client.get("https://ssl.captcha.qq.com/getimage?aid=1003903&uin=" + SELF);
        return sandbox.control("/sandbox/state", null).at("/captcha/letters").asText();
    }

    private static RawHttp.Answer login(HistoricalClient client, String signature, String code, String password)
            throws Exception {
        return client.get(loginUrl(signature, code, p(password, code)));
    }

    private static String loginUrl(String signature, String code, String p) {
        return "https://ssl.ptlogin2.qq.com/login?u=" + SELF + "&p=" + p + "&verifycode=" + code
                + "&webqq_type=10&remember_uin=1&login2qq=1&aid=1003903"
                + "&u1=http%3A%2F%2Fwww.qq.com%2Floginproxy.html%3Flogin2qq%3D1%26webqq_type%3D10&h=1&action=4-5-8246"
                + "&ptredirect=0&ptlang=2052&from_ui=1&daid=164&pttype=1&dumy=&fp=loginerroralert&mibao_css=m_webqq"
                + "&t=1&g=1&js_type=0&js_ver=10040&login_sig=" + signature.replace(" ", "+");
    }

    /** The hash of 2013, written down a second time. */
    private static String p(String password, String code) throws Exception {
        HexFormat hex = HexFormat.of().withUpperCase();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(md5.digest(password.getBytes(UTF_8)));
        String first =
                hex.formatHex(md5.digest(ByteBuffer.allocate(8).putLong(SELF).array()));
        return hex.formatHex(md5.digest((first + code).getBytes(UTF_8)));
    }
}
