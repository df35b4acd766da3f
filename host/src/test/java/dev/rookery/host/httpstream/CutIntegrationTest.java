package dev.rookery.host.httpstream;

import static dev.rookery.host.httpstream.RawServer.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections that are closed or reset at each byte of an exchange: what comes of the request, and that nothing is
 * left.
 */
class CutIntegrationTest {

    private static final String WITH_LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole";
    private static final String CHUNKED =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nwho\r\n2;a=b\r\nle\r\n0\r\nX: y\r\n\r\n";
    private static final String UNTIL_CLOSE = "HTTP/1.1 200 OK\r\nX: y\r\n\r\nwhole";

    /** What is asked for, on which connection, and how that ends. */
    record Scene(String method, boolean kept, boolean reset) {

        /** Whether a request that got no byte of an answer is sent once more. */
        boolean isRepeated() {
            return kept && method.equals("GET");
        }

        @Override
        public String toString() {
            return method + (kept ? " kept" : " fresh") + (reset ? " reset" : " closed");
        }
    }

    private final RawServer server = RawServer.start();
    private final StrictClient client = StrictClient.open();

    @AfterEach
    void close() {
        try (server) {
            client.close();
        }
    }

    private static List<Scene> scenes() {
        List<Scene> all = new ArrayList<>();
        for (String method : List.of("GET", "POST")) {
            for (boolean kept : new boolean[] {false, true}) {
                all.add(new Scene(method, kept, false));
                all.add(new Scene(method, kept, true));
            }
        }
        return all;
    }

    private static List<Arguments> scenesAndAnswers() {
        return scenes().stream()
                .flatMap(scene ->
                        List.of(WITH_LENGTH, CHUNKED, UNTIL_CLOSE).stream().map(answer -> Arguments.of(scene, answer)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("scenesAndAnswers")
    void answerThatIsCut(Scene scene, String answer) {
        for (int sent = 0; sent <= answer.length(); sent++) {
            String part = answer.substring(0, sent);

            HttpResponse got = plays(scene, connection -> {
                connection.readsRequest();
                connection.sends(part);
            });

            boolean headIsThere = part.indexOf("\r\n\r\n", answer == CHUNKED ? 25 : 0) > 0;
            boolean whole = answer == UNTIL_CLOSE ? headIsThere && !scene.reset : sent == answer.length();
            String expected = whole
                    ? answer == UNTIL_CLOSE ? part.substring(part.indexOf("\r\n\r\n") + 4) : "whole"
                    : sent == 0 && scene.isRepeated() ? "ok" : "failed";
            assertThat(got == null ? "failed" : got.text())
                    .as("%s, cut after %d of %d bytes", scene, sent, answer.length())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void requestThatIsCut(Scene scene) {
        int length = requestOf(scene).length();
        // A kept connection that is closed without waiting for the next request may not be asked to carry it.
        for (int read = scene.kept ? 1 : 0; read < length; read++) {
            int some = read;

            HttpResponse got = plays(scene, connection -> connection.reads(some));

            assertThat(got == null ? "failed" : got.text())
                    .as("%s, cut after %d of %d bytes", scene, read, length)
                    .isEqualTo(scene.isRepeated() ? "ok" : "failed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestThatIsCutWhileItIsSent(boolean reset) {
        byte[] large = new byte[4 << 20];
        for (int read = 0; read < large.length; read += large.length / 20) {
            int some = read;
            server.treatsNext(connection -> {
                connection.reads(some);
                end(connection, reset);
            });
            assertThat(client.sends(HttpRequest.post(server.url("/")).body("a/b", large))
                            .answer())
                    .isNull();
            client.hasNoConnection();
        }
    }

    /** The head of the request that a scene is about, as it arrives. */
    private String requestOf(Scene scene) {
        List<String> heads = new ArrayList<>();
        server.treatsNext(connection -> {
            heads.add(connection.readsRequest());
            connection.sends(OK);
        });
        client.answer(HttpRequest.of(scene.method, server.url("/")));
        client.hasNoConnection();
        return heads.get(0);
    }

    /** The answer, null for a failure; the number of connections that it took is checked. */
    private HttpResponse plays(Scene scene, RawServer.Manner last) {
        int before = server.connections();
        server.treatsNext(connection -> {
            if (scene.kept) {
                connection.readsRequest();
                connection.sends(OK);
            }
            last.treat(connection);
            end(connection, scene.reset);
        });
        if (scene.kept) {
            client.answer(HttpRequest.get(server.url("/")));
        }
        HttpResponse got =
                client.sends(HttpRequest.of(scene.method, server.url("/"))).answer();
        boolean repeated = server.connections() > before + 1;
        if (repeated) {
            assertThat(scene.isRepeated()).as("repeated, %s", scene).isTrue();
            client.answer(HttpRequest.get(server.url("/")).header("Connection", "close"));
        }
        client.hasNoConnection();
        return got;
    }

    private static void end(RawServer.Peer connection, boolean reset) throws IOException {
        if (reset) {
            connection.resets();
        }
    }

    /**
     * A handshake costs some milliseconds, so that not every byte of it has its turn. Each has a name of its own, since
     * a session that is resumed is shorter.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tlsThatIsCut(boolean reset, @TempDir Path folder) throws Exception {
        TestIdentity identity = TestIdentity.of(folder, "server", "dns:*.rookery.test");
        try (ScriptedServer tls = ScriptedServer.startTls(identity.server());
                StrictClient trusting = new StrictClient(o -> o.withTrust(identity.pem()))) {
            CompletableFuture<Integer> total = new CompletableFuture<>();
            assertThat(relayed(tls, trusting, Integer.MAX_VALUE, reset, total)).isEqualTo("whole");
            int all = StreamFixture.await(total);
            // A signature is a few bytes longer or shorter from one handshake to the next.
            int certain = all - 40;
            for (int most = 0; most < certain; most += most + 120 < certain ? 97 : 11) {
                assertThat(relayed(tls, trusting, most, reset, total))
                        .as("cut after %d of about %d bytes", most, all)
                        .isEqualTo("failed");
            }
            for (int most = certain; most < all; most += 11) {
                assertThat(relayed(tls, trusting, most, reset, total)).isIn("failed", "whole");
            }
        }
    }

    private String relayed(
            ScriptedServer tls, StrictClient trusting, int most, boolean reset, CompletableFuture<Integer> total) {
        tls.sendsAndCloses("HTTP/1.1 200 OK\r\n\r\nwhole");
        server.treatsNext(connection -> {
            total.complete(connection.relays(tls.port(), most));
            end(connection, reset && most < Integer.MAX_VALUE);
        });
        String host = "cut-after-" + most + ".rookery.test";
        HttpResponse got = trusting.sends(HttpRequest.post("https://" + host + ":" + server.port() + "/"))
                .answer();
        trusting.hasNoConnection();
        return got == null ? "failed" : got.text();
    }

    /** Where the reset meets the handshake is for chance to say, hence many. */
    @Test
    void tlsThatIsResetAtOnce() {
        for (int i = 0; i < 200; i++) {
            server.treatsNext(RawServer.Peer::resets);

            assertThat(client.failure(HttpRequest.get("https://127.0.0.1:" + server.port() + "/"))
                            .phase())
                    .isEqualTo(Phase.CONNECT);
            client.hasNoConnection();
        }
    }
}
