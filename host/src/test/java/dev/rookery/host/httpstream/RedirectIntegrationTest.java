package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Proxy-Authorization", "Cookie"})
    void whatWasDroppedForAnotherOriginStaysDroppedOnTheWayBack(String name) {
        server.redirects("302 Found", server.at("other.example.org", "/other"))
                .redirects("302 Found", server.at("one.example.org", "/back"));

        client.response(HttpRequest.get(server.at("one.example.org", "/"))
                .header(name, "secret")
                .header("X-Kept", "yes")
                .followRedirects(2));

        assertThat(server.hears().header(name)).isEqualTo("secret");
        assertThat(server.hears().header(name)).isEmpty();
        ScriptedServer.Received back = server.hears();
        assertThat(back.line()).isEqualTo("GET /back HTTP/1.1");
        assertThat(back.header(name)).isEmpty();
        assertThat(back.header("X-Kept")).isEqualTo("yes");
    }

    @Test
    void anotherPortIsAnotherOrigin() throws IOException {
        try (ScriptedServer other = ScriptedServer.start()) {
            server.redirects("307 Temporary Redirect", other.url("/"));

            client.response(HttpRequest.get(server.url("/")).bearer("secret").followRedirects(1));

            assertThat(server.hears().header("Authorization")).isEqualTo("Bearer secret");
            assertThat(other.hears().header("Authorization")).isEmpty();
        }
    }

    @Test
    void credentialsOfBothKindsGoOutAsTheirStandardsSay() {
        client.response(HttpRequest.get(server.url("/")).basicAuth("Aladdin", "open sesame"));
        client.response(HttpRequest.get(server.url("/")).basicAuth("test", "123£"));
        client.response(HttpRequest.get(server.url("/")).basicAuth("one", "two").bearer("mF_9.B5f-4.1JqM="));

        assertThat(server.hears().header("Authorization")).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(server.hears().header("Authorization")).isEqualTo("Basic dGVzdDoxMjPCow==");
        assertThat(server.hears().header("Authorization")).isEqualTo("Bearer mF_9.B5f-4.1JqM=");
    }

    @Test
    void redirectFromHttpsToHttpIsSeenUnlessAllowed(@TempDir Path folder) throws IOException {
        TestIdentity identity = TestIdentity.of(folder, "server", "ip:127.0.0.1");
        try (ScriptedServer secure = ScriptedServer.startTls(identity.server());
                StreamFixture there = StreamFixture.open(o -> o.withTrust(identity.pem()))) {
            secure.redirects("302 Found", server.url("/plain"));
            HttpResponse seen = there.response(HttpRequest.get(secure.url("/")).followRedirects(1));
            assertThat(seen.status()).isEqualTo(302);
            assertThat(server.heardNothingMore()).isTrue();

            secure.redirects("302 Found", server.url("/plain"));
            HttpResponse followed = there.response(HttpRequest.get(secure.url("/"))
                    .bearer("secret")
                    .allowDowngrade()
                    .followRedirects(1));
            assertThat(followed.status()).isEqualTo(200);
            assertThat(server.hears().header("Authorization")).isEmpty();

            server.redirects("302 Found", secure.url("/secure"));
            assertThat(there.response(HttpRequest.get(server.url("/")).followRedirects(1))
                            .uri())
                    .as("the other way needs no leave")
                    .isEqualTo(URI.create(secure.url("/secure")));
        }
    }

    @Test
    void redirectToItselfEndsAfterTheNumberAskedFor() {
        for (int i = 0; i <= HttpRequest.MAX_REDIRECTS; i++) {
            server.redirects("302 Found", "/");
        }

        HttpResponse response =
                client.response(HttpRequest.get(server.url("/")).followRedirects(HttpRequest.MAX_REDIRECTS));

        assertThat(response.status()).isEqualTo(302);
        for (int i = 0; i <= HttpRequest.MAX_REDIRECTS; i++) {
            server.hears();
        }
        assertThat(server.heardNothingMore()).isTrue();
    }

    @Test
    void locationsThatDifferLeadNowhere() {
        server.redirects("302 Found", "/one", "Location: /two").redirects("302 Found", "/same", "Location: /same");

        assertThat(client.response(HttpRequest.get(server.url("/")).followRedirects(1))
                        .status())
                .isEqualTo(302);
        assertThat(client.response(HttpRequest.get(server.url("/")).followRedirects(1))
                        .uri())
                .isEqualTo(URI.create(server.url("/same")));
    }

    @ParameterizedTest
    @CsvSource({
        "there, /a/there",
        "../there, /there",
        "./there?q=1, /a/there?q=1",
        "?q=1, /a/here?q=1",
        "#part, /a/here",
        "/there#part, /there",
        "'', /a/here",
        "//127.0.0.1:PORT/there, /there",
        "/a/./b/../c, /a/c",
    })
    void locationIsResolvedAgainstTheAddressThatAnswered(String location, String target) {
        server.redirects("302 Found", location.replace("PORT", Integer.toString(server.port())));

        client.response(HttpRequest.get(server.url("/a/here")).followRedirects(1));

        server.hears();
        assertThat(server.hears().line()).isEqualTo("GET " + target + " HTTP/1.1");
    }

    @Test
    void fieldsOfTheBodyGoWithIt() {
        List<String> ofTheBody = List.of(
                "Content-Encoding", "Content-Language", "Content-Location", "Content-Digest", "Repr-Digest", "Digest");
        HttpRequest.Builder post =
                HttpRequest.post(server.url("/")).form("a", "b").followRedirects(1);
        ofTheBody.forEach(name -> post.header(name, "x"));
        server.redirects("303 See Other", "/there");

        client.response(post);

        assertThat(server.hears().header("Digest")).isEqualTo("x");
        ScriptedServer.Received second = server.hears();
        assertThat(second.line()).isEqualTo("GET /there HTTP/1.1");
        assertThat(ofTheBody).allSatisfy(name -> assertThat(second.header(name)).isEmpty());
        assertThat(second.header("Content-Type") + second.header("Content-Length"))
                .isEmpty();
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
