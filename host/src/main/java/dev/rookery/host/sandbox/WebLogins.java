package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who has signed in. Of more than {@value #MAX} the oldest is forgotten and has to sign in again. */
final class WebLogins {

    static final int MAX = 64;

    private final Deque<WebLogin> logins = new ArrayDeque<>();

    WebLogin create() {
        WebLogin login = WebLogin.create();
        logins.addFirst(login);
        if (logins.size() > MAX) {
            logins.removeLast();
        }
        return login;
    }

    /**
     * The login whose cookies a request carries. Clients keep different ones, so any of the three that identify will
     * do.
     */
    Optional<WebLogin> ofCookies(Exchange exchange) {
        return ofCookie(exchange, "ptwebqq", WebLogin::ptwebqq)
                .or(() -> ofCookie(exchange, "skey", WebLogin::skey))
                .or(() -> ofCookie(exchange, "superkey", WebLogin::superkey));
    }

    Optional<WebLogin> ofPtwebqq(String ptwebqq) {
        return first(login -> login.ptwebqq().equals(ptwebqq));
    }

    Optional<WebLogin> ofVfwebqq(String vfwebqq) {
        return first(login -> login.vfwebqq().equals(vfwebqq));
    }

    Optional<WebLogin> ofPtsigx(String ptsigx) {
        return first(login -> login.ptsigx().equals(ptsigx));
    }

    Optional<WebLogin> ofSupertoken(String supertoken) {
        return first(login -> login.supertoken().equals(supertoken));
    }

    void forgetAll() {
        logins.clear();
    }

    private Optional<WebLogin> ofCookie(Exchange exchange, String name, Function<WebLogin, String> token) {
        return exchange.cookie(name)
                .flatMap(value -> first(login -> token.apply(login).equals(value)));
    }

    private Optional<WebLogin> first(Predicate<WebLogin> wanted) {
        return logins.stream().filter(wanted).findFirst();
    }
}
