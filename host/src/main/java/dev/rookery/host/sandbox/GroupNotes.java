package dev.rookery.host.sandbox;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the account knows or has set about one of its groups, beyond what everybody sees: how loud it is, who must be
 * silent, and its own business card.
 */
final class GroupNotes {

    /** The masks of the wire: 0 tells the account aloud what is said, 1 silently, 2 not at all. */
    static final int LAST_MASK = 2;

    /** The business card in a group; the name on it is the member's card. */
    record BusinessCard(String phone, String email, String remark, int gender) {}

    private final Map<Long, Instant> silentUntil = new HashMap<>();
    private int mask;
    private BusinessCard card = new BusinessCard("", "", "", 2);

    int mask() {
        return mask;
    }

    void mask(int changed) {
        mask = changed;
    }

    BusinessCard card() {
        return card;
    }

    void card(BusinessCard changed) {
        card = changed;
    }

    /** A member may not speak for so many seconds; zero lets it speak again. */
    void silence(long uin, long seconds) {
        if (seconds == 0) {
            silentUntil.remove(uin);
        } else {
            silentUntil.put(uin, Instant.now().plusSeconds(seconds));
        }
    }

    boolean isSilent(long uin) {
        return silentUntil.getOrDefault(uin, Instant.MIN).isAfter(Instant.now());
    }
}
