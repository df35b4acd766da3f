package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The contact lists of s.web2.qq.com, and the token that they are asked with. */
final class ApiEndpoints {

    private static final Predicate<String> HOST = "s.web2.qq.com"::equals;

    private final SandboxOptions options;
    private final WebLogins logins;

    ApiEndpoints(SandboxOptions options, WebLogins logins) {
        this.options = options;
        this.logins = logins;
    }

    void addTo(Routes routes, Access access) {
        routes.add(HOST, "/api/getvfwebqq", this::vfwebqq);
        routes.add(HOST, "/api/get_user_friends2", access.api(hashed(Contacts::friends)));
        routes.add(HOST, "/api/get_group_name_list_mask2", access.api(this::groups));
        routes.add(
                HOST,
                "/api/get_group_info_ext2",
                access.api(call -> answer(call, contacts(call).group(call.number("gcode")))));
        routes.add(
                HOST,
                "/api/get_discus_list",
                access.api(call -> call.answer(contacts(call).discussions())));
        routes.add(
                HOST,
                "/api/get_self_info2",
                access.cookies(call -> call.answer(contacts(call).self())));
        routes.add(
                HOST,
                "/api/get_friend_info2",
                access.api(call -> answer(call, contacts(call).person(call.number("tuin")))));
        routes.add(HOST, "/api/get_friend_uin2", access.api(ApiEndpoints::qqNumber));
        routes.add(
                HOST,
                "/api/get_single_long_nick2",
                access.api(call -> answer(call, contacts(call).signature(call.number("tuin")))));
    }

    /** For a login known by its cookies or by the ptwebqq of the query, which may be empty. */
    private void vfwebqq(Exchange exchange) {
        logins.ofCookies(exchange)
                .or(() -> logins.ofPtwebqq(exchange.query().text("ptwebqq")))
                .ifPresentOrElse(
                        login -> Replies.api(exchange, Json.object().put("vfwebqq", login.vfwebqq())),
                        () -> Replies.refuse(exchange, options.errorHold(), Replies.NO_SESSION));
    }

    /** The number behind a uin, or behind a group code when the type is 4. */
    private static void qqNumber(Call call) {
        long tuin = call.number("tuin");
        Optional<Long> number = call.text("type").equals("4")
                ? contacts(call).groupNumber(tuin)
                : contacts(call).qqNumber(tuin);
        answer(
                call,
                number.map(account ->
                        Json.object().put("uiuin", "").put("account", account).put("uin", tuin)));
    }

    /** The groups, which twqq and pual_bot ask for without a hash; in era B everybody sends one. */
    private void groups(Call call) {
        boolean old = call.account()
                .sessions()
                .ofLogin(call.login())
                .filter(session -> session.era() == Era.A)
                .isPresent();
        if (old && call.text("hash").isEmpty()) {
            call.answer(contacts(call).groups());
        } else {
            hashed(Contacts::groups).accept(call);
        }
    }

    private interface ContactList {
        JsonNode of(Contacts contacts);
    }

    /** A list that wants the hash of ptwebqq, or of nothing from clients that have none, and the account's number. */
    private Consumer<Call> hashed(ContactList list) {
        return call -> {
            WebLogin login = call.login();
            if (isRight(call.text("hash"), login, login.ptwebqq())
                    || logins.renewed(login)
                            .filter(ptwebqq -> isRight(call.text("hash"), login, ptwebqq))
                            .isPresent()
                    || (call.exchange().cookie("ptwebqq").isEmpty() && isRight(call.text("hash"), login, ""))) {
                call.answer(list.of(login.contacts()));
            } else {
                call.refuse(Replies.WRONG_HASH);
            }
        };
    }

    private boolean isRight(String hash, WebLogin login, String ptwebqq) {
        return ContactHash.accepts(options, hash, login.account().qq(), ptwebqq);
    }

    private static Contacts contacts(Call call) {
        return call.login().contacts();
    }

    private static void answer(Call call, Optional<? extends JsonNode> result) {
        result.ifPresentOrElse(call::answer, () -> call.refuse(Replies.BAD_PARAMETER));
    }
}
