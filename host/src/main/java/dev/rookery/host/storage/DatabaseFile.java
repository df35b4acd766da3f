package dev.rookery.host.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of the database, seen from outside: whether it is whole, and what H2's complaints mean for it. */
final class DatabaseFile {

    private static final Logger log = LoggerFactory.getLogger(DatabaseFile.class);

    /** H2 counts in blocks; the first two are the file's head, twice. */
    private static final int BLOCK = 4096;

    private static final int HEAD = 2 * BLOCK;

    private static final int FOOT = 128;

    /** A head written when the file was closed in order: where its newest chunk is, and which. All hexadecimal. */
    private static final Pattern CLEAN =
            Pattern.compile("H:2,block:([0-9a-f]{1,8}),.*chunk:([0-9a-f]{1,8}),clean:1,.*");

    private static final Pattern LENGTH = Pattern.compile(".*,len:([0-9a-f]{1,8}),.*");

    /** What H2's store says of a file in which it finds nonsense. */
    private static final Set<Integer> NONSENSE = Set.of(DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_CHUNK_NOT_FOUND);

    private final Path path;

    DatabaseFile(Path path) {
        this.path = path;
    }

    /**
     * What is wrong with the file, as far as can be told before H2 opens it. H2 takes a file whose end is missing or
     * damaged for one whose process was killed: without a word it goes back to an older state, and writes over the
     * rest. But if it was closed in order, its head says where the newest chunk is, and there it must be (H2's
     * documentation, "MVStore, File Format").
     */
    Optional<String> damage() {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            if (length > 0 && length < HEAD) {
                return Optional.of("it ends after " + length + " bytes");
            }
            Matcher head = CLEAN.matcher(line(file, 0, BLOCK));
            return length == 0 || !head.matches() || hasChunk(file, number(head.group(1)), head.group(2))
                    ? Optional.empty()
                    : Optional.of("what was written last is missing from it or damaged");
        } catch (IOException e) {
            return Optional.empty(); // not there yet, or locked: H2 has the better words
        }
    }

    private static boolean hasChunk(RandomAccessFile file, long block, String id) throws IOException {
        Matcher chunk = LENGTH.matcher(line(file, block * BLOCK, BLOCK));
        String mark = "chunk:" + id + ",";
        if (!chunk.matches() || !chunk.group().startsWith(mark)) {
            return false;
        }
        long end = (block + number(chunk.group(1))) * BLOCK;
        return file.length() >= end && line(file, end - FOOT, FOOT).startsWith(mark);
    }

    private static long number(String hexadecimal) {
        return Long.parseLong(hexadecimal, 16);
    }

    private static String line(RandomAccessFile file, long position, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(most, file.length() - position))];
        file.seek(position);
        file.readFully(bytes);
        return new String(bytes, ISO_8859_1).lines().findFirst().orElse("");
    }

    /**
     * Copies the damaged file to a name of its own, once a day at the most, whatever becomes of the file itself. An
     * earlier copy is not touched.
     *
     * @return what to tell
     */
    String keepAside(Instant now) {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged-" + LocalDate.ofInstant(now, ZoneOffset.UTC));
        String where = "A copy is kept as " + aside.getFileName();
        try {
            Files.copy(path, aside);
            return where;
        } catch (FileAlreadyExistsException copiedBefore) {
            return where;
        } catch (IOException e) {
            log.warn("damaged storage could not be copied to={}", aside, e);
            return "A copy could not be made";
        }
    }

    /** Whether the file is damaged, in parts or altogether. */
    static boolean isDamage(SQLException e) {
        return e.getErrorCode() == ErrorCode.FILE_CORRUPTED_1
                || (e.getCause() instanceof MVStoreException store && NONSENSE.contains(store.getErrorCode()));
    }

    /** Why it could not be opened, if it is not damaged. */
    String diagnosis(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                path + " is in use by another process (expected: nobody else, close tools that look into it)";
            case ErrorCode.FILE_VERSION_ERROR_1 ->
                path
                        + " is of another version of the database, and was left as it is (expected: the host that wrote it,"
                        + " or a newer one)";
            case ErrorCode.DATABASE_IS_READ_ONLY, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
                path + " cannot be read and written (expected: room on the disk and the right to write it): " + root(e);
            default -> path + ": " + e.getMessage();
        };
    }

    static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    /** Its path. */
    @Override
    public String toString() {
        return path.toString();
    }
}
