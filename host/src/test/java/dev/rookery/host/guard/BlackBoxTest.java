package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.testing.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlackBoxTest {

    @TempDir
    private Path folder;

    private BlackBox open() {
        return BlackBox.open(folder.resolve("data/box"), Instant.EPOCH);
    }

    /** What the next process is told; the one before has not closed its box. */
    private List<String> toldNext() {
        try (CapturedLog log = CapturedLog.of(BlackBox.class)) {
            open().close();
            return log.errors();
        }
    }

    @Test
    void tellsWhoWasAtWorkWhenTheProcessDied() {
        BlackBox box = open();
        box.seat("dice").works();
        box.seat("dice").works();
        box.seat("relay").works();
        BlackBox.Seat done = box.seat("echo");
        done.works();
        done.rests();
        box.seat("remind");
        assertThat(toldNext())
                .singleElement()
                .asString()
                .contains("the last process ended without having been stopped")
                .endsWith("started=1970-01-01T00:00:00Z plugins-at-work=dice,relay");
        assertThat(toldNext()).isEmpty();
    }

    @Test
    void tellsThatTheProcessDiedAlsoIfNobodyWasAtWork() {
        open();
        assertThat(toldNext()).singleElement().asString().endsWith("plugins-at-work=none");
    }

    @Test
    void aProcessThatWasStoppedIsNotToldOfWhateverStillRuns() {
        BlackBox box = open();
        BlackBox.Seat late = box.seat("dice");
        late.works();
        box.close();
        late.rests();
        late.works();
        assertThat(toldNext()).isEmpty();
    }

    @Test
    void placesAreGivenAnewAndThereAreOnlySoMany() {
        BlackBox box = open();
        for (int i = 0; i < BlackBox.SEATS * 2; i++) {
            BlackBox.Seat seat = box.seat("one-" + i);
            seat.works();
            seat.leave();
        }
        IntStream.range(0, BlackBox.SEATS).forEach(i -> box.seat("two").works());
        BlackBox.Seat none = box.seat("three");
        none.works();
        none.rests();
        none.leave();
        assertThat(toldNext()).singleElement().asString().endsWith("plugins-at-work=two");
    }

    @Test
    void aLongNameIsCut() {
        open().seat("x".repeat(BlackBox.LONGEST + 1)).works();
        assertThat(toldNext()).singleElement().asString().endsWith("plugins-at-work=" + "x".repeat(BlackBox.LONGEST));
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOfAndHarmsNobody() throws Exception {
        Files.createDirectories(folder.resolve("data/box"));
        try (CapturedLog log = CapturedLog.of(BlackBox.class)) {
            BlackBox box = open();
            box.seat("dice").works();
            box.close();
            assertThat(log.warnings()).singleElement().asString().contains("nothing will be known of this process");
        }
    }

    @Test
    void whatSomebodyElseHasWrittenThereIsNotBelieved() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data/box"), new byte[] {1, 2, 3});
        assertThat(toldNext()).isEmpty();
        byte[] garbage = new byte[1 << 20];
        java.util.Arrays.fill(garbage, (byte) 1);
        Files.write(folder.resolve("data/box"), garbage);
        assertThat(toldNext()).hasSize(1);
    }
}
