package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes out and what comes back, between a stream and a server that behaves. */
class HttpStreamIntegrationTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final StreamFixture client = StreamFixture.open();

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void readbackGetsStatusHeadersAndBody() {
        server.answers("418 I'm a teapot", "short and stout", "X-Kind: teapot", "X-Kind: small");

        HttpResponse response = client.get(server.url("/pot"));

        assertThat(response.status()).isEqualTo(418);
        assertThat(response.text()).isEqualTo("short and stout");
        assertThat(response.headers("x-kind")).containsExactly("teapot", "small");
        assertThat(response.header("X-KIND")).contains("teapot");
        assertThat(response.header("absent")).isEmpty();
        assertThat(response.uri()).isEqualTo(URI.create(server.url("/pot")));
    }

    @Test
    void whatAnAddressMayKeepSecretIsNotInTheTextOfItsResponse() {
        assertThat(client.get(server.at("localhost", "/a;id=secret/b?token=secret")))
                .hasToString("200 localhost/a;…/b 2 bytes");
    }

    @Test
    void getHasTheDefaultFieldsAndNoBody() {
        client.get(server.url("/a/b?c=d"));

        ScriptedServer.Received request = server.hears();
        assertThat(request.line()).isEqualTo("GET /a/b?c=d HTTP/1.1");
        assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + server.port());
        assertThat(request.header("Accept-Encoding")).isEqualTo(ContentDecoder.CODINGS);
        assertThat(request.header("User-Agent")).startsWith("Rookery/");
        assertThat(request.header("Content-Length")).isEmpty();
        assertThat(request.header("Cookie")).isEmpty();
    }

    @Test
    void headerFieldsKeepTheirOrderAndSpellingAndReplaceTheDefaults() {
        client.response(HttpRequest.get(server.url("/"))
                .header("rEFERER", "http://d1.web2.qq.com/proxy.html")
                .header("User-Agent", "Mozilla/5.0")
                .header("Accept-Encoding", "identity"));

        assertThat(server.hears().headers())
                .containsExactly(
                        Map.entry("Host", "127.0.0.1:" + server.port()),
                        Map.entry("rEFERER", "http://d1.web2.qq.com/proxy.html"),
                        Map.entry("User-Agent", "Mozilla/5.0"),
                        Map.entry("Accept-Encoding", "identity"));
    }

    @Test
    void formIsEncodedAsUtf8() {
        client.response(HttpRequest.post(server.url("/")).form("r", "{\"a\":1}").form("名", "a b&c"));

        ScriptedServer.Received request = server.hears();
        assertThat(request.line()).startsWith("POST / ");
        assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.text()).isEqualTo("r=%7B%22a%22%3A1%7D&%E5%90%8D=a+b%26c");
    }

    @Test
    void bodyGoesOutAsItIs() {
        client.response(HttpRequest.post(server.url("/"))
                .body("application/json", "{\"鸟\":1}".getBytes(StandardCharsets.UTF_8)));

        ScriptedServer.Received request = server.hears();
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.text()).isEqualTo("{\"鸟\":1}");
    }

    @Test
    void postWithoutBodySaysSo() {
        client.response(HttpRequest.post(server.url("/")));

        assertThat(server.hears().header("Content-Length")).isEqualTo("0");
    }

    @Test
    void getAndPostConveniencesStartChains() {
        CompletableFuture<String> text = new CompletableFuture<>();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("one", "1");
        form.put("two", "2");
        server.answers("200 OK", "first").answers("200 OK", "second");

        client.stream.get(server.url("/g"), first -> {
            client.stream.post(server.url("/p"), form, second -> {
                text.complete(first.text() + " " + second.text());
                return Next.none();
            });
            return Next.none();
        });

        assertThat(StreamFixture.await(text)).isEqualTo("first second");
        assertThat(server.hears().line()).startsWith("GET /g");
        assertThat(server.hears().text()).isEqualTo("one=1&two=2");
    }

    @Test
    void headHasNoBodyWhateverItsLengthSays() {
        server.sends("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n").answers("200 OK", "next");

        HttpResponse response = client.response(HttpRequest.of("HEAD", server.url("/")));

        assertThat(response.body()).isEmpty();
        assertThat(client.get(server.url("/")).text()).isEqualTo("next");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void noContentAndNotModifiedEndWithTheirHead() {
        server.sends("HTTP/1.1 204 No Content\r\n\r\n").sends("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");

        assertThat(client.get(server.url("/")).status()).isEqualTo(204);
        assertThat(client.get(server.url("/")).status()).isEqualTo(304);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void interimAnswersArePassedOver() {
        server.sends("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");

        HttpResponse response = client.get(server.url("/"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("done");
        assertThat(response.header("Link")).isEmpty();
    }

    @Test
    void chunkedBodyWithTrailersIsPutTogether() {
        server.sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4;ext=1\r\nWiki\r\n5\r\npedia\r\n0\r\nX-Sum: 1\r\n\r\n");

        assertThat(client.get(server.url("/")).text()).isEqualTo("Wikipedia");
    }

    @Test
    void bodyThatEndsWithTheConnectionIsWhole() {
        server.sendsAndCloses("HTTP/1.0 200 OK\r\n\r\nuntil the end");

        assertThat(client.get(server.url("/")).text()).isEqualTo("until the end");
    }

    @Test
    void answerThatArrivesByteByByteIsRead() throws IOException {
        server.trickles(ScriptedServer.message("200 OK", gzip("slow but sure"), "Content-Encoding: gzip"));

        assertThat(client.get(server.url("/")).text()).isEqualTo("slow but sure");
    }

    @Test
    void gzipIsDecompressedAndItsFieldsAreGone() throws IOException {
        server.answers("200 OK", gzip("a text"), "Content-Encoding: GZIP");

        HttpResponse response = client.get(server.url("/"));

        assertThat(response.text()).isEqualTo("a text");
        assertThat(response.header("Content-Encoding")).isEmpty();
        assertThat(response.header("Content-Length")).isEmpty();
    }

    @Test
    void emptyBodyCalledGzipIsEmpty() {
        server.answers("200 OK", "", "Content-Encoding: gzip");

        assertThat(client.get(server.url("/")).body()).isEmpty();
    }

    @Test
    void encodingNobodyAskedForIsLeftAsItCame() {
        server.answers("200 OK", "whatever", "Content-Encoding: compress");

        HttpResponse response = client.get(server.url("/"));

        assertThat(response.text()).isEqualTo("whatever");
        assertThat(response.header("Content-Encoding")).contains("compress");
    }

    @Test
    void endpointTakesEveryRequestWithItsOwnHostAndPath() {
        try (StreamFixture there = StreamFixture.open(o -> o.withEndpoint(URI.create(server.url(""))))) {
            server.answers("200 OK", "ok", "Set-Cookie: vf=1; Domain=qq.com; Path=/; Secure");

            HttpResponse response = there.get("https://d1.web2.qq.com/channel/poll2?t=1");

            ScriptedServer.Received request = server.hears();
            assertThat(request.line()).isEqualTo("GET /channel/poll2?t=1 HTTP/1.1");
            assertThat(request.header("Host")).isEqualTo("d1.web2.qq.com");
            assertThat(response.uri()).isEqualTo(URI.create("https://d1.web2.qq.com/channel/poll2?t=1"));

            there.get("https://s.web2.qq.com/api");
            assertThat(server.hears().header("Cookie")).isEqualTo("vf=1");
            there.get("http://s.web2.qq.com/api");
            assertThat(server.hears().header("Cookie"))
                    .as("secure cookie to http")
                    .isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void cookiesOfAnAnswerGoWithTheNextRequest() {
        server.answers(
                "200 OK",
                "",
                "Set-Cookie: skey=@abc; PATH=/; DOMAIN=qq.com;",
                "Set-Cookie: ptwebqq=; PATH=/; DOMAIN=qq.com; ;");
        client.get(server.at("ssl.ptlogin2.qq.com", "/ptqrlogin"));
        client.get(server.at("d1.web2.qq.com", "/"));
        client.get(server.at("example.org", "/"));

        assertThat(server.hears().header("Cookie")).isEmpty();
        assertThat(server.hears().header("Cookie")).isEqualTo("skey=@abc; ptwebqq=");
        assertThat(server.hears().header("Cookie")).isEmpty();
        assertThat(client.cookie("http://w.qq.com/", "skey")).isEqualTo("@abc");
    }

    @Test
    void cookieFieldOfTheCallerTakesThePlaceOfTheJar() {
        server.answers("200 OK", "", "Set-Cookie: a=1");
        client.get(server.url("/"));
        server.hears();

        client.response(HttpRequest.get(server.url("/")).header("Cookie", "b=2"));

        assertThat(server.hears().header("Cookie")).isEqualTo("b=2");
    }

    @Test
    void textIsReadByTheCharsetOfContentType() throws IOException {
        server.answers("200 OK", "企鹅".getBytes("GBK"), "Content-Type: text/html; charset=\"GBK\"")
                .answers("200 OK", "企鹅", "Content-Type: text/html")
                .answers("200 OK", "企鹅", "Content-Type: text/html; charset=no-such-thing")
                .answers("200 OK", new byte[] {'a', (byte) 0xFF, 'b'});

        assertThat(client.get(server.url("/")).text()).isEqualTo("企鹅");
        assertThat(client.get(server.url("/")).text()).isEqualTo("企鹅");
        assertThat(client.get(server.url("/")).text()).isEqualTo("企鹅");
        assertThat(client.get(server.url("/")).text()).isEqualTo("a\uFFFDb");
    }

    static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
