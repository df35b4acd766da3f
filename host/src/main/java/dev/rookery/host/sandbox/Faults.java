package dev.rookery.host.sandbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * The faults of a sandbox. They take effect for the requests that arrive after the call, and several that fit one
 * request strike in the order in which they were added, each going on to the next unless it answers itself.
 *
 * <p>Any thread. A fault that is over stays in the list, with its count, until it is removed or its place is needed.
 */
public final class Faults {

    /** How many there may be. */
    public static final int MAX = 200;

    /**
     * A fault in the list.
     *
     * @param id the number that it is removed by
     * @param struck how many requests it has struck
     */
    public record Listed(long id, Fault fault, long struck) {}

    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
    private final Map<FaultKind, LongAdder> struck = new ConcurrentHashMap<>();
    private final Predicate<ActiveFault> isSomewhere;
    private long lastId;

    /** {@code paths} are those of WebQQ, to refuse faults that could never strike. */
    Faults(List<String> paths) {
        this.isSomewhere = fault -> paths.stream().anyMatch(fault::isAt);
    }

    /**
     * Adds a fault.
     *
     * @return its number
     * @throws IllegalArgumentException when WebQQ has no such endpoint, or there are {@value #MAX} faults already
     */
    public synchronized long add(Fault fault) {
        ActiveFault added = new ActiveFault(lastId + 1, fault);
        if (!isSomewhere.test(added)) {
            throw new IllegalArgumentException("endpoint: WebQQ has no " + fault.endpoint()
                    + " (expected: a path, its last part such as poll2, or * for all)");
        }
        if (active.size() >= MAX) {
            active.stream().filter(ActiveFault::isOver).findFirst().ifPresent(active::remove);
        }
        if (active.size() >= MAX) {
            throw new IllegalArgumentException("faults: " + MAX + " already (expected: fewer; remove some)");
        }
        active.add(added);
        return ++lastId;
    }

    /** Removes a fault; false when there is none of that number. Requests that it has struck already are not let go. */
    public boolean remove(long id) {
        return active.removeIf(fault -> fault.id() == id);
    }

    /** Removes them all. */
    public void clear() {
        active.clear();
    }

    /** All faults in the order in which they were added. */
    public List<Listed> list() {
        return active.stream()
                .map(fault -> new Listed(fault.id(), fault.fault(), fault.struck()))
                .toList();
    }

    /** How many requests were struck by each kind since the start, also by faults that are gone. */
    public Map<FaultKind, Long> struck() {
        Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            counts.put(kind, struck.getOrDefault(kind, new LongAdder()).sum());
        }
        return counts;
    }

    boolean isEmpty() {
        return active.isEmpty();
    }

    /** Those that strike at a path of WebQQ and are not over. */
    List<ActiveFault> at(String path) {
        return active.stream()
                .filter(fault -> !fault.isOver() && fault.isAt(path))
                .toList();
    }

    void count(FaultKind kind) {
        struck.computeIfAbsent(kind, none -> new LongAdder()).increment();
    }
}
