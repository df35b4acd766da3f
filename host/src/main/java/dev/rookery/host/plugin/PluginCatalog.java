package dev.rookery.host.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies in the plugin directory: each jar validated, all of them put in order. Nothing is loaded, copied or run, so
 * {@code rookery check} uses it as it is. A bad jar is reported with its reason and does not touch the others.
 */
public final class PluginCatalog {

    private final List<PluginJar> plan;
    private final List<PluginStatus> statuses;
    private final List<String> warnings;

    private PluginCatalog(List<PluginJar> plan, List<PluginStatus> statuses, List<String> warnings) {
        this.plan = plan;
        this.statuses = statuses;
        this.warnings = warnings;
    }

    /**
     * Looks at every jar and zip directly in a directory; other files and folders are left alone, so a jar can be
     * written as {@code .part} and renamed.
     *
     * @param directory the plugin directory; when it does not exist the catalog is empty and a warning says so
     * @return what was found
     * @throws IOException if the directory cannot be listed
     */
    public static PluginCatalog scan(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return new PluginCatalog(
                    List.of(),
                    List.of(),
                    List.of(directory + ": no such directory (expected: a folder of plugin jars)"));
        }
        List<PluginJar> accepted = new ArrayList<>();
        List<PluginStatus> statuses = new ArrayList<>();
        for (Path file : candidates(directory)) {
            Inspection inspection = JarInspector.inspect(file);
            if (inspection instanceof Inspection.Accepted good) {
                accepted.add(good.jar());
            } else if (inspection instanceof Inspection.Refused bad) {
                statuses.add(bad.status());
            }
        }
        PluginPlan plan = PluginPlan.of(accepted, statuses);
        statuses.addAll(plan.refused());
        statuses.addAll(plan.displaced());
        plan.order().forEach(jar -> statuses.add(jar.status(PluginState.DISCOVERED, "")));
        statuses.sort(Comparator.comparing(PluginStatus::file));
        List<String> warnings = accepted.stream()
                .flatMap(
                        jar -> jar.warnings().stream().map(warning -> jar.file().getFileName() + ": " + warning))
                .toList();
        return new PluginCatalog(plan.order(), List.copyOf(statuses), warnings);
    }

    /** The jars and zips directly in a directory, sorted. */
    static List<Path> candidates(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = file.toString().toLowerCase(Locale.ROOT);
                        return name.endsWith(".jar") || name.endsWith(".zip");
                    })
                    .sorted()
                    .toList();
        }
    }

    /**
     * Every file that was looked at, sorted by path: {@code DISCOVERED}, or {@code INVALID}, {@code INCOMPATIBLE},
     * {@code BLOCKED} with the reason.
     *
     * @return an immutable list
     */
    public List<PluginStatus> statuses() {
        return statuses;
    }

    /**
     * As {@link #statuses()}, but {@code DISABLED} and {@code QUARANTINED} where a plugin is not to run.
     *
     * @param exclusions what is not to run
     * @return an immutable list
     */
    public List<PluginStatus> statuses(Exclusions exclusions) {
        Map<Path, PluginStatus> excluded = plan.stream()
                .flatMap(jar -> exclusions.of(jar).stream())
                .collect(Collectors.toMap(PluginStatus::file, status -> status));
        return statuses.stream()
                .map(status -> excluded.getOrDefault(status.file(), status))
                .toList();
    }

    /**
     * What is unwise but harmless, each with its file name.
     *
     * @return an immutable list
     */
    public List<String> warnings() {
        return warnings;
    }
}
