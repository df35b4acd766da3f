package dev.rookery.host.webqq.contacts;

/**
 * A group or discussion that has an id.
 *
 * @param name what it is called; may be empty
 * @param members who is in it, as far as it was ever asked
 */
record KnownRoom(String id, long number, String name, MemberSketch members, long seen) implements Known<KnownRoom> {

    KnownRoom(String id, long number, long seen) {
        this(id, number, "", MemberSketch.NONE, seen);
    }

    @Override
    public boolean isRecognisable() {
        return number != 0 || !name.isEmpty() || !members.isEmpty();
    }

    @Override
    public KnownRoom withNumber(long learned) {
        return new KnownRoom(id, learned, name, members, seen);
    }

    @Override
    public KnownRoom seenOn(long day) {
        return new KnownRoom(id, number, name, members, day);
    }

    /** With what was learned; what is empty says nothing. */
    KnownRoom with(String otherName, MemberSketch otherMembers) {
        String newName = otherName.isEmpty() ? name : otherName;
        MemberSketch newMembers = otherMembers.isEmpty() ? members : otherMembers;
        return newName.equals(name) && newMembers.equals(members)
                ? this
                : new KnownRoom(id, number, newName, newMembers, seen);
    }
}
