package dev.rookery.host.sandbox;

import dev.rookery.host.sandbox.ControlCall.Refusal;
import dev.rookery.host.sandbox.EventCalls.Happening;
import dev.rookery.host.sandbox.World.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events about people: what they do, and becoming friends and ceasing to be. */
final class PersonEvents {

    private static final Set<String> STATUSES =
            Set.of("online", "offline", "away", "busy", "silent", "hidden", "callme");

    private PersonEvents() {}

    static void addTo(Map<String, Happening> types) {
        types.put("buddies_status_change", PersonEvents::status);
        types.put(
                "input_notify",
                p -> Optional.of(Notice.typing(p.id(), p.friend().uin())));
        types.put(
                "shake_message",
                p -> Optional.of(Notice.shake(p.id(), p.friend().uin())));
        types.put("kick_message", p -> Optional.of(Notice.kick(p.text("reason", Notice.KICKED), p.flag("show", true))));
        types.put("verify_required", PersonEvents::request);
        types.put("added_buddy_sig", p -> Optional.of(Notice.added(p.id(), p.person("from"), Tokens.hex(8))));
        types.put("verify_pass", p -> accepted(p, false));
        types.put("verify_pass_add", p -> accepted(p, true));
        types.put("buddylist_change", PersonEvents::list);
        types.put("nick", p -> {
            p.live().change(p.person("from").withNick(p.text("text", "?")));
            return Optional.empty();
        });
        types.put("signature", p -> {
            p.live().change(p.person("from").withSignature(p.text("text")));
            return Optional.empty();
        });
        for (String type : List.of("tips", "av_request", "av_refuse")) {
            types.put(
                    type, p -> Optional.of(Notice.other(type, p.id(), p.friend().uin(), p.json("value"))));
        }
    }

    private static Optional<Incoming> status(EventParameters p) {
        String status = p.text("status", "online");
        if (!STATUSES.contains(status)) {
            throw new Refusal(400, "status: \"" + status + "\" (expected one of: " + String.join(", ", STATUSES) + ")");
        }
        Person changed = p.friend().withStatus(status, p.small("client", 1));
        p.live().change(changed);
        return Optional.of(Notice.status(changed));
    }

    private static Optional<Incoming> request(EventParameters p) {
        Person person = p.person("from");
        p.live().request(person);
        return Optional.of(
                Notice.friendRequest(p.id(), person, p.text("message", "我是" + person.nick()), p.small("allow", 1)));
    }

    private static Optional<Incoming> accepted(EventParameters p, boolean addedBack) {
        Person person = p.person("from");
        int category = p.small("category", 0);
        p.live().befriend(person, "", category);
        return Optional.of(Notice.accepted(p.id(), person, category, addedBack));
    }

    private static Optional<Incoming> list(EventParameters p) {
        int category = p.small("category", 0);
        List<Long> added = EventCalls.uins(p.json("added"));
        List<Long> removed = EventCalls.uins(p.json("removed"));
        List<Person> people = added.stream()
                .map(uin -> p.live().person(uin).orElseThrow(() -> new Refusal(400, "added: nobody has uin " + uin)))
                .toList();
        people.forEach(person -> p.live().befriend(person, "", category));
        removed.forEach(p.live()::unfriend);
        return Optional.of(Notice.friends(added, category, removed));
    }
}
