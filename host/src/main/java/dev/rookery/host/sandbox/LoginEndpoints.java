package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.util.Optional;

/**
 * What surrounds signing in, whether with a code or a password: the pages before it, {@code check_sig} behind it,
 * signing in again, signing out.
 */
final class LoginEndpoints {

    private final Accounts accounts;
    private final WebLogins logins;
    private final LoginPages pages;
    private final EventFeed feed;

    LoginEndpoints(Accounts accounts, WebLogins logins, LoginPages pages, EventFeed feed) {
        this.accounts = accounts;
        this.logins = logins;
        this.pages = pages;
        this.feed = feed;
    }

    /** The start pages and redirect targets; clients want no more of them than that they exist. */
    void page(Exchange exchange) {
        exchange.respond(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>SmartQQ</title>\n");
    }

    /** The login page, with the values that clients search it for (twqq the first one, SmartQQBot the others). */
    void loginPage(Exchange exchange) {
        String aid = exchange.query()
                .get("appid")
                .filter(id -> id.matches("\\d{1,12}"))
                .orElse("501004106");
        String signature = pages.newSignature();
        exchange.respond(Response.of(200, "text/html; charset=utf-8", """
                        <!DOCTYPE html><title>SmartQQ</title>
                        <script>var g_login_sig=encodeURIComponent("%s");
                        var g_pt_version=encodeURIComponent("10114");
                        var g_mibao_css=encodeURIComponent("m_webqq");</script>
                        <input type="hidden" name="aid" value="%s" />
                        """.formatted(signature, aid))
                .header("Set-Cookie", SetCookie.of("pt_login_sig", signature, SetCookie.PTLOGIN))
                .header("Set-Cookie", SetCookie.of("pt_clientip", "7f0000017f000001", SetCookie.PTLOGIN))
                .header("Set-Cookie", SetCookie.of("uikey", Tokens.hex(64), SetCookie.PTLOGIN)));
    }

    /** {@code /cgi-bin/ver}: the version of the login page, which lwqq asks for. */
    void version(Exchange exchange) {
        script(exchange, "ptuiV(10114);\n");
    }

    /** {@code /web2/get_msg_tip}: the heartbeat of the older WebQQ. Nobody reads the answer. */
    void heartbeat(Exchange exchange) {
        exchange.respond(200, "application/json; charset=utf-8", "{\"c\":0}");
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
                .header("Location", SignIn.page(exchange.query().text("s_url")))
                .header("Set-Cookie", SetCookie.of("uin", uinCookie, SetCookie.QQ))
                .header("Set-Cookie", SetCookie.of("skey", login.skey(), SetCookie.QQ))
                .header("Set-Cookie", SetCookie.lasting("pt2gguin", uinCookie))
                .header("Set-Cookie", SetCookie.of("p_skey", login.pSkey(), SetCookie.WEB2))
                .header("Set-Cookie", SetCookie.of("pt4_token", login.pt4Token(), SetCookie.WEB2))
                .header("Set-Cookie", SetCookie.deletion("p_uin"))
                .header("Set-Cookie", SetCookie.deletion("p_skey"))
                .header("Set-Cookie", SetCookie.deletion("pt4_token"))
                .header("Set-Cookie", SetCookie.of("p_uin", uinCookie, SetCookie.WEB2))
                .header("Set-Cookie", SetCookie.of("ptwebqq", login.ptwebqq(), SetCookie.QQ)));
    }

    /** {@code /pt4_auth}: signing in again without a code, by the tokens of an earlier login (seen in Mojo-Webqq). */
    void signInAgain(Exchange exchange) {
        Optional<String> supertoken = exchange.cookie("supertoken");
        String expected =
                supertoken.map(token -> Long.toString(Tokens.time33(token))).orElse("");
        String url = supertoken
                .filter(token -> exchange.query().text("auth_token").equals(expected))
                .flatMap(token -> ofSupertoken(exchange, token))
                .map(logins::again)
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

    private static void script(Exchange exchange, String call) {
        exchange.respond(200, Replies.scriptType(), call);
    }
}
