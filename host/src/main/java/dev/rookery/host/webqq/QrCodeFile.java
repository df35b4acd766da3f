package dev.rookery.host.webqq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The QR code as a PNG that the operator can open while it is wanted. Written and removed off the event loop, one after
 * the other; a reader sees a whole picture or none. A disk that refuses costs a warning, no login.
 */
final class QrCodeFile {

    private static final Logger log = LoggerFactory.getLogger(QrCodeFile.class);

    private final Path file;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private boolean written;

    QrCodeFile(Path directory, String account) {
        this.file = directory.resolve(account.replaceAll("[^\\p{L}\\p{N}._-]", "_") + "-qr.png");
    }

    Path path() {
        return file;
    }

    void write(byte[] png) {
        written = true;
        last = last.thenRunAsync(() -> {
            try {
                Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
                Path whole = Files.createTempFile(directory, file.getFileName().toString(), ".tmp");
                Files.write(whole, png);
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                log.warn("cannot write the QR code: file={} error={}", file, e.toString());
            }
        });
    }

    /** Removes what was written; completes when everything asked for is done. */
    CompletableFuture<Void> remove() {
        if (written) {
            written = false;
            last = last.thenRunAsync(() -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    log.warn("cannot remove the QR code: file={} error={}", file, e.toString());
                }
            });
        }
        return last;
    }
}
