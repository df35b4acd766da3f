package dev.rookery.host;

import dev.rookery.host.console.PluginControl;
import dev.rookery.host.control.Answer;
import dev.rookery.host.plugin.Exclusions;
import dev.rookery.host.plugin.PluginCatalog;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.text.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What can be done to plugins while no host runs: to look at the jars of the folder, to add and to delete them, and to
 * say which of them the next start is to leave out.
 */
final class PluginFolder implements PluginControl {

    private final Path directory;
    private final Path data;

    /**
     * Touches nothing yet.
     *
     * @param directory where the jars are
     * @param data the folder of the plugins' data
     */
    PluginFolder(Path directory, Path data) {
        this.directory = directory;
        this.data = data;
    }

    /** The folder of a host. */
    static PluginFolder of(RookeryConfig config) {
        return new PluginFolder(config.plugins().directory(), config.pluginData());
    }

    private interface Look {
        Answer at(PluginCatalog catalog) throws IOException;
    }

    private static Answer looking(Path directory, Look look) {
        try {
            return look.at(PluginCatalog.scan(directory));
        } catch (IOException e) {
            return Answer.failed(FileTrouble.of(e));
        }
    }

    private interface Deed {
        Answer on(PluginStatus plugin) throws IOException;
    }

    /** Does something with a plugin of the folder. */
    private Answer with(String id, Deed deed) {
        return looking(directory, catalog -> {
            List<PluginStatus> plugins = catalog.statuses(Exclusions.read(data));
            Optional<PluginStatus> wanted =
                    plugins.stream().filter(plugin -> plugin.id().equals(id)).findFirst();
            return wanted.isPresent()
                    ? deed.on(wanted.get())
                    : Answer.failed("no plugin '" + id + "' in " + directory + " (expected: one of "
                            + plugins.stream().map(PluginStatus::id).toList() + ")");
        });
    }

    @Override
    public Answer list() {
        return looking(directory, catalog -> {
            StringJoiner lines = new StringJoiner("\n");
            lines.add(PluginTable.of(catalog.statuses(Exclusions.read(data))));
            catalog.warnings().forEach(lines::add);
            return Answer.done(lines.toString());
        });
    }

    @Override
    public List<String> ids() {
        try {
            return PluginCatalog.scan(directory).statuses().stream()
                    .map(PluginStatus::id)
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    @Override
    public Answer info(String id) {
        return with(
                id,
                plugin -> Answer.done(plugin.id() + " " + plugin.version() + " is " + plugin.state()
                        + (plugin.reason().isEmpty() ? "" : ": " + plugin.reason()) + "\nfile: " + plugin.file()));
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
            keepOnly(target);
            return Answer.done(verified.text() + "\ncopied to " + target);
        } catch (IOException e) {
            return Answer.failed("cannot copy " + jar + " to " + directory + ": " + FileTrouble.of(e));
        }
    }

    /** Deletes the jars of the same plugin under other names. */
    private void keepOnly(Path jar) throws IOException {
        List<PluginStatus> all = PluginCatalog.scan(directory).statuses();
        Optional<String> id = all.stream()
                .filter(plugin -> plugin.file().equals(jar))
                .map(PluginStatus::id)
                .findFirst();
        for (PluginStatus other : all) {
            if (id.equals(Optional.of(other.id())) && !other.file().equals(jar)) {
                Files.delete(other.file());
            }
        }
    }

    @Override
    public Answer remove(String id) {
        return with(id, plugin -> {
            Files.delete(plugin.file());
            return Answer.done("deleted " + plugin.file());
        });
    }

    @Override
    public Answer enable(String id) {
        return with(id, plugin -> {
            Exclusions.read(data).enable(id);
            return Answer.done(id + " " + plugin.version() + " starts with the host");
        });
    }

    @Override
    public Answer disable(String id) {
        return with(id, plugin -> {
            Exclusions.read(data).disable(id);
            return Answer.done(id + " " + plugin.version() + " will not be started");
        });
    }

    @Override
    public Answer reload(String id) {
        return with(
                id,
                plugin -> Answer.noHost("no host runs, so there is nothing to reload; the next start takes "
                        + plugin.file() + " as it is then"));
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
            return Answer.failed("cannot read " + jar + ": " + FileTrouble.of(e));
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
            return Answer.failed(lines.add("no plugin found (expected: files that end in .jar)")
                    .toString());
        }
        return wrong.isEmpty() ? Answer.done(lines.toString()) : Answer.failed(lines.toString());
    }
}
