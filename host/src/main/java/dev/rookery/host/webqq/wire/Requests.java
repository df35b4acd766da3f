package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.httpstream.HttpRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The requests of SmartQQ as the historical clients sent them: hosts, paths, parameters in their order, Referer and
 * Origin. Addresses are https, which all hosts spoke and from December 2018 on demanded.
 */
public final class Requests {

    /** Where the login cookies are read from: one address per cookie domain. */
    public static final URI LOGIN_PAGES = URI.create("https://ssl.ptlogin2.qq.com/ptqrlogin");

    public static final URI CHANNEL_PAGES = URI.create("https://d1.web2.qq.com/channel/login2");

    private static final int MAX_REDIRECTS = 5;

    private static final String APP_ID = "501004106";
    private static final String LOGIN = "https://ssl.ptlogin2.qq.com/";
    private static final String API = "https://s.web2.qq.com/api/";
    private static final String CHANNEL = "https://d1.web2.qq.com/channel/";
    private static final String START_PAGE = "https://w.qq.com/proxy.html?login2qq=1&webqq_type=10";
    private static final String LOGIN_REFERER = "https://ui.ptlogin2.qq.com/cgi-bin/login?daid=164&target=self&style=16"
            + "&mibao_css=m_webqq&appid=501004106&enable_qlogin=0&no_verifyimg=1"
            + "&s_url=http%3A%2F%2Fw.qq.com%2Fproxy.html&f_url=loginerroralert&strong_login=1&login_state=10"
            + "&t=20131024001";
    private static final String API_REFERER = "https://s.web2.qq.com/proxy.html?v=20130916001&callback=1&id=1";
    private static final String CHANNEL_REFERER = "https://d1.web2.qq.com/proxy.html?v=20151105001&callback=1&id=2";
    private static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/62.0.3202.94 Safari/537.36";

    /** The avatar number that goes with a message; any value works, this is ScienJus'. */
    private static final int AVATAR = 573;

    private final Duration pollTimeout;
    private final Duration contactTimeout;

    /**
     * Creates the catalogue.
     *
     * @param pollTimeout how long a poll may take; longer than the server holds it
     * @param contactTimeout how long a question about contacts may take
     */
    public Requests(Duration pollTimeout, Duration contactTimeout) {
        this.pollTimeout = pollTimeout;
        this.contactTimeout = contactTimeout;
    }

