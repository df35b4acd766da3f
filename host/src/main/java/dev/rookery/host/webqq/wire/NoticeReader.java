package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.webqq.wire.FriendNotice.ListChanged.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the notices about friends and groups that a poll brings. */
final class NoticeReader {

    /** The {@code op_type} of a {@code group_leave} that was not the member's own wish; 2 is one that was (lwqq). */
    private static final int PUT_OUT = 3;

    private NoticeReader() {}

    /**
     * Reads a {@code system_message}.
     *
     * @return nothing for an inner type that is not known
     */
    static Optional<PollEvent> system(Fields value) {
        return Optional.ofNullable(
                switch (value.name("type")) {
                    case "verify_required" -> new FriendNotice.Requested(asker(value), value.text("msg"));
                    case "added_buddy_sig" -> new FriendNotice.Added(asker(value));
                    case "verify_pass" -> new FriendNotice.Accepted(asker(value), value.code("group_id"), false);
                    case "verify_pass_add" -> new FriendNotice.Accepted(asker(value), value.code("group_id"), true);
                    default -> null;
                });
    }

    /** Reads a {@code buddylist_change}; entries without a uin are left out. */
    static PollEvent friendList(Fields value) {
        List<Entry> added = new ArrayList<>();
        for (JsonNode friend : value.node().path("added_friends")) {
            Uin who = new Fields(friend).uinOrNull("uin");
            if (who != null) {
                added.add(new Entry(who, new Fields(friend).code("groupid")));
            }
        }
        List<Uin> removed = new ArrayList<>();
        for (JsonNode friend : value.node().path("removed_friends")) {
            Uin who = new Fields(friend).uinOrNull("uin");
            if (who != null) {
                removed.add(who);
            }
        }
        return new FriendNotice.ListChanged(added, removed);
    }

    /**
     * Reads a {@code sys_g_msg}.
     *
     * @return nothing for an inner type that is not known
     */
    static Optional<PollEvent> group(Fields value) {
        return Optional.ofNullable(
                switch (value.name("type")) {
                    case "group_create" -> new GroupNotice.Created(names(value), value.uinOrNull("owner_uin"));
                    case "group_join" ->
                        new GroupNotice.Joined(
                                names(value),
                                person(value.uin("new_member"), value.qqNumber("t_new_member")),
                                administrator(value));
                    case "group_leave" ->
                        new GroupNotice.Left(
                                names(value),
                                person(value.uin("old_member"), value.qqNumber("t_old_member")),
                                value.number("op_type") == PUT_OUT,
                                administrator(value));
                    case "group_request_join" ->
                        new GroupNotice.JoinRequested(
                                names(value),
                                person(value.uin("request_uin"), value.qqNumber("t_request_uin")),
                                value.text("msg"));
                    case "group_request_join_agree" -> decided(value, true);
                    case "group_request_join_deny" -> decided(value, false);
                    default -> null;
                });
    }

    /** Reads a {@code group_web_message}. */
    static PollEvent webMessage(Fields value) {
        WireGroup group = new WireGroup(value.id("from_uin"), value.number("group_code"), 0);
        Uin sender = value.uin("send_uin");
        WebPage page = WebPage.read(value.node().path("xml").asText(""));
        return new GroupNotice.WebMessage(group, sender, page.head(), page.lines());
    }

    private static PollEvent decided(Fields value, boolean agreed) {
        Uin member = value.uinOrNull("new_member");
        return new GroupNotice.JoinDecided(
                names(value),
                agreed,
                member == null ? null : person(member, value.qqNumber("t_new_member")),
                administrator(value),
                value.text("msg"));
    }

    private static WirePerson asker(Fields value) {
        return person(value.uin("from_uin"), value.qqNumber("account"));
    }

    private static WirePerson person(Uin uin, @Nullable QqNumber number) {
        return new WirePerson(uin, number, "");
    }

    private static WireGroup names(Fields value) {
        return new WireGroup(value.id("from_uin"), value.number("gcode"), value.number("t_gcode"));
    }

    private static @Nullable WirePerson administrator(Fields value) {
        Uin uin = value.uinOrNull("admin_uin");
        return uin == null ? null : new WirePerson(uin, value.qqNumber("t_admin_uin"), value.name("admin_nick"));
    }
}
