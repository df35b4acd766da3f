package dev.rookery.host.webqq.contacts;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has an id.
 *
 * @param friend what they are called as a friend; null when they are none, or share all of it with another
 * @param cards what they are called in groups and discussions, by the id of these; the {@link #MAX_CARDS} latest
 */
record KnownPerson(String id, long number, @Nullable FriendName friend, Map<String, MemberName> cards, long seen)
        implements Known<KnownPerson> {

    /** In how many groups and discussions somebody is recognised; the longest unused goes first. */
    static final int MAX_CARDS = 8;

    KnownPerson {
        LinkedHashMap<String, MemberName> latest = new LinkedHashMap<>(cards);
        Iterator<String> eldest = latest.keySet().iterator();
        for (int surplus = latest.size() - MAX_CARDS; surplus > 0; surplus--) {
            eldest.next();
            eldest.remove();
        }
        cards = Collections.unmodifiableMap(latest);
    }

    KnownPerson(String id, long number, long seen) {
        this(id, number, null, Map.of(), seen);
    }

    @Override
    public boolean isRecognisable() {
        return number != 0 || friend != null || !cards.isEmpty();
    }

    @Override
    public KnownPerson withNumber(long learned) {
        return new KnownPerson(id, learned, friend, cards, seen);
    }

    @Override
    public KnownPerson seenOn(long day) {
        return new KnownPerson(id, number, friend, cards, day);
    }

    KnownPerson asFriend(FriendName name) {
        return name.equals(friend) ? this : new KnownPerson(id, number, name, cards, seen);
    }

    KnownPerson withCard(String room, MemberName card) {
        if (card.equals(cards.get(room))) {
            return this;
        }
        Map<String, MemberName> more = new LinkedHashMap<>(cards);
        more.remove(room);
        more.put(room, card);
        return new KnownPerson(id, number, friend, more, seen);
    }
}
