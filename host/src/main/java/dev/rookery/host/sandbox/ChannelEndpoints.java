package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import java.util.Optional;
import java.util.Set;

/**
 * The channel of d.web2.qq.com and d1.web2.qq.com: sessions, polls, and the lists that it has. A session is known by
 * its psessionid; a request without one (ScienJus/smartqq asks so for the recent list) by its vfwebqq or its cookies.
 */
final class ChannelEndpoints {

    private static final Set<String> STATUSES =
            Set.of("online", "away", "busy", "silent", "hidden", "callme", "offline");

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

    void addTo(Routes routes, Access access) {
        routes.add(Routes.CHANNEL, "/channel/login2", this::login2);
        routes.add(Routes.CHANNEL, "/channel/poll2", exchange -> poll(exchange, access));
        routes.add(
                Routes.CHANNEL,
                "/channel/get_online_buddies2",
                access.channel(call -> call.answer(call.login().contacts().onlineFriends())));
        routes.add(
                Routes.CHANNEL,
                "/channel/get_discu_info",
                access.channel(call -> call.login()
                        .contacts()
                        .discussion(call.number("did"))
                        .ifPresentOrElse(call::answer, () -> call.refuse(Replies.BAD_PARAMETER))));
        routes.add(
                Routes.CHANNEL,
                "/channel/get_recent_list2",
                access.channel(call -> call.answer(call.login().contacts().recent())));
        routes.add(Routes.CHANNEL, "/channel/change_status2", access.channel(this::changeStatus));
        routes.add(Routes.CHANNEL, "/channel/logout2", access.channel(call -> {
            call.ok();
            leave(call);
        }));
    }

    /** {@code login2}: opens a session for a login known by its cookies or by the ptwebqq of {@code r}. */
    private void login2(Exchange exchange) {
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
        String status = STATUSES.contains(Json.text(r, "status")) ? Json.text(r, "status") : "online";
        show(account, status);
        Replies.channel(
                exchange,
                Json.object()
                        .put("uin", account.qq())
                        .put("cip", 23_600_812)
                        .put("index", 1075)
                        .put("port", 47_450)
                        .put("status", status)
                        .put("vfwebqq", session.vfwebqq())
                        .put("psessionid", session.psessionid())
                        .put("user_state", 0)
                        .put("f", 0));
        feed.stateChanged(account);
    }

    /** {@code poll2}. */
    private void poll(Exchange exchange, Access access) {
        String psessionid = Requests.psessionid(exchange, Requests.r(exchange));
        if (sessions.takeKicked(psessionid)) {
            exchange.onTimeout(options.errorHold(), () -> Replies.channel(exchange, Sessions.kicked(options)));
            return;
        }
        access.inSession(exchange, (session, r) -> {
            boolean wasAway = !session.isPolling();
            session.poll(exchange);
            if (wasAway) {
                feed.stateChanged(session.account());
            }
        });
    }

    /** {@code change_status2}; "offline" is how lwqq says goodbye. */
    private void changeStatus(Call call) {
        String status = call.text("newstatus");
        if (!STATUSES.contains(status)) {
            call.refuse(Replies.BAD_PARAMETER);
            return;
        }
        show(call.account(), status);
        call.ok();
        if (status.equals("offline")) {
            leave(call);
        } else {
            feed.stateChanged(call.account());
        }
    }

    /** How the others see the account from now on. */
    private static void show(Account account, String status) {
        World.Person self = account.world().account();
        if (!self.status().equals(status)) {
            account.live().change(self.withStatus(status, self.clientType()));
        }
    }

    private void leave(Call call) {
        call.account().sessions().ofLogin(call.login()).ifPresent(call.account().sessions()::close);
        feed.stateChanged(call.account());
    }

    private void refuse(Exchange exchange, int retcode) {
        Replies.refuse(exchange, options.errorHold(), retcode);
    }
}
