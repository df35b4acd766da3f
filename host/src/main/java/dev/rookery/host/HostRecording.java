package dev.rookery.host;

import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.record.RecordedLine;
import dev.rookery.host.record.Recorder;
import dev.rookery.host.time.Timers;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is written down while a host runs, if anybody wishes it. Any thread. */
final class HostRecording {

    private final Timers timers;
    private final long seed;
    private final Set<String> secrets;
    private @Nullable Wish wish;
    private @Nullable Recorder recorder;

    /**
     * What is to be written down.
     *
     * @param file does not exist yet
     * @param maskNames whether names and ids of people and groups are masked
     */
    record Wish(Path file, boolean maskNames) {}

    /**
     * Prepares; nothing is written yet.
     *
     * @param seed of the plugins' chance
     * @param secrets clear texts that must not be written; may grow
     */
    HostRecording(Timers timers, long seed, Set<String> secrets) {
        this.timers = timers;
        this.seed = seed;
        this.secrets = secrets;
    }

    synchronized void want(Wish wanted) {
        wish = wanted;
    }

    /** After the plugins have started, of which it tells, and before the networks, of whose events it misses none. */
    synchronized void begin(List<PluginStatus> statuses, Dispatcher dispatcher) throws StartException {
        Wish wanted = wish;
        if (wanted == null) {
            return;
        }
        Map<String, String> plugins = statuses.stream()
                .filter(plugin -> plugin.state() == PluginState.ACTIVE)
                .collect(Collectors.toMap(PluginStatus::id, PluginStatus::version));
        RecordedLine.Header header =
                new RecordedLine.Header(timers.instant(), Main.Version.current(), seed, wanted.maskNames(), plugins);
        try {
            Recorder begun = Recorder.begin(wanted.file(), header, secrets, timers);
            dispatcher.tap(begun::said);
            recorder = begun;
        } catch (IOException e) {
            String why = e instanceof FileAlreadyExistsException
                    ? "it is there already"
                    : e instanceof NoSuchFileException ? "its folder is not there" : String.valueOf(e.getMessage());
            throw StartException.mistake("--record: " + wanted.file() + " cannot be written, " + why
                    + " (expected: a file that does not exist yet, in a folder that can be written)");
        }
    }

    /** The same account, whose events are written down. */
    synchronized NetworkAccount watched(NetworkAccount account) {
        return recorder == null ? account : recorder.watch(account);
    }

    synchronized void end() {
        if (recorder != null) {
            recorder.close();
        }
    }
}
