package dev.rookery.host;

import dev.rookery.host.text.FileTrouble;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of what outlives a host. One process for one folder: a second one would sign the same accounts in and
 * delete the first one's copies. Any thread.
 */
final class DataFolder {

    private static final Logger log = LoggerFactory.getLogger(DataFolder.class);

    /** Itself, and what in it every plugin needs: each would fail for itself else. */
    private static final List<String> PARTS = List.of("", "work", "plugins");

    private final Path folder;
    private @Nullable FileChannel lock;

    DataFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes it, if it is not there, and takes it. */
    synchronized void occupy() throws StartException {
        try {
            for (String part : PARTS) {
                requireWritable(Files.createDirectories(folder.resolve(part)));
            }
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = file;
            if (file.tryLock() == null) {
                throw StartException.mistake(
                        "data: " + folder + " is in use by another rookery (expected: a folder of its own)");
            }
        } catch (OverlappingFileLockException e) {
            throw StartException.mistake("data: " + folder + " is in use already (expected: a folder of its own)");
        } catch (IOException e) {
            throw StartException.mistake("data: cannot be used, " + FileTrouble.of(e) + " (expected: a folder that "
                    + System.getProperty("user.name") + " may write to)");
        }
    }

    private static void requireWritable(Path part) throws AccessDeniedException {
        if (!Files.isWritable(part)) {
            throw new AccessDeniedException(part.toString());
        }
    }

    /** Leaves it to others, if it was taken. */
    synchronized void leave() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                log.warn("lock not released file={}", folder.resolve("lock"), e);
            }
        }
    }
}
