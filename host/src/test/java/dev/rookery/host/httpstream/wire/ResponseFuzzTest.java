package dev.rookery.host.httpstream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader beside Netty's decoder: it refuses whatever the decoder refuses, and what it accepts it reads the same.
 * Where it is stricter is {@link #stricter()}, and nowhere else.
 */
class ResponseFuzzTest {

    private static final WireLimits SMALL = new WireLimits(30, 120, 6, 1, 20);

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    /** Refused by the reader though the decoder accepts it: an example of each kind. */
    static List<Map.Entry<Fault, String>> stricter() {
        return List.of(
                // The decoder skips what may come before a message, takes any white space between the parts of its
                // first line, any version and any number, and leaves control characters in the reason.
                Map.entry(Fault.STATUS_LINE, "\r\n" + OK + "\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1  200 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1 2000 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/3.7 200 OK\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE, "HTTP/1.1 200 O\0K\r\n\r\n"),
                Map.entry(Fault.LINE_END, "HTTP/1.1 200 \rOK\r\n\r\n"),
                // It cuts white space off a name, and joins folded lines.
                Map.entry(Fault.SPACE_BEFORE_COLON, OK + "Content-Length : 0\r\n\r\n"),
                Map.entry(Fault.FOLDED_FIELD, OK + "X: y\r\n z\r\n\r\n"),
                // Numbers up to the last that a long can hold.
                Map.entry(Fault.CONTENT_LENGTH, "HTTP/1.1 204 None\r\nContent-Length: 1000000000000000000\r\n\r\n"),
                // A coding in front of "chunked" is left in the body, one that is unknown ends with the connection.
                Map.entry(Fault.TRANSFER_ENCODING, OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Map.entry(Fault.TRANSFER_ENCODING, OK + "Transfer-Encoding: identity\r\n\r\n"),
                // Where no body follows, how it would be framed is not looked at.
                Map.entry(
                        Fault.AMBIGUOUS_FRAMING,
                        "HTTP/1.1 204 None\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"),
                // Sizes may have spaces behind and any number of zeros before them, extensions may be nameless.
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "0 ;a\r\n\r\n"),
                Map.entry(Fault.CHUNK_SIZE, CHUNKED + "000000000\r\n\r\n"),
                Map.entry(Fault.CHUNK_EXTENSION, CHUNKED + "0;\r\n\r\n"),
                // Bounds that it does not have, or counts without line ends.
                Map.entry(Fault.CHUNK_LINE_TOO_LONG, CHUNKED + "0;" + "x".repeat(253) + "\r\n\r\n"),
                Map.entry(Fault.STATUS_LINE_TOO_LONG, "HTTP/1.1 200 " + "x".repeat((8 << 10) - 14) + "\r\n\r\n"),
                Map.entry(Fault.FIELDS_TOO_LARGE, OK + "X:" + "x".repeat((32 << 10) - 3) + "\r\n\r\n"),
                Map.entry(Fault.TOO_MANY_FIELDS, OK + "X: y\r\n".repeat(257) + "\r\n"),
                Map.entry(Fault.TOO_MANY_INTERIMS, "HTTP/1.1 100 Continue\r\n\r\n".repeat(17) + OK + "\r\n"));
    }

    private static final Set<Fault> STRICTER =
            stricter().stream().map(Map.Entry::getKey).collect(Collectors.toSet());

    @ParameterizedTest
    @MethodSource("stricter")
    void theReaderIsStricter(Map.Entry<Fault, String> example) {
        Recorder heard = Recorder.hearing(example.getValue()).hearEnd();
        assertThat(heard.fault()).as(quoted(example.getValue())).isEqualTo(example.getKey());
        assertThat(NettyReader.read(example.getValue(), WireLimits.DEFAULTS, false))
                .as(quoted(example.getValue()))
                .isNotNull();
    }

    @Test
    void aValidResponseIsReadAsNettyReadsIt() {
        Fuzz.cases(fuzz -> {
            String text = new ResponseText(fuzz).valid();
            Recorder heard = compare(fuzz, text, WireLimits.DEFAULTS);
            assertThat(heard.fault()).as(quoted(text)).isNull();
        });
    }

    @Test
    void aMutatedResponseIsRefusedOrReadAsNettyReadsIt() {
        Fuzz.cases(fuzz -> compare(
                fuzz, fuzz.mutated(new ResponseText(fuzz).valid()), fuzz.oneIn(4) ? SMALL : WireLimits.DEFAULTS));
    }

    private static Recorder compare(Fuzz fuzz, String text, WireLimits limits) {
        boolean withoutBody = fuzz.oneIn(8);
        Recorder heard = Recorder.expecting(limits, withoutBody)
                .hear(text, fuzz.cuts(text))
                .hearEnd();
        NettyReader netty = NettyReader.read(text, limits, withoutBody);
        if (netty == null) {
            assertThat(heard.fault()).as("Netty refuses %s", quoted(text)).isNotNull();
        } else if (heard.fault() == null) {
            assertThat(heard.asNettyWould()).as(quoted(text)).isEqualTo(netty);
        } else {
            assertThat(STRICTER).as("Netty accepts %s", quoted(text)).contains(heard.fault());
        }
        return heard;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        text.chars()
                .forEach(c -> quoted.append(
                        c < ' ' || c > '~' || c == '\\' ? String.format("\\u%04x", c) : Character.toString(c)));
        return quoted.toString();
    }
}
