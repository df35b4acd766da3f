package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Who has signed in. Of more than {@value #MAX} of one account the oldest is forgotten and has to sign in again. */
final class WebLogins {

    static final int MAX = 64;

    private final Map<Account, Deque<WebLogin>> logins = new HashMap<>();
    /** By each token that identifies alone; they cannot be mistaken for one another, since their shapes differ. */
    private final Map<String, WebLogin> byToken = new HashMap<>();
    /** The ptwebqq that a login was given since; nearly none has one. */
    private final Map<WebLogin, String> renewed = new HashMap<>(1);

    private final Map<String, WebLogin> byRenewed = new HashMap<>(1);

    WebLogin create(Account account) {
        WebLogin login = WebLogin.create(account);
        Deque<WebLogin> own = logins.computeIfAbsent(account, none -> new ArrayDeque<>(1));
        own.addFirst(login);
        tokens(login).forEach(token -> byToken.put(token, login));
        if (own.size() > MAX) {
            forget(own.removeLast());
        }
        return login;
    }

    /** Signs a browser in again: its tokens stay, the numbers that it sees are those of a new login. */
    WebLogin again(WebLogin login) {
        WebLogin again = login.again();
        Deque<WebLogin> own = logins.computeIfAbsent(login.account(), none -> new ArrayDeque<>(1));
        own.remove(login);
        own.addFirst(again);
        tokens(again).forEach(token -> byToken.put(token, again));
        Optional.ofNullable(renewed.remove(login)).ifPresent(ptwebqq -> renew(again, ptwebqq));
        return again;
    }

    /**
     * The login whose cookies a request carries. Clients keep different ones, so any of the three that identify will
     * do.
     */
    Optional<WebLogin> ofCookies(Exchange exchange) {
        return exchange.cookie("ptwebqq")
                .flatMap(this::ofPtwebqq)
                .or(() -> ofCookie(exchange, "skey", WebLogin::skey))
                .or(() -> ofCookie(exchange, "superkey", WebLogin::superkey));
    }

    Optional<WebLogin> ofPtwebqq(String ptwebqq) {
        return of(ptwebqq, WebLogin::ptwebqq).or(() -> Optional.ofNullable(byRenewed.get(ptwebqq)));
    }

    Optional<WebLogin> ofVfwebqq(String vfwebqq) {
        return of(vfwebqq, WebLogin::vfwebqq);
    }

    Optional<WebLogin> ofPtsigx(String ptsigx) {
        return of(ptsigx, WebLogin::ptsigx);
    }

    /** A supertoken has 32 bits only, too few to be told apart among all accounts. */
    Optional<WebLogin> ofSupertoken(Account account, String supertoken) {
        return logins.getOrDefault(account, new ArrayDeque<>(1)).stream()
                .filter(login -> login.supertoken().equals(supertoken))
                .findFirst();
    }

    /** Gives a login another ptwebqq. The one before stays good: not every client adopts a new one. */
    void renew(WebLogin login, String ptwebqq) {
        Optional.ofNullable(renewed.put(login, ptwebqq)).ifPresent(byRenewed::remove);
        byRenewed.put(ptwebqq, login);
    }

    /** The ptwebqq that a login was given last, if any since it signed in. */
    Optional<String> renewed(WebLogin login) {
        return Optional.ofNullable(renewed.get(login));
    }

    void forgetAll(Account account) {
        Optional.ofNullable(logins.remove(account)).ifPresent(own -> own.forEach(this::forget));
    }

    private void forget(WebLogin login) {
        Optional.ofNullable(renewed.remove(login)).ifPresent(byRenewed::remove);
        tokens(login).forEach(byToken::remove);
    }

    private static List<String> tokens(WebLogin login) {
        return List.of(login.ptwebqq(), login.vfwebqq(), login.ptsigx(), login.skey(), login.superkey());
    }

    private Optional<WebLogin> ofCookie(Exchange exchange, String name, Function<WebLogin, String> kind) {
        return exchange.cookie(name).flatMap(value -> of(value, kind));
    }

    private Optional<WebLogin> of(String token, Function<WebLogin, String> kind) {
        return Optional.ofNullable(byToken.get(token))
                .filter(login -> kind.apply(login).equals(token));
    }
}
