package dev.rookery.host.httpstream;

import static dev.rookery.host.httpstream.HttpStreamException.Phase.CONNECT;
import static dev.rookery.host.httpstream.HttpStreamException.Phase.RECEIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS: whom the stream believes. */
@TestInstance(Lifecycle.PER_CLASS)
class TlsIntegrationTest {

    private TestIdentity identity;
    private ScriptedServer server;
    private StreamFixture trusting;

    @BeforeAll
    void start(@TempDir Path folder) {
        identity = TestIdentity.of(folder, "server", "dns:localhost,dns:*.rookery.test,ip:127.0.0.1");
        server = ScriptedServer.startTls(identity.server());
        trusting = StreamFixture.open(o -> o.withTrust(identity.pem()));
    }

    @AfterAll
    void close() throws IOException {
        trusting.close();
        server.close();
    }

    private static void assertRefused(HttpStreamException failure, String reason) {
        assertThat(failure.phase()).isEqualTo(CONNECT);
        assertThat(failure.reason()).contains(reason);
    }

    @Test
    void certificateOfTheTrustFileIsBelievedByNameAndAddress() {
        assertThat(trusting.get(server.at("localhost", "/")).text()).isEqualTo("ok");
        assertThat(trusting.get(server.at("127.0.0.1", "/")).text()).isEqualTo("ok");
    }

    @Test
    void connectionIsKeptAlive() {
        trusting.get(server.at("kept.rookery.test", "/"));
        int connections = server.connections();
        trusting.get(server.at("kept.rookery.test", "/"));

        assertThat(server.connections()).isEqualTo(connections);
    }

    @Test
    void serverNameIsIndicated() {
        while (!server.heardNothingMore()) {
            server.hears();
        }
        trusting.get(server.at("sni.rookery.test", "/"));

        assertThat(server.hears().serverName()).isEqualTo("sni.rookery.test");
    }

    @Test
    void unknownCertificateIsRefused() {
        try (StreamFixture client = StreamFixture.open()) {
            assertRefused(
                    client.failure(HttpRequest.get(server.at("localhost", "/"))),
                    "the certificate of localhost:" + server.port() + " is not trusted");
        }
    }

    @Test
    void certificateOfAnotherNameIsRefused() {
        assertRefused(
                trusting.failure(HttpRequest.get(server.at("evil.example.org", "/"))),
                "the certificate of evil.example.org:" + server.port() + " is not acceptable");
    }

    @Test
    void peerThatSpeaksNoTlsIsRefused() throws IOException {
        try (ScriptedServer clear = ScriptedServer.start()) {
            HttpStreamException failure = trusting.failure(
                    HttpRequest.get("https://localhost:" + clear.port() + "/").timeout(Duration.ofMillis(300)));

            assertThat(failure.phase()).isEqualTo(CONNECT);
        }
    }

    @Test
    void endpointIsCheckedForItsOwnName() {
        URI here = URI.create(server.at("localhost", ""));
        URI elsewhere = URI.create(server.at("evil.example.org", ""));
        try (StreamFixture client =
                        StreamFixture.open(o -> o.withTrust(identity.pem()).withEndpoint(here));
                StreamFixture misled =
                        StreamFixture.open(o -> o.withTrust(identity.pem()).withEndpoint(elsewhere))) {
            assertThat(client.get("http://d1.web2.qq.com/").text()).isEqualTo("ok");
            assertRefused(misled.failure(HttpRequest.get("https://localhost/")), "is not acceptable");
        }
    }

    @Test
    void bodyThatEndsWithAProperlyEndedConnectionIsWhole() {
        server.sendsAndCloses("HTTP/1.1 200 OK\r\n\r\nto the end");

        assertThat(trusting.get(server.at("localhost", "/")).text()).isEqualTo("to the end");
    }

    @Test
    void bodyThatEndsWithAConnectionCutOffIsAFailure() {
        server.sendsAndCuts("HTTP/1.1 200 OK\r\n\r\nhalf of wh");

        HttpStreamException failure = trusting.failure(HttpRequest.post(server.at("localhost", "/")));

        assertThat(failure.phase()).isEqualTo(RECEIVE);
        assertThat(failure.reason()).contains("cut in the middle of the answer");
    }

    @Test
    void bodyOfKnownLengthNeedsNoProperEnd() {
        server.sendsAndCuts("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nall");

        assertThat(trusting.get(server.at("localhost", "/")).text()).isEqualTo("all");
    }

    @Test
    void bodyCutShortIsAFailure() {
        server.cutsInsideTheBody();

        HttpStreamException failure = trusting.failure(HttpRequest.post(server.at("localhost", "/")));

        assertThat(failure.phase()).isEqualTo(Phase.RECEIVE);
        assertThat(failure.reason()).contains("in the middle of the answer");
    }

    @Test
    void deadKeptConnectionIsReplaced() {
        server.answers("200 OK", "").closesBeforeTheFirstByte().answers("200 OK", "again");
        trusting.get(server.at("dead.rookery.test", "/"));

        assertThat(trusting.get(server.at("dead.rookery.test", "/")).text()).isEqualTo("again");
    }

    @Test
    void trustFileThatIsNoneIsRefusedWithItsName(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.pem");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing here");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamFixture.open(o -> o.withTrust(missing)))
                .withMessage("trust: " + missing + " (expected: a PEM file of certificates)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamFixture.open(o -> o.withTrust(empty)))
                .withMessage("trust: " + empty + " (expected: a PEM file of certificates)");
    }
}
