package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpRequest;

/** SmartQQ's way in by QR code: ptqrshow and ptqrlogin. */
public final class QrLoginRequests {

    private static final LoginSite SMARTQQ = LoginSite.SMARTQQ;
    private static final String START_PAGE = "https://w.qq.com/proxy.html?login2qq=1&webqq_type=10";

    QrLoginRequests() {}

    public HttpRequest code() {
        return SMARTQQ.page()
                .get(LoginRequests.LOGIN + "ptqrshow")
                .query("appid", SMARTQQ.appId())
                .query("e", "0")
                .query("l", "M")
                .query("s", "5")
                .query("d", "72")
                .query("v", "4")
                .query("t", Page.random())
                .build();
    }

    /** Asks whether the code was scanned. */
    public HttpRequest state(String qrsig) {
        return SMARTQQ.page()
                .get(LoginRequests.LOGIN + "ptqrlogin")
                .query("ptqrtoken", Long.toString(TokenHash.hash33(qrsig)))
                .query("webqq_type", "10")
                .query("remember_uin", "1")
                .query("login2qq", "1")
                .query("aid", SMARTQQ.appId())
                .query("u1", START_PAGE)
                .query("ptredirect", "0")
                .query("ptlang", "2052")
                .query("daid", "164")
                .query("from_ui", "1")
                .query("pttype", "1")
                .query("dumy", "")
                .query("fp", "loginerroralert")
                .query("action", "0-0-" + Page.now())
                .query("mibao_css", "m_webqq")
                .query("t", "undefined")
                .query("g", "1")
                .query("js_type", "0")
                .query("js_ver", "10233")
                .query("login_sig", "")
                .query("pt_randsalt", "0")
                .build();
    }
}
