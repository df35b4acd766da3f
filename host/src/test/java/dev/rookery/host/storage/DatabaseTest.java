package dev.rookery.host.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.storage.KeyValues;
import dev.rookery.api.storage.StorageException;
import dev.rookery.host.time.ManualTimers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong with a file and a disk. */
@Timeout(120)
class DatabaseTest {

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-22T08:00:00Z"));
    private Path directory;
    private Path file;
    private Database database;
    private KeyValues<String> words;

    @BeforeEach
    void open(@TempDir Path root) {
        directory = root.resolve("storage");
        file = directory.resolve("storage.mv.db");
        use(new Database(directory, timers));
    }

    @AfterEach
    void close() {
        BadDisk.full = false;
        BadDisk.readOnly = false;
        database.close();
    }

    private void use(Database opened) {
        database = opened;
        words = database.of("words").space("words", String.class);
    }

    private void assertUnusable(String told) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> words.get("a"))
                .withMessageStartingWith("storage cannot be used: ")
                .withMessageContaining(told);
        assertThatThrownBy(() -> database.of("sql").dataSource().getConnection())
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasMessageContaining(told);
    }

    private void later() {
        timers.advance(Database.RETRY);
    }

    @Test
    void allThatWasAcknowledgedIsThereAfterTheProcessWasKilled() throws Exception {
        int last = 0;
        try (OtherProcess writer = OtherProcess.writingTo(directory)) {
            while (last < 200) {
                last = writer.next();
            }
            last = writer.kill(last);
        }
        KeyValues<Integer> values = database.of("writer").space("values", Integer.class);
        for (int i = 0; i <= last; i++) {
            assertThat(values.get("key" + i)).contains(i);
        }
        assertThat(values.get("last").orElseThrow()).isBetween(last + 1, last + 2);
    }

    @Test
    void fileInUseByAnotherProcessIsToldAndTriedAgain() throws Exception {
        try (OtherProcess other = OtherProcess.writingTo(directory)) {
            int last = other.next();
            assertUnusable("storage.mv.db is in use by another process (expected: nobody else");
            other.kill(last);
        }
        assertUnusable("in use by another process");
        later();
        words.put("a", "1");
        assertThat(words.get("a")).contains("1");
    }

    @Test
    void fileThatIsNoDatabaseIsLeftAsItIs() throws IOException {
        Files.createDirectories(directory);
        byte[] letter = "Dear database, ".repeat(1000).getBytes(StandardCharsets.UTF_8);
        Files.write(file, letter);
        assertUnusable("storage.mv.db is damaged or no database");
        assertLeftAsItIs(letter);
        Files.delete(file);
        later();
        words.put("a", "1");
    }

    /** Neither is what H2 would do: begin anew, repair, or go back to an older state. */
    private void assertLeftAsItIs(byte[] content) throws IOException {
        database.close();
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        Path aside = file.resolveSibling("storage.mv.db.damaged-2026-11-22");
        assertThat(Files.readAllBytes(aside)).isEqualTo(content);
        Files.delete(aside);
        use(new Database(directory, timers));
    }

    /** Many values in a file that was closed in order. */
    private byte[] whole() throws IOException {
        for (int i = 0; i < 200; i++) {
            words.put("key" + i, ("value" + i + " ").repeat(100));
        }
        database.close();
        return Files.readAllBytes(file);
    }

    private void assertWhole() {
        for (int i = 0; i < 200; i++) {
            assertThat(words.get("key" + i)).contains(("value" + i + " ").repeat(100));
        }
    }

    private void damage(byte[] content) throws IOException {
        Files.write(file, content);
        use(new Database(directory, timers));
    }

    @Test
    void damagedFileIsLeftAsItIs() throws IOException {
        byte[] damaged = whole();
        Arrays.fill(damaged, 0, damaged.length - 100, (byte) 'x');
        damage(damaged);
        assertUnusable("damaged or no database");
        assertLeftAsItIs(damaged);
    }

    @Test
    void fileThatWasCutOffIsNotTakenForAnOlderState() throws IOException {
        byte[] whole = whole();
        for (int length : new int[] {100, 8_191, 8_192, whole.length / 2, whole.length - 4_096, whole.length - 1}) {
            byte[] damaged = Arrays.copyOf(whole, length);
            damage(damaged);
            assertUnusable("damaged or no database");
            assertLeftAsItIs(damaged);
        }
        damage(whole);
        assertWhole();
    }

    @Test
    void fileThatWasCutOffWithinItsHeadIsNoNewOne() throws IOException {
        byte[] whole = whole();
        String head = new String(whole, StandardCharsets.ISO_8859_1).replace("clean:1", "clean:0");
        for (int length : new int[] {1, 100, 4_096, 8_191}) {
            byte[] damaged = head.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
            damage(damaged);
            assertUnusable("damaged or no database");
            assertLeftAsItIs(damaged);
        }
    }

    @Test
    void damageBehindAnIntactHeadIsToldWhenItIsFoundAndTheFileIsKept() throws IOException {
        byte[] whole = whole();
        int found = 0;
        int step = Math.max(1, whole.length / 4_096 / 12) * 4_096;
        // A closing that was short of time leaves much in the file that nobody reads any more: then on with other
        // places.
        for (int first = 8_192; first < 8_192 + step && found == 0; first += 4_096) {
            for (int at = first; at < whole.length; at += step) {
                found += damageIsFound(whole, at) ? 1 : 0;
            }
        }
        assertThat(found).isPositive();
        damage(whole);
        assertWhole();
    }

    private boolean damageIsFound(byte[] whole, int at) throws IOException {
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, Math.min(at + 1_024, damaged.length), Math.min(at + 4_096, damaged.length), (byte) 'x');
        damage(damaged);
        boolean found = false;
        try {
            words.forEach("", (key, value) -> {});
        } catch (StorageException e) {
            if (e.getMessage().contains("is damaged")) {
                found = true;
                assertLeftAsItIs(damaged);
            }
        }
        database.close();
        return found;
    }

    @Test
    void aCopyOfADamagedFileIsNotOverwritten() throws IOException {
        Files.createDirectories(directory);
        Path aside = file.resolveSibling("storage.mv.db.damaged-2026-11-22");
        Files.writeString(aside, "the first");
        Files.writeString(file, "x".repeat(10_000));
        assertUnusable("A copy is kept as storage.mv.db.damaged-2026-11-22");
        assertThat(Files.readString(aside)).isEqualTo("the first");
    }

    @Test
    void fileOfANewerHostIsLeftAsItIs() throws Exception {
        words.put("a", "1");
        try (Connection connection = database.connect()) {
            Database.execute(connection, "INSERT INTO HOST.VERSION VALUES 99");
        }
        database.close();
        use(new Database(directory, timers));
        assertUnusable("written by a newer host (expected: tables of version 1 or older, found 99)");
        database.close();
        use(new Database(directory, timers));
        assertUnusable("written by a newer host");
    }

    @Test
    void fileOfANewerDatabaseIsLeftAsItIs() throws IOException {
        byte[] newer = whole();
        for (int head = 0; head < 8_192; head += 4_096) {
            String line = new String(newer, head, 4_096, StandardCharsets.ISO_8859_1);
            byte[] said = line.substring(0, line.indexOf(",fletcher"))
                    .replaceFirst("format:\\d+", "format:9")
                    .getBytes(StandardCharsets.ISO_8859_1);
            String sum = ",fletcher:" + Integer.toHexString(DataUtils.getFletcher32(said, 0, said.length)) + "\n";
            System.arraycopy(said, 0, newer, head, said.length);
            System.arraycopy(sum.getBytes(StandardCharsets.ISO_8859_1), 0, newer, head + said.length, sum.length());
        }
        damage(newer);
        assertUnusable(
                "is of another version of the database, and was left as it is (expected: the host that wrote it");
        assertThat(Files.readAllBytes(file)).isEqualTo(newer);
    }

    @Test
    void fileThatMayNotBeWrittenIsReadAndEachWriteIsTold() {
        words.put("a", "1");
        database.close();
        BadDisk.readOnly = true;
        use(new Database(directory, timers, new BadDisk()));
        assertThat(words.get("a")).contains("1");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> words.put("a", "2"))
                .withMessageContaining("expected: room on the disk and a folder that can be written")
                .withMessageContaining("read only");
        assertThat(words.get("a")).contains("1");
    }

    @Test
    void folderThatMayNotBeWrittenIsTold() {
        BadDisk.readOnly = true;
        use(new Database(directory, timers, new BadDisk()));
        assertUnusable("cannot be read and written (expected: room on the disk and the right to write it)");
        BadDisk.readOnly = false;
        later();
        words.put("a", "1");
        assertThat(words.get("a")).contains("1");
    }

    @Test
    void folderThatCannotBeMadeIsTold() throws IOException {
        Files.writeString(directory, "in the way");
        assertUnusable("cannot write to " + directory + " (expected: a folder that can be written)");
        assertThat(Files.readString(directory)).isEqualTo("in the way");
    }

    @Test
    void fullDiskHarmsNothingAndIsGotOver() {
        use(new Database(directory, timers, new BadDisk()));
        words.put("a", "before");
        BadDisk.full = true;
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> words.put("a", "lost"))
                .withMessageContaining("expected: room on the disk")
                .withMessageContaining("No space left on device");
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> words.put("b", "lost"));
        BadDisk.full = false;
        later();
        assertThat(words.get("a")).contains("before");
        assertThat(words.get("b")).isEmpty();
        words.put("b", "after");
        database.close();
        use(new Database(directory, timers));
        assertThat(words.get("a")).contains("before");
        assertThat(words.get("b")).contains("after");
    }

    @Test
    void connectionsOfPluginsComeBackAfterABadDisk() throws SQLException {
        use(new Database(directory, timers, new BadDisk()));
        PluginStorage storage = database.of("sql");
        try (Connection connection = storage.dataSource().getConnection()) {
            Database.execute(connection, "CREATE TABLE T(A INT)");
            BadDisk.full = true;
            assertThatThrownBy(() -> Database.execute(connection, "INSERT INTO T VALUES 1"))
                    .isInstanceOf(SQLException.class);
        }
        BadDisk.full = false;
        later();
        try (Connection connection = storage.dataSource().getConnection()) {
            Database.execute(connection, "INSERT INTO T VALUES 1");
        }
        words.put("a", "1");
    }

    @Test
    void interruptsOfThreadsDoNotReachTheFile() throws Exception {
        words.put("a", "0");
        Connection open = database.of("sql").dataSource().getConnection();
        Database.execute(open, "CREATE TABLE T(A INT)");
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 50; n++) {
                    Thread.currentThread().interrupt();
                    try {
                        words.put("b" + n, "1");
                    } catch (StorageException mayBeCutOff) {
                        // That this call fails is fine; that the next ones do is not.
                    }
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }
        Thread.currentThread().interrupt();
        Database.execute(open, "INSERT INTO T VALUES 1");
        assertThat(Thread.interrupted()).isTrue();
        open.close();
        assertThat(words.get("a")).contains("0");
        words.put("a", "1");
    }

    @Test
    void noThreadIsStartedThatCouldHoldAPluginsLoader() {
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        words.put("a", "1");
        words.update("a", "", old -> old + "2");
        Stream<Thread> added = Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread));
        assertThat(added.map(Thread::getName).filter(name -> name.contains("H2") || name.contains("MVStore")))
                .isEmpty();
    }
}
