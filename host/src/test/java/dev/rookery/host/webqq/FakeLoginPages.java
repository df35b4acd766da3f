package dev.rookery.host.webqq;

import com.sun.net.httpserver.HttpExchange;
import dev.rookery.host.webqq.wire.PasswordHash;
import dev.rookery.host.webqq.wire.QqNumber;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The pages of {@link FakeWebQq} on which people sign in: by QR code, by password, and by the tokens of last time. */
final class FakeLoginPages {

    static final String PASSWORD = "Sandbox#2013";
    static final byte[] CAPTCHA = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 1, 2, 3};

    private static final String SALT = "\\x00\\x00\\x00\\x00\\x3b\\xb9\\x5a\\x3c";

    private boolean remembers;
    private boolean tea;
    private String captcha = "";

    /** From now on a sign-in brings tokens, and whoever has them is let in without another one. */
    synchronized void remember() {
        remembers = true;
    }

    /** From now on passwords are wanted under RSA and TEA; they are not looked at. */
    synchronized void askForTea() {
        tea = true;
    }

    /** From now on these letters have to be typed. */
    synchronized void askForCaptcha(String letters) {
        captcha = letters;
    }

    /** Answers a request if it is for one of the pages. */
    synchronized boolean answer(HttpExchange exchange, FakeWebQq.Seen request) throws IOException {
        switch (request.path()) {
            case "/ptqrshow" -> {
                cookie(exchange, "qrsig=QrsigSecret; PATH=/; DOMAIN=ptlogin2.qq.com");
                picture(exchange, "image/png", FakeWebQq.PICTURE);
            }
            case "/ptqrlogin" -> signedIn(exchange);
            case "/cgi-bin/login" ->
                FakeWebQq.answer(exchange, 200, "<script>var g_login_sig=encodeURIComponent(\"loginsig\");</script>");
            case "/check" -> FakeWebQq.answer(exchange, 200, check());
            case "/getimage" -> {
                cookie(exchange, "verifysession=verifysecret; PATH=/; DOMAIN=qq.com;");
                picture(exchange, "image/jpeg", CAPTCHA);
            }
            case "/login" -> login(exchange, request);
            case "/pt4_auth" ->
                FakeWebQq.answer(
                        exchange,
                        200,
                        remembers
                                ? "ptui_auth_CB('0','http://ptlogin2.web2.qq.com/check_sig?uin=1&ptsigx=sigsecret')"
                                : "ptui_auth_CB('1','')");
            case "/check_sig" -> {
                cookie(exchange, "uin=o" + FakeWebQq.SELF + "; PATH=/; DOMAIN=qq.com;");
                cookie(exchange, "skey=@skeysecret; PATH=/; DOMAIN=qq.com;");
                exchange.getResponseHeaders().set("Location", "http://w.qq.com/proxy.html?login2qq=1&webqq_type=10");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/proxy.html" -> FakeWebQq.answer(exchange, 200, "<html></html>");
            case "/logout", "/web2/get_msg_tip" -> FakeWebQq.answer(exchange, 200, "{\"c\":0}");
            default -> {
                return false;
            }
        }
        return true;
    }

    private String check() {
        return "ptui_checkVC('" + (captcha.isEmpty() ? "0','!PTH" : "1','captoken") + "','" + SALT + "'"
                + (tea ? ",'ptvfsession','0'" : "") + ");";
    }

    private void login(HttpExchange exchange, FakeWebQq.Seen request) throws IOException {
        Map<String, String> query = request.query();
        String code = captcha.isEmpty() ? "!PTH" : captcha.toLowerCase(Locale.ROOT);
        if (!query.get("verifycode").equals(code)) {
            FakeWebQq.answer(exchange, 200, "ptuiCB('4','0','','0','您输入的验证码不正确，请重新输入。', '1002003004');\r\n");
        } else if (tea || query.get("p").equals(PasswordHash.of(PASSWORD.toCharArray(), bytes(), code))) {
            signedIn(exchange);
        } else {
            FakeWebQq.answer(exchange, 200, "ptuiCB('3','0','','0','您输入的帐号或密码不正确，请重新输入。', '1002003004');\r\n");
        }
    }

    private static byte[] bytes() {
        return new QqNumber(FakeWebQq.SELF).bytes();
    }

    private void signedIn(HttpExchange exchange) throws IOException {
        if (remembers) {
            cookie(exchange, "superuin=o" + FakeWebQq.SELF + "; PATH=/; DOMAIN=ptlogin2.qq.com;");
            cookie(exchange, "supertoken=397467713; PATH=/; DOMAIN=ptlogin2.qq.com;");
        }
        cookie(exchange, "ptwebqq=ptwebqqsecret; PATH=/; DOMAIN=qq.com;");
        FakeWebQq.answer(
                exchange,
                200,
                "ptuiCB('0','0','http://ptlogin4.web2.qq.com/check_sig?pttype=1&uin=" + FakeWebQq.SELF
                        + "&ptsigx=sigsecret&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html','0','登录成功！', 'Pual');\r\n");
    }

    private static void picture(HttpExchange exchange, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void cookie(HttpExchange exchange, String cookie) {
        exchange.getResponseHeaders().add("Set-Cookie", cookie);
    }
}
