package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The groups or the discussions of this login: get_group_name_list_mask2 or get_discus_list. On the loop only. */
final class RoomList {

    /** How many rooms are kept; those beyond have neither name nor members. */
    static final int MAX_ROOMS = 5_000;

    /** How many members are kept in all rooms together; beyond that those of the room longest unused are forgotten. */
    static final int MAX_MEMBERS = 100_000;

    private final ChatKind kind;
    private final Map<Long, Room> rooms = new LinkedHashMap<>();

    /** Those whose members are kept, the longest unused first. */
    private final Map<Long, Room> used = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<Long> announced = new HashSet<>();
    private final Whole lists = new Whole();

    RoomList(ChatKind kind) {
        this.kind = kind;
    }

    /**
     * Takes a list. The {@code uin} of a remark is the gid; discussions have none.
     *
     * @param entries {@code gnamelist} or {@code dnamelist}
     * @param id the field of an entry that names the room
     * @param remarks {@code gmarklist}
     * @param complete whether the server claims that it is all, which is not believed of an empty list
     * @return what has changed
     */
    List<Change> learn(JsonNode entries, String id, JsonNode remarks, boolean complete) {
        boolean whole = complete && Wire.isWhole(entries, id);
        lists.count(whole);
        boolean tellNew = lists.hasEarlier(whole);
        List<Change> changes = new ArrayList<>();
        for (JsonNode entry : entries) {
            long number = Wire.number(entry, id);
            boolean isNew = !rooms.containsKey(number);
            Room room = number == 0 ? null : add(number);
            if (room == null) {
                continue;
            }
            room.seen = lists.now();
            long code = Wire.number(entry, "code");
            room.code = code == 0 ? room.code : code;
            if (isNew && !announced.remove(number) && tellNew) {
                changes.add(new Change.RoomJoined(room.handle));
            }
            rename(room, Wire.name(entry, "name"), !isNew, changes);
        }
        for (JsonNode mark : remarks) {
            Room room = rooms.get(Wire.number(mark, "uin"));
            String remark = Wire.name(mark, "markname");
            if (room != null && !remark.isEmpty()) {
                room.remark = remark;
            }
        }
        for (Room gone : lists.gone(rooms.values(), room -> room.seen)) {
            remove(gone.handle.number());
            changes.add(new Change.RoomGone(gone.handle, gone.name()));
        }
        return changes;
    }

    /** A room, made if it is not known; null when there are too many. */
    @Nullable
    Room add(long number) {
        Room room = rooms.get(number);
        if (room == null && rooms.size() < MAX_ROOMS) {
            room = new Room(new ChatHandle(kind, number));
            room.seen = lists.now();
            rooms.put(number, room);
        }
        return room;
    }

    /** The account is told to be in a room; the next list will hold it and that is no news then, as it may be now. */
    boolean announce(long number) {
        return !rooms.containsKey(number) && announced.size() < MAX_ROOMS && announced.add(number);
    }

    /** The account is told to be in a room no more. */
    void remove(long number) {
        rooms.remove(number);
        used.remove(number);
        announced.remove(number);
    }

    /** Notes that the members of a room are needed. */
    void touch(Room room) {
        // The order of use changes with it.
        used.get(room.handle.number());
    }

    /** Notes that a room has members now, and forgets those of others if they are too many. */
    void use(Room room) {
        used.put(room.handle.number(), room);
        long members = used.values().stream().mapToLong(Room::size).sum();
        Iterator<Room> eldest = used.values().iterator();
        while (members > MAX_MEMBERS && used.size() > 1) {
            Room forgotten = eldest.next();
            eldest.remove();
            members -= forgotten.size();
            forgotten.forgetMembers();
        }
    }

    @Nullable
    Room get(long number) {
        return rooms.get(number);
    }

    /** In the order of the server. */
    Collection<Room> all() {
        return rooms.values();
    }

    /** Those whose members are kept, the longest unused first. */
    List<Room> used() {
        return List.copyOf(used.values());
    }

    /** Whether a whole list was ever seen. */
    boolean isKnown() {
        return lists.hasAny();
    }

    private static void rename(Room room, String name, boolean tell, List<Change> changes) {
        if (name.isEmpty() || name.equals(room.listed)) {
            return;
        }
        if (tell && !room.listed.isEmpty()) {
            changes.add(new Change.RoomRenamed(room.handle, room.name()));
        }
        room.listed = name;
        room.name = name;
    }
}
