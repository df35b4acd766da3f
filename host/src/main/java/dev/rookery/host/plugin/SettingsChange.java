package dev.rookery.host.plugin;

import java.util.List;

/**
 * What became of the new settings of a plugin.
 *
 * @param refused why the old ones stay, each ready for the operator; empty if the new ones count
 * @param failures what listeners of the plugin threw
 */
public record SettingsChange(List<String> refused, List<Throwable> failures) {

    /** The new ones count. */
    static final SettingsChange TAKEN = new SettingsChange(List.of(), List.of());

    /** Copies the lists. */
    public SettingsChange {
        refused = List.copyOf(refused);
        failures = List.copyOf(failures);
    }

    static SettingsChange refused(String reason) {
        return new SettingsChange(List.of(reason), List.of());
    }
}
