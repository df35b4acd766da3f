package dev.rookery.host.sandbox;

import java.security.SecureRandom;

/**
 * The numbers that one login sees: how each uin, gid, code and did of the world is written on the wire, and back. The
 * account itself is always written as its QQ number, whatever number the account of a shared world has. All others stay
 * as they are or, when they are re-mapped, are moved round a circle of all numbers that they may have, and scattered on
 * it by a multiplication; so that a login needs no table, however many people there are.
 *
 * @param worldSelf the number of the account in the world
 * @param self the QQ number of the account that is signed in
 * @param turn how far this login has moved the numbers; 0 leaves them as they are
 */
record Uins(long worldSelf, long self, long turn) {

    /** Nobody's number. */
    static final long NONE = -1;

    /** The size of the circle: the greatest prime number of 32 bits. */
    private static final long CIRCLE = 4_294_967_291L;

    /** Below this the real service had no uins; 10000 is the system. */
    private static final long LEAST = 100_000;

    /** Any number of 31 bits, so that its product with one of 32 fits into a long, and what undoes it on the circle. */
    private static final long SCATTER = 1_580_030_173L;

    private static final long GATHER = inverse(SCATTER);

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Numbers as they are in the world. */
    static Uins fixed(long worldSelf, long self) {
        return new Uins(worldSelf, self, 0);
    }

    /** Numbers that differ from those of another login, each of them. */
    static Uins otherThan(Uins before) {
        long turn = before.turn;
        while (turn == before.turn || turn == 0) {
            turn = Math.floorMod(RANDOM.nextLong(), CIRCLE);
        }
        return new Uins(before.worldSelf, before.self, turn);
    }

    /** What a number of the world is on the wire. */
    long wire(long world) {
        if (world == worldSelf) {
            return self;
        }
        if (turn == 0 || !isMoved(world)) {
            return world;
        }
        long wire = world;
        do {
            wire = (SCATTER * wire + turn) % CIRCLE;
        } while (!isMoved(wire));
        return wire;
    }

    /** What a number of the wire is in the world; {@link #NONE} when it is nobody's. */
    long world(long wire) {
        if (wire == self) {
            return worldSelf;
        }
        if (turn == 0 || !isMoved(wire)) {
            return wire == worldSelf ? NONE : wire;
        }
        long world = wire;
        do {
            world = Math.floorMod(world - turn, CIRCLE);
            world = times(world, GATHER);
        } while (!isMoved(world));
        return world;
    }

    /** Whether it is one of the numbers on the circle that others than the account may have. */
    private boolean isMoved(long number) {
        return number >= LEAST && number < CIRCLE && number != self && number != worldSelf;
    }

    /** The product on the circle, of two numbers of 32 bits. */
    private static long times(long one, long other) {
        return Long.remainderUnsigned(one * other, CIRCLE);
    }

    /** Fermat: what a number must be multiplied with to become 1 on a circle of prime size. */
    private static long inverse(long number) {
        long result = 1;
        long power = number;
        for (long exponent = CIRCLE - 2; exponent > 0; exponent >>= 1) {
            if ((exponent & 1) == 1) {
                result = times(result, power);
            }
            power = times(power, power);
        }
        return result;
    }
}
