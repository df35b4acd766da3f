package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.HttpHandler;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds out whose request it is, and lets only those in that are signed in: s.web2.qq.com and its like by vfwebqq, the
 * channel by psessionid, the group administration by cookies and the checksum of one of them.
 */
final class Access {

    /** What the group administration answers to somebody who is not signed in, or whose {@code bkn} is wrong. */
    static final int NOT_SIGNED_IN = 4;

    private final SandboxOptions options;
    private final WebLogins logins;
    private final SessionIndex sessions;

    Access(SandboxOptions options, WebLogins logins, SessionIndex sessions) {
        this.options = options;
        this.logins = logins;
        this.sessions = sessions;
    }

    /**
     * An endpoint for who has a vfwebqq, that of getvfwebqq or that of login2; for a request without one for who has
     * the cookies of a login.
     */
    HttpHandler api(Consumer<Call> endpoint) {
        return exchange -> {
            JsonNode r = Requests.r(exchange);
            ofVfwebqq(exchange, r)
                    .ifPresentOrElse(
                            login -> endpoint.accept(new Call(exchange, login, r, options)),
                            () -> refuse(exchange, Replies.NO_SESSION));
        };
    }

    /**
     * An endpoint for who has the cookies of a login, as the one about the account itself, which is asked with no more.
     */
    HttpHandler cookies(Consumer<Call> endpoint) {
        return exchange -> {
            JsonNode r = Requests.r(exchange);
            logins.ofCookies(exchange)
                    .or(() -> ofVfwebqq(exchange, r))
                    .ifPresentOrElse(
                            login -> endpoint.accept(new Call(exchange, login, r, options)),
                            () -> refuse(exchange, Replies.NO_SESSION));
        };
    }

    /** An endpoint for who has a session of the channel. */
    HttpHandler channel(Consumer<Call> endpoint) {
        return exchange ->
                inSession(exchange, (session, r) -> endpoint.accept(new Call(exchange, session.login(), r, options)));
    }

    /**
     * An endpoint of the group administration: the cookies tell the login; when the sandbox is strict, {@code bkn} must
     * be the checksum of the cookie skey.
     */
    HttpHandler administration(Consumer<Call> endpoint) {
        return exchange -> {
            Optional<WebLogin> login = logins.ofCookies(exchange);
            String bkn =
                    exchange.form().get("bkn").orElseGet(() -> exchange.query().text("bkn"));
            if (login.isEmpty()
                    || (options.strict()
                            && !bkn.equals(
                                    Integer.toString(Tokens.bkn(login.get().skey()))))) {
                exchange.onTimeout(options.errorHold(), () -> Replies.administration(exchange, NOT_SIGNED_IN));
                return;
            }
            endpoint.accept(new Call(exchange, login.get(), Json.object(), options));
        };
    }

    /** Whether who uploads with this vfwebqq may do so; the lenient sandbox asks for none. */
    boolean mayUpload(String vfwebqq) {
        return !options.strict()
                || logins.ofVfwebqq(vfwebqq).isPresent()
                || sessions.ofVfwebqq(vfwebqq).isPresent();
    }

    /** The session of a request to the channel; a request without a psessionid is known by vfwebqq or cookies. */
    void inSession(Exchange exchange, BiConsumer<Session, JsonNode> action) {
        JsonNode r = Requests.r(exchange);
        String psessionid = Requests.psessionid(exchange, r);
        Optional<Session> session = psessionid.isEmpty() && !options.strict()
                ? ofVfwebqq(exchange, r)
                        .flatMap(login -> login.account().sessions().ofLogin(login))
                : sessions.ofPsessionid(psessionid)
                        .filter(known -> !options.strict() || known.clientid().equals(Requests.clientid(exchange, r)));
        session.ifPresentOrElse(found -> action.accept(found, r), () -> refuse(exchange, Replies.NO_SESSION));
    }

    /** The login of a request to s.web2.qq.com. */
    private Optional<WebLogin> ofVfwebqq(Exchange exchange, JsonNode r) {
        String vfwebqq = Json.text(r, "vfwebqq");
        if (vfwebqq.isEmpty()) {
            vfwebqq = exchange.form()
                    .get("vfwebqq")
                    .orElseGet(() -> exchange.query().text("vfwebqq"));
        }
        String token = vfwebqq;
        return token.isEmpty() && !options.strict()
                ? logins.ofCookies(exchange)
                : logins.ofVfwebqq(token).or(() -> sessions.ofVfwebqq(token).map(Session::login));
    }

    SandboxOptions options() {
        return options;
    }

    private void refuse(Exchange exchange, int retcode) {
        Replies.refuse(exchange, options.errorHold(), retcode);
    }
}
