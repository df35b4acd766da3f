package dev.rookery.host.ioloop;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a channel can be ready for, and what a handler can wait for. */
public enum IoEvent {
    /** There is something to read, a connection to accept, or the peer has ended its side: reading will not block. */
    READ(1),
    /** There is room to write, or a connect is completed. Told again and again until it is updated away. */
    WRITE(2),
    /** The channel is of no more use: its connect failed or somebody closed it. Told whether asked for or not. */
    ERROR(4);

    /** Waits for nothing but {@link #ERROR}: the channel stays known to the loop and is silent. */
    public static final Set<IoEvent> NONE = Set.of();

    /**
     * All sets there are, each at the index that {@link #bits} computes, so that telling an event allocates nothing.
     */
    private static final List<Set<IoEvent>> SETS = IntStream.range(0, 1 << values().length)
            .mapToObj(bits -> {
                Set<IoEvent> set = EnumSet.noneOf(IoEvent.class);
                for (IoEvent event : values()) {
                    if ((bits & event.bit) != 0) {
                        set.add(event);
                    }
                }
                return Collections.unmodifiableSet(set);
            })
            .toList();

    private final int bit;

    IoEvent(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }

    static int bits(Set<IoEvent> events) {
        int bits = 0;
        for (IoEvent event : events) {
            bits |= event.bit;
        }
        return bits;
    }

    static Set<IoEvent> set(int bits) {
        return SETS.get(bits);
    }
}
