package dev.rookery.host.httpstream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chains under way, oldest first; the links are theirs, so that neither end costs more than the other. */
final class ChainList {

    private @Nullable RequestChain first;
    private @Nullable RequestChain last;

    @Nullable
    RequestChain first() {
        return first;
    }

    void add(RequestChain chain) {
        chain.previous = last;
        if (last == null) {
            first = chain;
        } else {
            last.next = chain;
        }
        last = chain;
    }

    void remove(RequestChain chain) {
        RequestChain before = chain.previous;
        RequestChain after = chain.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        chain.previous = null;
        chain.next = null;
    }

    List<ChainSnapshot> snapshots() {
        List<ChainSnapshot> all = new ArrayList<>();
        for (RequestChain chain = first; chain != null; chain = chain.next) {
            all.add(chain.snapshot());
        }
        return List.copyOf(all);
    }
}
