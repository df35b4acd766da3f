package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpstream.HttpRequest;
import java.time.Duration;

/** Questions to {@code s.web2.qq.com/api/*}, which {@code vfwebqq} opens. */
public final class ApiRequests {

    private static final String API = "https://s.web2.qq.com/api/";

    private final Era era;
    private final Duration timeout;

    ApiRequests(Era era, Duration timeout) {
        this.era = era;
        this.timeout = timeout;
    }

    /** The key to the contact lists, asked before login2; see {@link Era#hasVfwebqqCall}. */
    public HttpRequest vfwebqq(String ptwebqq, long clientId) {
        return era.apiPage()
                .get(API + "getvfwebqq")
                .query("ptwebqq", ptwebqq)
                .query("clientid", Long.toString(clientId))
                .query("psessionid", "")
                .query("t", Page.now())
                .build();
    }

    public HttpRequest selfInfo() {
        return get("get_self_info2").query("t", Page.now()).build();
    }

    /** Answers retcode 50 when the hash is not the one in force, see {@link Session#refuseHash}. */
    public HttpRequest friends(Session session) {
        return post("get_user_friends2", era.friends(session.vfwebqq(), session.contactHash()));
    }

    /** As {@link #friends}. */
    public HttpRequest groups(Session session) {
        return post(
                "get_group_name_list_mask2",
                JsonAnswer.JSON
                        .createObjectNode()
                        .put("vfwebqq", session.vfwebqq())
                        .put("hash", session.contactHash()));
    }

    public HttpRequest discussions(Session session) {
        return get("get_discus_list")
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    public HttpRequest groupMembers(Session session, long groupCode) {
        return get("get_group_info_ext2")
                .query("gcode", Long.toString(groupCode))
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    /** What a friend tells about themselves. */
    public HttpRequest friendInfo(Session session, Uin friend) {
        return about("get_friend_info2", friend.value())
                .query("vfwebqq", session.vfwebqq())
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("t", Page.now())
                .build();
    }

    /** What somebody who is no friend tells about themselves. */
    public HttpRequest strangerInfo(Session session, Uin stranger) {
        return about("get_stranger_info2", stranger.value())
                .query("verifysession", "")
                .query("gid", "0")
                .query("code", "")
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    /** The line under somebody's name. */
    public HttpRequest signature(Session session, Uin person) {
        return about("get_single_long_nick2", person.value())
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    public HttpRequest level(Session session, Uin person) {
        return about("get_qq_level2", person.value())
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    /** Somebody's lasting number; refused since April 2017. */
    public HttpRequest personNumber(Session session, Uin person) {
        return number(session, person.value(), 1);
    }

    /** A group's lasting number; as {@link #personNumber}. */
    public HttpRequest groupNumber(Session session, long groupCode) {
        return number(session, groupCode, 4);
    }

    private HttpRequest number(Session session, long handle, int type) {
        return about("get_friend_uin2", handle)
                .query("type", Integer.toString(type))
                .query("verifysession", "")
                .query("code", "")
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    private HttpRequest.Builder about(String call, long handle) {
        return get(call).query("tuin", Long.toString(handle));
    }

    private HttpRequest.Builder get(String call) {
        return era.apiPage().get(API + call).timeout(timeout);
    }

    private HttpRequest post(String call, ObjectNode r) {
        return era.apiPage()
                .post(API + call)
                .form("r", r.toString())
                .timeout(timeout)
                .repeatable()
                .build();
    }
}
