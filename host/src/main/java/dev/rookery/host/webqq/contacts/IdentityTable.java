package dev.rookery.host.webqq.contacts;

import dev.rookery.api.chat.Certainty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids of one sort: who is remembered, over all logins, and which handle of this login is whose. A handle keeps its
 * id for the whole login, unless a number proves that it was taken for somebody else. On the loop only.
 *
 * @param <K> the handle of this login
 * @param <E> what is remembered
 */
final class IdentityTable<K, E extends Known<E>> {

    /**
     * Whose a handle is.
     *
     * @param certainty how sure that is
     */
    record Bound(String id, Certainty certainty) {}

    /** Makes an entry of an id, a number or 0, and the day. */
    interface Entries<E> {
        E create(String id, long number, long day);
    }

    private static final Logger log = LoggerFactory.getLogger(IdentityTable.class);

    private final String account;
    private final String sort;
    private final int max;
    private final Entries<E> entries;
    private final Supplier<String> inventedIds;
    private final Supplier<Long> today;
    private final Runnable changed;

    /** The longest unseen first. */
    private final Map<String, E> known = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Long, String> idsByNumber = new HashMap<>();

    private final Map<K, Bound> bindings = new HashMap<>();
    private final Map<String, K> handles = new HashMap<>();
    private final Map<K, Long> numbers;

    /** Ids given out before a number showed that there is an older one, and that one. */
    private final Map<String, String> olderIds = new HashMap<>();

