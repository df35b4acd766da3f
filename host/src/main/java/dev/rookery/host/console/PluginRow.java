package dev.rookery.host.console;

import java.util.List;

/**
 * A plugin as the operator's page shows it.
 *
 * @param id its id; empty where the jar has none
 * @param version its version
 * @param file the name of its jar
 * @param state where it stands, such as {@code ACTIVE}
 * @param reason why, a sentence; empty where the state says it all
 * @param notes what else there is to know: where it is switched on and off, what it has left in memory
 */
public record PluginRow(String id, String version, String file, String state, String reason, List<String> notes) {

    /** Copies the list. */
    public PluginRow {
        notes = List.copyOf(notes);
    }
}
