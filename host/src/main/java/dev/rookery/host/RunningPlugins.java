package dev.rookery.host;

import dev.rookery.host.console.PluginOperations;
import dev.rookery.host.control.Answer;
import dev.rookery.host.plugin.PluginHost;
import java.nio.file.Path;
import java.time.Duration;

/** The operator's say over the plugins of a running host. */
final class RunningPlugins implements PluginOperations {

    /** How long an operation is waited for; it goes on behind. A plugin may take 30 s to start. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Answer NOT_YET = Answer.failed("this host cannot do that while it runs (expected: a restart)");

    private final PluginHost host;
    private final PluginFolder folder;

    RunningPlugins(PluginHost host, Path directory) {
        this.host = host;
        this.folder = new PluginFolder(directory);
    }

    @Override
    public Answer list() {
        return Answer.done(PluginTable.of(host.plugins()));
    }

    @Override
    public Answer info(String id) {
        return folder.info(id);
    }

    @Override
    public Answer add(Path jar) {
        return NOT_YET;
    }

    @Override
    public Answer remove(String id) {
        return NOT_YET;
    }

    @Override
    public Answer enable(String id) {
        return NOT_YET;
    }

    @Override
    public Answer disable(String id) {
        return NOT_YET;
    }

    @Override
    public Answer reload(String id) {
        return NOT_YET;
    }

    @Override
    public Answer verify(Path jar) {
        return folder.verify(jar);
    }

    @Override
    public Answer verifyAll() {
        return folder.verifyAll();
    }
}
