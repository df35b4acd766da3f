package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.httpserver.RawHttp;
import dev.rookery.host.ioloop.IoLoop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see that have been told to trust {@code ca.pem}. */
class SandboxTlsTest {

    @TempDir
    static Path directory;

    private static IoLoop loop;
    private static Sandbox sandbox;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        loop = new IoLoop("sandbox-tls-test");
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        sandbox =
                Sandbox.start(loop, SandboxOptions.defaults().withAutoScan(true).withTls(anywhere, directory));
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        byte[] authority = Files.readAllBytes(directory.resolve("ca.pem"));
        trusted.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.stop().toCompletableFuture().get(10, SECONDS);
        loop.eventLoopGroup().shutdownGracefully(0, 5, SECONDS).get(10, SECONDS);
    }

    private static SSLSocket connect(SSLContext context, String host, SSLParameters parameters) throws Exception {
        InetSocketAddress address = sandbox.tlsAddress().orElseThrow();
        Socket plain = new Socket(address.getAddress(), address.getPort());
        plain.setSoTimeout(10_000);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, address.getPort(), true);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLParameters named(String host) {
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        return parameters;
    }

    private static String get(SSLSocket socket, String host, String target) throws Exception {
        socket.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                        .getBytes(US_ASCII));
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static List<String> everyHost() {
        return TencentHosts.all();
    }

    @ParameterizedTest
    @MethodSource("everyHost")
    void everyNameThatClientsAskForIsInTheCertificate(String host) throws Exception {
        try (SSLSocket socket = connect(trusting, host, named(host))) {
            assertThat(socket.getSession().isValid()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void thisMachineIsInTheCertificateToo(String host) throws Exception {
        try (SSLSocket socket = connect(trusting, host, new SSLParameters())) {
            assertThat(get(socket, "localhost", "/sandbox/state")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsSpeakWebQq(String version) throws Exception {
        SSLParameters parameters = named("ssl.ptlogin2.qq.com");
        parameters.setProtocols(new String[] {version});
        try (SSLSocket socket = connect(trusting, "ssl.ptlogin2.qq.com", parameters)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(get(socket, "ssl.ptlogin2.qq.com", "/ptqrlogin")).contains("二维码已失效");
        }
    }

    @Test
    void whoAsksForNoNameGetsTheSameCertificate() throws Exception {
        SSLParameters nameless = new SSLParameters();
        nameless.setServerNames(List.of());
        try (SSLSocket without = connect(trusting, "d.web2.qq.com", nameless);
                SSLSocket with = connect(trusting, "d.web2.qq.com", named("d.web2.qq.com"))) {
            Certificate shown = without.getSession().getPeerCertificates()[0];
            assertThat(shown).isEqualTo(with.getSession().getPeerCertificates()[0]);
        }
    }

    @Test
    void onlyHttp11IsNegotiated() throws Exception {
        SSLParameters parameters = named("w.qq.com");
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        try (SSLSocket socket = connect(trusting, "w.qq.com", parameters)) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
            assertThat(get(socket, "w.qq.com", "/")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void clientThatHasNotBeenToldToTrustRefusesAndTheNextOneIsServed() throws Exception {
        assertThatThrownBy(() -> connect(SSLContext.getDefault(), "w.qq.com", named("w.qq.com")))
                .isInstanceOf(SSLException.class);
        try (SSLSocket socket = connect(trusting, "w.qq.com", named("w.qq.com"))) {
            assertThat(get(socket, "w.qq.com", "/")).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void plainRequestToTheTlsPortIsNotAnswered() throws Exception {
        try (RawHttp plain = new RawHttp(sandbox.tlsAddress().orElseThrow())) {
            plain.get("/");
            assertThatThrownBy(plain::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void qrCodeLeadsAPhoneToTheSchemeThatItWasAskedWith() throws Exception {
        InetSocketAddress address = sandbox.tlsAddress().orElseThrow();
        try (SSLSocket socket = connect(trusting, "ssl.ptlogin2.qq.com", named("ssl.ptlogin2.qq.com"))) {
            String request = "GET /ptqrshow?s=5 HTTP/1.1\r\nHost: ssl.ptlogin2.qq.com\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            int picture = new String(answer, ISO_8859_1).indexOf("\r\n\r\n") + 4;
            assertThat(HistoricalClientsTest.scan(Arrays.copyOfRange(answer, picture, answer.length)))
                    .startsWith("https://127.0.0.1:" + address.getPort() + "/?qr=");
        }
    }

    @Test
    void plainPortServesBesideIt() throws Exception {
        assertThat(sandbox.address()).isNotEqualTo(sandbox.tlsAddress().orElseThrow());
        HistoricalClient client = new HistoricalClient(sandbox.address()).signIn("d1.web2.qq.com");
        assertThat(client.psessionid()).isNotEmpty();
    }
}
