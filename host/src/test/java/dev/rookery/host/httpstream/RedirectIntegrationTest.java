package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects: seen by the readback, or followed when the request asks for it. */
class RedirectIntegrationTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final StreamFixture client = StreamFixture.open();

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void readbackSeesTheRedirectUnlessTheRequestAsksToFollow() {
        server.redirects("302 Found", "http://w.qq.com/proxy.html?login2qq=1", "Set-Cookie: a=1");

        HttpResponse response = client.get(server.url("/check_sig"));

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location")).contains("http://w.qq.com/proxy.html?login2qq=1");
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "301, GET, GET", "302, GET, GET", "303, GET, GET", "307, GET, GET", "308, GET, GET",
        "301, POST, GET", "302, POST, GET", "303, POST, GET", "307, POST, POST", "308, POST, POST",
        "301, PUT, PUT", "302, PUT, PUT", "303, PUT, GET", "307, PUT, PUT",
    })
    void methodAndBodyFollowTheRulesOfBrowsers(int status, String before, String after) {
        server.redirects(status + " Moved", "/there");

        client.response(HttpRequest.of(before, server.url("/here"))
                .body("text/plain", "content".getBytes())
                .header("X-Kept", "yes")
                .followRedirects(1));

        server.hears();
        ScriptedServer.Received second = server.hears();
        assertThat(second.line()).isEqualTo(after + " /there HTTP/1.1");
        boolean same = before.equals(after);
        assertThat(second.text()).isEqualTo(same ? "content" : "");
        assertThat(second.header("Content-Type")).isEqualTo(same ? "text/plain" : "");
        assertThat(second.header("X-Kept")).isEqualTo("yes");
    }

    @Test
    void headStaysHead() {
        server.sends("HTTP/1.1 303 See Other\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")
                .sends("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");

        client.response(HttpRequest.of("HEAD", server.url("/")).followRedirects(1));

        server.hears();
        assertThat(server.hears().line()).isEqualTo("HEAD /there HTTP/1.1");
    }

    @Test
    void cookiesAreStoredAtEachHop() {
        server.redirects("302 Found", "/b", "Set-Cookie: first=1; Path=/")
                .redirects("302 Found", "/c", "Set-Cookie: second=2; Path=/");

        HttpResponse response =
                client.response(HttpRequest.get(server.url("/a")).followRedirects(5));

        assertThat(response.uri()).isEqualTo(URI.create(server.url("/c")));
        assertThat(server.hears().header("Cookie")).isEmpty();
        assertThat(server.hears().header("Cookie")).isEqualTo("first=1");
        assertThat(server.hears().header("Cookie")).isEqualTo("first=1; second=2");
    }

    @Test
    void whatTheCallerWroteForOneOriginIsNotToldToAnother() {
        server.redirects("302 Found", "/same").redirects("302 Found", server.at("other.example.org", "/other"));

        client.response(HttpRequest.get(server.at("one.example.org", "/"))
                .header("Authorization", "Bearer secret")
                .header("Cookie", "secret=1")
                .header("Host", "one.example.org")
                .followRedirects(2));

        assertThat(server.hears().header("Authorization")).isEqualTo("Bearer secret");
        ScriptedServer.Received same = server.hears();
        assertThat(same.header("Authorization")).isEqualTo("Bearer secret");
        assertThat(same.header("Cookie")).isEqualTo("secret=1");
        ScriptedServer.Received other = server.hears();
        assertThat(other.header("Authorization")).isEmpty();
        assertThat(other.header("Cookie")).isEmpty();
        assertThat(other.header("Host")).isEqualTo("other.example.org:" + server.port());
    }

    @Test
    void redirectBeyondTheNumberAskedForIsSeen() {
        server.redirects("302 Found", "/2").redirects("302 Found", "/3").redirects("302 Found", "/4");

        HttpResponse response =
                client.response(HttpRequest.get(server.url("/1")).followRedirects(2));

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location")).contains("/4");
        assertThat(response.uri()).isEqualTo(URI.create(server.url("/3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "javascript:alert(1)",
                "http://",
                "http://user:pass@example.org/",
                "http://example.org:99999/"
            })
    void redirectThatLeadsNowhereIsSeen(String location) {
        server.redirects("302 Found", location);

        HttpResponse response = client.response(HttpRequest.get(server.url("/")).followRedirects(2));

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location")).contains(location);
    }

    @Test
    void redirectWithoutLocationIsSeen() {
        server.answers("302 Found", "where?");

        assertThat(client.response(HttpRequest.get(server.url("/")).followRedirects(2))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void statusesThatAreNoRedirectsAreSeen() {
        server.answers("304 Not Modified", "", "Location: /x").answers("300 Multiple Choices", "", "Location: /x");

        assertThat(client.response(HttpRequest.get(server.url("/")).followRedirects(2))
                        .status())
                .isEqualTo(304);
        assertThat(client.response(HttpRequest.get(server.url("/")).followRedirects(2))
                        .status())
                .isEqualTo(300);
    }

    @Test
    void endpointTakesRedirectsToo() {
        try (StreamFixture there = StreamFixture.open(o -> o.withEndpoint(URI.create(server.url("/"))))) {
            server.redirects("302 Found", "https://w.qq.com/proxy.html#here");

            HttpResponse response = there.response(
                    HttpRequest.get("http://ptlogin4.web2.qq.com/check_sig").followRedirects(1));

            server.hears();
            assertThat(server.hears().header("Host")).isEqualTo("w.qq.com");
            assertThat(response.uri()).isEqualTo(URI.create("https://w.qq.com/proxy.html"));
        }
    }

    @Test
    void addressWrittenCarelesslyIsReadAsBrowsersDo() {
        byte[] location = "Location: /企鹅?a=b c|d".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String raw = new String(location, java.nio.charset.StandardCharsets.ISO_8859_1);
        server.sends("HTTP/1.1 302 Found\r\n" + raw + "\r\nContent-Length: 0\r\n\r\n");

        client.response(HttpRequest.get(server.url("/")).followRedirects(1));

        server.hears();
        assertThat(server.hears().line()).isEqualTo("GET /%E4%BC%81%E9%B9%85?a=b%20c%7Cd HTTP/1.1");
    }
}
