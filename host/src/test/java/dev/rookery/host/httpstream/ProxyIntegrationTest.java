package dev.rookery.host.httpstream;

import static dev.rookery.host.httpstream.HttpStreamException.Phase.CONNECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.config.Secret;
import dev.rookery.host.httpstream.FakeProxy.Mood;
import dev.rookery.host.httpstream.connection.Proxy;
import dev.rookery.host.httpstream.connection.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests through proxies, and what becomes of them when the proxy does not want to. */
class ProxyIntegrationTest {

    private static final String SECRET = "tr0ub4dor";

    private final ScriptedServer server = ScriptedServer.start();
    private final FakeProxy http = FakeProxy.http();
    private final FakeProxy socks = FakeProxy.socks5();
    private StreamFixture client;

    @AfterEach
    void close() throws IOException {
        client.close();
        http.close();
        socks.close();
        server.close();
    }

    private static Proxy at(String scheme, FakeProxy proxy) {
        return Proxy.at(URI.create(scheme + "://127.0.0.1:" + proxy.port()));
    }

    private Proxy http() {
        return at("http", http);
    }

    private Proxy socks() {
        return at("socks5", socks);
    }

    /** A stream for which no name leads anywhere. */
    private void through(Proxy proxy) {
        through(proxy, o -> o);
    }

    private void through(Proxy proxy, UnaryOperator<HttpStreamOptions> further) {
        client = new StreamFixture(o -> further.apply(o.withProxy(proxy)), StreamFixture::nobody);
    }

    private String address() {
        return server.at("chat.example.org", "/");
    }

    /** The one failure of a request, after which nothing is left. */
    private HttpStreamException failure() {
        List<HttpStreamException> failures = new ArrayList<>();
        CompletableFuture<HttpStreamException> first = new CompletableFuture<>();
        client.stream.add(
                HttpRequest.get(address()).build(),
                response -> {
                    first.completeExceptionally(new AssertionError("answered"));
                    return Next.none();
                },
                failure -> {
                    failures.add(failure);
                    first.complete(failure);
                    return Next.none();
                });
        HttpStreamException failure = StreamFixture.await(first);
        StreamFixture.await(client.stream.close().toCompletableFuture());
        assertThat(client.onLoop(() -> List.copyOf(failures))).hasSize(1);
        assertThat(client.onLoop(() -> client.loop.timerWheel().armed()))
                .as("timers")
                .isZero();
        assertThat(failure.phase()).isEqualTo(CONNECT);
        assertThat(failure).hasMessageNotContaining(SECRET);
        assertThat(String.valueOf(failure.getCause())).doesNotContain(SECRET);
        return failure;
    }

    @Test
    void httpProxyLeadsToTheNameAndTheTunnelIsKept() {
        through(http());

        assertThat(client.get(address()).text()).isEqualTo("ok");
        assertThat(client.get(address()).text()).isEqualTo("ok");

        assertThat(http.leadsTo()).isEqualTo("chat.example.org:" + server.port());
        assertThat(http.leadsNowhereElse()).isTrue();
        ScriptedServer.Received received = server.hears();
        assertThat(received.line()).isEqualTo("GET / HTTP/1.1");
        assertThat(received.header("Host")).isEqualTo("chat.example.org:" + server.port());
    }

    @Test
    void socksProxyLeadsToTheName() {
        through(socks());

        assertThat(client.get(address()).text()).isEqualTo("ok");
        assertThat(socks.leadsTo()).isEqualTo("chat.example.org:" + server.port());
    }

    @Test
    void tlsIsSpokenWithTheServerBehindTheProxy(@TempDir Path folder) throws IOException {
        TestIdentity identity = TestIdentity.of(folder, "server", "dns:chat.example.org");
        try (ScriptedServer secure = ScriptedServer.startTls(identity.server())) {
            for (Proxy proxy : List.of(http(), socks())) {
                through(proxy, o -> o.withTrust(identity.pem()));
                assertThat(client.get(secure.at("chat.example.org", "/")).text())
                        .isEqualTo("ok");
                assertThat(secure.hears().serverName()).isEqualTo("chat.example.org");
                assertThat(client.failure(HttpRequest.get(secure.at("evil.example.org", "/")))
                                .reason())
                        .contains("is not for evil.example.org but for chat.example.org");
                client.close();
            }
        }
    }

