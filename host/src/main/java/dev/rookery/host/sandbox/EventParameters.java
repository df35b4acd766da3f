package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import dev.rookery.host.sandbox.World.Friend;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import dev.rookery.host.sandbox.World.Person;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * What a call to {@code /sandbox/event} gives, from its body or its query, with the first that fits for what it leaves
 * out. Numbers are those of the world.
 */
final class EventParameters {

    /** Longest text of an event, in UTF-16 units. */
    private static final int MAX_TEXT = 4_000;

    private final Exchange exchange;
    private final Account account;
    private final JsonNode body;
    private final int id;

    EventParameters(Exchange exchange, Account account, JsonNode body) {
        this.exchange = exchange;
        this.account = account;
        this.body = body;
        this.id = account.conversations().nextId();
    }

    LiveWorld live() {
        return account.live();
    }

    World world() {
        return account.world();
    }

    /** The msg_id of what happens. */
    int id() {
        return id;
    }

    long seconds() {
        return Instant.now().getEpochSecond();
    }

    /** Where this server is reached. */
    InetSocketAddress server() {
        return exchange.localAddress();
    }

    JsonNode json(String name) {
        return body.path(name);
    }

    String text(String name) {
        String text = body.path(name).asText(exchange.query().text(name));
        if (text.length() > MAX_TEXT) {
            throw new Refusal(400, name + ": " + text.length() + " characters (expected: up to " + MAX_TEXT + ")");
        }
        return text;
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text.isEmpty() ? otherwise : text;
    }

    boolean flag(String name, boolean otherwise) {
        String text = text(name, Boolean.toString(otherwise));
        return text.equals("true") || text.equals("1");
    }

    long number(String name, long otherwise) {
        String text = text(name);
        long number = text.isEmpty() ? otherwise : Requests.number(text);
        if (number < 0) {
            throw new Refusal(400, name + ": \"" + text + "\" (expected: a number)");
        }
        return number;
    }

    int small(String name, int otherwise) {
        return (int) Math.min(number(name, otherwise), Integer.MAX_VALUE);
    }

    /** The friend {@code from}, else the first. */
    Person friend() {
        if (text("from").isEmpty()) {
            return world().friends().stream()
                    .findFirst()
                    .map(Friend::person)
                    .orElseThrow(() -> new Refusal(400, "from: missing, and there is no friend"));
        }
        return world().friend(number("from", 0))
                .map(Friend::person)
                .orElseThrow(() -> new Refusal(400, "from: " + text("from") + " (expected: the uin of a friend)"));
    }

    /** The person whose uin {@code name} is, or whose number {@code qq} is, made up when nobody has it. */
    Person person(String name) {
        if (!text(name).isEmpty()) {
            return live().person(number(name, 0))
                    .orElseThrow(() -> new Refusal(
                            400, name + ": " + text(name) + " (expected: the uin of somebody in this world)"));
        }
        if (!text("qq").isEmpty()) {
            return live().personOfNumber(number("qq", 0), text("nick", text("qq")));
        }
        return live().stranger().orElseThrow(() -> new Refusal(400, name + ": missing, and there is no stranger"));
    }

    /** The group {@code group}, else the first. */
    Group group() {
        return (text("group").isEmpty() ? world().groups().stream().findFirst() : world().group(number("group", 0)))
                .orElseThrow(() -> new Refusal(400, "group: \"" + text("group") + "\" (expected: the gid of a group)"));
    }

    /** The member whose uin {@code name} is, else the first but the account. */
    Person member(String name, Group group) {
        if (!text(name).isEmpty()) {
            return group.member(number(name, 0))
                    .map(Member::person)
                    .orElseThrow(() -> new Refusal(
                            400, name + ": " + text(name) + " (expected: the uin of a member of " + group.gid() + ")"));
        }
        return group.members().stream()
                .map(Member::person)
                .filter(person -> person.uin() != world().account().uin())
                .findFirst()
                .orElseThrow(() -> new Refusal(400, name + ": missing, and there is no other member"));
    }
}
