package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.host.webqq.wire.Uin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The friends of this login: get_user_friends2 and get_online_buddies2. On the loop only. */
final class FriendList {

    /** How many friends are kept; those beyond are as strangers. */
    static final int MAX_FRIENDS = 20_000;

    static final class Friend {
        final Uin uin;
        String nick = "";
        String remark = "";
        int category;
        OnlineStatus status = OnlineStatus.UNKNOWN;
        private int seen;

        Friend(Uin uin) {
            this.uin = uin;
        }

        /** What the account calls them. */
        String name() {
            return remark.isEmpty() ? nick : remark;
        }
    }

    private final Map<Uin, Friend> friends = new LinkedHashMap<>();
    private final Map<Integer, String> categories = new HashMap<>();
    private final Whole lists = new Whole();
    private boolean statusKnown;

    /** Who was announced as a friend and is in no list yet. */
    private final Set<Uin> announced = new HashSet<>();

    private @Nullable Map<FriendName, Integer> namesakes;

    /**
     * Takes get_user_friends2.
     *
     * @param complete whether the server claims that it is all, which is not believed of an empty list
     * @return what has changed
     */
    List<Change> learn(JsonNode result, boolean complete) {
        boolean whole = complete && Wire.isWhole(result.path("friends"), "uin");
        lists.count(whole);
        boolean tellNew = lists.hasEarlier(whole);
        namesakes = null;
        List<Change> changes = new ArrayList<>();
        for (JsonNode entry : result.path("categories")) {
            if (categories.size() < MAX_FRIENDS) {
                categories.put(Wire.code(entry, "index"), Wire.name(entry, "name"));
            }
        }
        for (JsonNode entry : result.path("friends")) {
            take(entry, tellNew, changes).ifPresent(friend -> friend.category = Wire.code(entry, "categories"));
        }
        for (JsonNode entry : result.path("info")) {
            take(entry, tellNew, changes).ifPresent(friend -> friend.nick = other(friend.nick, entry, "nick"));
        }
        for (JsonNode entry : result.path("marknames")) {
            Wire.uin(entry, "uin")
                    .map(friends::get)
                    .ifPresent(friend -> friend.remark = other(friend.remark, entry, "markname"));
        }
        for (Friend gone : lists.gone(friends.values(), friend -> friend.seen)) {
            friends.remove(gone.uin);
            changes.add(new Change.FriendRemoved(gone.uin, gone.name()));
        }
        return changes;
    }

    /** Takes get_online_buddies2, which lists only who is on line; an empty list takes nothing away. */
    void learnOnline(JsonNode result) {
        statusKnown = true;
        for (Friend friend : friends.values()) {
            if (!result.isEmpty() || friend.status == OnlineStatus.UNKNOWN) {
                friend.status = OnlineStatus.OFFLINE;
            }
        }
        for (JsonNode entry : result) {
            Wire.uin(entry, "uin")
                    .ifPresent(
                            uin -> status(uin, Wire.status(entry.path("status").asText(""))));
        }
    }

    /** Takes a notice about a friend. */
    void status(Uin uin, OnlineStatus status) {
        Friend friend = friends.get(uin);
        if (friend != null) {
            friend.status = status;
        }
    }

    /** Somebody is told to be a friend; the next list will hold them and that is no news then, as it may be now. */
    boolean announce(Uin uin) {
        return !friends.containsKey(uin) && announced.size() < MAX_FRIENDS && announced.add(uin);
    }

    /** Somebody is told to be no friend any more. */
    void remove(Uin uin) {
        namesakes = null;
        friends.remove(uin);
        announced.remove(uin);
    }

    @Nullable
    Friend get(Uin uin) {
        return friends.get(uin);
    }

    boolean contains(Uin uin) {
        return friends.containsKey(uin);
    }

    /** In the order of the server. */
    Collection<Friend> all() {
        return friends.values();
    }

    /** Whether a whole list was ever seen. */
    boolean isKnown() {
        return lists.hasAny();
    }

    boolean isStatusKnown() {
        return statusKnown;
    }

    /** The name of a category; empty for the default one. */
    String category(Friend friend) {
        return categories.getOrDefault(friend.category, "");
    }

    /** What a friend is called, if nobody else is called the same. */
    Optional<FriendName> name(Uin uin) {
        Friend friend = friends.get(uin);
        if (friend == null) {
            return Optional.empty();
        }
        if (namesakes == null) {
            Map<FriendName, Integer> counts = new HashMap<>();
            friends.values().forEach(one -> counts.merge(name(one), 1, Integer::sum));
            namesakes = counts;
        }
        FriendName name = name(friend);
        return name.isBlank() || namesakes.getOrDefault(name, 0) != 1 ? Optional.empty() : Optional.of(name);
    }

    private FriendName name(Friend friend) {
        return new FriendName(friend.nick, friend.remark, category(friend));
    }

    private Optional<Friend> take(JsonNode entry, boolean tellNew, List<Change> changes) {
        Optional<Uin> uin = Wire.uin(entry, "uin");
        Optional<Friend> friend = uin.map(friends::get);
        if (friend.isEmpty() && uin.isPresent() && friends.size() < MAX_FRIENDS) {
            Friend added = new Friend(uin.get());
            friends.put(added.uin, added);
            if (!announced.remove(added.uin) && tellNew) {
                changes.add(new Change.FriendAdded(added.uin));
            }
            friend = Optional.of(added);
        }
        friend.ifPresent(present -> present.seen = lists.now());
        return friend;
    }

    /** Never takes an empty name for a known one. */
    private static String other(String before, JsonNode entry, String field) {
        String name = Wire.name(entry, field);
        return name.isEmpty() ? before : name;
    }
}
