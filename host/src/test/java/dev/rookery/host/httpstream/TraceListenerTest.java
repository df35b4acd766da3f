package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written down of requests and answers full of secrets. */
class TraceListenerTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final List<String> traces = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private String trace(TraceListener listener, HttpRequest.Builder request) {
        try (StreamFixture client = StreamFixture.open(o -> o.withListener(listener))) {
            StreamFixture.await(client.sends(request.build()).handle((answer, failure) -> "over"));
        }
        return String.join("\n", traces).replace(":" + server.port(), "").replaceAll("after \\d+ ms", "after N ms");
    }

    private HttpRequest.Builder fullOfSecrets() {
        return HttpRequest.post(server.url("/path;jsession=secret/poll?t=secret&secret"))
                .query("ptwebqq", "secret")
                .bearer("secret")
                .header("Proxy-Authorization", "Basic secret")
                .header("Cookie", "skey=secret; secret")
                .header("X-Api-Key", "secret")
                .header("Referer", "http://h.org/?a=secret#secret")
                .header("Accept", "*/*")
                .form("password", "secret")
                .form("clientid", "53999199");
    }

    @Test
    void onlyNamesAreWrittenDown() {
        server.answers(
                "200 OK",
                "secret",
                "Set-Cookie: ptwebqq=secret; Path=/; Domain=.qq.com",
                "Set-Cookie: secret",
                "Location: http://user:secret@h.org/p?vfwebqq=secret",
                "X-Session: secret",
                "Server: tencent");

        assertThat(trace(new TraceListener(traces::add), fullOfSecrets())).isEqualTo("""
                        POST 127.0.0.1
                        > POST http://127.0.0.1/path;jsession=***/poll?t=***&***&ptwebqq=***
                        > Authorization: ***
                        > Proxy-Authorization: ***
                        > Cookie: skey=***; ***
                        > X-Api-Key: ***
                        > Referer: http://h.org/?a=***
                        > Accept: */*
                        > Content-Type: application/x-www-form-urlencoded
                        >
                        > password=***&clientid=***
                        POST 127.0.0.1
                        < 200 after N ms
                        < Set-Cookie: ptwebqq=***; Path=/; Domain=.qq.com
                        < Set-Cookie: ***
                        < Location: ***@h.org/p?vfwebqq=***
                        < X-Session: ***
                        < Server: tencent
                        < Content-Length: 6
                        <
                        < 6 bytes""");
    }

    @Test
    void namesThatAreAllowedAreShownWithTheirValues() {
        String trace = trace(new TraceListener(traces::add).showing("T", "clientid", "X-Session"), fullOfSecrets());

        assertThat(trace).contains("poll?t=secret&***&ptwebqq=***", "password=***&clientid=53999199");
        assertThat(trace.replace("t=secret", "")).doesNotContain("secret");
    }

    @Test
    void bodiesThatAreNoFormsAreNotWrittenDown() {
        assertThat(trace(
                        new TraceListener(traces::add),
                        HttpRequest.post(server.url("/")).json("{\"password\":\"secret\"}")))
                .contains("> 21 bytes")
                .doesNotContain("secret");
    }

    @Test
    void endlessFormIsCutOff() {
        HttpRequest.Builder request = HttpRequest.post(server.url("/"));
        for (int i = 0; i < 1000; i++) {
            request.form("field" + i, "secret");
        }

        trace(new TraceListener(traces::add), request);

        assertThat(traces.get(0))
                .hasSizeLessThan(TraceListener.MAX_FORM_CHARS + 200)
                .endsWith("…");
    }

    @Test
    void redirectsAndFailuresAreWrittenDownWithoutSecrets() {
        server.redirects("302 Found", "/there?next=secret").closesBeforeTheFirstByte();

        String trace = trace(
                new TraceListener(traces::add),
                HttpRequest.post(server.url("/?a=secret")).followRedirects(1));

        assertThat(trace)
                .contains("< redirected to http://127.0.0.1/there?next=***", "> GET http://127.0.0.1/there?next=***")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "/p#secret, /p",
        "?secret, ?***",
        "/p?a=, /p?a=***",
        "/p;v=secret/q;secret, /p;v=***/q;***",
        "//user:secret@h.org/, ***@h.org/",
    })
    void addressesOfServersAreMaskedHoweverTheyAreWritten(String location, String shown) {
        server.answers("201 Created", "", "Location: " + location);

        assertThat(trace(new TraceListener(traces::add), HttpRequest.get(server.url("/"))))
                .contains("< Location: " + shown + "\n");
    }
}
