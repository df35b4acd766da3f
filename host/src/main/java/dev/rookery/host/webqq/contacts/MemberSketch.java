package dev.rookery.host.webqq.contacts;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Who is in a group or discussion, in a few bytes: the {@link #SIZE} smallest hashes of its members' names. Two
 * sketches tell how many members two groups have in common (a bottom-k MinHash).
 *
 * @param hashes ascending and distinct; at most {@link #SIZE}
 */
record MemberSketch(List<Integer> hashes) {

    /** How many hashes are kept; the estimate is off by about 0.1. Smaller groups are compared exactly. */
    static final int SIZE = 32;

    /** Of two sketches of one group at least so much is the same. */
    static final double SAME = 0.5;

    /** Of two sketches of different groups at most so much is the same, if each has {@link #TELLING} hashes. */
    static final double OTHER = 0.1;

    /** Fewer members than these may all have been exchanged. */
    static final int TELLING = 4;

    /** Of a group whose members were never told. */
    static final MemberSketch NONE = new MemberSketch(List.of());

    MemberSketch {
        hashes = List.copyOf(hashes);
    }

    static MemberSketch of(Collection<String> members) {
        TreeSet<Integer> smallest = new TreeSet<>();
        for (String member : members) {
            smallest.add(mixed(member.hashCode()));
            if (smallest.size() > SIZE) {
                smallest.pollLast();
            }
        }
        return new MemberSketch(List.copyOf(smallest));
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** The share of members that two groups have in common, from 0 to 1; 0 when one of them is not known. */
    double similarity(MemberSketch other) {
        TreeSet<Integer> union = new TreeSet<>(hashes);
        union.addAll(other.hashes);
        List<Integer> sample = union.stream().limit(SIZE).toList();
        long common = sample.stream()
                .filter(hash -> hashes.contains(hash) && other.hashes.contains(hash))
                .count();
        return sample.isEmpty() ? 0 : (double) common / sample.size();
    }

    /** Whether these can hardly be members of one group. */
    boolean contradicts(MemberSketch other) {
        return !equals(other)
                && hashes.size() >= TELLING
                && other.hashes.size() >= TELLING
                && similarity(other) <= OTHER;
    }

    /** Spreads the bits, since similar names have similar hash codes (the finalizer of MurmurHash3). */
    private static int mixed(int hash) {
        int h = hash;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
