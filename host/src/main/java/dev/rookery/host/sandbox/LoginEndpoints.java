package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.net.URLEncoder;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Signing in with a QR code as SmartQQ did: the pages, the picture, the state of the code, the cookies.
 *
 * <p>Exact spelling matters here. qqbot knows the states by their Chinese words and wants each cookie once, ScienJus
 * and node-smartqq look for {@code 成功}, iqq needs the blank before the last argument, node-smartqq needs {@code qrsig}
 * to be the first cookie of its answer, twqq needs {@code ptwebqq} to be the last one.
 */
final class LoginEndpoints {

    private static final String WAITING = "ptuiCB('66','0','','0','二维码未失效。(473959432)', '');\r\n";
    private static final String SCANNED = "ptuiCB('67','0','','0','二维码认证中。(3203423232)', '');\r\n";
    private static final String EXPIRED = "ptuiCB('65','0','','0','二维码已失效。(4012918406)', '');\r\n";

    private static final String START_PAGE = "http://w.qq.com/proxy.html?login2qq=1&webqq_type=10";
    private static final String QQ = "qq.com";
    private static final String WEB2 = "web2.qq.com";
    private static final String PTLOGIN = "ptlogin2.qq.com";

    /** The date format of the cookies of that time. */
    private static final DateTimeFormatter COOKIE_DATE =
            DateTimeFormatter.ofPattern("EEE, dd-MMM-yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final String LONG_AGO = "EXPIRES=Fri, 02-Jan-1970 00:00:00 GMT; ";

    private final SandboxOptions options;
    private final WebLogins logins;
    private final QrCodes codes;
    private final Accounts accounts;
    private final EventFeed feed;

    LoginEndpoints(SandboxOptions options, Accounts accounts, WebLogins logins, QrCodes codes, EventFeed feed) {
        this.options = options;
        this.logins = logins;
        this.codes = codes;
        this.accounts = accounts;
        this.feed = feed;
    }

    /** The start pages and redirect targets; clients want no more of them than that they exist. */
    void page(Exchange exchange) {
        exchange.respond(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>SmartQQ</title>\n");
    }

    /** The login page, with the values that clients search it for (twqq the first one, SmartQQBot the others). */
    void loginPage(Exchange exchange) {
        String signature = Tokens.signature();
        exchange.respond(Response.of(200, "text/html; charset=utf-8", """
                        <!DOCTYPE html><title>SmartQQ</title>
                        <script>var g_login_sig=encodeURIComponent("%s");
                        var g_pt_version=encodeURIComponent("10114");
                        var g_mibao_css=encodeURIComponent("m_webqq");</script>
                        <input type="hidden" name="aid" value="501004106" />
                        """.formatted(signature))
                .header("Set-Cookie", cookie("pt_login_sig", signature, PTLOGIN))
                .header("Set-Cookie", cookie("pt_clientip", "7f0000017f000001", PTLOGIN))
                .header("Set-Cookie", cookie("uikey", Tokens.hex(64), PTLOGIN)));
    }

    /** {@code /ptqrshow}: a new QR code. It leads a phone to the chat page. */
    void showCode(Exchange exchange) {
        QrCode code = codes.create();
        int scale = exchange.query()
                .get("s")
                .filter(s -> s.matches("[1-9]"))
                .map(Integer::parseInt)
                .orElse(5);
        exchange.respond(Response.of(200, "image/png", picture(exchange, code, scale))
                .header("Set-Cookie", cookie("qrsig", code.qrsig(), PTLOGIN)));
        feed.stateChanged();
    }

    static byte[] picture(Exchange exchange, QrCode code, int scale) {
        String address = exchange.localAddress().getAddress().getHostAddress();
        String host = address.contains(":") ? "[" + address + "]" : address;
        return QrPicture.png("http://" + host + ":" + exchange.localAddress().getPort() + "/?qr=" + code.id(), scale);
    }

    /**
     * {@code /ptqrlogin}: how is the code doing? A client that sends no ptqrtoken (before 2017) is believed; a wrong
     * one, like an unknown qrsig, is answered as expired, so that the client starts over with a new code.
     */
    void askCode(Exchange exchange) {
        String qrsig = exchange.cookie("qrsig").orElse("");
        String token = exchange.query().text("ptqrtoken");
        Optional<QrCode> code = codes.ofQrsig(qrsig)
                .filter(known -> !known.isExpired())
                .filter(known -> token.isEmpty() || token.equals(Integer.toString(Tokens.hash33(qrsig))));
        QrCode.State state = code.map(known -> known.ask(options.autoScan())).orElse(null);
        if (state == null) {
            script(exchange, EXPIRED);
        } else if (state == QrCode.State.CONFIRMED) {
            code.ifPresent(codes::remove);
            signIn(exchange, code.flatMap(QrCode::account).orElseGet(accounts::first));
        } else {
            script(exchange, state == QrCode.State.SCANNED ? SCANNED : WAITING);
        }
        feed.stateChanged();
    }

    private void signIn(Exchange exchange, Account account) {
        WebLogin login = logins.create(account);
        String uinCookie = account.uinCookie();
        String next = startPage(exchange.query().text("u1"));
        String aid = exchange.query()
                .get("aid")
                .filter(id -> id.matches("\\d{1,12}"))
                .orElse("501004106");
        // A client that talks https wants to go on so.
        String url = (next.startsWith("https:") ? "https" : "http") + "://ptlogin4.web2.qq.com/check_sig?pttype=1&uin="
                + account.qq() + "&service=ptqrlogin&nodirect=0&ptsigx=" + login.ptsigx() + "&s_url="
                + URLEncoder.encode(next, UTF_8) + "&f_url=&ptlang=2052&ptredirect=100&aid=" + aid
                + "&daid=164&j_later=0&low_login_hour=0&regmaster=0&pt_login_type=3&pt_aid=0&pt_aaid=16&pt_light=0"
                + "&pt_3rd_aid=0";
        Response response = Response.of(
                200,
                Replies.scriptType(),
                "ptuiCB('0','0','" + url + "','0','登录成功！', '" + account.self().nick() + "');\r\n");
        exchange.respond(response.header("Set-Cookie", lasting("pt2gguin", uinCookie))
                .header("Set-Cookie", cookie("uin", uinCookie, QQ))
                .header("Set-Cookie", cookie("skey", login.skey(), QQ))
                .header("Set-Cookie", cookie("superuin", uinCookie, PTLOGIN))
                .header("Set-Cookie", cookie("superkey", login.superkey(), PTLOGIN) + " HttpOnly")
                .header("Set-Cookie", cookie("supertoken", login.supertoken(), PTLOGIN))
                .header("Set-Cookie", cookie("ptisp", "ctc", QQ))
                .header("Set-Cookie", cookie("RK", login.rk(), QQ))
                .header("Set-Cookie", cookie("ptcz", login.ptcz(), QQ))
                .header("Set-Cookie", cookie("ptwebqq", login.ptwebqq(), QQ)));
    }

    /** {@code /check_sig}: the rest of the cookies, and back to the page that the login was for. */
    void checkSignature(Exchange exchange) {
        Optional<WebLogin> known = logins.ofPtsigx(exchange.query().text("ptsigx"));
        if (known.isEmpty()) {
            exchange.respond(Response.text(403, "ptsigx is not known"));
            return;
        }
        WebLogin login = known.get();
        String uinCookie = login.account().uinCookie();
        exchange.respond(Response.of(302, "text/html", "")
                .header("Location", startPage(exchange.query().text("s_url")))
                .header("Set-Cookie", cookie("uin", uinCookie, QQ))
                .header("Set-Cookie", cookie("skey", login.skey(), QQ))
                .header("Set-Cookie", lasting("pt2gguin", uinCookie))
                .header("Set-Cookie", cookie("p_skey", login.pSkey(), WEB2))
                .header("Set-Cookie", cookie("pt4_token", login.pt4Token(), WEB2))
                .header("Set-Cookie", deletion("p_uin"))
                .header("Set-Cookie", deletion("p_skey"))
                .header("Set-Cookie", deletion("pt4_token"))
                .header("Set-Cookie", cookie("p_uin", uinCookie, WEB2))
                .header("Set-Cookie", cookie("ptwebqq", login.ptwebqq(), QQ)));
    }

    /** {@code /pt4_auth}: signing in again without a code, by the tokens of an earlier login (seen in Mojo-Webqq). */
    void signInAgain(Exchange exchange) {
        Optional<String> supertoken = exchange.cookie("supertoken");
        String expected =
                supertoken.map(token -> Long.toString(Tokens.time33(token))).orElse("");
        String url = supertoken
                .filter(token -> exchange.query().text("auth_token").equals(expected))
                .flatMap(token -> ofSupertoken(exchange, token))
                .map(login -> "http://ptlogin2.web2.qq.com/check_sig?uin="
                        + login.account().qq() + "&ptsigx=" + login.ptsigx()
                        + "&daid=164&pt_login_type=4&service=pt4_auth&pttype=2")
                .orElse("");
        script(exchange, "ptui_auth_CB('" + (url.isEmpty() ? 1 : 0) + "','" + url + "');\r\n");
    }

    /**
     * {@code /logout}: ends the session. The login stays good for {@link #signInAgain}: Mojo-Webqq logs out at the
     * beginning of every relogin and then tries to come back without a person.
     */
    void logOut(Exchange exchange) {
        logins.ofCookies(exchange)
                .or(() -> exchange.cookie("supertoken").flatMap(token -> ofSupertoken(exchange, token)))
                .flatMap(login -> login.account().sessions().ofLogin(login))
                .ifPresent(session -> session.account().sessions().close(session));
        exchange.respond(200, "text/html; charset=utf-8", "\n");
        feed.stateChanged();
    }

    /** The login behind the cookies that outlive a session: superuin tells the account. */
    private Optional<WebLogin> ofSupertoken(Exchange exchange, String supertoken) {
        return exchange.cookie("superuin")
                .flatMap(cookie -> accounts.ofNumber(Account.ofUinCookie(cookie)))
                .flatMap(account -> logins.ofSupertoken(account, supertoken));
    }

    /** The page to return to; what is not one of qq.com's is not followed. */
    private static String startPage(String wanted) {
        return wanted.matches("https?://([a-z0-9-]+\\.)*qq\\.com(/[!-~]*)?") ? wanted : START_PAGE;
    }

    private static void script(Exchange exchange, String call) {
        exchange.respond(200, Replies.scriptType(), call);
    }

    private static String cookie(String name, String value, String domain) {
        return name + "=" + value + "; PATH=/; DOMAIN=" + domain + ";";
    }

    private static String lasting(String name, String value) {
        String expires = COOKIE_DATE.format(ZonedDateTime.now(ZoneOffset.UTC).plusYears(10));
        return name + "=" + value + "; EXPIRES=" + expires + "; PATH=/; DOMAIN=" + QQ + ";";
    }

    private static String deletion(String name) {
        return name + "=; " + LONG_AGO + "PATH=/; DOMAIN=" + QQ + ";";
    }
}
