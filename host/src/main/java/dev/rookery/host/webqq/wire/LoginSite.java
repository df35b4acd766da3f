package dev.rookery.host.webqq.wire;

/** The page people signed in at, one for each era: its address is the Referer of everything on the way in. */
enum LoginSite {
    /** As twqq asks for it. */
    WEBQQ(
            "1003903",
            "https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=5&mibao_css=m_webqq&appid=1003903"
                    + "&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fweb2.qq.com%2Floginproxy.html"
                    + "&f_url=loginerroralert&strong_login=1&login_state=10&t=20130723001",
            "http://web2.qq.com/loginproxy.html",
            "http://www.qq.com/loginproxy.html?login2qq=1&webqq_type=10",
            "10040"),

    /** As qqbot asks for it. */
    SMARTQQ(
            "501004106",
            "https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16&mibao_css=m_webqq&appid=501004106"
                    + "&enable_qlogin=0&no_verifyimg=1&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html"
                    + "&f_url=loginerroralert&strong_login=1&login_state=10&t=20131024001",
            "http://w.qq.com/proxy.html",
            "http://w.qq.com/proxy.html?login2qq=1&webqq_type=10",
            "10114");

    private final String appId;
    private final String address;
    private final String proxy;
    private final String destination;
    private final String scriptVersion;

    LoginSite(String appId, String address, String proxy, String destination, String scriptVersion) {
        this.appId = appId;
        this.address = address;
        this.proxy = proxy;
        this.destination = destination;
        this.scriptVersion = scriptVersion;
    }

    static LoginSite of(Era era) {
        return switch (era) {
            case A -> WEBQQ;
            case B -> SMARTQQ;
        };
    }

    String appId() {
        return appId;
    }

    String address() {
        return address;
    }

    /** Where requests seem to come from. */
    Page page() {
        return new Page(address, "");
    }

    /** The page that the sign-in is for. */
    String proxy() {
        return proxy;
    }

    /** Where check_sig redirects to in the end. */
    String destination() {
        return destination;
    }

    /** {@code js_ver}. */
    String scriptVersion() {
        return scriptVersion;
    }
}
