package dev.rookery.host.httpstream.cookie;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Cookie fields that were sent last, so that an account that polls one address for days does not build the same
 * text for each poll. An answer is good until the jar forgets all of them or until the first of its cookies expires.
 *
 * <p>Holds {@link #MAX_ENTRIES}; beyond, the one built first gives way and is built again when it is wanted. A host
 * whose cookies are all for the path {@code /} needs one for all its paths: with WebQQ, poll and send share theirs.
 */
final class HeaderMemo {

    /** Ten thousand idle accounts hold these: the poll's host and one more. */
    static final int MAX_ENTRIES = 2;

    /**
     * @param host as the address spells it
     * @param path the only one it is for, or null if it is for every path
     * @param text null for no field at all
     * @param until in milliseconds since 1970, exclusive
     */
    record Entry(
            String host,
            @Nullable String path,
            boolean secure,
            @Nullable String text,
            long until) {

        boolean isFor(URI uri, long now) {
            return now < until
                    && host.equals(uri.getHost())
                    && secure == Address.isSecure(uri)
                    && (path == null || path.equals(Address.pathOf(uri)));
        }

        boolean isForTheSameAs(Entry other) {
            return host.equals(other.host) && secure == other.secure && Objects.equals(path, other.path);
        }
    }

    private final List<Entry> entries = new ArrayList<>(MAX_ENTRIES);

    /** What is known for the address, without making garbage; null if it must be built. */
    @Nullable
    Entry find(URI uri, long now) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.isFor(uri, now)) {
                return entry;
            }
        }
        return null;
    }

    /** Takes the place of an entry for the same that is no longer good, or of the oldest one if there is no room. */
    void add(Entry entry) {
        entries.removeIf(entry::isForTheSameAs);
        if (entries.size() == MAX_ENTRIES) {
            entries.remove(0);
        }
        entries.add(entry);
    }

    void clear() {
        entries.clear();
    }
}
