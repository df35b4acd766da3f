package dev.rookery.host.webqq;

import dev.rookery.host.webqq.contacts.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of an account in the data directory, {@code <account>-<kind>.<extension>}: a picture for the operator, or the
 * session. Only its owner may read it. Read, written and removed off the event loop, one after the other; a reader sees
 * a whole file or none. A disk that refuses costs a warning, no login.
 */
final class AccountFile {

    private static final Logger log = LoggerFactory.getLogger(AccountFile.class);

    private final Path directory;
    private final String name;
    private Path file;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    AccountFile(Path directory, String account, String kind, String extension) {
        this.directory = directory;
        this.name = account.replaceAll("[^\\p{L}\\p{N}._-]", "_") + "-" + kind;
        this.file = path(extension);
    }

    /** Where the content is, or will be. */
    Path path() {
        return file;
    }

    /**
     * Reads the content.
     *
     * @param most how many bytes it may have
     * @return nothing when there is no file, or after a warning when it cannot be read or is too large
     */
    CompletableFuture<Optional<byte[]>> read(int most) {
        Path wanted = file;
        CompletableFuture<Optional<byte[]>> content = last.thenApplyAsync(done -> readNow(wanted, most), Disk::execute);
        last = content.thenAccept(bytes -> {});
        return content;
    }

    /** Writes the content in place of what was there. */
    void write(byte[] content) {
        Path wanted = file;
        last = last.thenRunAsync(
                () -> {
                    try {
                        Path folder = Files.createDirectories(directory.toAbsolutePath());
                        // Where there are permissions, a temporary file has 0600, and moving keeps them.
                        Path whole = Files.createTempFile(
                                folder, wanted.getFileName().toString(), ".tmp");
                        try {
                            Files.write(whole, content);
                            Files.move(
                                    whole, wanted, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                        } finally {
                            Files.deleteIfExists(whole);
                        }
                    } catch (IOException e) {
                        log.warn("cannot write a file: file={} error={}", wanted, e.toString());
                    }
                },
                Disk::execute);
    }

    /** As {@link #write(byte[])}, under another extension; what had the one before is removed. */
    void write(byte[] content, String extension) {
        Path wanted = path(extension);
        if (!wanted.equals(file)) {
            CompletableFuture<Void> unused = remove();
            file = wanted;
        }
        write(content);
    }

    /** Removes the file if it is there; completes when everything asked for is done. */
    CompletableFuture<Void> remove() {
        Path unwanted = file;
        last = last.thenRunAsync(
                () -> {
                    try {
                        Files.deleteIfExists(unwanted);
                    } catch (IOException e) {
                        log.warn("cannot remove a file: file={} error={}", unwanted, e.toString());
                    }
                },
                Disk::execute);
        return last;
    }

    /** Completes when everything asked for is done. */
    CompletableFuture<Void> done() {
        return last;
    }

    private Path path(String extension) {
        return directory.resolve(name + "." + extension);
    }

    private static Optional<byte[]> readNow(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length <= most) {
                return Optional.of(content);
            }
            log.warn("file is left aside: file={} error=\"more than {} bytes\"", file, most);
        } catch (NoSuchFileException e) {
            log.debug("no file: file={}", file);
        } catch (IOException e) {
            log.warn("cannot read a file: file={} error={}", file, e.toString());
        }
        return Optional.empty();
    }
}
