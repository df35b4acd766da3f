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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
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
                    "the certificate of localhost:" + server.port() + " is not trusted: it is self-signed");
        }
    }

    @Test
    void certificateOfAnotherNameIsRefused() {
        assertRefused(
                trusting.failure(HttpRequest.get(server.at("evil.example.org", "/"))),
                "the certificate of evil.example.org:" + server.port()
                        + " is not for evil.example.org but for localhost, *.rookery.test, 127.0.0.1");
    }

    @Test
    void expiredCertificateIsRefused(@TempDir Path folder) throws IOException {
        TestIdentity expired = TestIdentity.issued(folder, "expired", "dns:localhost", "-10d");
        X509Certificate certificate = expired.keys().getCertificateChain("expired")[0];
        assertRefusedByAStreamThatTrusts(expired, expired.pem(), " has expired on " + day(certificate.getNotAfter()));
    }

    @Test
    void certificateOfTheFutureIsRefused(@TempDir Path folder) throws IOException {
        TestIdentity early = TestIdentity.issued(folder, "early", "dns:localhost", "+3d");
        X509Certificate certificate = early.keys().getCertificateChain("early")[0];
        assertRefusedByAStreamThatTrusts(early, early.pem(), " is not valid before " + day(certificate.getNotBefore()));
    }

    @Test
    void certificateOfAnUnknownAuthorityIsRefused(@TempDir Path folder) throws IOException {
        TestIdentity issued = TestIdentity.issued(folder, "issued", "dns:localhost", "-0d");
        assertRefusedByAStreamThatTrusts(
                issued, identity.pem(), " is not trusted: it comes from CN=authority, which is not");
    }

    private static LocalDate day(Date time) {
        return LocalDate.ofInstant(time.toInstant(), ZoneOffset.UTC);
    }

    private static void assertRefusedByAStreamThatTrusts(TestIdentity shown, Path trusted, String reason)
            throws IOException {
        try (ScriptedServer other = ScriptedServer.startTls(shown.server());
                StreamFixture client = StreamFixture.open(o -> o.withTrust(trusted))) {
            HttpStreamException failure = client.failure(HttpRequest.get(other.at("localhost", "/")));
            assertThat(failure.phase()).isEqualTo(CONNECT);
            assertThat(failure.reason()).isEqualTo("the certificate of localhost:" + other.port() + reason);
        }
    }

    @Test
    void verificationIsOffOnlyForWhoeverSaysSo() {
        try (StreamFixture careless = StreamFixture.open(HttpStreamOptions::withDangerAcceptingAnyCertificate);
                StreamFixture careful = StreamFixture.open(
                        o -> o.withDangerAcceptingAnyCertificate().withTrust(null))) {
            assertThat(careless.get(server.at("evil.example.org", "/")).text()).isEqualTo("ok");
            assertRefused(careful.failure(HttpRequest.get(server.at("localhost", "/"))), "is not trusted");
        }
    }

    @Test
    void sessionIsResumedByTheNextConnection() throws IOException {
        List<SSLSocket> sockets = new CopyOnWriteArrayList<>();
        try (ScriptedServer counting = ScriptedServer.startTls(identity.server(), sockets::add)) {
            for (int i = 0; i < 3; i++) {
                assertThat(trusting.response(HttpRequest.get(counting.at("localhost", "/"))
                                        .header("Connection", "close"))
                                .text())
                        .isEqualTo("ok");
            }
            // A session that is resumed was made when the first one was.
            assertThat(sockets)
                    .hasSize(3)
                    .extracting(socket -> socket.getSession().getCreationTime())
                    .containsOnly(sockets.get(0).getSession().getCreationTime());
        }
    }

    @Test
    void nothingButHttp11IsOffered() throws IOException {
        List<List<String>> offers = new CopyOnWriteArrayList<>();
        BiFunction<SSLSocket, List<String>, String> choice = (socket, offered) -> {
            offers.add(offered);
            return offered.get(0);
        };
        try (ScriptedServer choosing = ScriptedServer.startTls(
                identity.server(), socket -> socket.setHandshakeApplicationProtocolSelector(choice))) {
            assertThat(trusting.get(choosing.at("localhost", "/")).text()).isEqualTo("ok");
            assertThat(offers).containsExactly(List.of("http/1.1"));
        }
    }

    @Test
    void serverOfAnotherProtocolIsAFailure() throws IOException {
        try (ScriptedServer other = ScriptedServer.startTls(identity.server(), socket -> {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
        })) {
            assertRefused(
                    trusting.failure(HttpRequest.get(other.at("localhost", "/"))),
                    "localhost:" + other.port() + " does not speak HTTP/1.1 over TLS");
        }
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
            assertRefused(
                    misled.failure(HttpRequest.get("https://localhost/")),
                    "is not for evil.example.org but for localhost");
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
