package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Uin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is who, as far as the servers have told in this login. Lists came empty or partial now and then, also with
 * retcode 0 (qqbot, Mojo-Webqq): what is learned is added to what is known; only what several whole lists lack is taken
 * away. On the loop only.
 */
public final class Contacts {

    /** How many profiles, and how many temporary chats, are kept; beyond that the longest unused is forgotten. */
    static final int MAX_STRANGERS = 2_000;

    /** How many groups or discussions of one name are told apart by their members; with more, none of them is. */
    static final int MAX_NAMESAKES = 8;

    private final Uin self;
    private final Identities identities;
    private final FriendList friends = new FriendList();
    private final RoomList groups = new RoomList(ChatKind.GROUP);
    private final RoomList discussions = new RoomList(ChatKind.DISCUSSION);
    private final Map<Uin, WireProfile> profiles = new Latest<>();
    private final Map<Uin, SessionRoute> sessions = new Latest<>();
    private List<ChatHandle> recent = List.of();
    private List<Change> changes = new ArrayList<>();

    Contacts(Uin self, Identities identities) {
        this.self = self;
        this.identities = identities;
    }

    /** Who we are. */
    public Uin self() {
        return self;
    }

    FriendList friends() {
        return friends;
    }

    /** The groups or discussions. */
    RoomList rooms(ChatKind kind) {
        return kind == ChatKind.GROUP ? groups : discussions;
    }

    /** Groups and discussions whose members are kept; of each kind the longest unused first. */
    List<Room> used() {
        return Stream.concat(groups.used().stream(), discussions.used().stream())
                .toList();
    }

    @Nullable
    Room room(ChatHandle chat) {
        return chat.isRoom() ? rooms(chat.kind()).get(chat.number()) : null;
    }

    /** What a group's member list and picture are asked with; 0 when the group is in no list. */
    public long groupCode(long gid) {
        Room group = groups.get(gid);
        return group == null ? 0 : group.code;
    }

    /** How somebody in a temporary chat is reached; empty when they have not spoken there in this login. */
    public Optional<SessionRoute> session(Uin stranger) {
        return Optional.ofNullable(sessions.get(stranger));
    }

    /** Takes how somebody in a temporary chat is reached. */
    public void learnSession(Uin stranger, SessionRoute route) {
        sessions.put(stranger, route);
    }

    /** Takes what a poll tells of a group besides its gid. */
    public void learnGroup(long gid, long code, long number) {
        Room group = groups.get(gid);
        if (group != null && group.code == 0 && code != gid) {
            group.code = code;
        }
        identities.learnNumber(ChatHandle.group(gid), number);
    }

    /** Takes a notice that a friend shows themselves differently; false when that was known. */
    public boolean learnStatus(Uin friend, OnlineStatus status) {
        FriendList.Friend known = friends.get(friend);
        if (known != null && known.status == status) {
            return false;
        }
        friends.status(friend, status);
        return true;
    }

    /** Takes a notice that somebody is a friend now; false when that was known. */
    public boolean announceFriend(Uin who) {
        return friends.announce(who);
    }

    /** What somebody is called as a friend; empty when they are none. */
    public String friendName(Uin who) {
        FriendList.Friend friend = friends.get(who);
        return friend == null ? "" : friend.name();
    }

    /** A status by the word of the wire. */
    public static OnlineStatus status(String word) {
        return Wire.status(word);
    }

    /** Takes a notice that somebody is no friend any more. */
    public void removeFriend(Uin who) {
        friends.remove(who);
    }

    /** Takes a notice that the account is in a group now; false when that was known. */
    public boolean announceGroup(long gid) {
        return groups.announce(gid);
    }

    /** Takes a notice that the account is in a group no more; false when that was known. */
    public boolean removeGroup(long gid) {
        boolean known = groups.get(gid) != null;
        groups.remove(gid);
        return known;
    }

    /** Takes a notice that somebody is in a group no more. */
    public void removeMember(long gid, Uin member) {
        Room group = groups.get(gid);
        if (group != null) {
            group.remove(member);
        }
    }

    /** What comparing lists has shown since this was last asked. */
    List<Change> takeChanges() {
        List<Change> taken = changes;
        changes = new ArrayList<>();
        return taken;
    }

    /** Takes get_user_friends2: categories, nicknames, and the remarks that go before them. */
    void learnFriends(JsonNode result, boolean complete) {
        changes.addAll(friends.learn(result, complete));
        friends.all().forEach(friend -> identities.recognise(friend.uin, friendTraits(friend.uin)));
    }

    /** Takes get_online_buddies2. */
    void learnOnline(JsonNode result) {
        friends.learnOnline(result);
    }

    /** Takes get_group_name_list_mask2. */
    void learnGroups(JsonNode result, boolean complete) {
        changes.addAll(groups.learn(result.path("gnamelist"), "gid", result.path("gmarklist"), complete));
        groups.all().forEach(group -> identities.recognise(group.handle, traits(group)));
    }

