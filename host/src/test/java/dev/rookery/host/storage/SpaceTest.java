package dev.rookery.host.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.storage.KeyValues;
import dev.rookery.api.storage.StorageException;
import dev.rookery.host.time.ManualTimers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ChatId CHAT = new ChatId("pual", ChatKind.GROUP, "42");

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-22T08:00:00Z"));
    private Path directory;
    private Database database;
    private PluginStorage storage;
    private KeyValues<String> words;

    @BeforeEach
    void open(@TempDir Path root) {
        directory = root.resolve("storage");
        reopen();
    }

    @AfterEach
    void close() {
        storage.close();
        database.close();
    }

    private void reopen() {
        database = new Database(directory, timers);
        storage = database.of("keywords");
        words = storage.space("words", String.class);
    }

    @Test
    void nothingIsOnDiskUntilSomethingIsKept() {
        assertThat(directory).doesNotExist();
        words.put("a", "b");
        assertThat(directory.resolve("storage.mv.db")).exists();
    }

    @Test
    void valueIsThereAfterARestart() {
        words.put("hello", "你好 \uD83D\uDC27 'quoted' \"twice\" \\ \n");
        close();
        reopen();
        assertThat(words.get("hello")).contains("你好 \uD83D\uDC27 'quoted' \"twice\" \\ \n");
        assertThat(words.get("Hello")).isEmpty();
    }

    @Test
    void valueIsReplacedAndRemoved() {
        words.put("a", "1");
        words.put("a", "2");
        assertThat(words.get("a")).contains("2");
        assertThat(words.remove("a")).isTrue();
        assertThat(words.remove("a")).isFalse();
        assertThat(words.get("a")).isEmpty();
    }

    @Test
    void spacesPluginsChatsAndPeopleAreApart() {
        words.put("a", "everybody");
        words.in(CHAT).put("a", "chat");
        words.of(new PersonId("pual", "42")).put("a", "person");
        words.in(new ChatId("pual", ChatKind.FRIEND, "42")).put("a", "friend");
        storage.space("other", String.class).put("a", "other space");
        try (PluginStorage stranger = database.of("stranger")) {
            assertThat(stranger.space("words", String.class).get("a")).isEmpty();
            stranger.space("words", String.class).put("a", "stranger");
        }
        assertThat(words.get("a")).contains("everybody");
        assertThat(words.in(CHAT).get("a")).contains("chat");
        assertThat(words.of(new PersonId("pual", "42")).get("a")).contains("person");
        assertThat(words.in(CHAT).of(new PersonId("pual", "42")).get("a")).contains("person");
        assertThat(words.first("", 10)).hasSize(1);
    }

    @Test
    void clearingForgetsWhatIsHereAndNothingElse() {
        KeyValues<String> here = words.in(CHAT);
        here.put("a", "1");
        here.put("b", "2", MINUTE);
        words.put("a", "everybody");
        storage.space("other", String.class).in(CHAT).put("a", "other space");
        try (PluginStorage stranger = database.of("stranger")) {
            stranger.space("words", String.class).in(CHAT).put("a", "stranger");
            here.clear();
            assertThat(here.first("", 10)).isEmpty();
            assertThat(words.get("a")).contains("everybody");
            assertThat(storage.space("other", String.class).in(CHAT).get("a")).contains("other space");
            assertThat(stranger.space("words", String.class).in(CHAT).get("a")).contains("stranger");
        }
        here.clear();
        here.put("a", "3");
        assertThat(here.get("a")).contains("3");
    }

    @Test
    void valueThatIsKeptForATimeIsGoneAfterwards() {
        words.put("a", "1", MINUTE);
        timers.advance(MINUTE.minusMillis(1));
        assertThat(words.get("a")).contains("1");
        assertThat(words.first("", 10)).hasSize(1);
        timers.advance(Duration.ofMillis(1));
        assertThat(words.get("a")).isEmpty();
        assertThat(words.first("", 10)).isEmpty();
        assertThat(words.remove("a")).isFalse();
    }

    @Test
    void replacingForgetsTheTimeAndChangingKeepsIt() {
        words.put("a", "1", MINUTE);
        words.put("a", "2");
        words.put("b", "1", MINUTE);
        words.update("b", "", old -> old + "2");
        words.put("c", "1", MINUTE);
        timers.advance(MINUTE);
        assertThat(words.get("a")).contains("2");
        assertThat(words.get("b")).isEmpty();
        assertThat(words.update("c", "anew", old -> old + "!")).isEqualTo("anew!");
        timers.advance(MINUTE);
        assertThat(words.get("c")).contains("anew!");
    }

    @Test
    void putIfAbsentLeavesWhatIsThere() {
        assertThat(words.putIfAbsent("a", "1")).isTrue();
        assertThat(words.putIfAbsent("a", "2")).isFalse();
        assertThat(words.get("a")).contains("1");
        words.put("b", "1", MINUTE);
        timers.advance(MINUTE);
        assertThat(words.putIfAbsent("b", "2")).isTrue();
    }

    @Test
    void changesOfManyThreadsAreAllThere() throws Exception {
        KeyValues<Long> counts = storage.space("counts", Long.class);
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> counting = () -> {
                for (int i = 0; i < 50; i++) {
                    counts.update("n", 0L, old -> old + 1);
                }
                return null;
            };
            for (Future<Void> done : four.invokeAll(List.of(counting, counting, counting, counting))) {
                done.get(60, TimeUnit.SECONDS);
            }
        } finally {
            four.shutdownNow();
        }
        assertThat(counts.get("n")).contains(200L);
    }

    @Test
    void changeMayItselfUseTheStorage() {
        assertThat(words.update("a", "x", old -> old + words.update("b", "y", other -> other + "z")))
                .isEqualTo("xyz");
    }

    @Test
    void changeThatThrowsChangesNothing() {
        words.put("a", "1");
        assertThatIllegalStateException()
                .isThrownBy(() -> words.update("a", "", old -> {
                    throw new IllegalStateException("as the test wants");
                }));
        assertThat(words.get("a")).contains("1");
    }

    @Test
    void keysThatBeginAlikeAreListedInOrder() {
        for (String key : List.of("b2", "a1", "b10", "b", "B3", "c", "b\uD83D\uDC27")) {
            words.put(key, key.toUpperCase(java.util.Locale.ROOT));
        }
        assertThat(words.first("b", 10).keySet()).containsExactly("b", "b10", "b2", "b\uD83D\uDC27");
        assertThat(words.first("b", 2)).containsOnlyKeys("b", "b10");
        assertThat(words.first("", 1)).containsEntry("B3", "B3");
        assertThat(words.first("%", 10)).isEmpty();
    }

    @Test
    void allAreVisitedAFewAtATime() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            expected.add("key" + (1000 + i));
            words.put("key" + (1000 + i), "v");
        }
        words.put("other", "v");
        List<String> seen = new ArrayList<>();
        words.forEach("key", (key, value) -> {
            seen.add(key);
            words.remove(key);
        });
        assertThat(seen).isEqualTo(expected);
        assertThat(words.first("", 10)).containsOnlyKeys("other");
    }

    @Test
    void whatIsOutOfBoundsIsRefusedWithAReason() {
        words.put("k".repeat(200), "v");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.put("k".repeat(201), "v"))
                .withMessage("key of 201 characters (expected: 1 to 200, none of them a control character)");
        assertThatIllegalArgumentException().isThrownBy(() -> words.get(""));
        assertThatIllegalArgumentException().isThrownBy(() -> words.remove("a\nb"));
        words.put("k", "v".repeat(65_534));
        assertThat(words.get("k").orElseThrow()).hasSize(65_534);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.put("k", "v".repeat(65_535)))
                .withMessageContaining("65537 characters of JSON (expected: at most 65536)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> words.put("k", "v", Duration.ZERO))
                .withMessageContaining("more than zero");
        assertThatIllegalArgumentException().isThrownBy(() -> words.first("", 1001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> storage.space("Words", String.class))
                .withMessageContaining("a-z, 0-9, dot and dash");
        words.put("forever", "v", Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void onePluginCannotFillTheDiskWithValues() {
        try (PluginStorage small = new PluginStorage(database, "small", timers, 3)) {
            KeyValues<String> few = small.space("few", String.class);
            few.put("1", "v");
            few.put("2", "v", MINUTE);
            few.in(CHAT).put("3", "v");
            few.put("1", "replaced");
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> few.put("4", "v"))
                    .withMessageContaining("plugin small keeps 3 values already");
            timers.advance(MINUTE);
            few.put("4", "v");
            few.remove("4");
            few.put("5", "v");
            assertThatExceptionOfType(StorageException.class).isThrownBy(() -> few.put("6", "v"));
        }
        words.put("others", "have room");
    }

    @Test
    void nothingGoesAfterTheEnd() {
        words.put("a", "1");
        storage.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> words.get("a"))
                .withMessage("plugin keywords is disabled; its storage is closed");
        storage.close();
    }

    @Test
    void databaseOfANewerHostIsLeftAlone() throws Exception {
        words.put("a", "1");
        database.administer("INSERT INTO HOST.VERSION VALUES 99");
        close();
        byte[] before = Files.readAllBytes(directory.resolve("storage.mv.db"));
        reopen();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> words.get("a"))
                .withMessageContaining("written by a newer host");
        assertThat(before).isNotEmpty();
    }
}
