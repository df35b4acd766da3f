package dev.rookery.host.scope;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A set of places that is asked without making anything. Immutable. */
public final class Places {

    /** Nowhere and nobody. */
    public static final Places NONE = new Places(Set.of());

    private final boolean everywhere;
    private final Set<String> accounts = new HashSet<>();
    private final Set<ChatId> chats = new HashSet<>();
    private final Set<PersonId> people = new HashSet<>();

    /** Copies the places. */
    public Places(Collection<Place> places) {
        this.everywhere = places.contains(new Place.Everywhere());
        for (Place place : places) {
            if (place instanceof Place.OfAccount account) {
                accounts.add(account.name());
            } else if (place instanceof Place.InChat chat) {
                chats.add(chat.id());
            } else if (place instanceof Place.OfPerson person) {
                people.add(person.id());
            }
        }
    }

    /** Whether the person, speaking in the chat, is in one of the places. */
    boolean contain(ChatId chat, PersonId person) {
        return everywhere || people.contains(person) || chats.contains(chat) || accounts.contains(chat.account());
    }
}
