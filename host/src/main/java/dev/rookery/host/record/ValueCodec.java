package dev.rookery.host.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values of the API as JSON and back, by the shape of their types: a record is an object of its components, a case of a
 * sealed type names itself in {@code is}, a message of one text is that text. What the API grows in records needs
 * nothing here.
 *
 * <p>Not written at all: the pictures of {@link AccountNeedsAttention}, which let people sign in, and pictures of more
 * than {@value #MOST_PICTURE_BYTES} bytes; they come back empty. How a message looks (its style) is not written either.
 */
final class ValueCodec {

    /** Larger pictures are left out. */
    static final int MOST_PICTURE_BYTES = 64 << 10;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String IS = "is";

    private final Mask mask;

    ValueCodec(Mask mask) {
        this.mask = mask;
    }

    /** Writes a value; {@code declared} decides whether it has to say what it is. */
    JsonNode write(@Nullable Object value, Type declared) {
        if (value == null) {
            return NullNode.instance;
        }
        if (value instanceof Message message) {
            return writeMessage(message);
        }
        if (value instanceof String text) {
            return JSON.textNode(mask.text(text));
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        }
        if (value instanceof Enum<?> constant) {
            return JSON.textNode(constant.name());
        }
        if (value instanceof Instant || value instanceof Duration) {
            return JSON.textNode(value.toString());
        }
        if (value instanceof Optional<?> optional) {
            return write(optional.orElse(null), argument(declared, 0));
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? JSON.numberNode(optional.getAsLong()) : NullNode.instance;
        }
        return writeStructure(value, declared);
    }

    private JsonNode writeStructure(Object value, Type declared) {
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(element -> array.add(write(element, argument(declared, 0))));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            new TreeMap<>(map)
                    .forEach((key, element) -> object.put(String.valueOf(key), mask.text(String.valueOf(element))));
            return object;
        }
        ObjectNode object = JSON.objectNode();
        if (raw(declared).isInterface()) {
            object.put(IS, nameOf(value.getClass()));
        }
        if (value instanceof Media.Bytes bytes) {
            object.put("contentType", bytes.contentType());
            object.put("size", bytes.size());
            if (bytes.size() <= MOST_PICTURE_BYTES) {
                object.put("data", Base64.getEncoder().encodeToString(bytes.data()));
            }
        } else if (value instanceof AccountNeedsAttention attention) {
            object.put("account", attention.account());
            object.put("need", attention.need().name());
            object.put("summary", mask.text(attention.summary()));
            object.put("at", attention.at().toString());
        } else if (value instanceof Record record) {
            writeComponents(mask.record(record), object, declared);
        } else {
            throw new IllegalArgumentException("no way to write " + value.getClass());
        }
        return object;
    }

    private void writeComponents(Record record, ObjectNode object, Type declared) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object part;
            try {
                part = component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("cannot read " + component + " of " + record.getClass(), e);
            }
            object.set(
                    component.getName(), write(part, bound(component.getGenericType(), record.getClass(), declared)));
        }
    }

    private JsonNode writeMessage(Message message) {
        List<Segment> segments = message.segments();
        if (segments.isEmpty() || (segments.size() == 1 && segments.get(0) instanceof Segment.Text)) {
            return JSON.textNode(mask.text(message.plainText()));
        }
        ArrayNode array = JSON.arrayNode();
        segments.forEach(segment -> array.add(write(segment, Segment.class)));
        return array;
    }

    /** Reads what {@link #write} wrote; what is wrong is told with its place in the value. */
    Object read(JsonNode node, Type type) throws RecordingException {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return node.isNull() ? Optional.empty() : Optional.of(read(node, argument(type, 0)));
        }
        if (raw == OptionalLong.class) {
            return node.isNull() ? OptionalLong.empty() : OptionalLong.of((long) read(node, long.class));
        }
        if (raw == Message.class) {
            return readMessage(node);
        }
        if (raw == List.class) {
            return readList(node, argument(type, 0));
        }
        if (raw == Map.class) {
            return readMap(node);
        }
        if (raw == boolean.class && node.isBoolean()) {
            return node.booleanValue();
        }
        if (raw == long.class && node.canConvertToLong()) {
            return node.longValue();
        }
        if (raw == int.class && node.canConvertToInt()) {
            return node.intValue();
        }
        if (raw == boolean.class || raw == long.class || raw == int.class) {
            throw wrong(node, raw.getName());
        }
        return node.isTextual() && !raw.isInterface() && !raw.isRecord()
                ? readText(node.textValue(), raw)
                : readObject(node, type);
    }

    private static Object readText(String text, Class<?> type) throws RecordingException {
        try {
            if (type == String.class) {
                return text;
            }
            if (type == Instant.class) {
                return Instant.parse(text);
            }
            if (type == Duration.class) {
                return Duration.parse(text);
            }
        } catch (DateTimeException e) {
            throw wrong(
                    TextNode.valueOf(text),
                    type == Instant.class ? "a time such as 2026-01-01T12:00:00Z" : "a duration such as PT5S");
        }
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            throw wrong(TextNode.valueOf(text), "an object");
        }
        return Stream.of(constants)
                .filter(constant -> ((Enum<?>) constant).name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(TextNode.valueOf(text), "one of " + List.of(constants)));
    }

    private Message readMessage(JsonNode node) throws RecordingException {
        if (node.isTextual()) {
            return Message.text(node.textValue());
        }
        List<Segment> segments = new ArrayList<>();
        for (Object segment : readList(node, Segment.class)) {
            segments.add((Segment) segment);
        }
        return Message.of(segments);
    }

    private List<Object> readList(JsonNode node, Type element) throws RecordingException {
        if (!node.isArray()) {
            throw wrong(node, "a list");
        }
        List<Object> list = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            list.add(readAt("[" + i + "]", node.get(i), element));
        }
        return List.copyOf(list);
    }

    private static Map<String, String> readMap(JsonNode node) throws RecordingException {
        if (!node.isObject()) {
            throw wrong(node, "an object");
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(entry.getKey(), entry.getValue().asText());
        }
        return map;
    }

    private Object readObject(JsonNode node, Type type) throws RecordingException {
        if (!node.isObject()) {
            throw wrong(node, "an object");
        }
        Class<?> wanted = raw(type);
        Class<?> found = wanted.isInterface() ? caseOf(node, wanted) : wanted;
        if (found == Media.Bytes.class) {
            return readPicture(node);
        }
        if (found == AccountNeedsAttention.class) {
            return new AccountNeedsAttention(
                    (String) readPart(node, "account", String.class),
                    (AccountNeedsAttention.Need) readPart(node, "need", AccountNeedsAttention.Need.class),
                    (String) readPart(node, "summary", String.class),
                    new byte[0],
                    (Instant) readPart(node, "at", Instant.class));
        }
        if (!found.isRecord()) {
            throw wrong(node, "a value of " + found.getSimpleName());
        }
        RecordComponent[] components = found.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] parts = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            parts[i] = readPart(node, components[i].getName(), bound(components[i].getGenericType(), found, type));
        }
        try {
            return found.getDeclaredConstructor(types).newInstance(parts);
        } catch (InvocationTargetException e) {
            throw new RecordingException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + found, e);
        }
    }

    private Object readPart(JsonNode object, String name, Type type) throws RecordingException {
        JsonNode part = object.get(name);
        if (part == null) {
            throw new RecordingException(name + ": is missing");
        }
        return readAt(name, part, type);
    }

    private Object readAt(String place, JsonNode node, Type type) throws RecordingException {
        try {
            return read(node, type);
        } catch (RecordingException e) {
            throw e.at(place);
        }
    }

    private Media.Bytes readPicture(JsonNode node) throws RecordingException {
        String data = node.has("data") ? (String) readPart(node, "data", String.class) : "";
        try {
            return new Media.Bytes(
                    Base64.getDecoder().decode(data), (String) readPart(node, "contentType", String.class));
        } catch (IllegalArgumentException e) {
            throw new RecordingException("data: not Base64");
        }
    }

    private static Class<?> caseOf(JsonNode node, Class<?> sealed) throws RecordingException {
        String name = node.path(IS).asText();
        return cases(sealed)
                .filter(type -> nameOf(type).equals(name))
                .findFirst()
                .orElseThrow(() -> new RecordingException("is: \"" + name + "\" (expected: one of "
                        + cases(sealed).map(ValueCodec::nameOf).toList() + ")"));
    }

    private static Stream<Class<?>> cases(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null ? Stream.of(type) : Stream.of(permitted).flatMap(ValueCodec::cases);
    }

    /** {@code GroupEvent.MemberJoined}. */
    private static String nameOf(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static RecordingException wrong(JsonNode node, String expected) {
        String found = node.toString();
        return new RecordingException(
                (found.length() > 60 ? found.substring(0, 60) + "…" : found) + " (expected: " + expected + ")");
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    /** What a component of type {@code T} is in a value that is declared as {@code Answer<Profile>}. */
    private static Type bound(Type component, Class<?> owner, Type declared) {
        if (component instanceof TypeVariable<?>) {
            return argument(declared, List.of(owner.getTypeParameters()).indexOf(component));
        }
        return component;
    }
}
