package dev.rookery.bench.plugin;

import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginHostOptions;
import dev.rookery.host.time.SystemTimers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A plugin host with a dispatcher and a network in memory, in a temporary folder that goes with it. */
final class Bed implements AutoCloseable {

    private final Path folder;
    private final SystemTimers timers = new SystemTimers();
    private final Dispatcher dispatcher = new Dispatcher(timers, event -> true);
    private final PluginHost host;

    Bed(Consumer<String> sent) throws IOException {
        folder = Files.createTempDirectory("bench-plugins");
        Files.createDirectories(plugins());
        dispatcher.connect(new Street(sent));
        Duration soon = Duration.ofSeconds(2);
        host = new PluginHost(
                PluginHostOptions.of(plugins(), folder.resolve("work"), folder.resolve("data"))
                        .withDeadlines(Duration.ofSeconds(30), soon, soon, Duration.ofSeconds(5)),
                dispatcher,
                Lent.services(timers, dispatcher, folder));
    }

    Path plugins() {
        return folder.resolve("plugins");
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    PluginHost host() {
        return host;
    }

    @Override
    public void close() throws IOException {
        host.stop();
        timers.close();
        Jars.delete(folder);
    }
}
