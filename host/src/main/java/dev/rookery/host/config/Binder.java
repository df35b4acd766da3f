package dev.rookery.host.config;

import dev.rookery.api.config.Secret;
import dev.rookery.host.config.ConfigNode.Entry;
import dev.rookery.host.config.ConfigNode.Mapping;
import dev.rookery.host.config.ConfigNode.Scalar;
import dev.rookery.host.config.ConfigNode.Sequence;
import dev.rookery.host.config.SettingType.Component;
import dev.rookery.host.config.SettingType.ListType;
import dev.rookery.host.config.SettingType.MapType;
import dev.rookery.host.config.SettingType.OptionalType;
import dev.rookery.host.config.SettingType.RecordType;
import dev.rookery.host.config.SettingType.ScalarType;
import dev.rookery.host.config.SettingType.SectionType;
import dev.rookery.host.config.SettingType.VariantsType;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks a model and a node side by side and makes the record, or the list of everything that is wrong. Within, an empty
 * result always means that a problem was noted.
 *
 * <p>One binder binds one record.
 */
final class Binder {

    /** Known keys that the message about an unknown one lists. Default: {@value}; the rest is an ellipsis. */
    static final int MAX_LISTED = 12;

    private final String file;
    private final Path folder;
    private final Set<ConfigProblem> problems = new LinkedHashSet<>();
    private final Set<String> secrets;

    /**
     * A binder for one record.
     *
     * @param file the name for messages
     * @param folder what relative paths are relative to
     * @param secrets takes the clear text of each secret, which no message may show
     */
    Binder(String file, Path folder, Set<String> secrets) {
        this.secrets = secrets;
        this.file = file;
        this.folder = folder;
    }

    /**
     * Where a value belongs.
     *
     * @param key the path of its key; empty for the whole file
     * @param at where the key is; for an item of a list or a missing key, where its surroundings are
     */
    record Place(String key, Position at) {

        static final Place ROOT = new Place("", Position.START);

        Place child(String name, Position keyAt) {
            return new Place(Wording.path(key, name), keyAt);
        }

        Place item(int index, Position itemAt) {
            return new Place(key + "[" + index + "]", itemAt);
        }
    }

    /**
     * Binds.
     *
     * @throws ConfigException with everything that is wrong
     */
    <T extends Record> T bind(Class<T> type, ConfigNode node, Place place) {
        Optional<Object> bound = value(SettingTypes.of(type), node, place);
        if (bound.isEmpty() || !problems.isEmpty()) {
            throw new ConfigException(List.copyOf(problems));
        }
        return type.cast(bound.get());
    }

    private Optional<Object> value(SettingType type, ConfigNode node, Place place) {
        if (type instanceof OptionalType optional) {
            return node.isNothing()
                    ? Optional.of(Optional.empty())
                    : value(optional.value(), node, place).map(Optional::of);
        }
        if (type instanceof ScalarType scalar) {
            return scalar(scalar, node, place);
        }
        if (type instanceof ListType list) {
            return list(list, node, place);
        }
        if (type instanceof MapType map) {
            return mapping(type, node, place).flatMap(mapping -> map(map, mapping, mapping.entries(), place));
        }
        if (type instanceof SectionType) {
            reportAll(node, place);
            return mapping(type, node, place).map(mapping -> new ConfigSection(file, folder, mapping, place, secrets));
        }
        return mapping(type, node, place).flatMap(mapping -> {
            report(mapping, place);
            return choose(type, mapping, place, Set.of());
        });
    }

