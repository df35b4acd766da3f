package dev.rookery.host.sandbox;

/**
 * The numbers that one login sees: how each uin, gid, code and did of the world is written on the wire, and back. The
 * account itself is always written as its QQ number, whatever number the account of a shared world has.
 *
 * @param worldSelf the number of the account in the world
 * @param self the QQ number of the account that is signed in
 */
record Uins(long worldSelf, long self) {

    /** Nobody's number. */
    static final long NONE = -1;

    /** What a number of the world is on the wire. */
    long wire(long world) {
        return world == worldSelf ? self : world;
    }

    /** What a number of the wire is in the world; {@link #NONE} when it is nobody's. */
    long world(long wire) {
        if (wire == self) {
            return worldSelf;
        }
        return wire == worldSelf ? NONE : wire;
    }
}
