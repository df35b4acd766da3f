package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The channel of d.web2.qq.com and d1.web2.qq.com: login2, polls, sends. A session is known by its psessionid; a
 * request without one (ScienJus/smartqq asks so for the recent list) by its vfwebqq or its cookies.
 */
final class ChannelEndpoints {

    /** One answer that every known client takes for a success: their tests differ. */
    private static final String SENT = "{\"retcode\":0,\"result\":\"ok\",\"errCode\":0,\"msg\":\"send ok\"}";

    private static final String OK = "{\"retcode\":0,\"result\":\"ok\"}";

    private final SandboxOptions options;
    private final World world;
    private final Contacts contacts;
    private final WebLogins logins;
    private final Sessions sessions;
    private final Conversations conversations;
    private final EventFeed feed;

    ChannelEndpoints(
            SandboxOptions options,
            Contacts contacts,
            WebLogins logins,
            Sessions sessions,
            Conversations conversations,
            EventFeed feed) {
        this.options = options;
        this.world = options.world();
        this.contacts = contacts;
        this.logins = logins;
        this.sessions = sessions;
        this.conversations = conversations;
        this.feed = feed;
    }

    /** {@code login2}: opens a session for a login known by its cookies or by the ptwebqq of {@code r}. */
    void login2(Exchange exchange) {
        JsonNode r = Requests.r(exchange);
        Optional<WebLogin> login = logins.ofCookies(exchange).or(() -> logins.ofPtwebqq(Json.text(r, "ptwebqq")));
        if (login.isEmpty()) {
            refuse(exchange, Replies.NO_SESSION);
            return;
        }
        Session session = sessions.open(login.get(), Era.ofHost(exchange.host()));
        String status = Json.text(r, "status");
        Replies.channel(
                exchange,
                Json.object()
                        .put("uin", world.account().uin())
                        .put("cip", 23_600_812)
                        .put("index", 1075)
                        .put("port", 47_450)
                        .put("status", status.isEmpty() ? "online" : status)
                        .put("vfwebqq", session.vfwebqq())
                        .put("psessionid", session.psessionid())
                        .put("user_state", 0)
                        .put("f", 0));
        feed.stateChanged();
    }

    /** {@code poll2}. */
    void poll(Exchange exchange) {
        String psessionid = Requests.psessionid(exchange, Requests.r(exchange));
        Optional<String> kicked = sessions.tellKicked(psessionid);
        if (kicked.isPresent()) {
            exchange.onTimeout(options.errorHold(), () -> Replies.channel(exchange, kicked.get()));
            return;
        }
        inSession(exchange, (session, r) -> {
            boolean wasAway = !session.isPolling();
            session.poll(exchange);
            if (wasAway) {
                feed.stateChanged();
            }
        });
    }

    void sendToFriend(Exchange exchange) {
        send(exchange, ChatKey.Kind.FRIEND, "to");
    }

    void sendToGroup(Exchange exchange) {
        send(exchange, ChatKey.Kind.GROUP, "group_uin");
    }

    void sendToDiscussion(Exchange exchange) {
        send(exchange, ChatKey.Kind.DISCUSSION, "did");
    }

    private void send(Exchange exchange, ChatKey.Kind kind, String field) {
        inSession(exchange, (session, r) -> {
            ChatKey chat = new ChatKey(kind, Json.number(r, field));
            if (!conversations.exists(chat)) {
                refuse(exchange, Replies.BAD_PARAMETER);
                return;
            }
            conversations.heard(chat, Content.ofOutgoing(r.path("content").asText("")), Json.number(r, "msg_id"));
            Replies.channel(exchange, SENT);
        });
    }

    void onlineFriends(Exchange exchange) {
        inSession(exchange, session -> Replies.channel(exchange, contacts.onlineFriends()));
    }

    void discussion(Exchange exchange) {
        long did = Requests.number(exchange.query().text("did"));
        inSession(
                exchange,
                session -> world.discussion(did)
                        .ifPresentOrElse(
                                discussion -> Replies.channel(exchange, contacts.discussion(discussion)),
                                () -> refuse(exchange, Replies.BAD_PARAMETER)));
    }

    void recent(Exchange exchange) {
        inSession(exchange, session -> Replies.channel(exchange, contacts.recent()));
    }

    /** {@code change_status2}: noted by nobody, but "offline" is how lwqq says goodbye. */
    void changeStatus(Exchange exchange) {
        inSession(exchange, session -> {
            Replies.channel(exchange, OK);
            if (exchange.query().text("newstatus").equals("offline")) {
                leave(session);
            }
        });
    }

    void logout(Exchange exchange) {
        inSession(exchange, session -> {
            Replies.channel(exchange, OK);
            leave(session);
        });
    }

    private void leave(Session session) {
        sessions.close(session);
        feed.stateChanged();
    }

    private void inSession(Exchange exchange, Consumer<Session> action) {
        inSession(exchange, (session, r) -> action.accept(session));
    }

    private void inSession(Exchange exchange, BiConsumer<Session, JsonNode> action) {
        JsonNode r = Requests.r(exchange);
        String psessionid = Requests.psessionid(exchange, r);
        Optional<Session> session = psessionid.isEmpty()
                ? sessions.ofVfwebqq(vfwebqq(exchange, r))
                        .or(() -> logins.ofVfwebqq(vfwebqq(exchange, r)).flatMap(sessions::ofLogin))
                        .or(() -> logins.ofCookies(exchange).flatMap(sessions::ofLogin))
                : sessions.ofPsessionid(psessionid);
        session.ifPresentOrElse(found -> action.accept(found, r), () -> refuse(exchange, Replies.NO_SESSION));
    }

    private static String vfwebqq(Exchange exchange, JsonNode r) {
        String vfwebqq = Json.text(r, "vfwebqq");
        return vfwebqq.isEmpty() ? exchange.query().text("vfwebqq") : vfwebqq;
    }

    private void refuse(Exchange exchange, int retcode) {
        Replies.refuse(exchange, options.errorHold(), retcode);
    }
}
