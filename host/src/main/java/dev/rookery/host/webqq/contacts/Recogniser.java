package dev.rookery.host.webqq.contacts;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.Uin;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides who of an earlier login somebody of this one is, and which group or discussion, by what they look like; two
 * who look the same are never told apart by guessing. On the loop only.
 */
final class Recogniser {

    private final IdentityTable<Uin, KnownPerson> people;
    private final Map<ChatKind, IdentityTable<ChatHandle, KnownRoom>> rooms;
    private Recognition remembered = new Recognition(List.of(), List.of(), List.of());

    /**
     * Creates the recogniser of one account.
     *
     * @param people who is remembered, and which of them already has a handle
     * @param rooms as people, by kind
     */
    Recogniser(IdentityTable<Uin, KnownPerson> people, Map<ChatKind, IdentityTable<ChatHandle, KnownRoom>> rooms) {
        this.people = people;
        this.rooms = rooms;
    }

    /** A new login: everybody remembered may be recognised. */
    void begin() {
        remembered = new Recognition(
                people.remembered(),
                rooms(ChatKind.GROUP).remembered(),
                rooms(ChatKind.DISCUSSION).remembered());
    }

    /** The id of the one who looked so: as a friend, else by card and nickname in a room that was recognised. */
    Optional<String> person(PersonTraits traits) {
        Optional<String> friend =
                Optional.ofNullable(traits.friend()).flatMap(remembered::friend).filter(people::isFree);
        if (friend.isPresent()) {
            return friend;
        }
        for (Map.Entry<ChatHandle, MemberName> card : traits.cards().entrySet()) {
            Optional<String> member = rooms(card.getKey().kind())
                    .boundTo(card.getKey())
                    .flatMap(room -> remembered.member(room, card.getValue()))
                    .filter(people::isFree);
            if (member.isPresent()) {
                return member;
            }
        }
        return Optional.empty();
    }

    /** The id of the room that looked so: by its name if that is the only one, else by its members, too. */
    Optional<String> room(ChatKind kind, RoomTraits traits) {
        List<KnownRoom> candidates = candidates(kind, traits);
        List<MemberSketch> rivals = traits.namesakes().entrySet().stream()
                .filter(namesake -> !rooms(kind).isBound(namesake.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (candidates.size() == 1 && rivals.isEmpty() && !traits.name().isEmpty()) {
            return candidates.stream()
                    .filter(only -> !only.members().contradicts(traits.members()))
                    .map(KnownRoom::id)
                    .findFirst();
        }
        List<KnownRoom> similar = candidates.stream()
                .filter(known -> known.members().similarity(traits.members()) >= MemberSketch.SAME)
                .toList();
        boolean undecided = similar.size() != 1
                || rivals.stream()
                        .anyMatch(rival ->
                                rival.isEmpty() || similar.get(0).members().similarity(rival) >= MemberSketch.SAME);
        return undecided ? Optional.empty() : Optional.of(similar.get(0).id());
    }

    /** Whether a room could be told from its namesakes if all their members were known. */
    boolean isUndecidedYet(ChatKind kind, RoomTraits traits) {
        int candidates = candidates(kind, traits).size();
        return candidates > 1
                || (candidates == 1
                        && (traits.name().isEmpty() || !traits.namesakes().isEmpty()));
    }

    private List<KnownRoom> candidates(ChatKind kind, RoomTraits traits) {
        return remembered.rooms(kind, traits.name()).stream()
                .filter(known -> rooms(kind).isFree(known.id()))
                .toList();
    }

    private IdentityTable<ChatHandle, KnownRoom> rooms(ChatKind kind) {
        return Objects.requireNonNull(rooms.get(kind), "a chat without members");
    }
}
