package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The contact lists of s.web2.qq.com. Authorised by vfwebqq, that of getvfwebqq or that of login2; a request without
 * one by its cookies.
 */
final class ApiEndpoints {

    private final SandboxOptions options;
    private final WebLogins logins;
    private final SessionIndex sessions;

    ApiEndpoints(SandboxOptions options, WebLogins logins, SessionIndex sessions) {
        this.options = options;
        this.logins = logins;
        this.sessions = sessions;
    }

    /** {@code getvfwebqq}: for a login known by its cookies or by the ptwebqq of the query, which may be empty. */
    void vfwebqq(Exchange exchange) {
        logins.ofCookies(exchange)
                .or(() -> logins.ofPtwebqq(exchange.query().text("ptwebqq")))
                .ifPresentOrElse(
                        login -> Replies.api(exchange, Json.object().put("vfwebqq", login.vfwebqq())),
                        () -> refuse(exchange, Replies.NO_SESSION));
    }

    void friends(Exchange exchange) {
        hashed(exchange, contacts -> Replies.api(exchange, contacts.friends()));
    }

    void groups(Exchange exchange) {
        hashed(exchange, contacts -> Replies.api(exchange, contacts.groups()));
    }

    void group(Exchange exchange) {
        authorised(exchange, login -> answer(exchange, login.contacts().group(number(exchange, "gcode"))));
    }

    void discussions(Exchange exchange) {
        authorised(exchange, login -> Replies.api(exchange, login.contacts().discussions()));
    }

    void self(Exchange exchange) {
        authorised(exchange, login -> Replies.api(exchange, login.contacts().self()));
    }

    void person(Exchange exchange) {
        authorised(exchange, login -> answer(exchange, login.contacts().person(number(exchange, "tuin"))));
    }

    /** {@code get_friend_uin2}: the number behind a uin, or behind a group code when the type is 4. */
    void qqNumber(Exchange exchange) {
        long tuin = number(exchange, "tuin");
        boolean group = exchange.query().text("type").equals("4");
        authorised(exchange, login -> {
            Contacts contacts = login.contacts();
            Optional<Long> number = group ? contacts.groupNumber(tuin) : contacts.qqNumber(tuin);
            answer(
                    exchange,
                    number.map(account -> Json.object()
                            .put("uiuin", "")
                            .put("account", account)
                            .put("uin", tuin)));
        });
    }

    void signature(Exchange exchange) {
        authorised(exchange, login -> answer(exchange, login.contacts().signature(number(exchange, "tuin"))));
    }

    private void hashed(Exchange exchange, Consumer<Contacts> answer) {
        JsonNode r = Requests.r(exchange);
        authorised(exchange, Json.text(r, "vfwebqq"), login -> {
            String hash = Json.text(r, "hash");
            long qq = login.account().qq();
            if (ContactHash.accepts(options, hash, qq, login.ptwebqq())
                    || logins.renewed(login)
                            .filter(ptwebqq -> ContactHash.accepts(options, hash, qq, ptwebqq))
                            .isPresent()) {
                answer.accept(login.contacts());
            } else {
                refuse(exchange, Replies.WRONG_HASH);
            }
        });
    }

    private void authorised(Exchange exchange, Consumer<WebLogin> answer) {
        authorised(exchange, exchange.query().text("vfwebqq"), answer);
    }

    private void authorised(Exchange exchange, String vfwebqq, Consumer<WebLogin> answer) {
        Optional<WebLogin> login = vfwebqq.isEmpty() && !options.strict()
                ? logins.ofCookies(exchange)
                : logins.ofVfwebqq(vfwebqq).or(() -> sessions.ofVfwebqq(vfwebqq).map(Session::login));
        login.ifPresentOrElse(answer, () -> refuse(exchange, Replies.NO_SESSION));
    }

    private void answer(Exchange exchange, Optional<? extends JsonNode> result) {
        result.ifPresentOrElse(found -> Replies.api(exchange, found), () -> refuse(exchange, Replies.BAD_PARAMETER));
    }

    private void refuse(Exchange exchange, int retcode) {
        Replies.refuse(exchange, options.errorHold(), retcode);
    }

    private static long number(Exchange exchange, String name) {
        return Requests.number(exchange.query().text(name));
    }
}
