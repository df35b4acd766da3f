package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {

    private static HttpRequest.Builder get() {
        return HttpRequest.get("http://h.org/");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h.org, http://h.org?a=b+c",
        "http://h.org/p, http://h.org/p?a=b+c",
        "http://h.org/p?, http://h.org/p?a=b+c",
        "http://h.org/p?x=y, http://h.org/p?x=y&a=b+c",
        "http://h.org/p?x=y&, http://h.org/p?x=y&a=b+c",
        "http://h.org/p#f?g, http://h.org/p?a=b+c",
    })
    void queryIsAppended(String uri, String expected) {
        assertThat(HttpRequest.get(uri).query("a", "b c").build().uri()).isEqualTo(URI.create(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h.org/a b, http://h.org/a%20b",
        "'http://h.org/?r={\"x\":[1]}', 'http://h.org/?r=%7B%22x%22:%5B1%5D%7D'",
        "http://h.org/100%, http://h.org/100%25",
        "http://h.org/a%2fb|, http://h.org/a%2fb%7C",
        "http://h.org/企?鹅, http://h.org/%E4%BC%81?%E9%B9%85",
        "http://[::1]:80/a b, http://[::1]:80/a%20b",
        "' http://h.org/ ', http://h.org/",
    })
    void addressIsEncodedAsBrowsersDo(String uri, String expected) {
        assertThat(HttpRequest.get(uri).build().uri()).isEqualTo(URI.create(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/path?secret",
                "h.org/?secret",
                "ftp://h.org/?secret",
                "http:///?secret",
                "http://:80/?secret",
                "http://user:secret@h.org/",
                "http://h.org:0/?secret",
                "http://h.org:65536/?secret",
                "mailto:secret@h.org",
                "http://h .org/?secret",
                "http://[::1/?secret",
            })
    void whatIsNoHttpAddressIsRefusedWithoutRepeatingIt(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpRequest.get(uri).build())
                .withMessageContaining("expected: ")
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "名", "a\u0000"})
    void headerNameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get().header(name, "value"))
                .withMessageStartingWith("header name: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\r", "\n", "\u0000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\r\nX: y", "secret\n", "secret\r", "secret\u0000", "secret\u007F", "secret企"})
    void headerValueThatCannotBeSentIsRefusedWithoutRepeatingIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get().header("Cookie", value))
                .withMessageStartingWith("Cookie: character U+")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void contentTypeIsCheckedLikeAnyField() {
        assertThatIllegalArgumentException().isThrownBy(() -> get().body("a/b\r\nX: y", new byte[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "content-length", "Transfer-Encoding"})
    void framingIsLeftToTheStream(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get().header(name, "0"))
                .withMessageContaining("left to the stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /", "GET\r\n"})
    void methodThatIsNoTokenIsRefused(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpRequest.of(method, "http://h.org/"));
    }

    @Test
    void redirectsAreBounded() {
        assertThat(get().followRedirects(0).build().redirects()).isZero();
        assertThat(get().followRedirects(HttpRequest.MAX_REDIRECTS).build().redirects())
                .isEqualTo(20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get().followRedirects(HttpRequest.MAX_REDIRECTS + 1))
                .withMessage("followRedirects: 21 (expected: 0 to 20)");
        assertThatIllegalArgumentException().isThrownBy(() -> get().followRedirects(-1));
    }

    @Test
    void timeoutIsNotNegative() {
        assertThat(get().build().timeout()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> get().timeout(Duration.ofMillis(-1)));
    }

    @Test
    void builderMayBeUsedAgain() {
        HttpRequest.Builder builder = HttpRequest.post("http://h.org/").form("a", "1");
        HttpRequest first = builder.build();
        HttpRequest second = builder.form("b", "2").header("X", "y").build();

        assertThat(first.headers()).containsExactly(Map.entry("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(first.body().bytes()).asString().isEqualTo("a=1");
        assertThat(second.headers()).hasSize(2);
        assertThat(second.body().bytes()).asString().isEqualTo("a=1&b=2");
    }

    @Test
    void bodyOrFormButNotBoth() {
        assertThatIllegalStateException()
                .isThrownBy(() -> HttpRequest.post("http://h.org/")
                        .form("a", "1")
                        .body("text/plain", new byte[1])
                        .build());
    }

    @Test
    void formKeepsAContentTypeOfTheCaller() {
        HttpRequest request = HttpRequest.post("http://h.org/")
                .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
                .form("a", "1")
                .build();

        assertThat(request.headers())
                .singleElement()
                .extracting(Map.Entry::getValue)
                .asString()
                .endsWith("charset=UTF-8");
    }

    @Test
    void idempotentMethodsAreRepeatableAndOthersWhenMarked() {
        assertThat(get().build().isRepeatable()).isTrue();
        assertThat(HttpRequest.of("DELETE", "http://h.org/").build().isRepeatable())
                .isTrue();
        assertThat(HttpRequest.post("http://h.org/").build().isRepeatable()).isFalse();
        assertThat(HttpRequest.of("get", "http://h.org/").build().isRepeatable())
                .isFalse();
        assertThat(HttpRequest.post("http://h.org/").repeatable().build().isRepeatable())
                .isTrue();
    }

    @Test
    void requestIsEncodedAnewOnlyForOtherCookies() {
        HttpRequest request = get().build();
        WireRequest first = request.wire("a=1");

        assertThat(request.wire("a=" + 1)).isSameAs(first);
        assertThat(sent(request.wire("a=2"))).contains("Cookie: a=2\r\n").doesNotContain("a=1");
        assertThat(sent(request.wire(null))).doesNotContain("Cookie");
    }

    private static String sent(WireRequest request) {
        ByteBuf bytes = request.copy(UnpooledByteBufAllocator.DEFAULT);
        try {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        } finally {
            bytes.release();
        }
    }

    @Test
    void textFormTellsNoSecret() {
        assertThat(HttpRequest.get("http://h.org/path?secret=1")
                        .header("Cookie", "secret")
                        .build())
                .hasToString("GET h.org/path");
        assertThat(HttpRequest.get("http://h.org/a;jsessionid=secret;secret/b;secret?secret")
                        .build())
                .hasToString("GET h.org/a;…/b;…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ""})
    void downloadToNoFileNameIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> get().download(Path.of(path)))
                .withMessage("download: '" + Path.of(path) + "' (expected: a path that ends in a file name)");
    }
}
