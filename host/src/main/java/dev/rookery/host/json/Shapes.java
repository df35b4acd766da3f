package dev.rookery.host.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the shape of a type. One for each type that is asked for: nothing outlives the plugin. */
final class Shapes {

    private static final Map<Class<?>, Shape> SIMPLE = Map.ofEntries(
            Map.entry(String.class, text("a text", words -> words)),
            Map.entry(boolean.class, Shape.Plain.TRUTH),
            Map.entry(Boolean.class, Shape.Plain.TRUTH),
            Map.entry(int.class, Shape.Plain.INT),
            Map.entry(Integer.class, Shape.Plain.INT),
            Map.entry(long.class, Shape.Plain.LONG),
            Map.entry(Long.class, Shape.Plain.LONG),
            Map.entry(double.class, new Shape.Fraction()),
            Map.entry(Double.class, new Shape.Fraction()),
            Map.entry(Instant.class, text("a moment such as 2026-11-22T08:00:00Z", Instant::parse)),
            Map.entry(Duration.class, text("a duration such as PT90S", Duration::parse)),
            Map.entry(LocalDate.class, text("a date such as 2026-11-22", LocalDate::parse)),
            Map.entry(LocalTime.class, text("a time such as 08:00", LocalTime::parse)),
            Map.entry(LocalDateTime.class, text("a date and time such as 2026-11-22T08:00", LocalDateTime::parse)),
            Map.entry(ZoneId.class, text("a time zone such as Asia/Shanghai", ZoneId::of)),
            Map.entry(URI.class, text("an address", URI::create)));

    /** The records that we are inside of. */
    private final Set<Class<?>> outer = new HashSet<>();

    private static Shape text(String expected, Function<String, Object> parse) {
        return new Shape.Text(expected, parse, Object::toString);
    }

    /**
     * The shape of a type.
     *
     * @param path where we are, for the message
     * @throws IllegalArgumentException if it has none
     */
    Shape of(Type type, String path) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, path);
        }
        if (!(type instanceof Class<?> plain)) {
            throw refused(type, path);
        }
        Shape simple = SIMPLE.get(plain);
        if (simple != null) {
            return simple;
        }
        if (plain.isEnum()) {
            return constants(plain);
        }
        if (plain.isRecord()) {
            return record(plain, path);
        }
        throw refused(type, path);
    }

    private Shape generic(ParameterizedType type, String path) {
        Type[] arguments = type.getActualTypeArguments();
        Type raw = type.getRawType();
        if (raw == Optional.class) {
            return new Shape.Maybe(of(arguments[0], path));
        }
        if (raw == List.class || raw == Set.class) {
            return new Shape.Many(of(arguments[0], path + "[]"), raw == Set.class);
        }
        if (raw == Map.class && arguments[0] == String.class) {
            return new Shape.Named(of(arguments[1], path + ".*"));
        }
        throw refused(type, path);
    }

    private static Shape constants(Class<?> type) {
        Map<String, Object> byName = Stream.of(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), Function.identity()));
        Function<String, Object> parse = name -> {
            // A default may be written as in the configuration: on-mention for ON_MENTION.
            Object found = byName.getOrDefault(
                    name, byName.get(name.toUpperCase(Locale.ROOT).replace('-', '_')));
            if (found == null) {
                throw new IllegalArgumentException(name);
            }
            return found;
        };
        return new Shape.Text(
                "one of " + byName.keySet().stream().sorted().toList(), parse, constant -> ((Enum<?>) constant).name());
    }

    private Shape record(Class<?> type, String path) {
        if (!outer.add(type)) {
            throw new IllegalArgumentException(
                    path + ": " + type.getSimpleName()
                            + " contains itself (expected: values whose depth is known, for example parts that name each other)");
        }
        Shape found = new RecordShape(type, this, path);
        outer.remove(type);
        return found;
    }

    /** A value by its own type; a collection or map by the types of what it holds. */
    static JsonNode write(@Nullable Object value) {
        if (value == null) {
            return NullNode.instance;
        }
        if (value instanceof Optional<?> maybe) {
            return write(maybe.orElse(null));
        }
        if (value instanceof Collection<?> many) {
            ArrayNode array = Shape.NODES.arrayNode();
            many.forEach(element -> array.add(write(element)));
            return array;
        }
        if (value instanceof Map<?, ?> named) {
            ObjectNode object = Shape.NODES.objectNode();
            named.forEach((name, element) -> object.set(String.valueOf(name), write(element)));
            return object;
        }
        Class<?> type = value instanceof Enum<?> constant
                ? constant.getDeclaringClass()
                : value instanceof ZoneId ? ZoneId.class : value.getClass();
        return new Shapes().of(type, type.getSimpleName()).write(value);
    }

    private static IllegalArgumentException refused(Type type, String path) {
        return new IllegalArgumentException(
                path + ": " + type.getTypeName()
                        + " has no JSON (expected: String, int, long, double, boolean, an enum, a record, Instant, Duration,"
                        + " LocalDate, LocalTime, LocalDateTime, ZoneId, URI, or Optional, List, Set or Map<String, …> of them)");
    }
}
