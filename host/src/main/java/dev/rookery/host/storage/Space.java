package dev.rookery.host.storage;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.storage.KeyValues;
import dev.rookery.api.storage.StorageException;
import dev.rookery.host.json.JsonType;
import dev.rookery.host.json.MisfitException;
import dev.rookery.host.storage.Entries.Place;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values of one type in one place. Any thread that may block. */
final class Space<T> implements KeyValues<T> {

    /** How long a key may be. */
    static final int LONGEST_KEY = 200;

    /** How long a value may be, in characters of JSON. */
    static final int LONGEST_VALUE = 65_536;

    /** How long the id of a chat or person may be. */
    private static final int LONGEST_SCOPE = 1_000;

    /** How many values a visit reads at once. */
    private static final int PAGE = 100;

    /** How often somebody else may be faster before an update is given up. */
    private static final int TRIES = 1_000;

    /** The longest time to live that makes a difference. */
    private static final Duration LONGEST_TIME = Duration.ofDays(1_000 * 365L);

    private final Entries entries;
    private final Place place;
    private final JsonType<T> type;
    private final Timers timers;

    Space(Entries entries, Place place, JsonType<T> type, Timers timers) {
        this.entries = entries;
        this.place = place;
        this.type = type;
        this.timers = timers;
    }

    @Override
    public KeyValues<T> in(ChatId chat) {
        return scope("chat " + chat);
    }

    @Override
    public KeyValues<T> of(PersonId person) {
        return scope("person " + person);
    }

    private KeyValues<T> scope(String scope) {
        if (scope.length() > LONGEST_SCOPE) {
            throw new IllegalArgumentException(
                    "id of " + scope.length() + " characters (expected: at most " + LONGEST_SCOPE + ")");
        }
        return new Space<>(entries, new Place(place.space(), scope), type, timers);
    }

    @Override
    public Optional<T> get(String key) {
        return entries.get(place, requireKey(key)).map(content -> read(key, content));
    }

    @Override
    public void put(String key, T value) {
        entries.put(place, requireKey(key), write(key, value), null);
    }

    @Override
    public void put(String key, T value, Duration timeToLive) {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("time to live: " + timeToLive + " (expected: more than zero)");
        }
        Duration bounded = timeToLive.compareTo(LONGEST_TIME) < 0 ? timeToLive : LONGEST_TIME;
        // The last moment that is a whole millisecond, and at least the next one.
        long expires = timers.instant().plus(bounded).plusNanos(999_999).toEpochMilli();
        entries.put(place, requireKey(key), write(key, value), expires);
    }

    @Override
    public boolean putIfAbsent(String key, T value) {
        return entries.replace(place, requireKey(key), Optional.empty(), write(key, value));
    }

    @Override
    public T update(String key, T initial, UnaryOperator<T> change) {
        requireKey(key);
        for (int i = 0; i < TRIES; i++) {
            Optional<String> content = entries.get(place, key);
            T changed = change.apply(content.map(old -> read(key, old)).orElse(initial));
            if (entries.replace(place, key, content, write(key, changed))) {
                return changed;
            }
        }
        throw new StorageException(where(key) + ": others changed it " + TRIES + " times meanwhile");
    }

    @Override
    public boolean remove(String key) {
        return entries.remove(place, requireKey(key));
    }

    @Override
    public void clear() {
        entries.clear(place);
    }

    @Override
    public SortedMap<String, T> first(String prefix, int most) {
        if (most < 1 || most > MOST_AT_ONCE) {
            throw new IllegalArgumentException("most: " + most + " (expected: 1 to " + MOST_AT_ONCE + ")");
        }
        SortedMap<String, T> found = new TreeMap<>();
        entries.list(place, prefix, "", most).forEach((key, content) -> found.put(key, read(key, content)));
        return found;
    }

    @Override
    public void forEach(String prefix, BiConsumer<String, T> action) {
        Map<String, String> page = entries.list(place, prefix, "", PAGE);
        while (!page.isEmpty()) {
            String last = "";
            for (Map.Entry<String, String> entry : page.entrySet()) {
                last = entry.getKey();
                action.accept(last, read(last, entry.getValue()));
            }
            page = page.size() < PAGE ? Map.of() : entries.list(place, prefix, last, PAGE);
        }
    }

    private String write(String key, @Nullable T value) {
        String content = type.write(Objects.requireNonNull(value, "value"));
        if (content.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(where(key) + ": a value of " + content.length()
                    + " characters of JSON (expected: at most " + LONGEST_VALUE + ")");
        }
        return content;
    }

    private T read(String key, String content) {
        try {
            return type.read(content);
        } catch (MisfitException e) {
            throw new StorageException(where(key) + ": what is stored does not fit: " + e.getMessage(), e);
        }
    }

    private String where(String key) {
        return "storage " + place.space() + (place.scope().isEmpty() ? "" : " of " + place.scope()) + " key '" + key
                + "'";
    }

    private static String requireKey(String key) {
        if (key.isEmpty() || key.length() > LONGEST_KEY || key.chars().anyMatch(Space::isForbidden)) {
            throw new IllegalArgumentException("key of " + key.length() + " characters (expected: 1 to " + LONGEST_KEY
                    + ", none of them a control character)");
        }
        return key;
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character) || character == 0xFFFF;
    }
}
