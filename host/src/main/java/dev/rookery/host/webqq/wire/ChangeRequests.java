package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.host.httpstream.HttpRequest;
import java.util.Optional;

/**
 * Calls of {@code channel/*} and {@code api/*} that change something: how the account shows itself, and whom it knows.
 * Each answers a retcode; none is repeatable.
 */
public final class ChangeRequests {

    private static final String API = "https://s.web2.qq.com/api/";

    private final Era era;

    ChangeRequests(Era era) {
        this.era = era;
    }

    /**
     * The wire's word for a status that an account can be given; nothing for {@link OnlineStatus#OFFLINE}, with which
     * lwqq signed out, and for what is no status.
     */
    public static Optional<String> word(OnlineStatus status) {
        return switch (status) {
            case ONLINE -> Optional.of("online");
            case AWAY -> Optional.of("away");
            case BUSY -> Optional.of("busy");
            case CALL_ME -> Optional.of("callme");
            case SILENT -> Optional.of("silent");
            case HIDDEN -> Optional.of("hidden");
            case OFFLINE, UNKNOWN -> Optional.empty();
        };
    }

    /** Shows the account differently (Mojo-Webqq, lwqq). */
    public HttpRequest status(Session session, String word) {
        return era.channelPage()
                .get(era.channel() + "change_status2")
                .query("newstatus", word)
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("t", Page.now())
                .build();
    }

    /** Changes the line under the account's name (twqq, lwqq). */
    public HttpRequest signature(Session session, String line) {
        return post("set_long_nick2", r().put("nlk", line).put("vfwebqq", session.vfwebqq()));
    }

    /** Accepts a friend request and adds the other in return, in the default category (twqq, lwqq). */
    public HttpRequest acceptFriend(Session session, QqNumber who, String remark) {
        return post(
                "allow_and_add2",
                r().put("account", who.value())
                        .put("gid", 0)
                        .put("mname", remark)
                        .put("vfwebqq", session.vfwebqq()));
    }

    /** Refuses a friend request (lwqq). */
    public HttpRequest refuseFriend(Session session, QqNumber who, String reason) {
        return post(
                "deny_added_request2",
                r().put("account", who.value()).put("msg", reason).put("vfwebqq", session.vfwebqq()));
    }

    /** Changes what a friend is called (lwqq). */
    public HttpRequest remark(Session session, Uin friend, String remark) {
        return era.apiPage()
                .post(API + "change_mark_name2")
                .form("tuin", Long.toString(friend.value()))
                .form("markname", remark)
                .form("vfwebqq", session.vfwebqq())
                .build();
    }

    /** Answers a request to join a group (lwqq). */
    public HttpRequest answerJoin(Session session, long gid, Uin who, boolean accept, String reason) {
        return era.channelPage()
                .get(era.channel() + "op_group_join_req")
                .query("group_uin", Long.toString(gid))
                .query("req_uin", Long.toString(who.value()))
                .query("msg", reason)
                .query("op_type", accept ? "2" : "3")
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("t", Page.now())
                .build();
    }

    private HttpRequest post(String call, ObjectNode r) {
        return era.apiPage().post(API + call).form("r", r.toString()).build();
    }

    private static ObjectNode r() {
        return JsonAnswer.JSON.createObjectNode();
    }
}
