package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpRequest;
import java.net.URI;
import java.time.Duration;

/** What all ways in have in common: check_sig at the end, the quick way with the tokens of an earlier sign-in. */
public final class LoginRequests {

    /** An address for which cookies of the login pages are valid. */
    public static final URI LOGIN_PAGES = URI.create(LoginRequests.LOGIN + "login");

    static final String LOGIN = "https://ssl.ptlogin2.qq.com/";

    private static final int MAX_REDIRECTS = 5;

    private final LoginSite login;

    LoginRequests(Era era) {
        this.login = LoginSite.of(era);
    }

    /**
     * The visit that turns a sign-in into cookies.
     *
     * @param url as the server named it
     * @throws IllegalArgumentException if it is no address of http or https
     */
    public HttpRequest checkSig(String url) {
        return login.page()
                .get(url)
                .followRedirects(MAX_REDIRECTS)
                .allowDowngrade()
                .build();
    }

    /**
     * Asks to be let in again without code and password (Mojo-Webqq).
     *
     * @param supertoken the cookie of an earlier sign-in
     */
    public HttpRequest quick(String supertoken) {
        return login.page()
                .get(LOGIN + "pt4_auth")
                .query("daid", "164")
                .query("appid", login.appId())
                .query("auth_token", Long.toString(TokenHash.time33(supertoken)))
                .build();
    }

    /**
     * check_sig at the end of the quick way, whose address lacks what the page's script appends (Mojo-Webqq).
     *
     * @param url as the server named it
     * @throws IllegalArgumentException if it is no address of http or https
     */
    public HttpRequest quickCheckSig(String url) {
        return login.page()
                .get(url)
                .query("regmaster", "")
                .query("aid", login.appId())
                .query("s_url", login.proxy())
                .followRedirects(MAX_REDIRECTS)
                .allowDowngrade()
                .build();
    }

    /**
     * The sign-out of the login pages (Mojo-Webqq), the only one that SmartQQ is known to have had.
     *
     * @param pt4Token the cookie, empty for none
     * @param skey the cookie, empty for none
     * @param ptcz the cookie, empty for none
     * @param timeout how long to wait for it
     */
    public HttpRequest logout(String pt4Token, String skey, String ptcz, Duration timeout) {
        return login.page()
                .get("https://ptlogin2.qq.com/logout")
                .query("pt4_token", pt4Token)
                .query("pt4_hkey", Long.toString(TokenHash.time33(skey)))
                .query("pt4_ptcz", Long.toString(TokenHash.hash33(ptcz)))
                .query("deep_logout", "1")
                .timeout(timeout)
                .build();
    }
}
