package dev.rookery.host.httpstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    /** Whole responses of every kind, then some that are refused. */
    static List<String> samples() {
        return List.of(
                HELLO,
                HELLO + HELLO,
                "HTTP/1.1 200\r\n\r\nuntil the end",
                "HTTP/1.0 404 Not there\r\nconnection:keep-alive\r\nContent-length:\t0\t\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n" + HELLO,
                "HTTP/1.1 204 None\r\nContent-Length: 7\r\n\r\n",
                "HTTP/1.1 304 Same\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: x\r\n\r\n\u0081\u0002hi",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                        + "5\r\nhello\r\n00000006;a=\"b\"; c\r\n world\r\n0\r\nX: y\r\nZ:\r\n\r\nHTTP",
                "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=\u00e9\r\nX-Empty:\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n folded\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whereTheInputIsCutMakesNoDifference(String text) {
        String whole = Recorder.hearing(text).hearEnd().summary();
        for (int cut = 0; cut <= text.length(); cut++) {
            assertThat(expecting().hear(text, cut).hearEnd().summary())
                    .as("cut before byte %s", cut)
                    .isEqualTo(whole);
        }
        assertThat(expecting().hearBytes(text).hearEnd().summary()).isEqualTo(whole);
    }

    @Test
    void aBodyIsAsLongAsContentLengthSays() {
        Recorder heard = Recorder.hearing(HELLO);
        assertThat(heard.head().status()).isEqualTo(200);
        assertThat(heard.head().contentLength()).isEqualTo(5);
        assertThat(heard.body()).isEqualTo("hello");
        assertThat(heard.hasEnded()).isTrue();
        assertThat(heard.head().keepAlive()).isTrue();
    }

    @Test
    void whatComesBehindTheEndIsLeftUnread() {
        assertThat(Recorder.hearing(HELLO + "HTTP").unread()).isEqualTo("HTTP");
    }

    @Test
    void whatNobodyAskedForIsLeftUnread() {
        Recorder heard = Recorder.hearing(HELLO);
        assertThat(heard.hear(HELLO).unread()).isEqualTo(HELLO);
        assertThat(heard.body()).isEqualTo("hello");
    }

    @Test
    void oneReaderReadsOneResponseAfterAnother() {
        Recorder heard = Recorder.hearing("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
        assertThat(heard.head().keepAlive()).isTrue();
        List<String> bodies = new ArrayList<>();
        ResponseReader reader = new ResponseReader(WireLimits.DEFAULTS, new BodySink(bodies));
        for (String text : List.of(HELLO, "HTTP/1.1 204 N\r\n\r\n", HELLO.replace('h', 'H'))) {
            reader.begin(false);
            read(reader, text);
        }
        assertThat(bodies).containsExactly("hello", "", "Hello");
    }

    @Test
    void aResponseBegunAtTheEndOfTheOneBeforeDoesNotGetWhatWasThereBefore() throws Exception {
        List<String> bodies = new ArrayList<>();
        ResponseReader[] self = new ResponseReader[1];
        ResponseReader reader = new ResponseReader(WireLimits.DEFAULTS, new BodySink(bodies) {
            @Override
            public void end() {
                super.end();
                self[0].begin(false);
            }
        });
        self[0] = reader;
        reader.begin(false);
        ByteBuf in = Unpooled.copiedBuffer(HELLO + HELLO, StandardCharsets.ISO_8859_1);
        reader.read(in);
        assertThat(bodies).containsExactly("hello");
        assertThat(in.readableBytes()).isEqualTo(HELLO.length());
        in.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello, ", "5\r\nhello\r\n0\r\n\r\n", ""})
    void aBodyWithoutLengthGoesOnUntilTheConnectionIsClosed(String body) throws Exception {
        Recorder heard = Recorder.hearing("HTTP/1.1 200 OK\r\n\r\n" + body).hear(body);
        assertThat(heard.head().untilClose()).isTrue();
        assertThat(heard.head().keepAlive()).isFalse();
        assertThat(heard.hasEnded()).isFalse();
        assertThat(heard.reader().endOfInput()).isTrue();
        assertThat(heard.body()).isEqualTo(body + body);
        assertThat(heard.hasEnded()).isTrue();
    }

    @Test
    void theAnswerToHeadHasNoBodyWhateverItSays() {
        for (String field : List.of("Content-Length: 5", "Transfer-Encoding: chunked", "X: y")) {
            Recorder heard =
                    Recorder.expecting(WireLimits.DEFAULTS, true).hear("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\nhello");
            assertThat(heard.hasEnded()).isTrue();
            assertThat(heard.unread()).isEqualTo("hello");
            assertThat(heard.head().keepAlive()).isTrue();
        }
    }

    @Test
    void interimAnswersComeBeforeTheAnswer() {
        Recorder heard = Recorder.hearing(samples().get(4));
        assertThat(heard.interims).extracting(ResponseHead::status).containsExactly(100, 103);
        assertThat(heard.interims.get(1).field("link")).isEqualTo("</a>");
        assertThat(heard.head().status()).isEqualTo(200);
    }

    @Test
    void afterSwitchingProtocolsTheRestIsLeftForTheNewOne() {
        Recorder heard = Recorder.hearing(samples().get(7));
        assertThat(heard.head().status()).isEqualTo(101);
        assertThat(heard.hasEnded()).isTrue();
        assertThat(heard.unread()).isEqualTo("\u0081\u0002hi");
    }

    @Test
    void chunksMakeABodyAndTrailersAreDropped() {
        Recorder heard = Recorder.hearing(samples().get(8));
        assertThat(heard.head().chunked()).isTrue();
        assertThat(heard.body()).isEqualTo("hello world");
        assertThat(heard.hasEnded()).isTrue();
        assertThat(heard.unread()).isEqualTo("HTTP");
        assertThat(heard.head().field("X")).isNull();
    }

    @Test
    void fieldsAreFoundWhateverTheirCase() {
        ResponseHead head = Recorder.hearing(samples().get(9)).head();
        assertThat(head.field("SET-COOKIE")).isEqualTo("a=1");
        assertThat(head.fields("Set-Cookie")).containsExactly("a=1", "b=\u00e9");
        assertThat(head.field("x-empty")).isEmpty();
        assertThat(head.field("Set-Cook")).isNull();
        assertThat(head.field("X-Empty-and-longer-than-the-head-itself-" + "x".repeat(200)))
                .isNull();
        assertThat(head.fields("Location")).isEmpty();
        assertThat(head.all())
                .containsExactly(
                        Map.entry("Set-Cookie", "a=1"), Map.entry("set-cookie", "b=\u00e9"), Map.entry("X-Empty", ""));
    }

    @Test
    void aHeadMayHaveManyFields() {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 100; i++) {
            text.append("X-").append(i).append(": ").append(i).append("\r\n");
        }
        ResponseHead head = Recorder.hearing(text + "\r\n").head();
        assertThat(head.all()).hasSize(100);
        assertThat(head.field("x-99")).isEqualTo("99");
    }

    @Test
    void aConnectionIsKeptAsVersionAndFieldsSay() {
        Map<String, Boolean> kept = Map.of(
                "HTTP/1.1 200 OK", true,
                "HTTP/1.1 200 OK\r\nConnection: close", false,
                "HTTP/1.1 200 OK\r\nConnection: x , CLOSE", false,
                "HTTP/1.1 200 OK\r\nConnection: closed", true,
                "HTTP/1.1 200 OK\r\nConnection: x\r\nConnection: close", false,
                "HTTP/1.9 200 OK", true,
                "HTTP/1.0 200 OK", false,
                "HTTP/1.0 200 OK\r\nConnection: Keep-Alive", true,
                "HTTP/1.0 200 OK\r\nConnection: keep-alive, close", false);
        kept.forEach((head, keepAlive) -> assertThat(Recorder.hearing(head + "\r\nContent-Length: 0\r\n\r\n")
                        .head()
                        .keepAlive())
                .as(head)
                .isEqualTo(keepAlive));
    }

    @Test
    void anAnswerThatIsCutSaysWhere() {
        assertThat(expecting().hearEnd().failure()).isEqualTo("the peer closed the connection before it answered");
        assertThat(Recorder.hearing("HTTP/1.1 200 OK\r\nX").hearEnd().failure())
                .isEqualTo("the peer closed the connection in the middle of the header fields");
        assertThat(Recorder.hearing(HELLO.substring(0, HELLO.length() - 2))
                        .hearEnd()
                        .failure())
                .isEqualTo("the peer closed the connection in the middle of the answer, 2 bytes before its end");
        assertThat(Recorder.hearing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                        .hearEnd()
                        .failure())
                .isEqualTo("the peer closed the connection in the middle of the answer, before its last chunk");
    }

    @Test
    void theEndOfTheConnectionIsNoFaultWhenNothingIsExpected() throws Exception {
        Recorder heard = Recorder.hearing(HELLO);
        assertThat(heard.reader().endOfInput()).isFalse();
    }

    @Test
    void afterStopNothingMoreIsHeard() throws Exception {
        List<String> bodies = new ArrayList<>();
        ResponseReader[] self = new ResponseReader[1];
        ResponseReader reader = new ResponseReader(WireLimits.DEFAULTS, new BodySink(bodies) {
            @Override
            public void head(ResponseHead head) {
                self[0].stop();
            }
        });
        self[0] = reader;
        reader.begin(false);
        assertThat(read(reader, HELLO)).isEqualTo("hello");
        assertThat(reader.endOfInput()).isFalse();
        assertThat(bodies).isEmpty();
    }

    @Test
    void aFailedReaderExpectsNothing() throws Exception {
        Recorder heard = Recorder.hearing("SMTP");
        assertThat(heard.fault()).isEqualTo(Fault.STATUS_LINE);
        assertThat(heard.reader().endOfInput()).isFalse();
    }

    @Test
    void aResponseIsNotBegunTwice() {
        assertThatThrownBy(() -> expecting().reader().begin(false)).isInstanceOf(IllegalStateException.class);
    }

    private static Recorder expecting() {
        return Recorder.expecting(WireLimits.DEFAULTS, false);
    }

    private static String read(ResponseReader reader, String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        try {
            reader.read(in);
            return in.toString(StandardCharsets.ISO_8859_1);
        } catch (MalformedResponseException e) {
            throw new AssertionError(e);
        } finally {
            in.release();
        }
    }

    /** Adds each body to a list when it is whole. */
    private static class BodySink implements ResponseReader.Sink {

        private final List<String> bodies;
        private String body = "";

        BodySink(List<String> bodies) {
            this.bodies = bodies;
        }

        @Override
        public void interim(ResponseHead head) {}

        @Override
        public void head(ResponseHead head) {
            body = "";
        }

        @Override
        public void body(ByteBuf piece) {
            body += piece.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void end() {
            bodies.add(body);
        }
    }
}