    /** Takes get_discus_list. */
    void learnDiscussions(JsonNode result, boolean complete) {
        changes.addAll(discussions.learn(result.path("dnamelist"), "did", result.path("dmarklist"), complete));
        discussions.all().forEach(discussion -> identities.recognise(discussion.handle, traits(discussion)));
    }

    /** Takes get_group_info_ext2. */
    void learnGroupMembers(long gid, JsonNode result, boolean complete) {
        Room group = groups.add(gid);
        if (group != null) {
            changes.addAll(group.learnGroup(result, complete));
            groups.use(group);
        }
    }

    /** Takes get_discu_info, the one list that tells lasting numbers. */
    void learnDiscussionMembers(long did, JsonNode result, boolean complete) {
        Room discussion = discussions.add(did);
        if (discussion != null) {
            discussion.learnDiscussion(result, complete);
            discussions.use(discussion);
            for (Room.Member member : discussion.members()) {
                if (member.number != 0) {
                    identities.learnNumber(member.uin, new QqNumber(member.number));
                }
            }
        }
    }

    /** Takes get_recent_list2: type 0 a friend, 1 a group, 2 a discussion. */
    void learnRecent(JsonNode result) {
        List<ChatHandle> chats = new ArrayList<>();
        for (JsonNode entry : result) {
            ChatKind kind = switch (entry.path("type").asInt(-1)) {
                case 0 -> ChatKind.FRIEND;
                case 1 -> ChatKind.GROUP;
                case 2 -> ChatKind.DISCUSSION;
                default -> null;
            };
            long number = Wire.number(entry, "uin");
            if (kind != null && number != 0 && chats.size() < RoomList.MAX_ROOMS) {
                chats.add(new ChatHandle(kind, number));
            }
        }
        recent = List.copyOf(chats);
    }

    List<ChatHandle> recent() {
        return recent;
    }

    /** What somebody told about themselves; of nobody known it is empty. */
    WireProfile profile(Uin person) {
        return profiles.getOrDefault(person, WireProfile.NONE);
    }

    boolean hasProfile(Uin person) {
        return profiles.containsKey(person);
    }

    void learnProfile(Uin person, WireProfile profile) {
        profiles.put(person, profile);
    }

    /** What a chat is called; empty when unknown. */
    public String chatName(ChatHandle chat) {
        if (!chat.isRoom()) {
            return personName(chat, new Uin(chat.number()));
        }
        Room room = room(chat);
        return room == null ? "" : room.name();
    }

    /** What somebody is called in a chat: card or nickname there, else as a friend, else by themselves. */
    String personName(ChatHandle chat, Uin person) {
        Room room = chat.kind() == ChatKind.SESSION
                ? session(person).map(SessionRoute::room).map(this::room).orElse(null)
                : room(chat);
        Room.Member member = room == null ? null : room.get(person);
        if (member != null && !member.name().isEmpty()) {
            return member.name();
        }
        FriendList.Friend friend = friends.get(person);
        return friend != null && !friend.name().isEmpty()
                ? friend.name()
                : profile(person).nick();
    }

    /** What may be recognised of somebody who is met in a chat; the first time they are looked for in all chats. */
    PersonTraits traits(ChatHandle chat, Uin person) {
        Map<ChatHandle, MemberName> cards = new LinkedHashMap<>();
        Room here = room(chat);
        if (here != null) {
            rooms(chat.kind()).touch(here);
            here.memberName(person).ifPresent(name -> cards.put(here.handle, name));
        }
        if (!identities.isBound(person)) {
            used().forEach(room -> room.memberName(person).ifPresent(name -> cards.put(room.handle, name)));
        }
        return new PersonTraits(friends.name(person).orElse(null), cards);
    }

    /** What may be recognised of a group or discussion. */
    RoomTraits traits(Room room) {
        Map<ChatHandle, MemberSketch> namesakes = new LinkedHashMap<>();
        if (!identities.isBound(room.handle)) {
            for (Room other : rooms(room.handle.kind()).all()) {
                if (other != room && other.name.equals(room.name)) {
                    if (namesakes.size() == MAX_NAMESAKES) {
                        return new RoomTraits(room.name, MemberSketch.NONE, namesakes);
                    }
                    namesakes.put(other.handle, other.sketch(self));
                }
            }
        }
        return new RoomTraits(room.name, room.sketch(self), namesakes);
    }

    private PersonTraits friendTraits(Uin friend) {
        return new PersonTraits(friends.name(friend).orElse(null), Map.of());
    }

    /** Keeps the {@link #MAX_STRANGERS} latest used. */
    private static final class Latest<V> extends LinkedHashMap<Uin, V> {
        private static final long serialVersionUID = 1;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Uin, V> eldest) {
            return size() > MAX_STRANGERS;
        }
    }
}
