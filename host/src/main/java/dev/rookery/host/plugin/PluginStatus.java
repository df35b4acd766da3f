package dev.rookery.host.plugin;

import java.nio.file.Path;

/**
 * What the operator is told about one plugin jar.
 *
 * @param id the plugin's id; as the manifest has it, even if it is wrong; empty if it could not be read
 * @param version the plugin's version; likewise
 * @param file the jar in the plugin directory
 * @param state where it stands
 * @param reason why: what is wrong and what would be right; empty when the state says it all
 */
public record PluginStatus(String id, String version, Path file, PluginState state, String reason) {

    /** One line: file, state and reason. */
    @Override
    public String toString() {
        return file.getFileName() + ": " + state + (reason.isEmpty() ? "" : ": " + reason);
    }
}
