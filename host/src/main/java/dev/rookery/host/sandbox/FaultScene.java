package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import java.time.Duration;
import java.util.Optional;

/** What faults see of the sandbox and may do to it. For the event loop only. */
final class FaultScene {

    private final Duration errorHold;
    private final Accounts accounts;
    private final SessionIndex sessions;
    private final WebLogins logins;
    private final EventFeed feed;
    private final Replays replays = new Replays();

    FaultScene(SandboxOptions options, Accounts accounts, SessionIndex sessions, WebLogins logins, EventFeed feed) {
        this.errorHold = options.errorHold();
        this.accounts = accounts;
        this.sessions = sessions;
        this.logins = logins;
        this.feed = feed;
    }

    /** How long a refusal is held back, see {@link SandboxOptions#withErrorHold}. */
    Duration errorHold() {
        return errorHold;
    }

    Replays replays() {
        return replays;
    }

    /** The account whose request it is, as far as anything in the request tells. */
    Optional<Account> account(Exchange exchange) {
        return session(exchange)
                .map(Session::account)
                .or(() -> login(exchange).map(WebLogin::account))
                .or(() -> accounts.ofNumber(ofNumbers(exchange)));
    }

    private static long ofNumbers(Exchange exchange) {
        for (String name : new String[] {"uin", "u"}) {
            long number = Requests.number(exchange.query().text(name));
            if (number >= 0) {
                return number;
            }
        }
        return exchange.cookie("uin").map(Account::ofUinCookie).orElse(-1L);
    }

    /** The session whose request it is. */
    Optional<Session> session(Exchange exchange) {
        JsonNode r = Requests.rOrNothing(exchange);
        return sessions.ofPsessionid(Requests.psessionid(exchange, r))
                .or(() -> sessions.ofVfwebqq(vfwebqq(exchange, r)));
    }

    private Optional<WebLogin> login(Exchange exchange) {
        return logins.ofVfwebqq(vfwebqq(exchange, Requests.rOrNothing(exchange)))
                .or(() -> logins.ofCookies(exchange))
                .or(() -> logins.ofPtwebqq(exchange.query().text("ptwebqq")));
    }

    private static String vfwebqq(Exchange exchange, JsonNode r) {
        String vfwebqq = Json.text(r, "vfwebqq");
        return vfwebqq.isEmpty() ? exchange.query().text("vfwebqq") : vfwebqq;
    }

    /** Forgets the session of an account; its held poll, if any, is cut. Without its logins it cannot link again. */
    void drop(Account account, boolean andLogins) {
        account.sessions().drop();
        if (andLogins) {
            logins.forgetAll(account);
        }
        feed.stateChanged(account);
    }

    void dropAll(boolean andLogins) {
        accounts.all().forEach(account -> drop(account, andLogins));
    }

    /** From now on that ptwebqq is as good as the one that the login of this request had before. */
    void renew(Exchange exchange, String ptwebqq) {
        session(exchange)
                .map(Session::login)
                .or(() -> login(exchange))
                .ifPresent(login -> logins.renew(login, ptwebqq));
    }

    /** What this request sends comes back to the account. */
    void echo(Exchange exchange) {
        JsonNode r = Requests.r(exchange);
        session(exchange).ifPresent(session -> {
            Uins uins = session.login().uins();
            ChatKey.Kind alone =
                    exchange.path().endsWith("/send_sess_msg2") ? ChatKey.Kind.SESSION : ChatKey.Kind.FRIEND;
            ChatKey chat = r.has("to")
                    ? new ChatKey(alone, uins.world(Json.number(r, "to")))
                    : r.has("did")
                            ? new ChatKey(ChatKey.Kind.DISCUSSION, uins.world(Json.number(r, "did")))
                            : new ChatKey(ChatKey.Kind.GROUP, uins.world(Json.number(r, "group_uin")));
            session.account()
                    .conversations()
                    .echo(chat, Content.ofOutgoing(r.path("content").asText(""), false));
        });
    }
}
