package dev.rookery.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds a configuration and that people edit while it is in force. It is looked at again and again: events
 * of the file system show half-written files and miss network mounts. What it holds counts once it is the same in two
 * looks, byte for byte. A file that has become empty is a mistake, because that is how a write to a full disk ends.
 *
 * <p>Safe for use by any thread.
 */
public final class ConfigFile {

    /** UTF-8 needs at most four bytes for a character; more bytes than that are too many characters. */
    private static final int MAX_BYTES = 4 * (YamlReader.MAX_CODE_POINTS + 1);

    private final Path path;
    private final Set<String> secrets;
    private @Nullable Content seen;
    private @Nullable Content taken;

    /** Bytes, or why there are none. */
    private record Content(ByteBuffer bytes, String unreadable) {}

    /**
     * Names a file; it is not read yet.
     *
     * @param secrets takes the clear texts of all secrets that are ever bound from it
     */
    ConfigFile(Path path, Set<String> secrets) {
        this.path = path;
        this.secrets = secrets;
    }

    /** Reads it for the first time: an empty file is an empty document. */
    ConfigDocument first() {
        return document(content());
    }

    /**
     * Looks whether it was edited.
     *
     * @return what it holds, if that is the same as at the last look and was not answered before; so the second look
     *     answers what the file held at the first
     * @throws ConfigException likewise once, if it cannot be read or is no YAML
     */
    public synchronized Optional<ConfigDocument> look() {
        Content now = content();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(taken)) {
            return Optional.empty();
        }
        taken = now;
        return Optional.of(edited(now));
    }

    /**
     * Takes it as it is now, and the files that are filled into it.
     *
     * @return what it holds
     * @throws ConfigException if it cannot be read or is no YAML
     */
    public synchronized ConfigDocument read() {
        Content now = content();
        seen = now;
        taken = now;
        return edited(now);
    }

    private ConfigDocument edited(Content content) {
        if (content.unreadable().isEmpty() && decode(content.bytes()).isBlank()) {
            throw new ConfigException(new ConfigProblem(path.toString(), 0, 0, "", "empty", "settings"));
        }
        return document(content);
    }

    private ConfigDocument document(Content content) {
        if (!content.unreadable().isEmpty()) {
            throw new ConfigException(new ConfigProblem(
                    path.toString(), 0, 0, "", content.unreadable(), "a readable configuration file"));
        }
        return ConfigDocument.of(path, decode(content.bytes()), System.getenv(), secrets, Optional.of(this));
    }

    private Content content() {
        try (InputStream in = Files.newInputStream(path)) {
            return new Content(ByteBuffer.wrap(in.readNBytes(MAX_BYTES)), "");
        } catch (NoSuchFileException e) {
            return new Content(ByteBuffer.allocate(0), "no such file");
        } catch (IOException e) {
            return new Content(ByteBuffer.allocate(0), Files.isDirectory(path) ? "is a folder" : "cannot be read");
        }
    }

    private String decode(ByteBuffer bytes) {
        CharBuffer out = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate(), out, true);
        out.flip();
        // The last character of a file that is too long may be cut: that it is too long is told by the reader.
        if (result.isError() && bytes.remaining() < MAX_BYTES) {
            throw new ConfigException(
                    new ConfigProblem(path.toString(), Position.after(out), "", "not UTF-8", "a text file in UTF-8"));
        }
        return out.toString();
    }
}
