package dev.rookery.host.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which jars can be loaded together and in which order: what a plugin depends on comes before it, also when the
 * dependency is optional. Of several jars with the same id the {@linkplain PluginJar#higher higher} version counts.
 * Used once.
 */
final class PluginPlan {

    private final Map<String, PluginJar> jars = new TreeMap<>();
    private final Map<String, PluginStatus> unusable = new HashMap<>();
    private final List<PluginJar> order = new ArrayList<>();
    private final List<PluginStatus> refused = new ArrayList<>();
    private final List<PluginStatus> displaced = new ArrayList<>();

    private final Set<String> visited = new HashSet<>();
    private final List<String> path = new ArrayList<>();

    private PluginPlan() {}

    /**
     * Plans the given jars.
     *
     * @param candidates jars that passed inspection
     * @param invalid jars that did not, so that a plugin which needs one of them can be told so
     */
    static PluginPlan of(Collection<PluginJar> candidates, Collection<PluginStatus> invalid) {
        PluginPlan plan = new PluginPlan();
        invalid.forEach(status -> plan.unusable.put(status.id(), status));
        candidates.stream()
                .collect(Collectors.groupingBy(PluginJar::id))
                .values()
                .forEach(plan::admit);
        plan.jars.keySet().forEach(plan::visit);
        return plan;
    }

    /** What can be loaded, in this order. */
    List<PluginJar> order() {
        return List.copyOf(order);
    }

    /** What cannot, and why. */
    List<PluginStatus> refused() {
        return List.copyOf(refused);
    }

    /** In whose place another jar of the same plugin counts. */
    List<PluginStatus> displaced() {
        return List.copyOf(displaced);
    }

    private void admit(List<PluginJar> sameId) {
        PluginJar used = sameId.stream().reduce(PluginJar::higher).orElseThrow();
        jars.put(used.id(), used);
        unusable.remove(used.id());
        sameId.stream().filter(jar -> !jar.equals(used)).forEach(jar -> displaced.add(jar.displacedBy(used)));
    }

    private void visit(String id) {
        PluginJar jar = jars.get(id);
        if (jar == null || !visited.add(id)) {
            return;
        }
        path.add(id);
        for (Dependency dependency : jar.dependencies()) {
            if (path.contains(dependency.id())) {
                refuseCycle(path.subList(path.indexOf(dependency.id()), path.size()));
            } else {
                visit(dependency.id());
            }
        }
        path.remove(path.size() - 1);
        if (unusable.containsKey(id)) {
            return;
        }
        String obstacles = jar.dependencies().stream()
                .flatMap(dependency -> obstacle(dependency).stream())
                .collect(Collectors.joining("; "));
        if (obstacles.isEmpty()) {
            order.add(jar);
        } else {
            refuse(jar, PluginState.BLOCKED, obstacles);
        }
    }

    private void refuseCycle(List<String> cycle) {
        String chain = Stream.concat(cycle.stream(), Stream.of(cycle.get(0))).collect(Collectors.joining(" -> "));
        for (String id : cycle) {
            PluginJar jar = jars.get(id);
            if (jar != null && !unusable.containsKey(id)) {
                refuse(
                        jar,
                        PluginState.BLOCKED,
                        "depends on itself: " + chain + " (expected: Plugin-Dependencies without a circle)");
            }
        }
    }

    private Optional<String> obstacle(Dependency dependency) {
        PluginStatus status = unusable.get(dependency.id());
        PluginJar jar = jars.get(dependency.id());
        if (status == null && jar != null) {
            return dependency.range().contains(jar.info().version())
                    ? Optional.empty()
                    : Optional.of("needs plugin " + dependency + ", and "
                            + jar.file().getFileName() + " is " + jar.info().version());
        }
        if (dependency.optional()) {
            return Optional.empty();
        }
        return Optional.of(
                status == null
                        ? "needs plugin " + dependency
                                + ", which is not there (expected: its jar in the same directory)"
                        : "needs plugin " + dependency + ", which is " + status.state() + " (see "
                                + status.file().getFileName() + ")");
    }

    private void refuse(PluginJar jar, PluginState state, String reason) {
        PluginStatus status = jar.status(state, reason);
        unusable.put(jar.id(), status);
        refused.add(status);
    }
}
