package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What goes wrong with sessions and with the tokens behind them. */
final class SessionFaults {

    private SessionFaults() {}

    static void newPtwebqq(Strike strike) {
        String ptwebqq = Tokens.hex((int) strike.number("length"));
        if (!ptwebqq.isEmpty()) {
            strike.scene().renew(strike.exchange(), ptwebqq);
        }
        answer(strike, "{\"retcode\":116,\"p\":\"" + ptwebqq + "\"}");
    }

    static void relink(Strike strike) {
        forget(strike, false);
        answer(strike, "{\"retcode\":120,\"errmsg\":\"\"}");
    }

    static void kicked(Strike strike) {
        forget(strike, false);
        answer(strike, Sessions.KICKED);
    }

    /** Not at once, like every refusal: some clients retry without a pause. */
    private static void answer(Strike strike, String body) {
        Exchange exchange = strike.exchange();
        exchange.onTimeout(strike.scene().errorHold(), () -> Replies.channel(exchange, body));
    }

    static void expired(Strike strike) {
        Duration age = Duration.ofSeconds(strike.number("seconds"));
        Optional<Session> old = strike.scene()
                .session(strike.exchange())
                .filter(session -> !session.since().plus(age).isAfter(Instant.now()));
        if (old.isPresent() && strike.happens()) {
            forget(strike, strike.text("logins").equals("forgotten"));
        }
        strike.proceed();
    }

    static void allDropped(Strike strike) {
        strike.scene().dropAll(strike.text("logins").equals("forgotten"));
        strike.proceed();
    }

    private static void forget(Strike strike, boolean andLogins) {
        strike.scene()
                .session(strike.exchange())
                .map(Session::account)
                .ifPresent(account -> strike.scene().drop(account, andLogins));
    }
}
