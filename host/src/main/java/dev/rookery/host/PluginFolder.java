package dev.rookery.host;

import dev.rookery.host.console.PluginOperations;
import dev.rookery.host.control.Answer;
import dev.rookery.host.plugin.PluginCatalog;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** What can be done to plugins while no host runs: to look at the jars of the folder, to add and to delete them. */
final class PluginFolder implements PluginOperations {

    private static final String NEEDS_HOST =
            "no host runs here, so there is nothing to do it to (expected: a running host; it starts every jar in the"
                    + " folder)";

    private final Path directory;

    PluginFolder(Path directory) {
        this.directory = directory;
    }

    private interface Look {
        Answer at(PluginCatalog catalog) throws IOException;
    }

    private static Answer looking(Path directory, Look look) {
        try {
            return look.at(PluginCatalog.scan(directory));
        } catch (IOException e) {
            return Answer.failed("cannot use " + directory + ": " + e);
        }
    }

    @Override
    public Answer list() {
        return looking(directory, catalog -> Answer.done(PluginTable.of(catalog.statuses())));
    }

    @Override
    public Answer info(String id) {
        return looking(
                directory,
                catalog -> found(catalog, id)
                        .map(status -> Answer.done(status.id() + " " + status.version() + " is " + status.state()
                                + (status.reason().isEmpty() ? "" : ": " + status.reason()) + "\nfile: "
                                + status.file()))
                        .orElseGet(() -> unknown(catalog, id)));
    }

    private static Optional<PluginStatus> found(PluginCatalog catalog, String id) {
        return catalog.statuses().stream()
                .filter(status -> status.id().equals(id))
                .findFirst();
    }

    private Answer unknown(PluginCatalog catalog, String id) {
        List<String> ids = catalog.statuses().stream().map(PluginStatus::id).toList();
        return Answer.failed("no plugin '" + id + "' in " + directory + " (expected: one of " + ids + ")");
    }

    @Override
    public Answer add(Path jar) {
        Answer verified = verify(jar);
        if (verified.exit() != Answer.DONE) {
            return verified;
        }
        try {
            Files.createDirectories(directory);
            Path target = directory.resolve(jar.getFileName());
            Path part = target.resolveSibling(target.getFileName() + ".part");
            Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return Answer.done(verified.text() + "\ncopied to " + target);
        } catch (IOException e) {
            return Answer.failed("cannot copy " + jar + " to " + directory + ": " + e);
        }
    }

    @Override
    public Answer remove(String id) {
        return looking(directory, catalog -> {
            Optional<PluginStatus> status = found(catalog, id);
            if (status.isEmpty()) {
                return unknown(catalog, id);
            }
            Files.delete(status.get().file());
            return Answer.done("deleted " + status.get().file());
        });
    }

    @Override
    public Answer enable(String id) {
        return Answer.failed(NEEDS_HOST);
    }

    @Override
    public Answer disable(String id) {
        return Answer.failed(NEEDS_HOST);
    }

    @Override
    public Answer reload(String id) {
        return Answer.failed(NEEDS_HOST);
    }

    /** A jar is looked at alone: what it depends on may come later. */
    @Override
    public Answer verify(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return Answer.failed(jar + ": no such file (expected: a plugin's jar)");
        }
        try {
            Path alone = Files.createTempDirectory("rookery-verify");
            Path copy = alone.resolve(jar.getFileName());
            try {
                Files.copy(jar, copy);
                return looking(alone, catalog -> verdict(catalog, PluginState.BLOCKED));
            } finally {
                Files.deleteIfExists(copy);
                Files.deleteIfExists(alone);
            }
        } catch (IOException e) {
            return Answer.failed("cannot read " + jar + ": " + e);
        }
    }

    @Override
    public Answer verifyAll() {
        return looking(directory, catalog -> verdict(catalog, PluginState.DISCOVERED));
    }

    private static Answer verdict(PluginCatalog catalog, PluginState alsoFine) {
        List<PluginStatus> wrong = new ArrayList<>(catalog.statuses());
        wrong.removeIf(status -> status.state() == PluginState.DISCOVERED || status.state() == alsoFine);
        StringJoiner lines = new StringJoiner("\n");
        catalog.statuses().forEach(status -> lines.add(status.toString()));
        catalog.warnings().forEach(warning -> lines.add("warning: " + warning));
        if (catalog.statuses().isEmpty()) {
            return Answer.failed("no plugin found; " + lines);
        }
        return wrong.isEmpty() ? Answer.done(lines.toString()) : Answer.failed(lines.toString());
    }
}
