package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.net.URLEncoder;

/**
 * The end of signing in, which is the same with a code and with a password: an answer that names the page to go on
 * with, and the cookies, in the order that twqq needs: ptwebqq last.
 */
final class SignIn {

    private static final String START_PAGE = "http://w.qq.com/proxy.html?login2qq=1&webqq_type=10";
    private static final String UNFREEZE_PAGE = "http://aq.qq.com/cn2/login_limit/login_limit_index";
    private static final String SMART_QQ = "501004106";
    private static final String DAID = "164";

    private final WebLogins logins;

    SignIn(WebLogins logins) {
        this.logins = logins;
    }

    /** Signs in after a scan. */
    void byCode(Exchange exchange, Account account) {
        complete(exchange, account, "ptqrlogin", "&pt_login_type=3&pt_aid=0&pt_aaid=16&pt_light=0&pt_3rd_aid=0");
    }

    /** Signs in after a password. */
    void byPassword(Exchange exchange, Account account) {
        complete(exchange, account, "login", "");
    }

    /** A success that leads to the page where an account is unfrozen, and to no cookies (seen in lwqq). */
    void frozen(Exchange exchange, Account account) {
        exchange.respond(200, Replies.scriptType(), success(UNFREEZE_PAGE + "?uin=" + account.qq(), account));
    }

    private void complete(Exchange exchange, Account account, String service, String more) {
        WebLogin login = logins.create(account);
        String next = page(exchange.query().text("u1"));
        // A client that talks https wants to go on so.
        String url = (next.startsWith("https:") ? "https" : "http") + "://ptlogin4.web2.qq.com/check_sig?pttype=1&uin="
                + account.qq() + "&service=" + service + "&nodirect=0&ptsigx=" + login.ptsigx() + "&s_url="
                + URLEncoder.encode(next, UTF_8) + "&f_url=&ptlang=2052&ptredirect=100&aid="
                + digits(exchange, "aid", SMART_QQ) + "&daid=" + digits(exchange, "daid", DAID)
                + "&j_later=0&low_login_hour=0&regmaster=0" + more;
        String uin = account.uinCookie();
        exchange.respond(Response.of(200, Replies.scriptType(), success(url, account))
                .header("Set-Cookie", SetCookie.lasting("pt2gguin", uin))
                .header("Set-Cookie", SetCookie.of("uin", uin, SetCookie.QQ))
                .header("Set-Cookie", SetCookie.of("skey", login.skey(), SetCookie.QQ))
                .header("Set-Cookie", SetCookie.of("superuin", uin, SetCookie.PTLOGIN))
                .header("Set-Cookie", SetCookie.of("superkey", login.superkey(), SetCookie.PTLOGIN) + " HttpOnly")
                .header("Set-Cookie", SetCookie.of("supertoken", login.supertoken(), SetCookie.PTLOGIN))
                .header("Set-Cookie", SetCookie.of("ptisp", "ctc", SetCookie.QQ))
                .header("Set-Cookie", SetCookie.of("RK", login.rk(), SetCookie.QQ))
                .header("Set-Cookie", SetCookie.of("ptcz", login.ptcz(), SetCookie.QQ))
                .header("Set-Cookie", SetCookie.of("ptwebqq", login.ptwebqq(), SetCookie.QQ)));
    }

    /** iqq needs the blank before the last argument. */
    private static String success(String url, Account account) {
        return "ptuiCB('0','0','" + url + "','0','登录成功！', '" + account.self().nick() + "');\r\n";
    }

    private static String digits(Exchange exchange, String name, String otherwise) {
        return exchange.query()
                .get(name)
                .filter(value -> value.matches("\\d{1,12}"))
                .orElse(otherwise);
    }

    /** The page to return to; what is not one of qq.com's is not followed. */
    static String page(String wanted) {
        return wanted.matches("https?://([a-z0-9-]+\\.)*qq\\.com(/[!-~]*)?") ? wanted : START_PAGE;
    }
}
