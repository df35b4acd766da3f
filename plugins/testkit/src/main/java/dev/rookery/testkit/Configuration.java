package dev.rookery.testkit;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.host.config.ConfigDocument;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The file {@code rookery.yml} of a test: what its plugins' sections hold. For the test's thread. */
final class Configuration {

    private final Map<String, String> sections = new TreeMap<>();
    private final Set<AccountPermission> allowed = EnumSet.noneOf(AccountPermission.class);

    void section(String pluginId, String yaml) {
        sections.put(pluginId, yaml);
    }

    void allow(Set<AccountPermission> permissions) {
        allowed.addAll(permissions);
    }

    Set<AccountPermission> allowed() {
        return Set.copyOf(allowed);
    }

    /** The file as it stands now. */
    ConfigDocument document() {
        StringBuilder text = new StringBuilder("plugins:\n");
        sections.forEach((id, yaml) -> {
            text.append("  ").append(id).append(":\n");
            yaml.lines().forEach(line -> text.append("    ").append(line).append('\n'));
        });
        return ConfigDocument.parse(Path.of("rookery.yml"), text.toString(), Map.of());
    }
}
