package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.host.record.RecordedLine;
import dev.rookery.host.record.RecordedLine.Header;
import dev.rookery.host.record.RecordedLine.Heard;
import dev.rookery.host.record.RecordedLine.Said;
import dev.rookery.host.record.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

@PluginTest(SamplePlugin.class)
class ReplayTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    private Path folder;

    private final List<RecordedLine> lines = new ArrayList<>();

    private static Chat chat(String friend) {
        return new Chat(new ChatId("pual", ChatKind.FRIEND, friend), friend);
    }

    private void heard(int second, String friend, String text) {
        Person person = new Person(new PersonId("pual", friend), friend);
        Person self = new Person(new PersonId("pual", "99"), "Pual");
        lines.add(new Heard(
                BEGIN.plusSeconds(second),
                new MessageReceived(
                        new MessageId("" + second),
                        chat(friend),
                        person,
                        self,
                        Message.text(text),
                        BEGIN.plusSeconds(second))));
    }

    private void said(int second, String friend, String text) {
        said("sample", second, friend, text);
    }

    private void said(String plugin, int second, String friend, String text) {
        lines.add(new Said(
                BEGIN.plusSeconds(second).plusMillis(7),
                lines.size(),
                plugin,
                chat(friend).id(),
                Message.text(text)));
    }

    private Recording recording() throws IOException {
        Header header = new Header(BEGIN, "0.1.0", 77, false, Map.of("sample", "0.0.0"));
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, Recordings.text(new Recordings.Contents(header, lines)));
        return Recording.of(file);
    }

    @Test
    void aPluginThatSaysTheSameIsFine(TestBot bot) throws IOException {
        heard(1, "ming", "shout hi");
        said(1, "ming", "HI");
        said("other", 1, "ming", "not ours");
        heard(2, "ming", "tea");
        heard(3, "hong", "count");
        said(3, "hong", "1");
        said(182, "ming", "tea is ready, after PT3M");
        Replay replay = bot.replay(recording());
        replay.expectSameReplies();
        assertThat(replay.isSame()).isTrue();
    }

    @Test
    void whatDiffersIsShownSideBySide(TestBot bot) throws IOException {
        heard(1, "ming", "shout hi");
        said(1, "ming", "HI");
        heard(2, "ming", "shout bye");
        said(2, "ming", "good bye");
        heard(3, "hong", "count");
        said(3, "hong", "1");
        heard(4, "ming", "nothing of interest");
        said(4, "ming", "oh");
        heard(5, "ming", "twice");
        said(5, "ming", "two");
        Replay replay = bot.replay(recording());
        assertThatThrownBy(replay::expectSameReplies)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("""
                        2 of 5 replies differ from the recording

                        ming
                          08:00:01.000  ming: shout hi
                          08:00:01.007    HI                                       = HI
                          08:00:02.000  ming: shout bye
                          08:00:02.007    good bye                                 | BYE
                          08:00:04.000  ming: nothing of interest
                          08:00:04.007    oh                                       | one
                          08:00:05.000  ming: twice
                          08:00:05.007    two                                      = two""");
    }

    @Test
    void twoReplaysAreTheSameBytes(TestBot bot) throws IOException {
        for (int i = 1; i < 40; i++) {
            heard(i, "friend" + i % 7, i % 3 == 0 ? "roll" : i % 3 == 1 ? "tea" : "count");
        }
        heard(400, "ming", "roll");
        Recording recording = recording();
        String first = bot.replay(recording).text();
        assertThat(bot.replay(recording).text()).isEqualTo(first).contains("You rolled ", "tea is ready");
        Path again = folder.resolve("again.jsonl");
        Files.writeString(again, first);
        Replay ofReplay = bot.replay(Recording.of(again));
        ofReplay.expectSameReplies();
        assertThat(ofReplay.text()).isEqualTo(first);
    }

    @Test
    void aRecordingOfTooManyAccountsIsRefused(TestBot bot) throws IOException {
        for (int i = 0; i <= 100; i++) {
            ChatId chat = new ChatId("account" + i, ChatKind.FRIEND, "ming");
            lines.add(new Said(BEGIN, i, "sample", chat, Message.text("hi")));
        }
        Recording recording = recording();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bot.replay(recording))
                .withMessage("a recording of 101 accounts (expected: at most 100)");
    }

    @Test
    void aFileThatIsNoRecordingIsToldWithItsPlace() throws IOException {
        Path file = folder.resolve("b.jsonl");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.of(file))
                .withMessage(file + " is not there (expected: a recording)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.of(folder))
                .withMessageStartingWith(folder + " cannot be read: ")
                .withMessageEndingWith(" (expected: a recording)");
        Files.writeString(file, "{\"rookery-recording\":9}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.of(file))
                .withMessage(file + ":1: a recording of version 9 (expected: version 1, which this test kit can read)");
    }
}
