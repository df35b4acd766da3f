package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpstream.HttpRequest;
import java.time.Duration;

/** Calls of {@code channel/*}, which {@code psessionid} opens: the session itself, the poll, and what is said. */
public final class ChannelRequests {

    /** The avatar number that goes with a message; any value works, this is ScienJus'. */
    private static final int AVATAR = 573;

    /** A heartbeat that gets no answer for so long is lost, as most were in twqq, which waited half a second. */
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(10);

    private final Era era;
    private final Duration pollTimeout;
    private final Duration contactTimeout;

    ChannelRequests(Era era, Duration pollTimeout, Duration contactTimeout) {
        this.era = era;
        this.pollTimeout = pollTimeout;
        this.contactTimeout = contactTimeout;
    }

    public HttpRequest login2(String ptwebqq, long clientId) {
        return post("login2", era.login(ptwebqq, clientId)).repeatable().build();
    }

    /** login2 with what we have, after 120 and 121. */
    public HttpRequest relink(Session session) {
        return post("login2", era.relink(session)).repeatable().build();
    }

    public HttpRequest onlineBuddies(Session session) {
        return get("get_online_buddies2", session)
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .build();
    }

    public HttpRequest discussionMembers(Session session, long discussId) {
        return era.channelPage()
                .get(era.channel() + "get_discu_info")
                .query("did", Long.toString(discussId))
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("vfwebqq", session.vfwebqq())
                .query("t", Page.now())
                .timeout(contactTimeout)
                .build();
    }

    /** The chats that were used last. */
    public HttpRequest recentChats(Session session) {
        ObjectNode r = JsonAnswer.JSON
                .createObjectNode()
                .put("vfwebqq", session.vfwebqq())
                .put("clientid", session.clientId())
                .put("psessionid", session.psessionid());
        return post("get_recent_list2", r).timeout(contactTimeout).repeatable().build();
    }

    public HttpRequest poll(Session session) {
        return post("poll2", era.poll(session))
                .timeout(pollTimeout)
                .repeatable()
                .build();
    }

    /**
     * A message.
     *
     * @param content as {@link Content} writes it
     * @param messageNumber our own number for it, used once
     * @param proof what the server wants to see beside it
     */
    public HttpRequest send(Session session, Recipient recipient, String content, long messageNumber, Proof proof) {
        ObjectNode r = JsonAnswer.JSON.createObjectNode();
        recipient.address(r);
        proof.show(r);
        r.put("content", content)
                .put("face", AVATAR)
                .put("clientid", session.clientId())
                .put("msg_id", messageNumber)
                .put("psessionid", session.psessionid());
        return post(recipient.call(), r).build();
    }

    /** The question for the signature with which a temporary chat is opened: {@code result.value} of its answer. */
    public HttpRequest signature(Session session, Recipient.Stranger stranger) {
        return era.channelPage()
                .get(era.channel() + "get_c2cmsg_sig2")
                .query("id", Long.toString(stranger.via()))
                .query("to_uin", Long.toString(stranger.uin()))
                .query("service_type", Integer.toString(stranger.serviceType()))
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("t", Page.now())
                .timeout(contactTimeout)
                .build();
    }

    /**
     * The sign-out of twqq; nobody found one of SmartQQ's own, and a server without it answers 404.
     *
     * @param timeout how long to wait for it
     */
    public HttpRequest logout(Session session, Duration timeout) {
        return era.channelPage()
                .get(era.channel() + "logout2")
                .query("ids", "")
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid())
                .query("t", Page.now())
                .timeout(timeout)
                .build();
    }

    /**
     * The sign of life of era A, whose answer says nothing (twqq, pual_bot).
     *
     * @param count how many came before it
     */
    public HttpRequest heartbeat(int count) {
        return era.channelPage()
                .get("https://web.qq.com/web2/get_msg_tip")
                .query("uin", "")
                .query("tp", "1")
                .query("id", "0")
                .query("retype", "1")
                .query("rc", Integer.toString(count))
                .query("lv", "3")
                .query("t", Page.now())
                .timeout(HEARTBEAT_TIMEOUT)
                .build();
    }

    private HttpRequest.Builder post(String call, ObjectNode r) {
        return era.form(era.channelPage().post(era.channel() + call), r);
    }

    private HttpRequest.Builder get(String call, Session session) {
        return era.channelPage()
                .get(era.channel() + call)
                .query("clientid", Long.toString(session.clientId()))
                .query("psessionid", session.psessionid());
    }
}