    @Test
    void credentialsAreShownToTheProxyAlone() {
        http.is(Mood.WANTS_CREDENTIALS);
        socks.is(Mood.WANTS_CREDENTIALS);
        for (Proxy proxy : List.of(http(), socks())) {
            through(proxy.withCredentials("ada", Secret.of(SECRET)));
            assertThat(client.get(address()).text()).isEqualTo("ok");
            assertThat(server.hears().header("Proxy-Authorization")).isEmpty();
            client.close();
        }
    }

    @Test
    void missingOrWrongCredentialsAreRefused() {
        http.is(Mood.WANTS_CREDENTIALS);
        through(http());
        assertThat(failure().reason())
                .isEqualTo("the proxy 127.0.0.1:" + http.port() + " refused: 407 Proxy Authentication Required");
        http.seesHangUp();
        client.close();

        socks.is(Mood.WANTS_CREDENTIALS);
        through(socks().withCredentials("eve", Secret.of(SECRET)));
        assertThat(failure().reason())
                .isEqualTo("the proxy 127.0.0.1:" + socks.port() + " refused the user name or password");
        socks.seesHangUp();
        client.close();

        through(socks());
        assertThat(failure().reason())
                .isEqualTo("the proxy 127.0.0.1:" + socks.port()
                        + " is no SOCKS5 proxy, or wants a user name and a password");
    }

    @Test
    void refusalOfTheDestinationIsToldByItsCode() {
        http.is(Mood.REFUSES);
        through(http());
        assertThat(failure().reason()).isEqualTo("the proxy 127.0.0.1:" + http.port() + " refused: 403 Forbidden");
        http.seesHangUp();
        client.close();

        socks.is(Mood.REFUSES);
        through(socks());
        assertThat(failure().reason()).isEqualTo("the proxy 127.0.0.1:" + socks.port() + " refused: forbidden");
        socks.seesHangUp();
    }

    @Test
    void proxyThatIsNotThereIsNamed() throws IOException {
        try (Socket deaf = new Socket()) { // has the port, so that nobody else gets it, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            through(Proxy.at(URI.create("http://127.0.0.1:" + deaf.getLocalPort())));

            assertThat(failure().reason())
                    .isEqualTo("the proxy 127.0.0.1:" + deaf.getLocalPort() + " refused the connection");
        }
    }

    @Test
    void proxyWithoutAnAddressIsNamed() {
        through(Proxy.at(URI.create("http://proxy.example.org:3128")));

        assertThat(failure().reason()).isEqualTo("the name proxy.example.org cannot be resolved");
    }

    @Test
    void proxyThatCutsTheConnectionIsAFailure() {
        http.is(Mood.CUTS);
        through(http());

        assertThat(failure().reason()).isEqualTo("the proxy 127.0.0.1:" + http.port() + " closed the connection");
    }

    @Test
    void proxyThatIsNoneIsAFailure() {
        http.is(Mood.BABBLES);
        through(http());

        assertThat(failure().reason()).isEqualTo("the proxy 127.0.0.1:" + http.port() + " speaks another protocol");
        client.close();

        socks.is(Mood.BABBLES);
        through(socks());
        assertThat(failure().reason())
                .isEqualTo("the proxy 127.0.0.1:" + socks.port()
                        + " is no SOCKS5 proxy, or wants a user name and a password");
    }

    @Test
    void silentProxyIsBoundedByTheConnectTimeout() {
        http.is(Mood.KEEPS_SILENT);
        String silence = ": the proxy 127.0.0.1:" + http.port() + " does not answer";
        String reason = "";
        // On a busy machine there may be no connection with the proxy in time.
        for (int millis = 100; !reason.endsWith(silence) && millis < 20_000; millis *= 2) {
            Duration time = Duration.ofMillis(millis);
            through(http(), o -> o.withConnectTimeout(time));
            reason = failure().reason();
            client.close();
            assertThat(reason)
                    .startsWith(
                            "no connection with chat.example.org:" + server.port() + " within " + Reason.spoken(time));
        }
        assertThat(reason).endsWith(silence);
        http.seesHangUp();
    }

    @Test
    void exceptionsAreSpokenToDirectly() {
        Proxy proxy = http().withExceptions(List.of("Example.org", "127.0.0.1"));
        client = new StreamFixture(o -> o.withProxy(proxy), name -> List.of(InetAddress.getLoopbackAddress()));

        for (String host : List.of("example.org", "chat.example.org", "127.0.0.1")) {
            assertThat(client.get(server.at(host, "/")).text()).isEqualTo("ok");
        }
        assertThat(http.leadsNowhereElse()).isTrue();
        assertThat(client.get(server.at("notexample.org", "/")).text()).isEqualTo("ok");
        assertThat(http.leadsTo()).isEqualTo("notexample.org:" + server.port());
    }
}
