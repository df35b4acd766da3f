package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireMessage;
import dev.rookery.host.webqq.wire.WireText;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is who, as far as the servers have told in this login. Lists came empty or partial now and then, also with
 * retcode 0 (qqbot, Mojo-Webqq): what is learned is added to what is known, never the other way. On the loop only.
 */
public final class Contacts {

    private static final class Room {
        private String name = "";
        /** What member lists are asked with; 0 for a discussion and for a group that is in no list. */
        private long groupCode;

        private final Map<Uin, String> members = new HashMap<>();
    }

    private final Uin self;
    private final Map<Uin, String> friends = new HashMap<>();
    private final Map<Long, Room> groups = new HashMap<>();
    private final Map<Long, Room> discussions = new HashMap<>();

    public Contacts(Uin self) {
        this.self = self;
    }

    /** Takes get_self_info2. */
    public void self(JsonNode result) {
        put(friends, self, result.path("nick").asText());
    }

    /** Takes get_user_friends2: nicknames, and the remarks that go before them. */
    public void friends(JsonNode result) {
        result.path("friends").forEach(friend -> put(friends, uin(friend, "uin"), ""));
        result.path("info")
                .forEach(friend ->
                        put(friends, uin(friend, "uin"), friend.path("nick").asText()));
        result.path("marknames")
                .forEach(mark ->
                        put(friends, uin(mark, "uin"), mark.path("markname").asText()));
    }

    /** Takes get_group_name_list_mask2. The {@code uin} of a remark is the gid. */
    public void groups(JsonNode result) {
        for (JsonNode entry : result.path("gnamelist")) {
            Room group = groups.computeIfAbsent(entry.path("gid").asLong(), gid -> new Room());
            group.name = WireText.name(entry.path("name").asText());
            group.groupCode = entry.path("code").asLong();
        }
        for (JsonNode mark : result.path("gmarklist")) {
            Room group = groups.get(mark.path("uin").asLong());
            String name = WireText.name(mark.path("markname").asText());
            if (group != null && !name.isEmpty()) {
                group.name = name;
            }
        }
    }

    /** Takes get_discus_list. */
    public void discussions(JsonNode result) {
        for (JsonNode entry : result.path("dnamelist")) {
            discussions.computeIfAbsent(entry.path("did").asLong(), did -> new Room()).name =
                    WireText.name(entry.path("name").asText());
        }
    }

    /** Takes get_group_info_ext2: nicknames, and the cards that go before them; there may be no cards at all. */
    public void groupMembers(long gid, JsonNode result) {
        Room group = groups.computeIfAbsent(gid, unknown -> new Room());
        for (JsonNode member : result.path("minfo")) {
            put(group.members, uin(member, "uin"), member.path("nick").asText());
        }
        for (JsonNode card : result.path("cards")) {
            put(group.members, uin(card, "muin"), card.path("card").asText());
        }
    }

    /** Takes get_discu_info. */
    public void discussionMembers(long did, JsonNode result) {
        Room discussion = discussions.computeIfAbsent(did, unknown -> new Room());
        String name = WireText.name(result.path("info").path("discu_name").asText());
        if (!name.isEmpty()) {
            discussion.name = name;
        }
        for (JsonNode member : result.path("mem_info")) {
            put(discussion.members, uin(member, "uin"), member.path("nick").asText());
        }
    }

    /** What a chat is called; empty when unknown. */
    public String chatName(ChatKind kind, long chat) {
        if (kind == ChatKind.FRIEND) {
            return friends.getOrDefault(new Uin(chat), "");
        }
        Room room = room(kind, chat);
        return room == null ? "" : room.name;
    }

    /** What somebody is called in a chat: card or nickname there, else as a friend; empty when unknown. */
    public String personName(ChatKind kind, long chat, Uin person) {
        Room room = room(kind, chat);
        String there = room == null ? "" : room.members.getOrDefault(person, "");
        return there.isEmpty() ? friends.getOrDefault(person, "") : there;
    }

    /** What the account itself is called in a chat. */
    public String selfName(ChatKind kind, long chat) {
        return personName(kind, chat, self);
    }

    /** What to ask the server next so that chat and sender of a message get their names; empty when all is known. */
    public Optional<Lookup> missing(WireMessage message) {
        long chat = message.chat();
        return switch (message.kind()) {
            case GROUP -> {
                Room group = groups.get(chat);
                if (group == null || group.groupCode == 0) {
                    yield Optional.of(new Lookup.Groups());
                }
                yield group.members.containsKey(message.sender())
                        ? Optional.empty()
                        : Optional.of(new Lookup.GroupMembers(chat, group.groupCode));
            }
            case DISCUSSION -> {
                Room discussion = discussions.get(chat);
                yield discussion != null && discussion.members.containsKey(message.sender())
                        ? Optional.empty()
                        : Optional.of(new Lookup.DiscussionMembers(chat));
            }
            default -> friends.containsKey(message.sender()) ? Optional.empty() : Optional.of(new Lookup.Friends());
        };
    }

    private @Nullable Room room(ChatKind kind, long chat) {
        return switch (kind) {
            case GROUP -> groups.get(chat);
            case DISCUSSION -> discussions.get(chat);
            default -> null;
        };
    }

    /** Never puts an empty name over a known one. */
    private static void put(Map<Uin, String> names, Uin uin, String wireName) {
        String name = WireText.name(wireName);
        if (name.isEmpty()) {
            names.putIfAbsent(uin, name);
        } else {
            names.put(uin, name);
        }
    }

    private static Uin uin(JsonNode entry, String field) {
        return new Uin(entry.path(field).asLong());
    }
}
