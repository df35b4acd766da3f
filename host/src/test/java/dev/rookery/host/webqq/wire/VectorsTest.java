package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.heard;
import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The algorithms against {@code webqq-vectors.json}, whose values were made by running at least two independent
 * historical clients, or one and a re-implementation.
 */
class VectorsTest {

    private static final JsonNode VECTORS = readAll();
    private static final Set<String> USED = new HashSet<>();

    private static final Pattern FACE = Pattern.compile("\\[face:(\\d+)]");

    @ParameterizedTest
    @CsvSource({"P, friend_hash_final_P", "N, friend_hash_2013_N", "Q, friend_hash_2013_Q", "O, friend_hash_2014_O"})
    void contactHash(ContactHash hash, String vectors) {
        check(
                vectors,
                in -> hash.of(
                        new QqNumber(in.get("qq").asLong()), in.get("ptwebqq").asText()));
    }

    @Test
    void tokens() {
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
    void uinCookie() {
        check(
                "uin_cookie_to_qq",
                in -> Long.toString(QqNumber.ofUinCookie(in.get("cookie").asText())
                        .orElseThrow()
                        .value()));
        assertThat(QqNumber.ofUinCookie("")).isEmpty();
        assertThat(QqNumber.ofUinCookie("1002003004")).isEmpty();
    }

    @Test
    void accountBytes() {
        check("uin_bytes_hex_literal", in -> literal(new QqNumber(in.get("qq").asLong()).bytes()));
        for (JsonNode vector : vectors("uin_bytes_hex_literal")) {
            String check = "ptui_checkVC('0','!PTH','" + vector.get("out").asText() + "');";
            assertThat(LoginCheck.parse(check).orElseThrow().salt().bytes())
                    .isEqualTo(new QqNumber(vector.get("in").get("qq").asLong()).bytes());
        }
    }

    @Test
    void passwordOf2013() {
        check(
                "password_2013",
                in -> PasswordHash.of(
                        in.get("password").asText().toCharArray(),
                        new QqNumber(in.get("qq").asLong()).bytes(),
                        in.get("verifycode").asText()));
    }

    @Test
    void tea() {
        for (JsonNode vector : vectors("tea_decrypt")) {
            byte[] key = HexFormat.of().parseHex(vector.get("in").get("key_hex").asText());
            byte[] cipher = HexFormat.of()
                    .parseHex(vector.get("in").get("ciphertext_hex").asText());
            TeaDecryption plain = TeaDecryption.of(key, cipher);
            assertThat(HexFormat.of().formatHex(plain.message()))
                    .isEqualTo(vector.get("out").asText());
            assertThat(Tea.encrypt(key, plain.message(), plain.again())).isEqualTo(cipher);
        }
    }

    @Test
    void passwordOf2014IsReadAsTheServerDoes() {
        for (JsonNode vector : vectors("password_rsa_tea_decode")) {
            JsonNode in = vector.get("in");
            assertThat(decoded(in, in.get("p").asText())).isEqualTo(vector.get("out"));
        }
    }

    @Test
    void passwordOf2014IsWrittenAsTheClientsDid() {
        for (JsonNode vector : vectors("password_rsa_tea_decode")) {
            JsonNode in = vector.get("in");
            byte[] salt = new QqNumber(in.get("qq").asLong()).bytes();
            char[] password = in.get("password").asText().toCharArray();
            String code = in.get("verifycode").asText().toLowerCase(Locale.ROOT);
            String p = PasswordCipher.encrypt(password, salt, code);
            assertThat(p).matches("[A-Za-z0-9*_-]+").hasSameSizeAs(in.get("p").asText());
            assertThat(PasswordCipher.encrypt(password, salt, code)).isNotEqualTo(p);
            assertThat(decoded(in, p)).isEqualTo(vector.get("out"));
        }
    }

    @Test
    void messageNumbers() {
        for (JsonNode vector : vectors("msg_id_sequence")) {
            JsonNode in = vector.get("in");
            if (!in.get("client").asText().equals("webqq_js")) {
                continue; // how other clients count is no business of ours
            }
            MessageNumbers numbers =
                    new MessageNumbers(Instant.ofEpochMilli(in.get("now_ms").asLong()));
            List<String> first = new ArrayList<>();
            for (int i = 0; i < in.get("count").asInt(); i++) {
                first.add(Long.toString(numbers.next()));
            }
            assertThat(String.join(",", first))
                    .as("%s", in)
                    .isEqualTo(vector.get("out").asText());
        }
    }

    /** Fails when the file has vectors that no test here has asked for. */
    @AfterAll
    static void everyVectorWasUsed() {
        assertThat(USED).containsExactlyInAnyOrderElementsOf(() -> VECTORS.fieldNames());
    }

    /** What a server that knows the password can read of a {@code p}. */
    private static JsonNode decoded(JsonNode in, String p) {
        byte[] cipher =
                Base64.getDecoder().decode(p.replace('-', '/').replace('*', '+').replace('_', '='));
        byte[] salt = new QqNumber(in.get("qq").asLong()).bytes();
        byte[] key =
                PasswordHash.md5(PasswordHash.md5(in.get("password").asText().toCharArray()), salt);
        ByteBuffer plain = ByteBuffer.wrap(TeaDecryption.of(key, cipher).message());
        byte[] rsa = new byte[plain.getShort()];
        plain.get(rsa);
        byte[] sent = new byte[salt.length];
        plain.get(sent);
        byte[] code = new byte[plain.getShort()];
        plain.get(code);
        assertThat(plain.hasRemaining()).isFalse();
        return JsonAnswer.JSON
                .createObjectNode()
                .put("rsa_length", rsa.length)
                .put("salt_hex", HexFormat.of().formatHex(sent))
                .put("code", new String(code, StandardCharsets.US_ASCII));
    }

    private static String literal(byte[] bytes) {
        return HexFormat.of().withPrefix("\\x").formatHex(bytes);
    }

    @Test
    void whatOthersSendIsRead() {
        check(
                "outgoing_content_decode",
                in -> plain(heard(json(json(in.get("r").asText()).get("content").asText()), false)));
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        for (JsonNode vector : vectors("outgoing_content_decode")) {
            String text = vector.get("out").asText();
            JsonNode content = json(Content.write(message(text)));
            assertThat(content.get(content.size() - 1).get(0).asText()).isEqualTo("font");
            assertThat(plain(heard(content, false)).strip()).isEqualTo(text);
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

    private static void check(String name, Function<JsonNode, String> algorithm) {
        for (JsonNode vector : vectors(name)) {
            assertThat(algorithm.apply(vector.get("in")))
                    .as("%s of %s", name, vector.get("in"))
                    .isEqualTo(vector.get("out").asText());
        }
    }

    private static JsonNode vectors(String name) {
        JsonNode vectors = VECTORS.path(name);
        assertThat(vectors).as(name).isNotEmpty();
        USED.add(name);
        return vectors;
    }

    private static JsonNode readAll() {
        try (InputStream file = VectorsTest.class.getResourceAsStream("/webqq-vectors.json")) {
            return JsonAnswer.JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
