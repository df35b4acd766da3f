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
        FullDisk.full = false;
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
        assertUnusable("storage.mv.db is damaged or no database. It was left as it is");
        assertThat(Files.readAllBytes(file)).isEqualTo(letter);
        Files.delete(file);
        later();
        words.put("a", "1");
    }

    @Test
    void fileThatWasDamagedIsLeftAsItIs() throws IOException {
        for (int i = 0; i < 200; i++) {
            words.put("key" + i, "value".repeat(100));
        }
        database.close();
        byte[] damaged = Files.readAllBytes(file);
        Arrays.fill(damaged, 0, damaged.length - 100, (byte) 'x');
        Files.write(file, damaged);
        use(new Database(directory, timers));
        assertUnusable("damaged or no database");
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }

    @Test
    void folderThatCannotBeMadeIsTold() throws IOException {
        Files.writeString(directory, "in the way");
        assertUnusable("cannot write to " + directory + " (expected: a folder that can be written)");
        assertThat(Files.readString(directory)).isEqualTo("in the way");
    }

    @Test
    void fullDiskHarmsNothingAndIsGotOver() {
        use(new Database(directory, timers, new FullDisk()));
        words.put("a", "before");
        FullDisk.full = true;
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> words.put("a", "lost"))
                .withMessageContaining("expected: room on the disk")
                .withMessageContaining("No space left on device");
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> words.put("b", "lost"));
        FullDisk.full = false;
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
    void connectionsOfPluginsComeBackAfterAFullDisk() throws SQLException {
        use(new Database(directory, timers, new FullDisk()));
        PluginStorage storage = database.of("sql");
        try (Connection connection = storage.dataSource().getConnection()) {
            Database.execute(connection, "CREATE TABLE T(A INT)");
            FullDisk.full = true;
            assertThatThrownBy(() -> Database.execute(connection, "INSERT INTO T VALUES 1"))
                    .isInstanceOf(SQLException.class);
        }
        FullDisk.full = false;
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
