package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpRequest;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** SmartQQ's way in by QR code: ptqrshow, ptqrlogin, check_sig. */
public final class QrLoginRequests {

    /** An address for which cookies of the login pages are valid. */
    public static final URI LOGIN_PAGES = URI.create("https://ssl.ptlogin2.qq.com/ptqrlogin");

    private static final int MAX_REDIRECTS = 5;

    private static final String APP_ID = "501004106";
    private static final String LOGIN = "https://ssl.ptlogin2.qq.com/";
    private static final String START_PAGE = "https://w.qq.com/proxy.html?login2qq=1&webqq_type=10";
    private static final Page LOGIN_PAGE = new Page(
            "https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16"
                    + "&mibao_css=m_webqq&appid=501004106&enable_qlogin=0&no_verifyimg=1"
                    + "&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert&strong_login=1&login_state=10"
                    + "&t=20131024001",
            "");

    QrLoginRequests() {}

    public HttpRequest code() {
        return LOGIN_PAGE
                .get(LOGIN + "ptqrshow")
                .query("appid", APP_ID)
                .query("e", "0")
                .query("l", "M")
                .query("s", "5")
                .query("d", "72")
                .query("v", "4")
                .query(
                        "t",
                        String.format(
                                Locale.ROOT,
                                "%.16f",
                                ThreadLocalRandom.current().nextDouble()))
                .build();
    }

    /** Asks whether the code was scanned. */
    public HttpRequest state(String qrsig) {
        return LOGIN_PAGE
                .get(LOGIN + "ptqrlogin")
                .query("ptqrtoken", Long.toString(TokenHash.hash33(qrsig)))
                .query("webqq_type", "10")
                .query("remember_uin", "1")
                .query("login2qq", "1")
                .query("aid", APP_ID)
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

    /**
     * The visit that turns a scanned code into cookies.
     *
     * @throws IllegalArgumentException if it is no address of http or https
     */
    public HttpRequest checkSig(String url) {
        return LOGIN_PAGE.get(url).followRedirects(MAX_REDIRECTS).build();
    }
}
