package dev.rookery.host.webqq.contacts;

import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Profile;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.host.webqq.wire.Uin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes of the handles of this login people and chats as plugins see them: with names from the {@link Contacts} and ids
 * from the {@link Identities}; and knows what to ask before it does. On the loop only.
 */
public final class WhoIs {

    private final Contacts contacts;
    private final Identities identities;

    WhoIs(Contacts contacts, Identities identities) {
        this.contacts = contacts;
        this.identities = identities;
    }

    /** A chat by the name that is known. */
    public Chat chat(ChatHandle chat) {
        return chat(chat, contacts.chatName(chat));
    }

    /** A chat by a name that is known otherwise. */
    public Chat chat(ChatHandle chat, String name) {
        if (!chat.isRoom()) {
            return identities.chat(chat.kind(), person(chat, new Uin(chat.number())), name);
        }
        Room room = contacts.room(chat);
        return identities.chat(
                chat, name, room == null ? new RoomTraits("", MemberSketch.NONE, Map.of()) : contacts.traits(room));
    }

    /** Somebody by the name that they have in a chat. */
    public Person person(ChatHandle chat, Uin person) {
        return person(chat, person, "");
    }

    /**
     * Somebody by the name that they have in a chat.
     *
     * @param told what they are called if the lists do not know
     */
    public Person person(ChatHandle chat, Uin person, String told) {
        Room room = contacts.room(chat);
        if (room != null && !identities.isBound(person)) {
            // People are recognised by what they are called in a room that was recognised.
            Chat unused = chat(chat);
        }
        String name = contacts.personName(chat, person);
        return identities.person(person, name.isEmpty() ? told : name, contacts.traits(chat, person));
    }

    /** The account itself by the name that it has in a chat. */
    public Person self(ChatHandle chat) {
        String there = contacts.personName(chat, contacts.self());
        return identities.person(contacts.self(), there, PersonTraits.NONE);
    }

    Friend friend(FriendList.Friend friend) {
        ChatHandle chat = ChatHandle.friend(friend.uin);
        Person person = identities.person(friend.uin, friend.nick, contacts.traits(chat, friend.uin));
        return new Friend(
                person,
                identities.chat(ChatKind.FRIEND, person, friend.name()),
                friend.remark,
                contacts.friends().category(friend),
                friend.status);
    }

    Member member(Room room, Room.Member member) {
        Role role = member.admin ? Role.ADMIN : Role.MEMBER;
        return new Member(
                person(room.handle, member.uin, member.nick),
                member.nick,
                member.card,
                member.uin.equals(room.owner) ? Role.OWNER : role);
    }

    Profile profile(Uin uin) {
        WireProfile profile = contacts.profile(uin);
        ChatHandle chat = ChatHandle.friend(uin);
        FriendList.Friend friend = contacts.friends().get(uin);
        String nick = profile.nick().isEmpty() ? contacts.personName(chat, uin) : profile.nick();
        return new Profile(
                identities.person(uin, nick, contacts.traits(chat, uin)),
                profile.signature(),
                friend != null && contacts.friends().isStatusKnown() ? friend.status : profile.status(),
                profile.more());
    }

    /** What may be asked so that a chat and people in it get their names and ids, the most telling first. */
    List<Lookup> wanted(ChatHandle chat, Collection<Uin> people) {
        List<Lookup> wanted = new ArrayList<>();
        if (chat.isRoom()) {
            wantedOf(chat, wanted);
        }
        for (Uin person : people) {
            if (!person.equals(contacts.self())) {
                wantedOf(chat, person, wanted);
            }
        }
        return wanted;
    }

    private void wantedOf(ChatHandle chat, List<Lookup> wanted) {
        Room room = contacts.room(chat);
        if (chat.kind() == ChatKind.GROUP && (room == null || room.code == 0)) {
            wanted.add(new Lookup.Groups());
        } else if (room == null) {
            wanted.add(new Lookup.DiscussionMembers(chat.number()));
        }
        if (room == null) {
            return;
        }
        if (room.code != 0 && identities.lacksNumber(chat)) {
            wanted.add(new Lookup.GroupNumber(chat.number(), room.code));
        }
        RoomTraits traits = contacts.traits(room);
        if (identities.isUnsettled(chat, traits)) {
            wantedMembers(room, wanted);
            for (ChatHandle namesake : traits.namesakes().keySet()) {
                Room other = contacts.room(namesake);
                if (other != null) {
                    wantedMembers(other, wanted);
                }
            }
        }
    }

    private void wantedOf(ChatHandle chat, Uin person, List<Lookup> wanted) {
        boolean friend = contacts.friends().contains(person);
        Room room = contacts.room(chat);
        if (chat.kind() == ChatKind.SESSION) {
            room = contacts.session(person)
                    .map(SessionRoute::room)
                    .map(contacts::room)
                    .orElse(null);
        }
        boolean known = room == null ? friend : room.get(person) != null;
        if (room != null && !known && !room.isCrowded()) {
            wanted.add(members(room));
        }
        if (!known && !friend) {
            if (chat.kind() == ChatKind.FRIEND) {
                wanted.add(new Lookup.Friends());
            }
            if (!contacts.hasProfile(person) && (room == null || !room.isCrowded())) {
                wanted.add(new Lookup.StrangerInfo(person));
            }
        }
        if (identities.lacksNumber(person)) {
            wanted.add(new Lookup.PersonNumber(person));
        }
    }

    private static void wantedMembers(Room room, List<Lookup> wanted) {
        if (!room.isKnown()) {
            wanted.add(members(room));
        }
    }

    /** The question who is in a room. */
    static Lookup members(Room room) {
        return room.handle.kind() == ChatKind.GROUP
                ? new Lookup.GroupMembers(room.handle.number(), room.code)
                : new Lookup.DiscussionMembers(room.handle.number());
    }
}