    private Optional<Object> choose(SettingType type, Mapping mapping, Place place, Set<String> spoken) {
        if (type instanceof RecordType record) {
            return record(record, mapping, place, spoken);
        }
        VariantsType variants = (VariantsType) type;
        Entry entry = mapping.entries().get(variants.key());
        Set<String> values = variants.variants().keySet();
        ScalarType choice = new ScalarType(
                "one of " + String.join(", ", values),
                List.copyOf(values),
                "string",
                (text, ignored) -> Optional.ofNullable(variants.variants().get(text)));
        if (entry == null || entry.value().isNothing()) {
            return problem(place.child(variants.key(), place.at()), "missing", choice.expected());
        }
        Set<String> alsoSpoken = new LinkedHashSet<>(spoken);
        alsoSpoken.add(variants.key());
        return scalar(choice, entry.value(), place.child(variants.key(), entry.keyAt()))
                .flatMap(chosen -> choose((SettingType) chosen, mapping, place, alsoSpoken));
    }

    private Optional<Object> scalar(ScalarType type, ConfigNode node, Place place) {
        report(node, place);
        if (!node.faults().isEmpty()) {
            return Optional.empty();
        }
        if (!(node instanceof Scalar scalar) || scalar.isNull()) {
            return mismatch(type, node, place);
        }
        Optional<Object> value = type.parser().parse(scalar.text(), folder).map(Object.class::cast);
        if (value.isPresent()) {
            if (value.get() instanceof Secret secret && !secret.reveal().isEmpty()) {
                secrets.add(secret.reveal());
            }
            return value;
        }
        String found = "found " + Wording.quoted(scalar.written());
        return problem(
                new Place(place.key(), scalar.at()),
                found + Wording.didYouMean(scalar.written(), type.names()),
                type.expected());
    }

    private Optional<Object> list(ListType type, ConfigNode node, Place place) {
        report(node, place);
        if (node.isNothing()) {
            return Optional.of(type.distinct() ? Set.of() : List.of());
        }
        if (!(node instanceof Sequence sequence)) {
            return node.faults().isEmpty() ? mismatch(type, node, place) : Optional.empty();
        }
        Collection<Object> values = type.distinct() ? new LinkedHashSet<>() : new ArrayList<>();
        boolean complete = true;
        for (int i = 0; i < sequence.items().size(); i++) {
            ConfigNode item = sequence.items().get(i);
            Place itemPlace = place.item(i, item.at());
            Optional<Object> value = value(type.element(), item, itemPlace);
            if (value.isPresent() && !values.add(value.get())) {
                value = problem(itemPlace, "listed twice", "each item once");
            }
            complete &= value.isPresent();
        }
        if (!complete) {
            return Optional.empty();
        }
        return Optional.of(values instanceof Set<Object> set ? Collections.unmodifiableSet(set) : List.copyOf(values));
    }

