package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpRequest;
import java.net.URI;

/**
 * The web pages with which groups are administered, as Mojo-Webqq and qqbot used them. They know groups and people by
 * their lasting numbers and believe the login cookies plus {@code bkn}. After April 2017 they refused the cookies of
 * most SmartQQ logins. Answers carry {@code ec}, see {@link GroupAdminVerdict}; none is repeatable.
 */
public final class GroupAdminRequests {

    /** An address for which the cookies of these pages are valid. */
    public static final URI PAGES = URI.create("https://qun.qq.com/cgi-bin/qun_mgr/");

    private static final String QINFO = "https://qinfo.clt.qq.com/cgi-bin/qun_info/";
    private static final Page MEMBERS = new Page("http://qun.qq.com/member.html", "http://qun.qq.com");
    private static final Page QINFO_MEMBERS = new Page("http://qinfo.clt.qq.com/member.html", "");
    private static final Page QINFO_MUTE = new Page("http://qinfo.clt.qq.com/qinfo_v3/member.html", "");

    GroupAdminRequests() {}

    /**
     * Puts a member out (Mojo-Webqq; qqbot asks qinfo.clt.qq.com for the same).
     *
     * @param group the lasting number, as {@code gc} in all of these
     * @param skey the cookie
     */
    public HttpRequest kick(long group, QqNumber member, String skey) {
        return bkn(
                MEMBERS.post(PAGES + "delete_group_member")
                        .form("gc", Long.toString(group))
                        .form("ul", Long.toString(member.value()))
                        .form("flag", "0"),
                skey);
    }

    /**
     * Silences a member.
     *
     * @param seconds for so long; 0 lets them speak again
     */
    public HttpRequest mute(long group, QqNumber member, long seconds, String skey) {
        String list = JsonAnswer.JSON
                .createArrayNode()
                .add(JsonAnswer.JSON
                        .createObjectNode()
                        .put("uin", member.value())
                        .put("t", seconds))
                .toString();
        return bkn(
                QINFO_MUTE
                        .post(QINFO + "set_group_shutup")
                        .form("gc", Long.toString(group))
                        .form("shutup_list", list),
                skey);
    }

    /** Changes the name that a member has in the group; empty for none, which is said by leaving it out. */
    public HttpRequest card(long group, QqNumber member, String card, String skey) {
        HttpRequest.Builder request = QINFO_MEMBERS
                .post(QINFO + "set_group_card")
                .form("gc", Long.toString(group))
                .form("u", Long.toString(member.value()));
        return bkn(card.isEmpty() ? request : request.form("name", card), skey);
    }

    /** Makes a member an administrator, or takes it back. */
    public HttpRequest admin(long group, QqNumber member, boolean admin, String skey) {
        return bkn(
                QINFO_MEMBERS
                        .post(QINFO + "set_group_admin")
                        .form("src", "qinfo_v2")
                        .form("gc", Long.toString(group))
                        .form("u", Long.toString(member.value()))
                        .form("op", admin ? "1" : "0"),
                skey);
    }

    /** Signs the day's presence. */
    public HttpRequest signIn(long group, String skey) {
        Page page = new Page("http://qiandao.qun.qq.com/index.html?groupUin=" + group + "&appID=100729587", "");
        return bkn(
                page.post("https://qiandao.qun.qq.com/cgi-bin/sign")
                        .form("gc", Long.toString(group))
                        .form("is_sign", "0"),
                skey);
    }

    private static HttpRequest bkn(HttpRequest.Builder request, String skey) {
        return request.form("bkn", Long.toString(TokenHash.bkn(skey))).build();
    }
}