    public HttpRequest qrCode() {
        return get(LOGIN + "ptqrshow", LOGIN_REFERER)
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

    public HttpRequest qrLogin(String qrsig) {
        return get(LOGIN + "ptqrlogin", LOGIN_REFERER)
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
                .query("action", "0-0-" + now())
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
        return get(url, LOGIN_REFERER).followRedirects(MAX_REDIRECTS).build();
    }

    public HttpRequest vfwebqq(String ptwebqq) {
        return get(API + "getvfwebqq", API_REFERER)
                .query("ptwebqq", ptwebqq)
                .query("clientid", Long.toString(Session.CLIENT_ID))
                .query("psessionid", "")
                .query("t", now())
                .build();
    }

    public HttpRequest login2(String ptwebqq) {
        ObjectNode r = JsonAnswer.JSON
                .createObjectNode()
                .put("ptwebqq", ptwebqq)
                .put("clientid", Session.CLIENT_ID)
                .put("psessionid", "")
                .put("status", "online");
        return channelPost("login2", r).repeatable().build();
    }

    /** login2 with what we have (Mojo-Webqq after 120 and 121). */
    public HttpRequest relink(Session session) {
        ObjectNode r = JsonAnswer.JSON
                .createObjectNode()
                .put("status", "online")
                .put("key", "")
                .put("ptwebqq", session.ptwebqq())
                .put("clientid", Session.CLIENT_ID)
                .put("psessionid", session.psessionid());
        return channelPost("login2", r).repeatable().build();
    }

    public HttpRequest onlineBuddies(Session session) {
        return channelGet("get_online_buddies2", session)
                .query("vfwebqq", session.vfwebqq())
                .query("t", now())
                .build();
    }

    public HttpRequest selfInfo() {
        return get(API + "get_self_info2", API_REFERER)
                .query("t", now())
                .timeout(contactTimeout)
                .build();
    }

    public HttpRequest friends(Session session) {
        return apiPost("get_user_friends2", session).build();
    }

    public HttpRequest groups(Session session) {
        return apiPost("get_group_name_list_mask2", session).build();
    }

    public HttpRequest discussions(Session session) {
        return get(API + "get_discus_list", API_REFERER)
                .query("clientid", Long.toString(Session.CLIENT_ID))
                .query("psessionid", session.psessionid())
                .query("vfwebqq", session.vfwebqq())
                .query("t", now())
                .timeout(contactTimeout)
                .build();
    }

    public HttpRequest groupMembers(Session session, long groupCode) {
        return get(API + "get_group_info_ext2", API_REFERER)
                .query("gcode", Long.toString(groupCode))
                .query("vfwebqq", session.vfwebqq())
                .query("t", now())
                .timeout(contactTimeout)
                .build();
    }

    public HttpRequest discussionMembers(Session session, long discussId) {
        return get(CHANNEL + "get_discu_info", CHANNEL_REFERER)
                .query("did", Long.toString(discussId))
                .query("clientid", Long.toString(Session.CLIENT_ID))
                .query("psessionid", session.psessionid())
                .query("vfwebqq", session.vfwebqq())
                .query("t", now())
                .timeout(contactTimeout)
                .build();
    }

    public HttpRequest poll(Session session) {
        ObjectNode r = JsonAnswer.JSON
                .createObjectNode()
                .put("ptwebqq", session.ptwebqq())
                .put("clientid", Session.CLIENT_ID)
                .put("psessionid", session.psessionid())
                .put("key", "");
        return channelPost("poll2", r).timeout(pollTimeout).repeatable().build();
    }

    /** A message to a friend, group or discussion. */
    public HttpRequest send(Session session, ChatKind kind, long chat, String content, long messageNumber) {
        ObjectNode r = JsonAnswer.JSON.createObjectNode();
        String call = switch (kind) {
            case GROUP -> {
                r.put("group_uin", chat);
                yield "send_qun_msg2";
            }
            case DISCUSSION -> {
                r.put("did", chat);
                yield "send_discu_msg2";
            }
            default -> {
                r.put("to", chat);
                yield "send_buddy_msg2";
            }
        };
        r.put("content", content)
                .put("face", AVATAR)
                .put("clientid", Session.CLIENT_ID)
                .put("msg_id", messageNumber)
                .put("psessionid", session.psessionid());
        return channelPost(call, r).build();
    }

    /** The sign-out of twqq; nobody found one of SmartQQ's own, and a server without it answers 404. */
    public HttpRequest logout(Session session, Duration timeout) {
        return get(CHANNEL + "logout2", CHANNEL_REFERER)
                .query("ids", "")
                .query("clientid", Long.toString(Session.CLIENT_ID))
                .query("psessionid", session.psessionid())
                .query("t", now())
                .timeout(timeout)
                .build();
    }

    private HttpRequest.Builder apiPost(String call, Session session) {
        ObjectNode r = JsonAnswer.JSON
                .createObjectNode()
                .put("vfwebqq", session.vfwebqq())
                .put("hash", ContactHash.P.of(session.number(), session.ptwebqq()));
        return headers(HttpRequest.post(API + call), API_REFERER)
                .header("Origin", "https://s.web2.qq.com")
                .form("r", r.toString())
                .timeout(contactTimeout)
                .repeatable();
    }

    private static HttpRequest.Builder channelPost(String call, ObjectNode r) {
        return headers(HttpRequest.post(CHANNEL + call), CHANNEL_REFERER)
                .header("Origin", "https://d1.web2.qq.com")
                .form("r", r.toString());
    }

    private static HttpRequest.Builder channelGet(String call, Session session) {
        return get(CHANNEL + call, CHANNEL_REFERER)
                .query("clientid", Long.toString(Session.CLIENT_ID))
                .query("psessionid", session.psessionid());
    }

    private static HttpRequest.Builder get(String uri, String referer) {
        return headers(HttpRequest.get(uri), referer);
    }

    private static HttpRequest.Builder headers(HttpRequest.Builder request, String referer) {
        return request.header("Referer", referer).header("User-Agent", USER_AGENT);
    }

    private static String now() {
        return Long.toString(System.currentTimeMillis());
    }
}
