package dev.rookery.host.httpstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader refuses, and with which words. */
public class MalformedResponseTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    /** Status line 18 bytes, fields 20, two fields, one interim response, chunk line 8. */
    private static final WireLimits SMALL = new WireLimits(18, 20, 2, 1, 8);

    /** Answers that are refused, and why; the last one only when the connection ends. */
    public static List<Map.Entry<Fault, String>> malformed() {
        return List.of(
                Map.entry(Fault.STATUS_LINE, "220 smtp.example\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/2 200\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1200 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1 20 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1 099 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1 +20 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "http/1.1 200 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "\u0015\u0003\u0001"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1 200 O\0K\r\n\r\n"),
                Map.entry(Fault.LINE_END, "HTTP/1.1 200 OK\n\n"),
                Map.entry(Fault.LINE_END, "HTTP/1.1 200\n\n"),
                Map.entry(Fault.LINE_END, OK + "X: y\nZ: z\r\n\r\n"),
                Map.entry(Fault.LINE_END, OK + "X: y\rContent-Length: 0\r\n\r\n"),
                Map.entry(Fault.LINE_END, OK + "X: y\r\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, OK + "\n\r\n"),
                Map.entry(Fault.FIELD_NAME, OK + ": y\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, OK + "X\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, OK + "X\0: y\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, OK + "(X): y\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, OK + "\u00e9: y\r\n\r\n"),
                Map.entry(Fault.SPACE_BEFORE_COLON, OK + "Content-Length : 5\r\n\r\nhello"),
                Map.entry(Fault.SPACE_BEFORE_COLON, OK + "Content-Length\t: 5\r\n\r\nhello"),
                Map.entry(Fault.FOLDED_FIELD, OK + "X: y\r\n z\r\n\r\n"),
                Map.entry(Fault.FOLDED_FIELD, OK + "\tX: y\r\n\r\n"),
                Map.entry(Fault.FIELD_VALUE, OK + "X: \0\r\n\r\n"),
                Map.entry(Fault.FIELD_VALUE, OK + "X: \u000b\r\n\r\n"),
                Map.entry(Fault.FIELD_VALUE, OK + "X: \u007f\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length:\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: +5\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: -5\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: 0x5\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: 1 2\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: 5, 5\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: 5\r\ncontent-length: 5\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n"),
                Map.entry(Fault.CONTENT_LENGTH, OK + "Content-Length: 18446744073709551621\r\n\r\n"),
                Map.entry(Fault.TRANSFER_ENCODING, OK + "Transfer-Encoding: gzip\r\n\r\n"),
                Map.entry(Fault.TRANSFER_ENCODING, OK + "Transfer-Encoding: chunked, gzip\r\n\r\n"),
                Map.entry(Fault.TRANSFER_ENCODING, OK + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
                Map.entry(Fault.TRANSFER_ENCODING, OK + "Transfer-Encoding: xchunked\r\n\r\n"),
                Map.entry(Fault.TRANSFER_ENCODING, OK + "Transfer-Encoding:\r\n\r\n"),
                Map.entry(
                        Fault.AMBIGUOUS_FRAMING,
                        OK + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Map.entry(
                        Fault.AMBIGUOUS_FRAMING,
                        OK + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
                Map.entry(Fault.AMBIGUOUS_FRAMING, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "x\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "0x5\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "-5\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + " 5\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "5 \r\nhello\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "5\nhello\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "80000000\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "100000005\r\n"),
                Map.entry(Fault.CHUNK_EXTENSION, CHUNKED + "5;\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_EXTENSION, CHUNKED + "5;a=\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_EXTENSION, CHUNKED + "5;a=\"\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_EXTENSION, CHUNKED + "5;a=\"\\\r\"\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_EXTENSION, CHUNKED + "5;a\0\r\nhello\r\n"),
                Map.entry(Fault.CHUNK_EXTENSION, CHUNKED + "5;a=\"\u00e9\"\r\nhello\r\n"),
                Map.entry(Fault.LINE_END, CHUNKED + "5;a\nhello\r\n"),
                Map.entry(Fault.LINE_END, CHUNKED + "5\rhello\r\n"),
                Map.entry(Fault.CHUNK_END, CHUNKED + "5\r\nhello!\r\n"),
                Map.entry(Fault.CHUNK_END, CHUNKED + "5\r\nhello\n"),
                Map.entry(Fault.CHUNK_END, CHUNKED + "5\r\nhello\r0"),
                Map.entry(Fault.FOLDED_FIELD, CHUNKED + "0\r\n X: y\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, CHUNKED + "0\r\n: y\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, CHUNKED + "0\r\nX\r\n\r\n"),
                Map.entry(Fault.FIELD_NAME, CHUNKED + "0\r\n\n"),
                Map.entry(Fault.SPACE_BEFORE_COLON, CHUNKED + "0\r\nX : y\r\n\r\n"),
                Map.entry(Fault.FIELD_VALUE, CHUNKED + "0\r\nX: \0\r\n\r\n"),
                Map.entry(Fault.LINE_END, CHUNKED + "0\r\nX: y\n\r\n"),
                Map.entry(Fault.LINE_END, CHUNKED + "0\r\nX: y\rZ"),
                Map.entry(Fault.LINE_END, CHUNKED + "0\r\n\rX"),
                Map.entry(Fault.CUT, OK + "Content-Length: 5\r\n\r\nhell"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void itIsRefusedWhereverItIsCut(Map.Entry<Fault, String> sample) {
        String text = sample.getValue();
        for (int cut = 0; cut <= text.length(); cut++) {
            Recorder heard = expecting().hear(text, cut).hearEnd();
            assertThat(heard.fault()).as("cut before byte %s", cut).isEqualTo(sample.getKey());
            assertThat(heard.hasEnded()).isFalse();
        }
        assertThat(expecting().hearBytes(text).hearEnd().fault()).isEqualTo(sample.getKey());
    }

    @Test
    void everyFaultHasAnExample() {
        Set<Fault> bounds = EnumSet.of(
                Fault.STATUS_LINE_TOO_LONG,
                Fault.FIELDS_TOO_LARGE,
                Fault.TOO_MANY_FIELDS,
                Fault.TOO_MANY_INTERIMS,
                Fault.CHUNK_LINE_TOO_LONG);
        assertThat(malformed().stream().map(Map.Entry::getKey).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(bounds)));
    }

    @Test
    void theMessageNeverRepeatsWhatThePeerSent() {
        for (Map.Entry<Fault, String> sample : malformed()) {
            String marked = sample.getValue().replace("X", "SeCrEt").replace("gzip", "SeCrEt");
            Recorder heard = expecting().hear(marked).hearEnd();
            assertThat(heard.failure()).isNotEmpty().doesNotContain("SeCrEt").matches("[ -~]+");
        }
    }

    @Test
    void bytesOfAnotherProtocolAreRefusedWithoutWaitingForALine() {
        assertThat(Recorder.hearing("SSH").fault()).isEqualTo(Fault.STATUS_LINE);
        assertThat(Recorder.hearing("HTTP/1").fault()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"14, ", "15, STATUS_LINE_TOO_LONG"})
    void theStatusLineIsBounded(int reason, Fault fault) {
        String text = "HTTP/1.1 200 " + "x".repeat(reason - 11) + "\r\n\r\n";
        assertBounded(text, fault);
    }

    @ParameterizedTest
    @CsvSource({"14, ", "15, FIELDS_TOO_LARGE"})
    void theFieldsAreBoundedTogether(int value, Fault fault) {
        assertBounded("HTTP/1.1 200 K\r\nX:\r\nY:" + "y".repeat(value - 2) + "\r\n\r\n", fault);
    }

    @ParameterizedTest
    @CsvSource({"2, ", "3, TOO_MANY_FIELDS"})
    void theNumberOfFieldsIsBounded(int fields, Fault fault) {
        assertBounded("HTTP/1.1 200 K\r\n" + "X:\r\n".repeat(fields) + "\r\n", fault);
    }

    @ParameterizedTest
    @CsvSource({"1, ", "2, TOO_MANY_INTERIMS"})
    void theNumberOfInterimAnswersIsBounded(int interims, Fault fault) {
        assertBounded("HTTP/1.1 103 E\r\n\r\n".repeat(interims) + "HTTP/1.1 200 K\r\n\r\n", fault);
    }

    @ParameterizedTest
    @CsvSource({"4, ", "5, CHUNK_LINE_TOO_LONG"})
    void theLineBeforeAChunkIsBounded(int extension, Fault fault) {
        assertThat(chunked("1;" + "a".repeat(extension) + "\r\nx\r\n0\r\n\r\n").fault())
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"6, ", "7, FIELDS_TOO_LARGE"})
    void trailerFieldsHaveTheRoomThatTheHeadHasLeft(int value, Fault fault) {
        WireLimits limits = new WireLimits(18, 28 + 10, 2, 1, 8);
        String text = CHUNKED + "0\r\nX:" + "x".repeat(value) + "\r\n\r\n";
        assertThat(Recorder.expecting(limits, false).hear(text).fault()).isEqualTo(fault);
        assertThat(Recorder.expecting(limits, false).hearBytes(text).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"2, ", "3, TOO_MANY_FIELDS"})
    void theNumberOfTrailerFieldsIsBounded(int fields, Fault fault) {
        assertThat(chunked("0\r\n" + "X:\r\n".repeat(fields) + "\r\n").fault()).isEqualTo(fault);
    }

    private static void assertBounded(String text, Fault fault) {
        for (int cut = 0; cut <= text.length(); cut++) {
            Recorder heard = Recorder.expecting(SMALL, false).hear(text, cut).hearEnd();
            assertThat(heard.fault()).as("cut before byte %s", cut).isEqualTo(fault);
        }
        Recorder heard = Recorder.expecting(SMALL, false).hearBytes(text).hearEnd();
        assertThat(heard.fault()).isEqualTo(fault);
        assertThat(heard.hasEnded()).isEqualTo(fault == null);
    }

    private static Recorder chunked(String body) {
        return Recorder.expecting(new WireLimits(18, 100, 2, 1, 8), false).hear(CHUNKED + body);
    }

    private static Recorder expecting() {
        return Recorder.expecting(WireLimits.DEFAULTS, false);
    }
}
