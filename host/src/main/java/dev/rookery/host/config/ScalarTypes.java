package dev.rookery.host.config;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.config.Secret;
import dev.rookery.host.config.SettingType.Parser;
import dev.rookery.host.config.SettingType.ScalarType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types that are a single text in the file. The text alone decides, never what YAML 1.1 takes it for: {@code no} is
 * no boolean, {@code 0123} no octal and {@code 1:30} no number of seconds.
 */
final class ScalarTypes {

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d*");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]\\s]*):(\\d{1,5})");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)([\\w-]+\\.)*[\\w-]*[A-Za-z][\\w-]*");
    private static final int MAX_PORT = 65535;

    private static final Map<Class<?>, ScalarType> TYPES = types();

    private ScalarTypes() {}

    /** The type for a class; empty when it is not one of a single text. */
    static Optional<ScalarType> of(Class<?> type) {
        return type.isEnum() ? Optional.of(enumeration(type)) : Optional.ofNullable(TYPES.get(type));
    }

    private static Map<Class<?>, ScalarType> types() {
        Map<Class<?>, ScalarType> types = new HashMap<>();
        put(types, String.class, "a text", Optional::of);
        put(types, Secret.class, "a secret text", text -> Optional.of(Secret.of(text)));
        ScalarType whole =
                type("a whole number up to " + Integer.MAX_VALUE, "integer", text -> number(text, Integer::valueOf));
        types.put(int.class, whole);
        types.put(Integer.class, whole);
        ScalarType large =
                type("a whole number up to " + Long.MAX_VALUE, "integer", text -> number(text, Long::valueOf));
        types.put(long.class, large);
        types.put(Long.class, large);
        ScalarType decimal = type("a number such as 0.5", "number", ScalarTypes::decimal);
        types.put(double.class, decimal);
        types.put(Double.class, decimal);
        ScalarType flag =
                named(Map.of("true", true, "false", false), List.of("true", "false"), "true or false", "boolean");
        types.put(boolean.class, flag);
        types.put(Boolean.class, flag);
        put(types, Duration.class, "a duration such as 500ms, 90s, 2m, 1h or 1d", ScalarTypes::duration);
        put(types, ByteSize.class, "a size such as 512B, 64KiB, 10MiB or 1GiB", ByteSize::parse);
        put(types, URI.class, "an address such as https://example.org", ScalarTypes::uri);
        put(types, ZoneId.class, "a time zone such as Asia/Shanghai", text -> read(text, ZoneId::of));
        put(types, InetSocketAddress.class, "an address and port such as 127.0.0.1:10000", ScalarTypes::address);
        put(types, LocalTime.class, "a time of day such as 09:00", text -> read(text, LocalTime::parse));
        put(types, Pattern.class, "a regular expression such as (?i)spam+", text -> read(text, Pattern::compile));
        put(
                types,
                ChatId.class,
                "a chat such as pual/group/42, of the kind friend, group, discussion or session",
                text -> read(text, ChatId::parse));
        put(types, PersonId.class, "a person such as pual/1001", text -> read(text, PersonId::parse));
        types.put(Path.class, new ScalarType("a path", List.of(), "string", ScalarTypes::path));
        return Map.copyOf(types);
    }

    private static void put(
            Map<Class<?>, ScalarType> types, Class<?> type, String expected, Function<String, Optional<?>> parser) {
        types.put(type, type(expected, "string", parser));
    }

    private static ScalarType type(String expected, String json, Function<String, Optional<?>> parser) {
        return new ScalarType(expected, List.of(), json, (text, folder) -> parser.apply(text));
    }

    private static ScalarType named(Map<String, ?> values, List<String> names, String expected, String json) {
        Parser parser = (text, folder) -> Optional.ofNullable(values.get(text));
        return new ScalarType(expected, names, json, parser);
    }

    private static ScalarType enumeration(Class<?> type) {
        Map<String, Object> values = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> values.put(Wording.dashed(((Enum<?>) constant).name()), constant));
        return named(values, List.copyOf(values.keySet()), "one of " + String.join(", ", values.keySet()), "string");
    }

    /** As the type itself reads it. */
    private static <T> Optional<T> read(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static <N extends Number> Optional<N> number(String text, Function<String, N> parser) {
        try {
            return WHOLE.matcher(text).matches() ? Optional.of(parser.apply(text)) : Optional.empty();
        } catch (NumberFormatException beyondTheRange) {
            return Optional.empty();
        }
    }

    private static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(Double.valueOf(text)).filter(Double::isFinite)
                : Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        try {
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        } catch (ArithmeticException beyondTheRange) {
            return Optional.empty();
        }
    }

    /** Absolute and with a hierarchy: {@code localhost:80} would be a scheme with a number otherwise. */
    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text)).filter(uri -> uri.isAbsolute() && !uri.isOpaque());
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Relative to the configuration file's folder. */
    private static Optional<Path> path(String text, Path folder) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(folder.resolve(Path.of(text)).normalize());
        } catch (InvalidPathException malformed) {
            return Optional.empty();
        }
    }

    /** Never asks a name server: names other than {@code localhost} stay unresolved. */
    private static Optional<InetSocketAddress> address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
            return Optional.empty();
        }
        String host = matcher.group(1);
        int port = Integer.parseInt(matcher.group(2));
        if (host.isEmpty()) {
            return Optional.of(new InetSocketAddress(port));
        }
        if (host.equals("localhost")) {
            return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
        if (host.startsWith("[") || IPV4.matcher(host).matches()) {
            return literal(host).map(address -> new InetSocketAddress(address, port));
        }
        return HOST.matcher(host).matches()
                ? Optional.of(InetSocketAddress.createUnresolved(host, port))
                : Optional.empty();
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
