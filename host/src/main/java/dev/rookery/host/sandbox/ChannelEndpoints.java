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
    static final String SENT = "{\"retcode\":0,\"result\":\"ok\",\"errCode\":0,\"msg\":\"send ok\"}";

    private static final String OK = "{\"retcode\":0,\"result\":\"ok\"}";

    private final SandboxOptions options;
    private final WebLogins logins;
    private final SessionIndex sessions;
    private final EventFeed feed;

    ChannelEndpoints(SandboxOptions options, WebLogins logins, SessionIndex sessions, EventFeed feed) {
        this.options = options;
        this.logins = logins;
        this.sessions = sessions;
        this.feed = feed;
    }

    /** {@code login2}: opens a session for a login known by its cookies or by the ptwebqq of {@code r}. */
    void login2(Exchange exchange) {
        JsonNode r = Requests.r(exchange);
        Optional<WebLogin> login = logins.ofCookies(exchange).or(() -> logins.ofPtwebqq(Json.text(r, "ptwebqq")));
        String ptwebqq = Json.text(r, "ptwebqq");
        boolean stale = options.strict()
                && !ptwebqq.isEmpty()
                && login.filter(known -> known.ptwebqq().equals(ptwebqq)).isEmpty();
        if (login.isEmpty() || stale) {
            refuse(exchange, Replies.NO_SESSION);
            return;
        }
        Account account = login.get().account();
        Session session =
                account.sessions().open(login.get(), Era.ofHost(exchange.host()), Requests.clientid(exchange, r));
        String status = Json.text(r, "status");
        Replies.channel(
                exchange,
                Json.object()
                        .put("uin", account.qq())
                        .put("cip", 23_600_812)
                        .put("index", 1075)
                        .put("port", 47_450)
                        .put("status", status.isEmpty() ? "online" : status)
                        .put("vfwebqq", session.vfwebqq())
                        .put("psessionid", session.psessionid())
                        .put("user_state", 0)
                        .put("f", 0));
        feed.stateChanged(account);
    }

    /** {@code poll2}. */
    void poll(Exchange exchange) {
        String psessionid = Requests.psessionid(exchange, Requests.r(exchange));
        if (sessions.takeKicked(psessionid)) {
            exchange.onTimeout(options.errorHold(), () -> Replies.channel(exchange, Sessions.kicked(options)));
            return;
        }
        inSession(exchange, (session, r) -> {
            boolean wasAway = !session.isPolling();
            session.poll(exchange);
            if (wasAway) {
                feed.stateChanged(session.account());
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
            ChatKey chat = new ChatKey(kind, session.login().uins().world(Json.number(r, field)));
            Conversations conversations = session.account().conversations();
            if (!conversations.exists(chat)) {
                refuse(exchange, Replies.BAD_PARAMETER);
                return;
            }
            conversations.heard(chat, Content.ofOutgoing(r.path("content").asText("")), Json.number(r, "msg_id"));
            Replies.channel(exchange, SENT);
        });
    }

    void onlineFriends(Exchange exchange) {
        inSession(
                exchange,
                session -> Replies.channel(exchange, session.login().contacts().onlineFriends()));
    }

    void discussion(Exchange exchange) {
        long did = Requests.number(exchange.query().text("did"));
        inSession(
                exchange,
                session -> session.login()
                        .contacts()
                        .discussion(did)
                        .ifPresentOrElse(
                                discussion -> Replies.channel(exchange, discussion),
                                () -> refuse(exchange, Replies.BAD_PARAMETER)));
    }

    void recent(Exchange exchange) {
        inSession(
                exchange,
                session -> Replies.channel(exchange, session.login().contacts().recent()));
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
        session.account().sessions().close(session);
        feed.stateChanged(session.account());
    }

    private void inSession(Exchange exchange, Consumer<Session> action) {
        inSession(exchange, (session, r) -> action.accept(session));
    }

    private void inSession(Exchange exchange, BiConsumer<Session, JsonNode> action) {
        JsonNode r = Requests.r(exchange);
        String psessionid = Requests.psessionid(exchange, r);
        Optional<Session> session = psessionid.isEmpty() && !options.strict()
                ? sessions.ofVfwebqq(vfwebqq(exchange, r))
                        .or(() -> logins.ofVfwebqq(vfwebqq(exchange, r)).flatMap(ChannelEndpoints::sessionOf))
                        .or(() -> logins.ofCookies(exchange).flatMap(ChannelEndpoints::sessionOf))
                : sessions.ofPsessionid(psessionid)
                        .filter(known -> !options.strict() || known.clientid().equals(Requests.clientid(exchange, r)));
        session.ifPresentOrElse(found -> action.accept(found, r), () -> refuse(exchange, Replies.NO_SESSION));
    }

    private static Optional<Session> sessionOf(WebLogin login) {
        return login.account().sessions().ofLogin(login);
    }

    private static String vfwebqq(Exchange exchange, JsonNode r) {
        String vfwebqq = Json.text(r, "vfwebqq");
        return vfwebqq.isEmpty() ? exchange.query().text("vfwebqq") : vfwebqq;
    }

    private void refuse(Exchange exchange, int retcode) {
        Replies.refuse(exchange, options.errorHold(), retcode);
    }
}