    private Optional<Object> map(MapType type, Mapping mapping, Map<String, Entry> entries, Place place) {
        report(mapping, place);
        Map<String, Object> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> value(type.value(), entry.value(), place.child(key, entry.keyAt()))
                .ifPresent(value -> values.put(key, value)));
        return values.size() == entries.size() ? Optional.of(Collections.unmodifiableMap(values)) : Optional.empty();
    }

    private Optional<Object> record(RecordType type, Mapping mapping, Place place, Set<String> spoken) {
        Map<String, Entry> unclaimed = new LinkedHashMap<>(mapping.entries());
        unclaimed.keySet().removeAll(spoken);
        type.components().stream().filter(component -> !component.rest()).forEach(c -> unclaimed.remove(c.key()));
        List<Object> arguments = new ArrayList<>();
        for (Component component : type.components()) {
            Optional<Object> argument = component.rest()
                    ? map((MapType) component.type(), mapping, unclaimed, place)
                    : component(component, mapping, place);
            argument.ifPresent(arguments::add);
        }
        if (type.components().stream().noneMatch(Component::rest)) {
            reportUnknown(type, unclaimed, place, spoken);
        }
        return arguments.size() == type.components().size()
                ? construct(type, arguments, mapping, place)
                : Optional.empty();
    }

    private Optional<Object> component(Component component, Mapping mapping, Place place) {
        Entry entry = mapping.entries().get(component.key());
        if (entry != null && !entry.value().isNothing()) {
            return value(component.type(), entry.value(), place.child(component.key(), entry.keyAt()));
        }
        Place missing = place.child(component.key(), entry == null ? place.at() : entry.keyAt());
        if (component.fallback().isPresent()) {
            return fallback(component, component.fallback().get(), missing);
        }
        return component.mayBeAbsent(Set.of())
                ? value(component.type(), ConfigNode.nothing(missing.at()), missing)
                : problem(missing, "missing", component.expected());
    }

    /** A default that does not fit is the fault of whoever wrote the record, not of the operator. */
    private Optional<Object> fallback(Component component, ConfigNode fallback, Place place) {
        Binder binder = new Binder(file, folder, secrets);
        Optional<Object> value = binder.value(component.type(), fallback, place);
        if (value.isEmpty() || !binder.problems.isEmpty()) {
            throw new IllegalArgumentException("@Default of " + component.name() + " does not fit: "
                    + binder.problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("; ")));
        }
        return value;
    }

    private void reportUnknown(RecordType type, Map<String, Entry> unclaimed, Place place, Set<String> spoken) {
        List<String> known = Stream.concat(
                        spoken.stream(), type.components().stream().map(Component::key))
                .distinct()
                .toList();
        String listed = known.stream().limit(MAX_LISTED).collect(Collectors.joining(", "))
                + (known.size() > MAX_LISTED ? ", …" : "");
        unclaimed.forEach((key, entry) -> problem(
                place.child(key, entry.keyAt()),
                "unknown key" + Wording.didYouMean(key, known),
                known.isEmpty() ? "no keys" : known.size() == 1 ? listed : "one of " + listed));
    }

    private Optional<Object> construct(RecordType type, List<Object> arguments, Mapping mapping, Place place) {
        try {
            return Optional.of(type.constructor().newInstance(arguments.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return refused(type, Objects.requireNonNullElse(e.getCause(), e), mapping, place);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("a record that is constructible was not constructed", e);
        }
    }

    /** Puts what the record's constructor said at the component that it names, else at the record. */
    private Optional<Object> refused(RecordType type, Throwable thrown, Mapping mapping, Place place) {
        Refusal refusal = Refusal.of(type, thrown, secrets);
        Place where = refusal.component()
                .map(Component::key)
                .map(key -> {
                    Entry entry = mapping.entries().get(key);
                    return place.child(
                            key, entry == null ? place.at() : entry.value().at());
                })
                .orElse(place);
        return problem(where, refusal.what(), refusal.expected());
    }

    /** The node as a mapping, an empty one for nothing. */
    private Optional<Mapping> mapping(SettingType type, ConfigNode node, Place place) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (node.isNothing()) {
            return Optional.of(new Mapping(node.at(), Map.of(), List.of()));
        }
        report(node, place);
        if (node.faults().isEmpty()) {
            mismatch(type, node, place);
        }
        return Optional.empty();
    }

    private <T> Optional<T> mismatch(SettingType type, ConfigNode node, Place place) {
        String found = node instanceof Mapping
                ? "found a mapping"
                : node instanceof Sequence
                        ? "found a list"
                        : node.isNothing() ? "found nothing" : "found a single value";
        return problem(new Place(place.key(), node.isNothing() ? place.at() : node.at()), found, type.expected());
    }

    private void report(ConfigNode node, Place place) {
        for (ConfigNode.Fault fault : node.faults()) {
            Place at =
                    fault.key().isEmpty() ? new Place(place.key(), fault.at()) : place.child(fault.key(), fault.at());
            problem(at, fault.what(), fault.expected());
        }
    }

    /** The faults of everything in a part that is bound later. */
    private void reportAll(ConfigNode node, Place place) {
        report(node, place);
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach((key, entry) -> reportAll(entry.value(), place.child(key, entry.keyAt())));
        } else if (node instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                ConfigNode item = sequence.items().get(i);
                reportAll(item, place.item(i, item.at()));
            }
        }
    }

    private <T> Optional<T> problem(Place place, String what, String expected) {
        problems.add(new ConfigProblem(file, place.at(), place.key(), what, expected));
        return Optional.empty();
    }
}
