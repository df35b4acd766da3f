package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.webqq.wire.Uin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group or discussion of this login and who is in it. On the loop only. */
final class Room {

    /** How many members of one room are kept; those beyond have no name there, and nobody asks for it. */
    static final int MAX_MEMBERS = 10_000;

    /** The bit of {@code mflag} that marks an administrator (lwqq); the others mean other things. */
    private static final int ADMIN = 1;

    static final class Member {
        final Uin uin;
        String nick = "";
        String card = "";
        boolean admin;
        /** The lasting number, which only discussions tell; 0 for none. */
        long number;

        private boolean flagged;
        private int seen;

        Member(Uin uin) {
            this.uin = uin;
        }

        String name() {
            return card.isEmpty() ? nick : card;
        }
    }

    final ChatHandle handle;
    String name = "";
    /** Its name in the list, which tells when it gets another one; its members' list may have an older one. */
    String listed = "";
    /** What the account itself calls it. */
    String remark = "";
    /** What its member list is asked with; 0 for a discussion and for a group that is in no list. */
    long code;

    @Nullable
    Uin owner;

    /** Of the list that it stands in, see {@link Whole}. */
    int seen;

    private final Map<Uin, Member> members = new LinkedHashMap<>();
    private Whole lists = new Whole();
    private boolean crowded;
    private @Nullable MemberSketch sketch;
    private @Nullable Map<MemberName, Integer> namesakes;

    Room(ChatHandle handle) {
        this.handle = handle;
    }

    /** What the account calls it. */
    String name() {
        return remark.isEmpty() ? name : remark;
    }

    /**
     * Takes get_group_info_ext2: nicknames, flags and owner, and the cards that go before nicknames. There may be no
     * cards at all, and no members in a partial answer.
     *
     * @return who became an administrator or is none any more
     */
    List<Change> learnGroup(JsonNode result, boolean complete) {
        JsonNode info = result.path("ginfo");
        JsonNode flags = info.path("members");
        boolean whole = begin(complete, result.path("minfo"), flags);
        name = name.isEmpty() ? Wire.name(info, "name") : name;
        owner = Wire.uin(info, "owner").orElse(owner);
        for (JsonNode entry : result.path("minfo")) {
            take(entry, "uin").ifPresent(member -> member.nick = other(member.nick, Wire.name(entry, "nick")));
        }
        Set<Uin> carded = new HashSet<>();
        for (JsonNode entry : result.path("cards")) {
            Wire.uin(entry, "muin").map(members::get).ifPresent(member -> {
                member.card = other(member.card, Wire.name(entry, "card"));
                carded.add(member.uin);
            });
        }
        if (whole && !carded.isEmpty()) {
            members.values().stream()
                    .filter(member -> !carded.contains(member.uin))
                    .forEach(member -> member.card = "");
        }
        List<Change> changes = new ArrayList<>();
        for (JsonNode entry : flags) {
            Wire.uin(entry, "muin").map(members::get).ifPresent(member -> {
                boolean admin = (Wire.code(entry, "mflag") & ADMIN) != 0;
                if (member.flagged && member.admin != admin) {
                    changes.add(new Change.AdminChanged(handle, member.uin, admin));
                }
                member.admin = admin;
                member.flagged = true;
            });
        }
        age();
        return changes;
    }

    /** Takes get_discu_info. */
    void learnDiscussion(JsonNode result, boolean complete) {
        JsonNode info = result.path("info");
        begin(complete, result.path("mem_info"), info.path("mem_list"));
        name = other(name, Wire.name(info, "discu_name"));
        owner = Wire.uin(info, "discu_owner").orElse(owner);
        for (JsonNode entry : result.path("mem_info")) {
            take(entry, "uin").ifPresent(member -> member.nick = other(member.nick, Wire.name(entry, "nick")));
        }
        for (JsonNode entry : info.path("mem_list")) {
            Wire.uin(entry, "mem_uin")
                    .map(members::get)
                    .ifPresent(member -> member.number = Wire.number(entry, "ruin"));
        }
        age();
    }

    /** Forgets the members, which can be asked for again. */
    void forgetMembers() {
        members.clear();
        lists = new Whole();
        crowded = false;
        sketch = null;
        namesakes = null;
    }

    /** Somebody is told to be gone. */
    void remove(Uin uin) {
        sketch = null;
        namesakes = null;
        members.remove(uin);
    }

    @Nullable
    Member get(Uin uin) {
        return members.get(uin);
    }

    /** In the order of the server. */
    List<Member> members() {
        return List.copyOf(members.values());
    }

    int size() {
        return members.size();
    }

    /** Whether a whole list of members was ever seen. */
    boolean isKnown() {
        return lists.hasAny();
    }

    /** Whether there are more members than are kept, so that asking again tells nothing. */
    boolean isCrowded() {
        return crowded;
    }

    /** What a member is called, if nobody else here is called the same. */
    Optional<MemberName> memberName(Uin uin) {
        Member member = members.get(uin);
        if (member == null || crowded) {
            return Optional.empty();
        }
        if (namesakes == null) {
            Map<MemberName, Integer> counts = new HashMap<>();
            members.values().forEach(one -> counts.merge(memberName(one), 1, Integer::sum));
            namesakes = counts;
        }
        MemberName called = memberName(member);
        return called.isBlank() || namesakes.getOrDefault(called, 0) != 1 ? Optional.empty() : Optional.of(called);
    }

    /** Who is in it besides the account itself; by lasting numbers where all have one, else by nicknames. */
    MemberSketch sketch(Uin self) {
        if (sketch == null) {
            List<Member> others = members.values().stream()
                    .filter(member -> !member.uin.equals(self))
                    .toList();
            boolean numbered = others.stream().allMatch(member -> member.number != 0);
            sketch = isKnown()
                    ? MemberSketch.of(others.stream()
                            .map(member -> numbered ? "#" + member.number : member.nick)
                            .toList())
                    : MemberSketch.NONE;
        }
        return sketch;
    }

    private boolean begin(boolean complete, JsonNode names, JsonNode list) {
        boolean whole = complete && Wire.isWhole(names, "uin") && (list.isEmpty() || list.size() == names.size());
        lists.count(whole);
        sketch = null;
        namesakes = null;
        return whole;
    }

    private void age() {
        lists.gone(members.values(), member -> member.seen).forEach(gone -> members.remove(gone.uin));
    }

    private Optional<Member> take(JsonNode entry, String field) {
        Optional<Uin> uin = Wire.uin(entry, field);
        Optional<Member> member = uin.map(members::get);
        if (member.isEmpty() && uin.isPresent()) {
            if (members.size() >= MAX_MEMBERS) {
                crowded = true;
                return Optional.empty();
            }
            member = Optional.of(new Member(uin.get()));
            members.put(uin.get(), member.get());
        }
        member.ifPresent(present -> present.seen = lists.now());
        return member;
    }

    private static MemberName memberName(Member member) {
        return new MemberName(member.card, member.nick);
    }

    /** Never takes an empty name for a known one. */
    private static String other(String before, String name) {
        return name.isEmpty() ? before : name;
    }
}