    /**
     * Creates an empty table.
     *
     * @param sort what it is about, for the log
     * @param max how many are remembered; beyond that the longest unseen is forgotten and gets a new id when it comes
     *     back
     * @param inventedIds makes ids that are hardly ever the same
     * @param changed runs when there is something to write
     */
    IdentityTable(
            String account,
            String sort,
            int max,
            Entries<E> entries,
            Supplier<String> inventedIds,
            Supplier<Long> today,
            Runnable changed) {
        this.account = account;
        this.sort = sort;
        this.max = max;
        this.entries = entries;
        this.inventedIds = inventedIds;
        this.today = today;
        this.changed = changed;
        this.numbers = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
                return size() > max;
            }
        };
    }

    /** Takes what was remembered, the longest unseen first. */
    void remember(Collection<E> earlier) {
        earlier.forEach(this::put);
    }

    /** What is worth remembering, the longest unseen first. */
    List<E> remembered() {
        List<E> worthIt = new ArrayList<>(known.size());
        known.values().stream().filter(Known::isRecognisable).forEach(worthIt::add);
        return worthIt;
    }

    /** A new login has begun: every handle is another's. */
    void begin() {
        bindings.clear();
        handles.clear();
        numbers.clear();
        olderIds.clear();
    }

    boolean isBound(K handle) {
        return bindings.containsKey(handle);
    }

    /** Whether an id of an earlier login still waits for its handle. */
    boolean isFree(String id) {
        return known.containsKey(id) && !handles.containsKey(id);
    }

    /** The id of a handle. */
    Optional<String> boundTo(K handle) {
        return Optional.ofNullable(bindings.get(handle)).map(Bound::id);
    }

    /** The handle of an id in this login. */
    Optional<K> handle(String id) {
        return Optional.ofNullable(handles.get(id));
    }

    /** The lasting number of an id or of its handle in this login; 0 when nobody has told it. */
    long number(String id) {
        E entry = known.get(id);
        if (entry != null && entry.number() != 0) {
            return entry.number();
        }
        K handle = handles.get(id);
        return handle == null ? 0 : numberOf(handle);
    }

    /** Whether somebody of this login was only taken for the one with this id, by what they look like. */
    boolean isDoubtful(String id) {
        K handle = handles.get(id);
        Bound bound = handle == null ? null : bindings.get(handle);
        return bound != null && bound.certainty() == Certainty.MATCHED;
    }

    /** The number that was told of a handle in this login; 0 for none. */
    long numberOf(K handle) {
        return numbers.getOrDefault(handle, 0L);
    }

    /**
     * Whose a handle is: by the number if it was told, else by what it looks like, else somebody new.
     *
     * @param recognised the id of an earlier login that the handle looks like
     */
    Bound bind(K handle, Supplier<Optional<String>> recognised) {
        Bound bound = bindings.get(handle);
        if (bound == null) {
            bound = bindKnown(handle, recognised);
        }
        if (bound == null) {
            bound = create(handle, 0, Certainty.THIS_LOGIN);
        }
        update(handle, entry -> entry);
        return bound;
    }

    /** As {@link #bind}, but nobody new is made. */
    @Nullable
    Bound bindKnown(K handle, Supplier<Optional<String>> recognised) {
        Bound bound = bindings.get(handle);
        if (bound != null) {
            return bound;
        }
        long number = numberOf(handle);
        if (number != 0) {
            return bindByNumber(handle, number);
        }
        return recognised
                .get()
                .filter(this::isFree)
                .map(id -> bind(handle, id, Certainty.MATCHED))
                .orElse(null);
    }

    /** Takes what a handle looks like now, and that it was seen. */
    void update(K handle, UnaryOperator<E> change) {
        Bound bound = bindings.get(handle);
        E before = bound == null ? null : known.get(olderIds.getOrDefault(bound.id(), bound.id()));
        if (before == null) {
            return;
        }
        E after = change.apply(before);
        if (after.seen() != today.get()) {
            after = after.seenOn(today.get());
        }
        if (!after.equals(before)) {
            put(after);
            changed.run();
        }
    }

    /** Takes the lasting number of a handle: it confirms whose it is, or proves it wrong. */
    void learnNumber(K handle, long number) {
        if (number <= 0 || numbers.containsKey(handle)) {
            return;
        }
        numbers.put(handle, number);
        Bound bound = bindings.get(handle);
        if (bound == null) {
            return;
        }
        E entry = known.get(bound.id());
        if (entry == null || bound.certainty() == Certainty.CERTAIN) {
            return;
        }
        String older = idsByNumber.get(number);
        if (entry.number() == number || (entry.number() == 0 && older == null)) {
            put(entry.withNumber(number));
            bindings.put(handle, new Bound(bound.id(), Certainty.CERTAIN));
            changed.run();
        } else if (bound.certainty() == Certainty.THIS_LOGIN) {
            // It was told under this id and keeps it for this login; what is learned is put down to the older one.
            if (older != null && isFree(older)) {
                put(entries.create(bound.id(), 0, today.get()));
                olderIds.put(bound.id(), older);
                handles.put(older, handle);
            }
        } else {
            disprove(handle, bound, "its number is another");
            bindByNumber(handle, number);
        }
    }

    /** Takes back whose a handle was thought to be by what it looks like; it is somebody else from now on. */
    void disproveIf(K handle, Predicate<E> wrong, String reason) {
        Bound bound = bindings.get(handle);
        if (bound != null && bound.certainty() == Certainty.MATCHED) {
            E entry = known.get(bound.id());
            if (entry != null && wrong.test(entry)) {
                disprove(handle, bound, reason);
            }
        }
    }

    private void disprove(K handle, Bound wrong, String reason) {
        bindings.remove(handle);
        handles.remove(wrong.id());
        log.info("account={} a {} was taken for {} and is another: {}", account, sort, wrong.id(), reason);
    }

    private Bound bindByNumber(K handle, long number) {
        String id = idsByNumber.get(number);
        if (id == null) {
            return create(handle, number, Certainty.CERTAIN);
        }
        // Two handles with one number: the server is mistaken about one of them.
        return handles.containsKey(id) ? create(handle, 0, Certainty.THIS_LOGIN) : bind(handle, id, Certainty.CERTAIN);
    }

    private Bound bind(K handle, String id, Certainty certainty) {
        Bound bound = new Bound(id, certainty);
        bindings.put(handle, bound);
        handles.put(id, handle);
        return bound;
    }

    private Bound create(K handle, long number, Certainty certainty) {
        String plain = Long.toString(number);
        String id = number == 0 || known.containsKey(plain) ? inventedId() : plain;
        put(entries.create(id, number, today.get()));
        changed.run();
        return bind(handle, id, certainty);
    }

    private String inventedId() {
        String id = inventedIds.get();
        while (known.containsKey(id)) {
            id = inventedIds.get();
        }
        return id;
    }

    private void put(E entry) {
        known.put(entry.id(), entry);
        if (entry.number() != 0) {
            idsByNumber.put(entry.number(), entry.id());
        }
        Iterator<E> eldest = known.values().iterator();
        while (known.size() > max) {
            E forgotten = eldest.next();
            eldest.remove();
            idsByNumber.remove(forgotten.number(), forgotten.id());
            olderIds.remove(forgotten.id());
            K handle = handles.remove(forgotten.id());
            if (handle != null) {
                bindings.remove(handle);
            }
        }
    }
}
