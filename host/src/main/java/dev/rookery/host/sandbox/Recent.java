package dev.rookery.host.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What has been handed out to clients that are still to come back with it. The oldest beyond a bound is forgotten. */
final class Recent<V> {

    private static final int LEAST = 32;
    private static final int PER_ACCOUNT = 2;

    private final Map<String, V> values = new LinkedHashMap<>();
    private final int max;

    /** A bound of {@value #LEAST}, or {@value #PER_ACCOUNT} for each account where that is more. */
    Recent(Accounts accounts) {
        this.max = Math.max(LEAST, PER_ACCOUNT * accounts.all().size());
    }

    void put(String key, V value) {
        values.put(key, value);
        if (values.size() > max) {
            values.remove(values.keySet().iterator().next());
        }
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<V> remove(String key) {
        return Optional.ofNullable(values.remove(key));
    }

    Optional<V> newest(Predicate<V> wanted) {
        List<V> found = new ArrayList<>(values.values());
        found.removeIf(wanted.negate());
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }
}
