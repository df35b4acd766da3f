package dev.rookery.host.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.FileEvent;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.event.UnknownEvent;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.record.RecordedLine.Ended;
import dev.rookery.host.record.RecordedLine.Header;
import dev.rookery.host.record.RecordedLine.Heard;
import dev.rookery.host.record.RecordedLine.Said;
import dev.rookery.host.record.RecordedLine.Sent;
import dev.rookery.host.testing.CapturedLog;
import dev.rookery.host.time.ManualTimers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Chat ROOKS = new Chat(new ChatId("pual", ChatKind.GROUP, "4711"), "The Rooks");
    private static final Person MING = new Person(new PersonId("pual", "10001"), "Ming");
    private static final Person SELF = new Person(new PersonId("pual", "99"), "Pual");

    @TempDir
    private Path folder;

    private final ManualTimers clock = new ManualTimers(START);

    private Path file() {
        return folder.resolve("a.jsonl");
    }

    private Recorder begin(boolean names, String... secrets) throws IOException {
        return Recorder.begin(file(), header(names), List.of(secrets), clock);
    }

    private Recorder begin(OutputStream out, long mostBytes, int waiting) {
        return Recorder.begin(file(), out, header(false), List.of(), clock, mostBytes, waiting);
    }

    private static Header header(boolean names) {
        return new Header(START, "0.1.0", 42, names, Map.of("keywords", "1.0.0"));
    }

    private static MessageReceived said(Message message) {
        return new MessageReceived(new MessageId("1"), ROOKS, MING, SELF, message, START);
    }

    private String text() throws IOException {
        return Files.readString(file());
    }

    @Test
    void whatWasHeardAndSaidIsReadBackAsItWas() throws Exception {
        List<BotEvent> events = List.of(
                said(Message.text("hello")),
                said(Message.of(
                        new Segment.Text("look "),
                        new Segment.Mention(SELF.id(), "Pual"),
                        new Segment.Face("14", "微笑"),
                        new Segment.Image(new Media.Bytes(new byte[] {1, 2, 3}, "image/png"), "a.png"))),
                new GroupEvent.MemberJoined(ROOKS, MING, Optional.empty(), START),
                new GroupEvent.MemberLeft(ROOKS, MING, Optional.of(SELF), START),
                new FileEvent.Offered(ROOKS, MING, "a.txt", OptionalLong.of(7), FileEvent.Way.GROUP, START),
                new FileEvent.Offered(ROOKS, MING, "a.txt", OptionalLong.empty(), FileEvent.Way.DIRECT, START));
        SendResult refused = new SendResult.Refused("muted");
        try (Recorder recorder = begin(false)) {
            events.forEach(recorder::heard);
            clock.advance(Duration.ofSeconds(2));
            recorder.said("echo", ROOKS.id(), Message.text("hi"), CompletableFuture.completedStage(refused));
        }
        Recordings.Contents read = Recordings.read(file());
        assertThat(read.header()).isEqualTo(header(false));
        Instant later = START.plusSeconds(2);
        assertThat(read.lines().subList(0, 6))
                .isEqualTo(events.stream()
                        .map(event -> (RecordedLine) new Heard(START, event))
                        .toList());
        assertThat(read.lines().subList(6, 9))
                .containsExactly(
                        new Said(later, 1, "echo", ROOKS.id(), Message.text("hi")),
                        new Sent(later, 1, refused),
                        new Ended(later, "stopped"));
        assertThat(text())
                .startsWith("{\"rookery-recording\":1,")
                .endsWith("\n")
                .contains("\"message\":\"hello\"");
        assertThat(Recordings.text(read)).isEqualTo(text());
    }

    @Test
    void secretsNeverAppear() throws Exception {
        try (Recorder recorder = begin(false, "hunter2", "pass\"word")) {
            recorder.heard(said(Message.text(
                    "my hunter2, pass\"word; skey=abc123 and \"token\": \"xyz\" Authorization: Bearer q1w2")));
            recorder.heard(new UnknownEvent("pual", "kick", "{\"ptwebqq\":\"deadbeef\"}", START));
            recorder.heard(said(Message.of(
                    new Segment.Image(new Media.Remote("pual", "http://x/?vfwebqq=cafe"), ""),
                    new Segment.Unknown("card", Map.of("key", "f00d")))));
            recorder.heard(new AccountNeedsAttention(
                    "pual",
                    AccountNeedsAttention.Need.SCAN_CODE,
                    "scan, password=open",
                    new byte[] {65, 65, 65},
                    START));
        }
        assertThat(text())
                .doesNotContain(
                        "hunter2", "pass\\\"word", "abc123", "xyz", "q1w2", "deadbeef", "cafe", "f00d", "open", "QUFB")
                .contains("my ***, ***; skey=***");
        assertThat(Recordings.read(file()).lines()).hasSize(5);
    }

    @Test
    void namesAreMaskedOnRequestAndAlwaysTheSameWay() throws Exception {
        try (Recorder recorder = begin(true)) {
            recorder.heard(said(Message.text("pual, I am Ming of 10001")));
            recorder.heard(new GroupEvent.MemberJoined(
                    ROOKS, new Person(new PersonId("pual", "10002"), "Hong"), Optional.of(MING), START));
            recorder.said(
                    "echo",
                    ROOKS.id(),
                    Message.text("Hong and Ming"),
                    CompletableFuture.completedStage(new SendResult.Sent(new MessageId("2"))));
            recorder.said(
                    "echo",
                    new ChatId("pual", ChatKind.FRIEND, "10001"),
                    Message.text("hi"),
                    CompletableFuture.completedStage(new SendResult.Sent(new MessageId("3"))));
        }
        assertThat(text()).doesNotContain("Ming", "Hong", "10001", "10002", "4711", "Rooks");
        List<RecordedLine> lines = Recordings.read(file()).lines();
        MessageReceived heard = (MessageReceived) ((Heard) lines.get(0)).event();
        String ming = heard.sender().id().value();
        assertThat(ming).startsWith("person-");
        assertThat(heard.sender().name()).isEqualTo(ming);
        assertThat(heard.self().name()).isEqualTo("Pual");
        assertThat(heard.message().plainText()).isEqualTo("pual, I am " + ming + " of " + ming);
        GroupEvent.MemberJoined joined = (GroupEvent.MemberJoined) ((Heard) lines.get(1)).event();
        assertThat(joined.by().orElseThrow().id().value()).isEqualTo(ming);
        Said reply = (Said) lines.get(2);
        assertThat(reply.message().plainText()).isEqualTo(joined.member().name() + " and " + ming);
        assertThat(reply.chat()).isEqualTo(heard.chat().id());
        assertThat(((Said) lines.get(4)).chat().value()).isEqualTo(ming);
    }

    /** A network with one group of one member. */
    private static final class OneGroup implements NetworkAccount {

        private AccountListener listener = event -> CompletableFuture.completedStage(null);

        @Override
        public String name() {
            return "pual";
        }

        @Override
        public void start(AccountListener told) {
            listener = told;
        }

        @Override
        public CompletionStage<SendResult> send(ChatId chat, Message message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Account operations() {
            return new Account() {
                @Override
                public String name() {
                    return "pual";
                }

                @Override
                public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
                    return CompletableFuture.completedStage(
                            new Answer.Done<>(List.of(new Member(MING, "Ming", "", Role.OWNER))));
                }
            };
        }

        @Override
        public CompletionStage<Void> stopHearing() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }
    }

    @Test
    void whatAnAccountWasAskedIsAnsweredTheSameInAReplay() throws Exception {
        OneGroup network = new OneGroup();
        Answer<List<Member>> members;
        Answer<Answer.Nothing> kicked;
        try (Recorder recorder = begin(false)) {
            NetworkAccount watched = recorder.watch(network);
            watched.start(event -> CompletableFuture.completedStage(null));
            network.listener.onEvent(said(Message.text("hi")));
            members = watched.operations()
                    .members(ROOKS.id())
                    .toCompletableFuture()
                    .join();
            kicked = watched.operations()
                    .kick(ROOKS.id(), MING.id())
                    .toCompletableFuture()
                    .join();
        }
        List<RecordedLine> lines = Recordings.read(file()).lines();
        assertThat(lines.get(0)).isInstanceOf(Heard.class);
        Account replayed = AccountCalls.replaying("pual", lines);
        assertThat(replayed.name()).isEqualTo("pual");
        assertThat(replayed.members(ROOKS.id()).toCompletableFuture().join()).isEqualTo(members);
        assertThat(replayed.kick(ROOKS.id(), MING.id()).toCompletableFuture().join())
                .isEqualTo(kicked);
        assertThat(replayed.groups().toCompletableFuture().join())
                .isEqualTo(new Answer.Refused<>("groups was not asked in the recording"));
    }

    @Test
    void aRecordingEndsAtItsBoundAndSaysSo() throws Exception {
        try (Recorder recorder = begin(Files.newOutputStream(file()), 2_000, 100)) {
            for (int i = 0; i < 50; i++) {
                recorder.heard(said(Message.text("message " + i)));
            }
        }
        assertThat(Files.size(file())).isLessThan(2_200);
        List<RecordedLine> lines = Recordings.read(file()).lines();
        assertThat(lines.get(lines.size() - 1)).isEqualTo(new Ended(START, "the bound of 2000 bytes is reached"));
    }

    /** Takes so many bytes. */
    private static final class SmallDisk extends OutputStream {

        private long room;
        private boolean wasClosed;

        SmallDisk(long room) {
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            if (--room < 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void close() {
            wasClosed = true;
        }
    }

    @Test
    void aDiskThatIsFullIsToldOnceAndTheHostGoesOn() throws Exception {
        for (int room : new int[] {0, 100, 600, 5_000}) {
            SmallDisk disk = new SmallDisk(room);
            try (CapturedLog log = CapturedLog.of(Recorder.class)) {
                try (Recorder recorder = begin(disk, 1 << 20, 1_000)) {
                    for (int i = 0; i < 100; i++) {
                        recorder.heard(said(Message.text("message " + i)));
                    }
                }
                assertThat(log.warnings())
                        .as("room for " + room)
                        .singleElement(STRING)
                        .startsWith("WARN recording stopped, the host goes on without it file=")
                        .contains("No space left on device");
            }
            assertThat(disk.wasClosed).isTrue();
        }
    }

    @Test
    void linesThatWereLostAreCounted() throws Exception {
        long heard = 0;
        try (Recorder recorder = begin(Files.newOutputStream(file()), 1 << 20, 2)) {
            CompletableFuture<Void> gate = new CompletableFuture<>();
            recorder.enqueue(at -> {
                gate.join();
                return new Ended(at, "gate");
            });
            for (int i = 0; i < 10; i++) {
                recorder.heard(said(Message.text("message " + i)));
            }
            gate.complete(null);
        }
        long lost = 0;
        for (RecordedLine line : Recordings.read(file()).lines()) {
            heard += line instanceof Heard ? 1 : 0;
            lost += line instanceof RecordedLine.Lost gap ? gap.lines() : 0;
        }
        assertThat(lost).isPositive();
        assertThat(heard + lost).isBetween(9L, 12L);
    }

    @Test
    void aFileThatExistsIsNotOverwritten() throws Exception {
        Files.writeString(file(), "precious");
        assertThatThrownBy(() -> begin(false)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(text()).isEqualTo("precious");
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines));
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> Recordings.read(file()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(why);
    }

    private static final String HEADER =
            "{\"rookery-recording\":1,\"at\":\"2026-01-01T12:00:00Z\",\"host\":\"0.1.0\",\"seed\":1,\"names\":false,\"plugins\":{}}";

    @Test
    void whatIsNoRecordingIsRefusedWithTheReason() throws Exception {
        write("");
        assertRefused("a.jsonl:1: the file is empty");
        write("hello\n");
        assertRefused("a.jsonl:1: no JSON");
        write("{}\n");
        assertRefused("a.jsonl:1: no recording: the first line has no \"rookery-recording\"");
        write("{\"rookery-recording\":2}\n");
        assertRefused("a.jsonl:1: a recording of version 2 (expected: version 1");
        write(HEADER, "{\"line\":\"Heard\",\"at\":\"2026-01-01T12:00:00Z\",\"event\":{\"is\":\"Mess");
        assertRefused("a.jsonl:2: the line is cut off");
        write(HEADER, "{\"line\":\"Heard\",\"at\":\"noon\"}\n");
        assertRefused("a.jsonl:2: at: \"noon\" (expected: a time such as");
        write(HEADER, "{\"line\":\"Heard\",\"at\":\"2026-01-01T12:00:00Z\",\"event\":{\"is\":\"Meteor\"}}\n");
        assertRefused("a.jsonl:2: event: is: \"Meteor\" (expected: one of [MessageReceived,");
        write(HEADER, "{\"line\":\"Said\",\"at\":\"2026-01-01T12:00:00Z\",\"number\":\"x\"}\n");
        assertRefused("a.jsonl:2: number: \"x\" (expected: long)");
        write(HEADER, "{\"line\":\"Ended\",\"at\":\"2126-01-01T12:00:00Z\",\"reason\":\"\"}\n");
        assertRefused("a.jsonl:2: at: 2126-01-01T12:00:00Z (expected: at most 31 days after the beginning, 2026-01-01");
        write(HEADER.replace("2026", "+1000000") + "\n");
        assertRefused("a.jsonl:1: at: +1000000-01-01T12:00:00Z (expected: a time of this century)");
        write(HEADER, "{\"line\":\"Sung\"}\n");
        assertRefused("a.jsonl:2: line: \"Sung\" (expected: Heard, Said");
        write(HEADER, "[".repeat(5_000) + "\n");
        assertRefused("a.jsonl:2: no JSON");
        write(HEADER, "{\"line\":\"Heard\",\"x\":\"" + "y".repeat(LineCodec.MOST_CHARACTERS) + "\"}\n");
        assertRefused("a.jsonl:2: a line of more than 1048576 characters");
        try (RandomAccessFile large = new RandomAccessFile(file().toFile(), "rw")) {
            large.setLength(Recorder.MOST_BYTES + 1);
        }
        assertRefused("a.jsonl: 67108865 bytes (expected: at most 67108864)");
        Files.write(file(), (HEADER + "\n\"\u00ff\"\n").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("not UTF-8");
    }

    @Test
    void brokenValuesNeverEscapeAsAnythingElse() throws Exception {
        String line =
                "{\"line\":\"Heard\",\"at\":\"2026-01-01T12:00:00Z\",\"event\":{\"is\":\"MessageReceived\",\"id\":{\"value\":\"1\"},"
                        + "\"chat\":{\"id\":{\"account\":\"pual\",\"kind\":\"GROUP\",\"value\":\"1\"},\"name\":\"\",\"certainty\":\"CERTAIN\"}}}";
        for (int i = 0; i < line.length(); i++) {
            write(HEADER, line.substring(0, i) + line.substring(i + 1) + "\n");
            assertThatThrownBy(() -> Recordings.read(file())).isInstanceOf(RecordingException.class);
        }
    }
}
