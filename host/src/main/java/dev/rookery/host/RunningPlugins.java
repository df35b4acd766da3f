package dev.rookery.host;

import dev.rookery.host.console.PluginControl;
import dev.rookery.host.control.Answer;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.plugin.PluginDetails;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginLeak;
import dev.rookery.host.plugin.PluginOperationException;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The operator's say over the plugins of a running host. */
final class RunningPlugins implements PluginControl {

    /** How long an operation is waited for; it goes on behind. A plugin may take 30 s to start. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** After so long the operator is told what an operation waits for, if that is another plugin. */
    private static final Duration SOON = Duration.ofSeconds(2);

    static final Set<PluginState> AT_WORK = EnumSet.of(PluginState.ACTIVE, PluginState.DEGRADED);
    private static final Set<PluginState> AT_REST = EnumSet.of(PluginState.DISABLED, PluginState.STOPPED);

    private final PluginHost host;
    private final PluginFolder folder;

    RunningPlugins(PluginHost host, PluginFolder folder) {
        this.host = host;
        this.folder = folder;
    }

    @Override
    public Answer list() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(PluginTable.of(host.plugins()));
        host.leaks().forEach(leak -> lines.add(words(leak)));
        return Answer.done(lines.toString());
    }

    @Override
    public List<String> ids() {
        return host.plugins().stream()
                .map(PluginStatus::id)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    @Override
    public Answer info(String id) {
        try {
            return Answer.done(words(host.details(id)));
        } catch (PluginOperationException e) {
            return Answer.failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Answer add(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return Answer.failed(jar + ": no such file (expected: a plugin's jar)");
        }
        return after(
                host.add(jar), other -> other.file().endsWith(jar.getFileName()), status -> stands(status, AT_WORK));
    }

    @Override
    public Answer remove(String id) {
        return after(host.remove(id), other -> other.id().equals(id), status -> stands(status, AT_REST));
    }

    @Override
    public Answer enable(String id) {
        return after(host.enable(id), other -> other.id().equals(id), status -> stands(status, AT_WORK));
    }

    @Override
    public Answer disable(String id) {
        return after(host.disable(id), other -> other.id().equals(id), status -> stands(status, AT_REST));
    }

    @Override
    public Answer reload(String id) {
        return after(host.reload(id), other -> other.id().equals(id), status -> {
            boolean old = AT_WORK.contains(status.state()) && !status.reason().isEmpty();
            return old ? Answer.failed(status.toString()) : stands(status, AT_WORK);
        });
    }

    @Override
    public Answer verify(Path jar) {
        return folder.verify(jar);
    }

    @Override
    public Answer verifyAll() {
        return folder.verifyAll();
    }

    private static Answer stands(PluginStatus status, Set<PluginState> wanted) {
        String line = (status.id().isEmpty() ? "" : status.id() + " ") + status.version() + " is " + status.state()
                + (status.reason().isEmpty() ? "" : ": " + status.reason());
        return wanted.contains(status.state()) ? Answer.done(line) : Answer.failed(line);
    }

    /** Waits for an operation, unless it is another plugin's turn and that takes its time. */
    private Answer after(
            CompletionStage<PluginStatus> stage, Predicate<PluginStatus> own, Function<PluginStatus, Answer> words) {
        return heldUp(
                        stage,
                        SOON,
                        () -> host.inTheWay().filter(Predicate.not(own)).map(other -> host.details(other.id())))
                .orElseGet(() -> after(stage, PATIENCE, words));
    }

    /**
     * What to tell of an operation that is not done soon and has another plugin in its way; empty if it is or has not.
     */
    static Optional<Answer> heldUp(
            CompletionStage<?> stage, Duration soon, Supplier<Optional<PluginDetails>> inTheWay) {
        return isDone(stage, soon) ? Optional.empty() : inTheWay.get().map(other -> Answer.failed(waitsFor(other)));
    }

    private static boolean isDone(CompletionStage<?> stage, Duration patience) {
        try {
            Object unused = stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    static <T> Answer after(CompletionStage<T> stage, Duration patience, Function<T, Answer> words) {
        try {
            return words.apply(stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Answer.failed(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } catch (TimeoutException e) {
            return Answer.failed("not done within " + patience.toSeconds() + " s; it goes on, see plugin list");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.failed("the host is stopping");
        }
    }

    private static String waitsFor(PluginDetails details) {
        PluginStatus other = details.status();
        return "not done yet: waits for " + other.id() + ", which is " + other.state() + " since "
                + details.since().truncatedTo(ChronoUnit.SECONDS)
                + "; it goes on then, see plugin list"
                + (other.state() == PluginState.STARTING ? " (plugin disable " + other.id() + " ends that)" : "");
    }

    private static String words(PluginDetails details) {
        PluginStatus status = details.status();
        StringJoiner lines = new StringJoiner("\n");
        lines.add(status.id() + " " + status.version() + " is " + status.state() + " since "
                + details.since().truncatedTo(ChronoUnit.SECONDS)
                + (status.reason().isEmpty() ? "" : ": " + status.reason()));
        if (!details.description().isEmpty()) {
            lines.add(details.description());
        }
        lines.add("file: " + status.file());
        if (!details.sha256().isEmpty()) {
            lines.add("sha-256: " + details.sha256());
        }
        if (!details.dependencies().isEmpty()) {
            lines.add("needs: " + String.join(", ", details.dependencies()));
        }
        lines.add("starts " + details.lives() + ", handlers " + details.handlers() + ", commands " + details.commands()
                + ", timers " + details.timers() + ", threads " + details.threads());
        if (!details.usage().equals(Usage.NONE)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "used since it was started: processor time %.1f s, memory allocated %d MiB",
                    details.usage().processor().toMillis() / 1000.0,
                    details.usage().allocated() >> 20));
        }
        details.leaks().forEach(leak -> lines.add(words(leak)));
        details.warnings().forEach(warning -> lines.add("warning: " + warning));
        return lines.toString();
    }

    static String words(PluginLeak leak) {
        return "still in memory: " + leak.id() + " " + leak.version() + ", unloaded "
                + leak.since().truncatedTo(ChronoUnit.SECONDS) + ", held by " + String.join("; ", leak.heldBy());
    }
}
