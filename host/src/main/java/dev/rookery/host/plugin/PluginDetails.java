package dev.rookery.host.plugin;

import dev.rookery.api.text.OneLine;
import dev.rookery.host.guard.Usage;
import java.time.Instant;
import java.util.List;

/**
 * All that the operator may want to know of one plugin.
 *
 * @param status where it stands, with the reason
 * @param description what its manifest says of it; may be empty
 * @param sha256 of the jar that runs, or would; empty for one without a jar
 * @param since when it came into its state
 * @param dependencies the plugins it names, as its manifest has them
 * @param lives how often it was started since the host was
 * @param handlers how many message and event handlers it has registered
 * @param commands how many commands
 * @param timers how many tasks of it wait for their time
 * @param threads how many threads run in its name
 * @param usage what it has used of the machine in this life; of threads that it started itself, those that live
 * @param leaks former lives of it that stay in memory, with what holds them
 * @param warnings what is unwise about its jar but harmless
 */
public record PluginDetails(
        PluginStatus status,
        String description,
        String sha256,
        Instant since,
        List<String> dependencies,
        int lives,
        int handlers,
        int commands,
        int timers,
        int threads,
        Usage usage,
        List<PluginLeak> leaks,
        List<String> warnings) {

    /** Copies the lists, and makes one line of what manifests may say as they like. */
    public PluginDetails {
        description = OneLine.of(description, PluginStatus.MOST_REASON);
        dependencies = List.copyOf(dependencies);
        leaks = List.copyOf(leaks);
        warnings = warnings.stream()
                .map(warning -> OneLine.of(warning, PluginStatus.MOST_REASON))
                .toList();
    }
}
