package dev.rookery.host.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.config.Default;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON object with a field for each component. Tolerant of change: unknown fields are left out, and those
 * that are missing get the component's default.
 */
final class RecordShape implements Shape {

    private record Component(
            RecordComponent component,
            Shape shape,
            @Nullable Object fallback,
            boolean nullable) {}

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Component> components;

    RecordShape(Class<?> type, Shapes shapes, String path) {
        this.type = type;
        try {
            constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
        // The plugin's own class, and hardly ever a public one.
        constructor.setAccessible(true);
        List<Component> found = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String where = path + '.' + component.getName();
            component.getAccessor().setAccessible(true);
            Shape shape = shapes.of(component.getGenericType(), where);
            found.add(new Component(
                    component,
                    shape,
                    fallback(component, shape, where),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class)));
        }
        components = List.copyOf(found);
    }

    private static @Nullable Object fallback(RecordComponent component, Shape shape, String where) {
        Default written = component.getAnnotation(Default.class);
        if (written == null) {
            return shape.absent();
        }
        try {
            return shape.readDefault(written.value(), where);
        } catch (MisfitException e) {
            throw new IllegalArgumentException("@Default of " + e.getMessage(), e);
        }
    }

    @Override
    public JsonNode write(Object value) {
        ObjectNode object = NODES.objectNode();
        for (Component component : components) {
            Object part = part(component.component(), value);
            if (part != null) {
                object.set(component.component().getName(), component.shape().write(part));
            }
        }
        return object;
    }

    private static @Nullable Object part(RecordComponent component, Object value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(component + " cannot be read: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public Object read(JsonNode node, String path) throws MisfitException {
        if (!node.isObject()) {
            throw new MisfitException(path + ": no " + type.getSimpleName() + " (expected: a JSON object)");
        }
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(components.get(i), node, path);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new MisfitException(path + " is refused: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object read(Component component, JsonNode record, String path) throws MisfitException {
        String name = component.component().getName();
        JsonNode field = record.get(name);
        if (field != null && !field.isNull()) {
            return component.shape().read(field, path + '.' + name);
        }
        if (component.fallback() == null && !component.nullable()) {
            throw new MisfitException(
                    path + '.' + name + " is missing (expected: a value, or @Default or @Nullable on the component)");
        }
        return component.fallback();
    }
}
