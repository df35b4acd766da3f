package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls of the control API that make something happen to an account besides messages: {@code event}, {@code raw},
 * {@code actions}, {@code grow}.
 *
 * <p>{@code event} takes {@code type} and its parameters from the query or the body. Who is not named is the first who
 * fits: a friend where it takes a friend, a stranger where it takes a stranger. What changes the world is seen in every
 * list that is asked for later.
 *
 * <table>
 * <caption>Types</caption>
 * <tr><td>{@code buddies_status_change}</td><td>{@code from}, {@code status} (online), {@code client} (1)</td></tr>
 * <tr><td>{@code input_notify}, {@code shake_message}</td><td>{@code from}</td></tr>
 * <tr><td>{@code kick_message}</td><td>{@code reason}, {@code show} (true)</td></tr>
 * <tr><td>{@code verify_required}, {@code added_buddy_sig}</td><td>a {@code system_message}: {@code from} or
 *     {@code qq} (somebody new), {@code message}</td></tr>
 * <tr><td>{@code verify_pass}, {@code verify_pass_add}</td><td>a {@code system_message}: {@code from} or {@code qq},
 *     {@code category}; they are friends from now on</td></tr>
 * <tr><td>{@code buddylist_change}</td><td>{@code added} and {@code removed} (lists of uins), {@code category}</td></tr>
 * <tr><td>{@code group_create}, {@code group_join}, {@code group_leave}, {@code group_request_join},
 *     {@code group_request_join_agree}, {@code group_request_join_deny}</td><td>a {@code sys_g_msg}: {@code group},
 *     {@code member} or {@code qq}, {@code admin}, {@code kicked} (false), {@code message}, {@code name}. When the
 *     account itself leaves, the group leaves its list; when it joins or creates one, the group is made</td></tr>
 * <tr><td>{@code group_rename}, {@code group_memo}, {@code group_admin}, {@code group_dissolve}, {@code group_card},
 *     {@code nick}, {@code signature}</td><td>change the world and tell the bot nothing, as the real service did:
 *     {@code group}, {@code member}, {@code from}, {@code text}, {@code admin} (true)</td></tr>
 * <tr><td>{@code group_web_message}</td><td>{@code group}, {@code from}, {@code name} of the file</td></tr>
 * <tr><td>{@code file_offer}, {@code file_refuse}, {@code file_accept}</td><td>a {@code file_message}: {@code from},
 *     {@code name}, {@code text} (its content), {@code session_id}, {@code cancel_type} (1)</td></tr>
 * <tr><td>{@code filesrv_transfer}</td><td>{@code name}, {@code session_id}, {@code status} (0)</td></tr>
 * <tr><td>{@code push_offfile}</td><td>{@code from}, {@code name}, {@code text}</td></tr>
 * <tr><td>{@code notify_offfile}</td><td>{@code action} (2), {@code name}, {@code size}</td></tr>
 * <tr><td>{@code tips}, {@code av_request}, {@code av_refuse}</td><td>{@code from}, {@code value} (further fields)
 *     </td></tr>
 * </table>
 */
final class EventCalls {

    /** One type of event: changes the world as it must, and answers what the bot is told, if anything. */
    @FunctionalInterface
    interface Happening {
        Optional<Incoming> happen(EventParameters parameters);
    }

    private final Map<String, Happening> types = new TreeMap<>();
    private final EventFeed feed;

    EventCalls(FileStore files, FileEndpoints fileEndpoints, EventFeed feed) {
        this.feed = feed;
        PersonEvents.addTo(types);
        GroupEvents.addTo(types);
        new FileEvents(files, fileEndpoints).addTo(types);
    }

    void addTo(ControlApi api) {
        api.post("event", this::event)
                .post("raw", (exchange, account, body) -> raw(exchange, account, body))
                .post("grow", this::grow)
                .get("actions", (exchange, account, none) -> actions(exchange, account));
    }

    private void event(Exchange exchange, Account account, JsonNode body) {
        EventParameters parameters = new EventParameters(exchange, account, body);
        Happening type = types.get(parameters.text("type"));
        if (type == null) {
            throw new Refusal(
                    400,
                    "type: \"" + parameters.text("type") + "\" (expected one of: " + String.join(", ", types.keySet())
                            + ")");
        }
        ObjectNode answer = Json.object();
        Optional<Incoming> told = type.happen(parameters);
        told.ifPresent(incoming -> deliver(account, incoming));
        answer.put("id", parameters.id()).put("told", told.isPresent());
        ControlApi.answer(exchange, answer);
        feed.stateChanged(account);
    }

    private static void raw(Exchange exchange, Account account, JsonNode body) {
        if (!body.path("poll_type").isTextual() || !body.has("value")) {
            throw new Refusal(400, "body (expected: {\"poll_type\":\"…\",\"value\":…})");
        }
        deliver(account, new Incoming.Raw(body));
        ControlApi.answer(exchange, Json.object().put("told", true));
    }

    private static void deliver(Account account, Incoming incoming) {
        if (!account.sessions().deliver(incoming)) {
            throw new Refusal(503, Inbox.MAX + " messages are waiting for the bot already");
        }
    }

    private void grow(Exchange exchange, Account account, JsonNode body) {
        EventParameters parameters = new EventParameters(exchange, account, body);
        World.Group group = parameters.group();
        long members = parameters.number("members", 0);
        if (members < 1 || members > LiveWorld.MAX_MEMBERS) {
            throw new Refusal(400, "members: " + members + " (expected: 1 to " + LiveWorld.MAX_MEMBERS + ")");
        }
        World.Group grown = account.live().grow(group, (int) members);
        ControlApi.answer(exchange, Json.object().put("members", grown.members().size()));
        feed.stateChanged(account);
    }

    private static void actions(Exchange exchange, Account account) {
        ObjectNode answer = Json.object().put("last", account.actions().last());
        answer.set("actions", account.actions().since(ControlApi.number(exchange, "since")));
        ControlApi.answer(exchange, answer);
    }

    /** The people of whom a buddylist_change tells. */
    static List<Long> uins(JsonNode list) {
        return Json.elements(list).map(uin -> uin.asLong(-1)).toList();
    }
}
