package dev.rookery.host;

import dev.rookery.host.author.ClassesWatch;
import dev.rookery.host.author.PluginProject;
import dev.rookery.host.author.ProjectException;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginLeak;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Packs what the compiler has made whenever it is done, has the host take the new jar, and says what came of it. What
 * is broken is told and not used; what ran before goes on.
 */
final class DevLoop {

    /** How long from one look at the classes to the next. The compiler is taken for done when a few are the same. */
    private static final long LOOK_MILLIS = 100;

    private final Path folder;
    private final PluginProject plugin;
    private final ClassesWatch watch;
    private final Path packed;
    private final Path candidate;
    private final PluginHost host;
    private final Consumer<String> out;
    private boolean toldThatThereIsNothing;

    /**
     * Prepares.
     *
     * @param folder the project's
     * @param plugin what it said at the start
     * @param work where jars may be put
     * @param host who runs the plugin
     * @param out takes lines for the author
     */
    DevLoop(Path folder, PluginProject plugin, Path work, PluginHost host, Consumer<String> out) {
        this.folder = folder;
        this.plugin = plugin;
        this.watch = new ClassesWatch(plugin.classes());
        this.packed = work.resolve(plugin.id() + ".jar");
        this.candidate = work.resolve(plugin.id() + ".next.jar");
        this.host = host;
        this.out = out;
    }

    /** Goes on until its thread is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            try {
                look();
            } catch (IOException e) {
                out.accept("not reloaded: " + e);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void look() throws IOException, InterruptedException {
        if (watch.look()) {
            reload();
        } else if (watch.isEmpty() && !toldThatThereIsNothing) {
            toldThatThereIsNothing = true;
            out.accept("nothing to run yet: compile the plugin, for example by mvn compile, into " + plugin.classes());
        }
    }

    private void reload() throws IOException, InterruptedException {
        long from = System.nanoTime();
        try {
            current().pack(candidate);
        } catch (ProjectException e) {
            out.accept("not reloaded: " + e.getMessage());
            return;
        }
        boolean same = Files.exists(packed) && Files.mismatch(candidate, packed) < 0;
        if (same || !watch.isUntouched()) {
            return;
        }
        boolean first = !Files.exists(packed);
        Files.move(candidate, packed, StandardCopyOption.REPLACE_EXISTING);
        try {
            PluginStatus status = host.add(packed).toCompletableFuture().get();
            String took = " in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from) + " ms";
            if (status.state() != PluginState.ACTIVE) {
                out.accept("not started: " + status.reason());
            } else if (!status.reason().isEmpty()) {
                out.accept("not reloaded: " + status.reason());
            } else {
                out.accept(first ? "started" + took : "reloaded" + took + leftBehind());
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            out.accept("not reloaded: " + cause.getMessage());
        }
    }

    /** The project as its POM is now. */
    private PluginProject current() throws ProjectException {
        PluginProject now = PluginProject.in(folder);
        if (!now.id().equals(plugin.id())) {
            throw new ProjectException("the plugin is called " + now.id() + " now (expected: " + plugin.id()
                    + ", or a new start of rookery dev)");
        }
        return now;
    }

    private String leftBehind() throws InterruptedException, ExecutionException {
        List<PluginLeak> leaks = host.checkForLeaks().toCompletableFuture().get();
        if (leaks.isEmpty()) {
            return ", nothing left behind";
        }
        return ", but former copies are still in memory: " + leaks.size() + " (expected: 0), the last held by "
                + String.join("; ", leaks.get(leaks.size() - 1).heldBy());
    }
}
