package dev.rookery.host.plugin;

import dev.rookery.api.text.OneLine;
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

    /** Characters of a reason that are told. Default: {@value}. */
    static final int MOST_REASON = 2_000;

    /** Characters of an id or a version that are told: both may be wrong. Default: {@value}. */
    static final int MOST_NAME = 100;

    /** Makes each of them one line: manifests and exceptions of plugins say what they like. */
    public PluginStatus {
        id = OneLine.of(id, MOST_NAME);
        version = OneLine.of(version, MOST_NAME);
        reason = OneLine.of(reason, MOST_REASON);
    }

    /** One line: file, state and reason. */
    @Override
    public String toString() {
        return file.getFileName() + ": " + state + (reason.isEmpty() ? "" : ": " + reason);
    }
}
