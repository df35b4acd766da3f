package dev.rookery.host.webqq.contacts;

import dev.rookery.api.chat.ChatKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out who of this login is somebody of an earlier one, by what is remembered when the login begins. Two who look
 * the same are never told apart by guessing: neither is recognised.
 */
final class Recognition {

    private record Card(String room, MemberName name) {}

    private record RoomName(ChatKind kind, String name) {}

    /** The id that goes with a {@link FriendName} or {@link Card}; empty when several do. */
    private final Map<Object, String> people = new HashMap<>();

    private final Map<RoomName, List<KnownRoom>> rooms = new HashMap<>();

    Recognition(Collection<KnownPerson> people, Collection<KnownRoom> groups, Collection<KnownRoom> discussions) {
        for (KnownPerson person : people) {
            if (person.friend() != null) {
                add(person.friend(), person.id());
            }
            person.cards().forEach((room, name) -> add(new Card(room, name), person.id()));
        }
        groups.forEach(group -> add(ChatKind.GROUP, group));
        discussions.forEach(discussion -> add(ChatKind.DISCUSSION, discussion));
    }

    /** Whose friend's name this was. */
    Optional<String> friend(FriendName name) {
        return person(name);
    }

    /** Who was called so in a group or discussion. */
    Optional<String> member(String room, MemberName name) {
        return person(new Card(room, name));
    }

    /** All groups or discussions that had this name. */
    List<KnownRoom> rooms(ChatKind kind, String name) {
        return rooms.getOrDefault(new RoomName(kind, name), List.of());
    }

    private Optional<String> person(Object trait) {
        return Optional.ofNullable(people.get(trait)).filter(id -> !id.isEmpty());
    }

    private void add(Object trait, String id) {
        people.merge(trait, id, (one, other) -> "");
    }

    private void add(ChatKind kind, KnownRoom room) {
        rooms.computeIfAbsent(new RoomName(kind, room.name()), name -> new ArrayList<>())
                .add(room);
    }
}
