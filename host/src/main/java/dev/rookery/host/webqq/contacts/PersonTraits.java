package dev.rookery.host.webqq.contacts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lists of this login tell about somebody and about nobody else in the same list.
 *
 * @param friend what they are called as a friend; null when they are none or have a namesake
 * @param cards what they are called in groups and discussions, without those where they have a namesake
 */
record PersonTraits(@Nullable FriendName friend, Map<ChatHandle, MemberName> cards) {

    static final PersonTraits NONE = new PersonTraits(null, Map.of());
}
