package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The algorithms against {@code webqq-vectors.json}, whose values were made by running at least two independent
 * historical clients, or one and a re-implementation.
 */
class VectorsTest {

    private static final Pattern FACE = Pattern.compile("\\[face:(\\d+)]");

    @ParameterizedTest
    @CsvSource({"P, friend_hash_final_P", "N, friend_hash_2013_N", "Q, friend_hash_2013_Q", "O, friend_hash_2014_O"})
    void contactHash(ContactHash hash, String vectors) throws IOException {
        check(
                vectors,
                in -> hash.of(
                        new QqNumber(in.get("qq").asLong()), in.get("ptwebqq").asText()));
    }

    @Test
    void tokens() throws IOException {
        check(
                "hash33_ptqrtoken",
                in -> Long.toString(TokenHash.hash33(in.get("qrsig").asText())));
        check("bkn_gtk", in -> Long.toString(TokenHash.bkn(in.get("skey").asText())));
        check(
                "time33_auth_token",
                in -> Long.toString(TokenHash.time33(in.get("supertoken").asText())));
        check(
                "supertoken_from_superkey_time33",
                in -> Long.toString(TokenHash.time33(in.get("superkey").asText())));
    }

    @Test
    void uinCookie() throws IOException {
        check(
                "uin_cookie_to_qq",
                in -> Long.toString(QqNumber.ofUinCookie(in.get("cookie").asText())
                        .orElseThrow()
                        .value()));
        assertThat(QqNumber.ofUinCookie("")).isEmpty();
        assertThat(QqNumber.ofUinCookie("1002003004")).isEmpty();
    }

    @Test
    void messageNumbersOfTheOriginalPage() throws IOException {
        int checked = 0;
        for (JsonNode vector : vectors("msg_id_sequence")) {
            JsonNode in = vector.get("in");
            if (in.get("client").asText().equals("webqq_js")) {
                MessageNumbers numbers =
                        new MessageNumbers(Instant.ofEpochMilli(in.get("now_ms").asLong()));
                List<String> first = new ArrayList<>();
                for (int i = 0; i < in.get("count").asInt(); i++) {
                    first.add(Long.toString(numbers.next()));
                }
                assertThat(String.join(",", first)).isEqualTo(vector.get("out").asText());
                checked++;
            }
        }
        assertThat(checked).isEqualTo(5);
    }

    @Test
    void whatOthersSendIsRead() throws IOException {
        check(
                "outgoing_content_decode",
                in -> plain(Content.read(
                        json(json(in.get("r").asText()).get("content").asText()), false)));
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() throws IOException {
        for (JsonNode vector : vectors("outgoing_content_decode")) {
            String text = vector.get("out").asText();
            JsonNode content = json(Content.write(message(text)));
            assertThat(content.get(content.size() - 1).get(0).asText()).isEqualTo("font");
            assertThat(plain(Content.read(content, false)).strip()).isEqualTo(text);
        }
    }

    private static Message message(String text) {
        List<Segment> segments = new ArrayList<>();
        Matcher faces = FACE.matcher(text);
        int end = 0;
        while (faces.find()) {
            segments.add(new Segment.Text(text.substring(end, faces.start())));
            segments.add(Faces.face(faces.group(1)));
            end = faces.end();
        }
        segments.add(new Segment.Text(text.substring(end)));
        return Message.of(segments);
    }

    private static String plain(Message message) {
        StringBuilder plain = new StringBuilder();
        for (Segment segment : message.segments()) {
            if (segment instanceof Segment.Face face) {
                plain.append("[face:").append(face.id()).append(']');
            } else if (segment instanceof Segment.Text text) {
                plain.append(text.text());
            }
        }
        return plain.toString();
    }

    private static void check(String name, Function<JsonNode, String> algorithm) throws IOException {
        for (JsonNode vector : vectors(name)) {
            assertThat(algorithm.apply(vector.get("in")))
                    .as("%s of %s", name, vector.get("in"))
                    .isEqualTo(vector.get("out").asText());
        }
    }

    private static JsonNode vectors(String name) throws IOException {
        try (InputStream file = VectorsTest.class.getResourceAsStream("/webqq-vectors.json")) {
            JsonNode vectors = JsonAnswer.JSON.readTree(file).path(name);
            assertThat(vectors).as(name).isNotEmpty();
            return vectors;
        }
    }
}
