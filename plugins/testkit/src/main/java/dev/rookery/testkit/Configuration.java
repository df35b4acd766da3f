package dev.rookery.testkit;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.ScopeConfig;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.scope.Place;
import dev.rookery.host.scope.ScopeSettings;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The file {@code rookery.yml} of a test: what its plugins' sections hold, and who may do what. Test's thread. */
final class Configuration {

    private final Map<String, String> sections = new TreeMap<>();
    /** Read by plugins' threads. */
    private final Set<AccountPermission> allowed = ConcurrentHashMap.newKeySet();

    private final Set<PersonId> owners = new LinkedHashSet<>();
    private final Set<PersonId> admins = new LinkedHashSet<>();
    private String permissions = "";
    private String scope = "";

    void section(String pluginId, String yaml) {
        sections.put(pluginId, yaml);
    }

    void allow(Set<AccountPermission> permissions) {
        allowed.addAll(permissions);
    }

    boolean allows(AccountPermission permission) {
        return allowed.contains(permission);
    }

    void owner(PersonId who) {
        owners.add(who);
    }

    void admin(PersonId who) {
        admins.add(who);
    }

    void permissions(String yaml) {
        permissions = yaml;
    }

    void scope(String yaml) {
        scope = yaml;
    }

    /** Who may do what and what is on where, as it stands now. */
    ScopeSettings scope() {
        return ScopeConfig.read(document());
    }

    /** The file as it stands now. */
    ConfigDocument document() {
        StringBuilder text = new StringBuilder();
        text.append("owners: ").append(list(owners)).append('\n');
        text.append("admins: ").append(list(admins)).append('\n');
        section(text, "", "permissions", permissions);
        section(text, "", "scope", scope);
        text.append("plugins:\n");
        sections.forEach((id, yaml) -> section(text, "  ", id, yaml));
        return ConfigDocument.parse(Path.of("rookery.yml"), text.toString(), Map.of());
    }

    private static void section(StringBuilder text, String indent, String key, String yaml) {
        text.append(indent).append(key).append(":\n");
        yaml.lines()
                .forEach(line -> text.append(indent).append("  ").append(line).append('\n'));
    }

    private static String list(Set<PersonId> people) {
        return people.stream()
                .map(id -> '"'
                        + new Place.OfPerson(id)
                                .toString()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                        + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
