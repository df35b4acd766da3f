package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpRequest;

/** The way in by number and password: the login page, check, a captcha if need be, login. */
public final class PasswordLoginRequests {

    private final Era era;
    private final LoginSite login;

    PasswordLoginRequests(Era era) {
        this.era = era;
        this.login = LoginSite.of(era);
    }

    /** The login page, for the {@code login_sig} in it. */
    public HttpRequest page() {
        return login.page().get(login.address()).build();
    }

    /** Asks whether a captcha is wanted. SmartQQ's page also asks for the later form of the password. */
    public HttpRequest check(QqNumber account, String loginSig) {
        HttpRequest.Builder request = login.page().get(LoginRequests.LOGIN + "check");
        if (era == Era.B) {
            request.query("regmaster", "").query("pt_tea", "1").query("pt_vcode", "1");
        }
        return request.query("uin", Long.toString(account.value()))
                .query("appid", login.appId())
                .query("js_ver", login.scriptVersion())
                .query("js_type", "0")
                .query("login_sig", loginSig)
                .query("u1", login.proxy())
                .query("r", Page.random())
                .build();
    }

    /**
     * The picture of a captcha.
     *
     * @param token what check answered in place of a code
     */
    public HttpRequest captcha(QqNumber account, String token) {
        return login.page()
                .get("https://ssl.captcha.qq.com/getimage")
                .query("aid", login.appId())
                .query("r", Page.random())
                .query("uin", Long.toString(account.value()))
                .query("cap_cd", token)
                .build();
    }

    /**
     * The sign-in itself; the password stands in the query, as it always did, so the request is not to be logged.
     *
     * @param password in the form that check asked for
     * @param code what check gave or a person typed
     * @param check what check answered
     * @param verifySession the cookie of the captcha, else what check gave; empty for none
     */
    public HttpRequest login(
            QqNumber account, String password, String code, LoginCheck check, String loginSig, String verifySession) {
        HttpRequest.Builder request = login.page()
                .get(LoginRequests.LOGIN + "login")
                .query("u", Long.toString(account.value()))
                .query("p", password)
                .query("verifycode", code)
                .query("webqq_type", "10")
                .query("remember_uin", "1")
                .query("login2qq", "1")
                .query("aid", login.appId())
                .query("u1", login.destination())
                .query("h", "1")
                .query("ptredirect", "0")
                .query("ptlang", "2052")
                .query("daid", "164")
                .query("from_ui", "1")
                .query("pttype", "1")
                .query("dumy", "")
                .query("fp", "loginerroralert")
                .query("action", "4-5-8246")
                .query("mibao_css", "m_webqq")
                .query("t", "1")
                .query("g", "1")
                .query("js_type", "0")
                .query("js_ver", login.scriptVersion())
                .query("login_sig", loginSig);
        if (check.tea()) {
            request.query("pt_randsalt", check.randomSalt() ? "1" : "0")
                    .query("pt_vcode_v1", "0")
                    .query("pt_verifysession_v1", verifySession);
        }
        return request.build();
    }
}
