package dev.rookery.host.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.ioloop.IoLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlSocketTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IoLoop loop = new IoLoop("control-test");
    /** Not JUnit's own: a socket wants a short path. */
    private Path data;

    @BeforeEach
    void folder() throws IOException {
        data = Files.createTempDirectory("ctl");
    }

    @AfterEach
    void end() throws Exception {
        loop.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        for (Path left : List.of(data.resolve(Wire.NAME), data)) {
            Files.deleteIfExists(left);
        }
    }

    private ControlSocket open() throws IOException {
        return ControlSocket.open(loop, data, words -> answer(Answer.done(String.join("|", words))));
    }

    private static CompletionStage<Answer> answer(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private Answer ask(String... words) throws IOException {
        return ControlClient.ask(data, List.of(words), PATIENCE).orElseThrow();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(data.resolve(Wire.NAME)));
        return channel;
    }

    /** All that comes until the host closes. */
    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (channel.read(buffer.clear()) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
        }
        return all.toString(UTF_8);
    }

    @Test
    void aCommandIsAnswered() throws IOException {
        open();
        assertThat(ask("plugin", "reload", "echo 企鹅\n\"")).isEqualTo(Answer.done("plugin|reload|echo 企鹅\n\""));
    }

    @Test
    void theSocketIsItsOwnersAloneAndGoneWhenItIsClosed() throws Exception {
        ControlSocket socket = open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path())))
                .isEqualTo("rw-------");
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(data.resolve(Wire.NAME));
        }
        socket.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(socket.path()).doesNotExist();
        assertThat(ControlClient.ask(data, List.of("x"), PATIENCE)).isEmpty();
    }

    @Test
    void whatAProcessThatDiedLeftBehindIsReplaced() throws IOException {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(data.resolve(Wire.NAME)));
        }
        assertThat(data.resolve(Wire.NAME)).exists();
        assertThat(ControlClient.ask(data, List.of("x"), PATIENCE))
                .as("nobody there")
                .isEmpty();

        open();

        assertThat(ask("x")).isEqualTo(Answer.done("x"));
    }

    @Test
    void aFileOfThatNameIsNotTouched() throws IOException {
        Path file = Files.writeString(data.resolve(Wire.NAME), "precious");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("something else");
        assertThat(file).hasContent("precious");
    }

    @Test
    void aPathThatIsTooLongIsToldWithTheLimit() throws IOException {
        Path deep = data.resolve("d".repeat(ControlSocket.MOST_PATH_BYTES));
        assertThatThrownBy(() -> ControlSocket.open(loop, deep, words -> answer(Answer.done(""))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too long for the path of a socket")
                .hasMessageContaining("at most 103");
    }

    @Test
    void aLineOfTenMegabytesIsRefusedAndTheNextPeerIsServed() throws IOException {
        open();
        byte[] flood = new byte[10 * 1024 * 1024];
        Arrays.fill(flood, (byte) 'a');
        try (SocketChannel hostile = connect()) {
            assertThatThrownBy(() -> {
                        ByteBuffer bytes = ByteBuffer.wrap(flood);
                        while (bytes.hasRemaining()) {
                            hostile.write(bytes);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(ask("x")).isEqualTo(Answer.done("x"));
    }

    @Test
    void aLineThatIsTooLongIsAnsweredWithTheLimit() throws IOException {
        open();
        byte[] line = new byte[Wire.MOST_REQUEST_BYTES];
        Arrays.fill(line, (byte) 'a');
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap(line));
            assertThat(readAll(channel)).contains("\"exit\":2").contains("at most 65536 bytes");
        }
    }

    @Test
    void garbageIsAnsweredWithWhatWasExpected() throws IOException {
        open();
        for (String garbage : List.of(
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"words\":[]}",
                "{\"words\":[1]}",
                "{\"words\":\"x\"}",
                "{\"words\":[\"x\"]} x",
                "[".repeat(60_000),
                "GET / HTTP/1.1\r",
                "\u0000\u0001")) {
            try (SocketChannel channel = connect()) {
                channel.write(ByteBuffer.wrap((garbage + "\n").getBytes(UTF_8)));
                assertThat(readAll(channel)).as(garbage).contains("\"exit\":2").contains("not a request");
            }
        }
        assertThat(ask("x")).isEqualTo(Answer.done("x"));
    }

    @Test
    void bytesThatComeOneByOneAndRequestsThatComeTogetherAreServedInOrder() throws IOException {
        open();
        try (SocketChannel channel = connect()) {
            for (byte each : "{\"words\":[\"1\"]}\n".getBytes(UTF_8)) {
                channel.write(ByteBuffer.wrap(new byte[] {each}));
            }
            channel.write(ByteBuffer.wrap("{\"words\":[\"2\"]}\n{\"words\":[\"3\"]}\nx\n".getBytes(UTF_8)));
            List<String> lines = readAll(channel).lines().toList();
            assertThat(lines).hasSize(4);
            assertThat(lines.subList(0, 3))
                    .containsExactly(
                            "{\"exit\":0,\"text\":\"1\"}",
                            "{\"exit\":0,\"text\":\"2\"}",
                            "{\"exit\":0,\"text\":\"3\"}");
        }
    }

    @Test
    void peersThatSayNothingKeepNobodyElseOut() throws IOException {
        open();
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < ControlSocket.MOST_CONNECTIONS - 1; i++) {
            silent.add(connect());
        }
        assertThat(ask("x")).isEqualTo(Answer.done("x"));
        for (SocketChannel channel : silent) {
            channel.close();
        }
    }

    @Test
    void aPeerThatDoesNotWaitForTheAnswerHarmsNobody() throws Exception {
        CompletableFuture<Answer> late = new CompletableFuture<>();
        ControlSocket.open(loop, data, words -> words.contains("late") ? late : answer(Answer.done("x")));
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap("{\"words\":[\"late\"]}\n".getBytes(UTF_8)));
            assertThat(ask("x")).isEqualTo(Answer.done("x"));
        }
        late.complete(Answer.done("y".repeat(1_000_000)));
        assertThat(ask("x")).isEqualTo(Answer.done("x"));
    }

    @Test
    void aLongAnswerIsCutWithAWord() throws IOException {
        ControlSocket.open(loop, data, words -> answer(Answer.done("\u0001".repeat(5_000_000))));
        assertThat(ask("x").text()).endsWith("(and more)").hasSizeLessThan(1_000_000);
    }

    @Test
    void theClientDoesNotWaitForEver() throws IOException {
        ControlSocket.open(loop, data, words -> new CompletableFuture<>());
        assertThatThrownBy(() -> ControlClient.ask(data, List.of("x"), Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer within");
    }
}
