package dev.rookery.host.sandbox;

import dev.rookery.host.sandbox.ControlCall.Refusal;
import dev.rookery.host.sandbox.EventCalls.Happening;
import dev.rookery.host.sandbox.World.Group;
import dev.rookery.host.sandbox.World.Member;
import dev.rookery.host.sandbox.World.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Events about groups. */
final class GroupEvents {

    private GroupEvents() {}

    static void addTo(Map<String, Happening> types) {
        types.put("group_create", p -> {
            Group group = found(p, p.world().account());
            return Optional.of(Notice.groupCreated(p.id(), group));
        });
        types.put("group_join", GroupEvents::join);
        types.put("group_leave", GroupEvents::leave);
        types.put(
                "group_request_join",
                p -> Optional.of(Notice.groupRequested(
                        p.id(), p.group(), p.person("member").uin(), p.text("message", "我想加入"))));
        types.put("group_request_join_agree", p -> {
            Group group = p.group();
            Person person = p.person("member");
            p.live().join(group.gid(), person);
            return Optional.of(Notice.groupAgreed(p.id(), group, person.uin(), admin(p, group), p.text("message")));
        });
        types.put(
                "group_request_join_deny",
                p -> Optional.of(Notice.groupDenied(p.id(), p.group(), admin(p, p.group()), p.text("message"))));
        types.put(
                "group_web_message",
                p -> Optional.of(Notice.groupFile(
                        p.id(), p.group(), p.member("from", p.group()), p.text("name", "readme.txt"))));
        types.put("group_rename", changed((p, group) -> group.withName(p.text("text", group.name()))));
        types.put("group_memo", changed((p, group) -> group.withMemo(p.text("text"))));
        types.put("group_dissolve", p -> {
            p.live().removeGroup(p.group().gid());
            return Optional.empty();
        });
        types.put("group_admin", member((p, member) -> member.withAdmin(p.flag("admin", true))));
        types.put("group_card", member((p, member) -> member.withCard(p.text("text"))));
    }

    /** The administrator {@code admin}, else the owner. */
    private static Person admin(EventParameters p, Group group) {
        return p.text("admin").isEmpty() ? group.owner() : p.member("admin", group);
    }

    private static Optional<Incoming> join(EventParameters p) {
        boolean self = p.number("member", 0) == p.world().account().uin();
        Group group = self ? found(p, p.friend()) : p.group();
        Person person = self ? p.world().account() : p.person("member");
        if (group.members().size() >= LiveWorld.MAX_MEMBERS) {
            throw new Refusal(400, "group: has " + LiveWorld.MAX_MEMBERS + " members already");
        }
        p.live().join(group.gid(), person);
        return Optional.of(Notice.groupJoined(p.id(), group, person.uin(), admin(p, group)));
    }

    /** A new group of the account and its owner, or of the account and its first friend. */
    private static Group found(EventParameters p, Person owner) {
        Person self = p.world().account();
        Person other = owner.uin() == self.uin() ? p.friend() : owner;
        long gid = p.live().freeNumber();
        Group group = new Group(
                gid,
                gid + 500_000_000L,
                gid - 100_000_000L,
                p.text("name", "新群"),
                "",
                "",
                owner,
                List.of(new Member(other, "", 0), new Member(self, "", 0)));
        p.live().add(group);
        return group;
    }

    private static Optional<Incoming> leave(EventParameters p) {
        Group group = p.group();
        Person person = p.member("member", group);
        p.live().leave(group.gid(), person.uin());
        return Optional.of(
                Notice.groupLeft(p.id(), group, person.uin(), p.flag("kicked", false) ? admin(p, group) : null));
    }

    private static Happening changed(BiFunction<EventParameters, Group, Group> change) {
        return p -> {
            p.live().changeGroup(p.group().gid(), group -> change.apply(p, group));
            return Optional.empty();
        };
    }

    private static Happening member(BiFunction<EventParameters, Member, Member> change) {
        return p -> {
            Group group = p.group();
            p.live().changeMember(group.gid(), p.member("member", group).uin(), member -> change.apply(p, member));
            return Optional.empty();
        };
    }
}
