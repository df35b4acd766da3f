package dev.rookery.host;

import dev.rookery.host.console.PluginRow;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginLeak;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.scope.Rule;
import dev.rookery.host.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plugins as the operator's page shows them: where each stands, where it is on and off, what it left behind. */
final class PluginOverview {

    /** How many rules about one plugin are shown; of the others it is told how many there are. */
    static final int MOST_RULES = 10;

    private PluginOverview() {}

    static List<PluginRow> of(PluginHost host, Scope scope) {
        Map<String, List<Rule>> rules = scope.rules().stream()
                .collect(Collectors.groupingBy(rule -> rule.subject().plugin()));
        Map<String, List<PluginLeak>> leaks =
                new TreeMap<>(host.leaks().stream().collect(Collectors.groupingBy(PluginLeak::id)));
        List<PluginRow> rows = new ArrayList<>();
        for (PluginStatus plugin : host.plugins()) {
            List<String> notes = notes(rules.getOrDefault(plugin.id(), List.of()), leaks.remove(plugin.id()));
            rows.add(new PluginRow(
                    plugin.id(),
                    plugin.version(),
                    String.valueOf(plugin.file().getFileName()),
                    plugin.state().name(),
                    plugin.reason(),
                    notes));
        }
        leaks.forEach((id, left) -> rows.add(new PluginRow(
                id, left.get(0).version(), id, PluginState.STOPPED.name(), "its jar is gone", notes(List.of(), left))));
        return rows;
    }

    private static List<String> notes(List<Rule> rules, @Nullable List<PluginLeak> leaks) {
        List<String> notes = new ArrayList<>();
        rules.stream().limit(MOST_RULES).map(Rule::toString).forEach(notes::add);
        if (rules.size() > MOST_RULES) {
            notes.add("and " + (rules.size() - MOST_RULES) + " rules more, see rookery scope");
        }
        if (leaks != null) {
            leaks.stream().map(RunningPlugins::words).forEach(notes::add);
        }
        return notes;
    }
}
