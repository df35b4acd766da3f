package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.sandbox.World.Discussion;
import dev.rookery.host.sandbox.World.Friend;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Person;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request of somebody who is signed in: its parameters, whoever it is about, and the ways to answer it. Parameters
 * are looked for in {@code r}, in the form and in the query, in that order; numbers of people and chats come in those
 * of the wire and leave here as those of the world.
 *
 * @param r the JSON parameter of that name, empty when there is none
 */
record Call(Exchange exchange, WebLogin login, JsonNode r, SandboxOptions options) {

    Account account() {
        return login.account();
    }

    LiveWorld live() {
        return account().live();
    }

    World world() {
        return account().world();
    }

    /** The parameter as a text, empty when there is none. */
    String text(String name) {
        String text = Json.text(r, name);
        if (text.isEmpty()) {
            text = exchange.form().get(name).orElseGet(() -> exchange.query().text(name));
        }
        return text;
    }

    /** The parameter as a number, -1 when it is none. */
    long number(String name) {
        return Requests.number(text(name));
    }

    /** The parameter as a number of the world. */
    long id(String name) {
        return login.uins().world(number(name));
    }

    /** How a number of the world is written to this client. */
    long wire(long id) {
        return login.uins().wire(id);
    }

    /** The person whose uin the parameter is; refuses when there is nobody. */
    void withPerson(String name, Consumer<Person> action) {
        or(account().person(id(name)), action);
    }

    /** The friend whose uin the parameter is; refuses when there is none. */
    void withFriend(String name, Consumer<Friend> action) {
        or(world().friend(id(name)), action);
    }

    /** The group whose code the parameter is; refuses when there is none. */
    void withGroupOfCode(String name, Consumer<Group> action) {
        or(world().groupByCode(id(name)), action);
    }

    /** The discussion whose did the parameter is; refuses when there is none. */
    void withDiscussion(String name, Consumer<Discussion> action) {
        or(world().discussion(id(name)), action);
    }

    private <T> void or(Optional<T> found, Consumer<T> action) {
        found.ifPresentOrElse(action, () -> refuse(Replies.BAD_PARAMETER));
    }

    /** Answers {@code {"retcode":0,"result":…}} with the content type of the host. */
    void answer(JsonNode result) {
        if (exchange.path().startsWith("/channel/")) {
            Replies.channel(exchange, result);
        } else {
            Replies.api(exchange, result);
        }
    }

    /** Answers {@code {"retcode":0,"result":"ok"}}. */
    void ok() {
        answer(Json.object().textNode("ok"));
    }

    void refuse(int retcode) {
        Replies.refuse(exchange, options.errorHold(), retcode);
    }

    /** Notes for the control API that the bot has done this. */
    void did(String what, ObjectNode details) {
        account().actions().add(what, details);
    }
}
