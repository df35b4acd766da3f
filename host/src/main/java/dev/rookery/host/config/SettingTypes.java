package dev.rookery.host.config;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import dev.rookery.host.config.SettingType.Component;
import dev.rookery.host.config.SettingType.ListType;
import dev.rookery.host.config.SettingType.MapType;
import dev.rookery.host.config.SettingType.OptionalType;
import dev.rookery.host.config.SettingType.RecordType;
import dev.rookery.host.config.SettingType.SectionType;
import dev.rookery.host.config.SettingType.VariantsType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the model of a settings record from its classes. Everything that is wrong with the classes themselves is an
 * {@link IllegalArgumentException} here, whatever the file says. Nothing is cached: the records of a plugin must not
 * outlive its class loader.
 */
final class SettingTypes {

    private final Map<Class<?>, SettingType> known = new HashMap<>();

    private SettingTypes() {}

    static RecordType of(Class<? extends Record> type) {
        return new SettingTypes().record(type);
    }

    private RecordType record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw misuse(type.getName(), "is no record");
        }
        RecordType read = new RecordType(constructor(type, components), doc(type));
        known.put(type, read);
        Set<String> keys = new HashSet<>();
        for (RecordComponent component : components) {
            Component setting = component(type.getSimpleName() + "." + component.getName(), component);
            if (!keys.add(setting.rest() ? "@Rest" : setting.key())) {
                throw misuse(type.getName(), "has two components for " + setting.key());
            }
            read.add(setting);
        }
        return read;
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true); // a plugin's record need not be public
            return constructor;
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be constructed from outside", e);
        }
    }

    private Component component(String where, RecordComponent component) {
        SettingType type = type(where, component.getGenericType());
        boolean rest = component.isAnnotationPresent(Rest.class);
        if (rest && !(type instanceof MapType)) {
            throw misuse(where, "has @Rest and is no Map");
        }
        Optional<ConfigNode> fallback = Optional.ofNullable(component.getAnnotation(Default.class))
                .map(written -> fallback(where, written.value()));
        return new Component(
                component.getName(), Wording.dashed(component.getName()), type, fallback, rest, doc(component));
    }

    private static String doc(AnnotatedElement element) {
        Doc doc = element.getAnnotation(Doc.class);
        return doc == null ? "" : doc.value();
    }

    /** Parsed like the file, but without variables, and an empty text is an empty text. */
    private static ConfigNode fallback(String where, String written) {
        if (written.isEmpty()) {
            return new ConfigNode.Scalar(Position.START, "", "", false, List.of());
        }
        return new YamlReader("@Default of " + where, new Interpolation(Path.of(""), Map.of())).read(written);
    }

    private SettingType type(String where, Type type) {
        if (type instanceof Class<?> plain) {
            return plain(where, plain);
        }
        if (!(type instanceof ParameterizedType generic)) {
            throw misuse(where, type + " is not supported");
        }
        Type[] arguments = generic.getActualTypeArguments();
        Type raw = generic.getRawType();
        if (raw == Optional.class) {
            return new OptionalType(type(where, arguments[0]));
        }
        if (raw == List.class || raw == Set.class) {
            return new ListType(type(where, arguments[0]), raw == Set.class);
        }
        if (raw == Map.class && arguments[0] == String.class) {
            return new MapType(type(where, arguments[1]));
        }
        throw misuse(where, type + " is not supported");
    }

    private SettingType plain(String where, Class<?> type) {
        SettingType read = known.get(type);
        if (read != null) {
            return read;
        }
        Optional<SettingType.ScalarType> scalar = ScalarTypes.of(type);
        if (scalar.isPresent()) {
            return scalar.get();
        }
        if (type == ConfigSection.class) {
            return new SectionType();
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isInterface() && type.isSealed()) {
            return variants(type);
        }
        throw misuse(where, type.getName() + " is not supported");
    }

    private VariantsType variants(Class<?> type) {
        Discriminator discriminator = type.getAnnotation(Discriminator.class);
        VariantsType read = new VariantsType(discriminator == null ? "type" : discriminator.value());
        known.put(type, read);
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            DiscriminatorValue named = permitted.getAnnotation(DiscriminatorValue.class);
            String value = named == null ? Wording.dashed(permitted.getSimpleName()) : named.value();
            SettingType variant = plain(type.getName(), permitted);
            if (!(variant instanceof RecordType || variant instanceof VariantsType)) {
                throw misuse(type.getName(), "permits " + permitted.getName() + ", which is no record");
            }
            if (!read.add(value, variant)) {
                throw misuse(type.getName(), "has two subtypes for " + value);
            }
        }
        return read;
    }

    private static IllegalArgumentException misuse(String where, String what) {
        return new IllegalArgumentException(where + " " + what
                + " (expected: a record of String, int, long, double, boolean, enums, Duration, LocalTime, ZoneId,"
                + " ByteSize, URI, Path, InetSocketAddress, Pattern, ChatId, PersonId, Secret, ConfigSection, records,"
                + " sealed interfaces of records, and List, Set, Optional and Map<String, …> of these)");
    }
}
