package dev.rookery.host.plugin;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which plugins the operator has switched off, kept over restarts in a text file of one id on each line. One thread at
 * a time.
 */
final class DisabledPlugins {

    /** The file, in the folder of the plugins' data; no plugin can have this id. */
    static final String FILE = "_switched-off.txt";

    private static final Logger log = LoggerFactory.getLogger(DisabledPlugins.class);

    private final Path file;
    private final Set<String> off = new TreeSet<>();

    DisabledPlugins(Path directory) {
        this.file = directory.resolve(FILE);
    }

    /** Reads the file; without one nothing is off, and what is no id is told and left out. */
    void load() throws IOException {
        try {
            for (String line : Files.readAllLines(file)) {
                if (PluginJar.isId(line.strip())) {
                    off.add(line.strip());
                } else if (!line.isBlank()) {
                    log.warn("line not understood file={} line=\"{}\" (expected: the id of a plugin)", file, line);
                }
            }
        } catch (NoSuchFileException none) {
            log.debug("no plugin is switched off");
        } catch (CharacterCodingException e) {
            log.warn("not read, nothing is switched off file={} (expected: a text file in UTF-8)", file);
        }
    }

    boolean isOff(String id) {
        return off.contains(id);
    }

    /** Switches one off or on; throws, and it stays as it was, if that cannot be written down. */
    void set(String id, boolean on) throws IOException {
        boolean changed = on ? off.remove(id) : off.add(id);
        if (!changed) {
            return;
        }
        try {
            save();
        } catch (IOException e) {
            if (on) {
                off.add(id);
            } else {
                off.remove(id);
            }
            throw new IOException("cannot write " + file + ": " + e, e);
        }
    }

    private void save() throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Path next = file.resolveSibling(FILE + ".new");
        Files.write(next, off);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
