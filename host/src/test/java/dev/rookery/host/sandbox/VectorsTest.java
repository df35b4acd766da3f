package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The algorithms against recorded results of historical clients. */
class VectorsTest {

    private static JsonNode vectors;

    @BeforeAll
    static void read() throws Exception {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/webqq-vectors.json")) {
            vectors = HistoricalClient.JSON.readTree(in);
        }
    }

    private static long uin(JsonNode in) {
        return (in.has("uin") ? in.path("uin") : in.path("qq")).asLong(-1);
    }

    private interface Check {
        void of(JsonNode in, JsonNode out);
    }

    private static void each(String key, Check check) {
        assertThat(vectors.path(key)).isNotEmpty();
        vectors.path(key).forEach(vector -> check.of(vector.path("in"), vector.path("out")));
    }

    private static void eachHash(String key, BiFunction<Long, String, String> hash) {
        each(key, (in, out) -> {
            long uin = uin(in);
            String ptwebqq = in.path("ptwebqq").asText();
            assertThat(hash.apply(uin, ptwebqq)).as("%s", in).isEqualTo(out.asText());
            assertThat(ContactHash.accepts(out.asText(), uin, ptwebqq)).isTrue();
            assertThat(ContactHash.accepts("0" + out.asText(), uin, ptwebqq)).isFalse();
        });
    }

    @Test
    void contactHashesOfEveryYearAreAccepted() {
        eachHash("friend_hash_2013_N", ContactHash::n);
        eachHash("friend_hash_2013_Q", ContactHash::q);
        eachHash("friend_hash_2014_O", ContactHash::o);
        each("friend_hash_final_P", (in, out) -> {
            assertThat(ContactHash.p(uin(in), in.path("ptwebqq").asText())).isEqualTo(out.asText());
            assertThat(ContactHash.accepts(
                            out.asText(), uin(in), in.path("ptwebqq").asText()))
                    .isTrue();
        });
    }

    @Test
    void passwordsOf2013AreRecognised() {
        each("password_2013", (in, out) -> {
            String password = in.path("password").asText();
            String code = in.path("verifycode").asText();
            assertThat(Password.matches(out.asText(), uin(in), password, code))
                    .as("%s", in)
                    .isTrue();
            assertThat(Password.matches(
                            out.asText().toLowerCase(Locale.ROOT), uin(in), password, code.toLowerCase(Locale.ROOT)))
                    .isTrue();
            refusesOthers(out.asText(), uin(in), password, code);
        });
    }

    @Test
    void laterPasswordsAreRecognised() {
        each("password_rsa_tea_decode", (in, out) -> {
            String password = in.path("password").asText();
            String code = in.path("verifycode").asText();
            String p = in.path("p").asText();
            assertThat(Password.matches(p, uin(in), password, code))
                    .as("%s", in)
                    .isTrue();
            refusesOthers(p, uin(in), password, code);
            assertThat(Password.matches(p.substring(4), uin(in), password, code))
                    .isFalse();
            assertThat(Password.matches("not base64!", uin(in), password, code)).isFalse();
        });
    }

    private static void refusesOthers(String p, long qq, String password, String code) {
        assertThat(Password.matches(p, qq, password + " ", code)).isFalse();
        assertThat(Password.matches(p, qq, password, code + "A")).isFalse();
        assertThat(Password.matches(p, qq + 1, password, code)).isFalse();
    }

    @Test
    void teaIsDecryptedAndAnotherKeyIsNoticed() {
        HexFormat hex = HexFormat.of();
        each("tea_decrypt", (in, out) -> {
            byte[] key = hex.parseHex(in.path("key_hex").asText());
            byte[] cipher = hex.parseHex(in.path("ciphertext_hex").asText());
            assertThat(Tea.decrypt(cipher, key).map(hex::formatHex))
                    .as("%s", in)
                    .contains(out.asText());
            key[0] ^= 1;
            assertThat(Tea.decrypt(cipher, key)).isEmpty();
            assertThat(Tea.decrypt(Arrays.copyOf(cipher, cipher.length - 1), key))
                    .isEmpty();
        });
    }

    @Test
    void checksumsAreThoseOfTheClients() {
        each(
                "hash33_ptqrtoken",
                (in, out) ->
                        assertThat(Tokens.hash33(in.path("qrsig").asText())).isEqualTo(out.asInt()));
        each(
                "supertoken_from_superkey_time33",
                (in, out) ->
                        assertThat(Tokens.time33(in.path("superkey").asText())).isEqualTo(out.asLong()));
        each(
                "time33_auth_token",
                (in, out) ->
                        assertThat(Tokens.time33(in.elements().next().asText())).isEqualTo(out.asLong()));
    }

    @Test
    void contentOfEveryClientIsDecoded() {
        each("outgoing_content_decode", (in, out) -> {
            JsonNode r = Json.parse(in.path("r").asText());
            assertThat(Content.ofOutgoing(r.path("content").asText(), false).plain())
                    .isEqualTo(out.asText());
        });
    }
}
