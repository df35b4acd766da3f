package dev.rookery.host.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.http.Http;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpFailure.Kind;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.host.dispatch.OwnedService;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.httpstream.TestIdentity;
import dev.rookery.host.time.ManualTimers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutgoingHttpIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WebServer web = new WebServer();
    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "plugin-test-callbacks"));
    private final Owner owner = new Owner("test", Runnable::run, callbacks);
    private final List<OutgoingHttp> opened = new ArrayList<>();
    private final Http http = allowing("127.0.0.1");

    private Http allowing(String... ranges) {
        return open(new OutgoingHttp(Stream.of(ranges).map(AddressRange::parse).toList(), timers));
    }

    private Http open(OutgoingHttp outgoing) {
        opened.add(outgoing);
        outgoing.start();
        return outgoing.open(owner);
    }

    @AfterEach
    void close() {
        web.close();
        opened.forEach(outgoing -> outgoing.close()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
        callbacks.shutdownNow();
    }

    private static HttpFailure failure(Http http, HttpRequest request) {
        try {
            throw new AssertionError("answered: " + http.fetch(request.timeout(PATIENCE)));
        } catch (HttpFailure failure) {
            return failure;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRequestGoesOutAsItWasBuilt() throws Exception {
        HttpResponse got = http.fetch(
                HttpRequest.get(web.url("/path?a=1")).query("q", "企鹅").header("X-Test", "yes"));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.isSuccess()).isTrue();
        assertThat(got.text()).isEqualTo("GET|/path?a=1&q=%E4%BC%81%E9%B9%85|yes|null|null|");
        assertThat(got.uri()).hasToString(web.url("/path?a=1&q=%E4%BC%81%E9%B9%85"));
        assertThat(got.header("content-type")).contains("text/plain; charset=utf-8");
        assertThat(http.fetch(HttpRequest.post(web.url("/")).form("a", "b c").form("d", "é"))
                        .text())
                .isEqualTo("POST|/|null|null|application/x-www-form-urlencoded|a=b+c&d=%C3%A9");
        assertThat(http.fetch(HttpRequest.of("PUT", web.url("/")).json("{\"企\":1}"))
                        .text())
                .isEqualTo("PUT|/|null|null|application/json|{\"企\":1}");
        assertThat(http.fetch(HttpRequest.of("HEAD", web.url("/"))).body()).isEmpty();
    }

    private record Rates(String base, Map<String, Double> rates) {}

    private HttpResponse saying(String json) throws Exception {
        return http.fetch(HttpRequest.get(web.url("/say?")
                + URLEncoder.encode(json, StandardCharsets.UTF_8).replace("+", "%20")));
    }

    @Test
    void jsonIsReadAsRecordsListsAndMapsOfThem() throws Exception {
        String eur = "{\"base\":\"EUR\",\"rates\":{\"USD\":1.1},\"else\":[]}";
        Rates rates = new Rates("EUR", Map.of("USD", 1.1));
        assertThat(saying(eur).json(Rates.class)).isEqualTo(rates);
        assertThat(saying('[' + eur + ']').jsonList(Rates.class)).containsExactly(rates);
        assertThat(saying("{\"today\":" + eur + '}').jsonMap(Rates.class)).containsExactly(Map.entry("today", rates));
    }

    @Test
    void jsonThatDoesNotFitIsToldWithItsPlace() throws Exception {
        HttpResponse wrong = saying("{\"base\":\"EUR\",\"rates\":{\"USD\":\"x\"}}");
        assertThatThrownBy(() -> wrong.json(Rates.class))
                .isInstanceOfSatisfying(
                        HttpFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.BODY))
                .hasMessage("127.0.0.1 answered 200: Rates.rates.USD: \"x\" (expected: a number)");
        assertThatThrownBy(() -> saying("{}").json(Rates.class))
                .hasMessageStartingWith("127.0.0.1 answered 200: Rates.base is missing");
        assertThatThrownBy(() -> saying("<html>").json(Rates.class))
                .hasMessageStartingWith("127.0.0.1 answered 200: no JSON at line 1, column 1: ");
        HttpResponse cut =
                http.fetch(HttpRequest.get(web.url("/say?%5B1,2%5D")).maxBody(3).cutBody());
        assertThatThrownBy(() -> cut.jsonList(Integer.class)).hasMessageEndingWith(" (the body was cut)");
    }

    @Test
    void aValueIsSentAsJson() throws Exception {
        HttpRequest post = HttpRequest.post(web.url("/"));
        assertThat(http.fetch(post.json(List.of(new Rates("EUR", Map.of("USD", 1.1)))))
                        .text())
                .isEqualTo("POST|/|null|null|application/json|[{\"base\":\"EUR\",\"rates\":{\"USD\":1.1}}]");
        assertThat(http.fetch(post.json(Map.of("a", 1)).json("[]")).text()).endsWith("|[]");
        assertThat(http.fetch(post.json("[]").json(Map.of("a", 1))).text()).endsWith("|{\"a\":1}");
        assertThatThrownBy(() -> http.fetch(post.json(Map.of("a", new Object()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object has no JSON");
        assertThatThrownBy(() -> post.json(Map.of()).form("a", "b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> post.form("a", "b").json(Map.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStageCompletesOnThePluginsCallbackThread() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        // A stage that is complete already runs what is attached on the thread that attaches it.
        callbacks.submit(() -> asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        http.send(HttpRequest.get(web.url("/")))
                .thenAccept(response -> thread.complete(Thread.currentThread().getName()));
        asked.countDown();
        assertThat(thread.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("plugin-test-callbacks");
        CompletionStage<HttpResponse> refused = allowing().send(HttpRequest.get(web.url("/")));
        assertThatThrownBy(() -> refused.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(HttpFailure.class);
    }

    @Test
    void whatIsAllowedChangesForConnectionsThatAreMadeFromThenOn() throws Exception {
        OutgoingHttp outgoing = new OutgoingHttp(List.of(), timers);
        Http asking = open(outgoing);
        assertThat(failure(asking, HttpRequest.get(web.url("/"))).kind()).isEqualTo(Kind.ADDRESS);
        outgoing.allow(List.of(AddressRange.parse("127.0.0.1")));
        assertThat(asking.fetch(HttpRequest.get(web.url("/"))).status()).isEqualTo(200);
    }

    @Test
    void whatIsNotPublicIsNotSpokenTo() {
        for (String host : List.of("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]")) {
            HttpFailure failure = failure(allowing(), HttpRequest.get("http://" + host + ":" + web.port() + "/secret"));
            assertThat(failure.kind()).as(host).isEqualTo(Kind.ADDRESS);
            assertThat(failure).hasMessageContaining("not allowed").hasMessageNotContaining("secret");
        }
        assertThat(web.asked()).isZero();
    }

    @Test
    void aRedirectLeadsToNoAddressThatIsNotAllowed() {
        List<String> elsewhere = List.of("127.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "2130706434", "0.0.0.0");
        for (String host : elsewhere) {
            HttpFailure failure =
                    failure(http, HttpRequest.get(web.url("/to?http://" + host + ":" + web.port() + "/")));
            assertThat(failure.kind()).as(host).isIn(Kind.ADDRESS, Kind.NETWORK);
        }
        assertThat(web.asked()).isEqualTo(elsewhere.size());
    }

    @Test
    void redirectsAreFollowedAsFarAsAsked() throws Exception {
        HttpRequest twice = HttpRequest.get(web.url("/to?/to?/there"));
        assertThat(http.fetch(twice).uri()).hasToString(web.url("/there"));
        assertThat(http.fetch(twice.followRedirects(1)).status()).isEqualTo(302);
        assertThat(http.fetch(twice.followRedirects(0)).uri()).hasToString(web.url("/to?/to?/there"));
    }

    @Test
    void redirectsInACircleEndWithTheLastOfThem() throws Exception {
        HttpResponse last = http.fetch(HttpRequest.get(web.url("/circle")));
        assertThat(last.status()).isEqualTo(302);
        assertThat(web.asked()).isEqualTo(6);
    }

    @Test
    void aBodyWithoutEndIsCut() throws Exception {
        HttpResponse cut = http.fetch(
                HttpRequest.get(web.url("/endless")).maxBody(100_000).cutBody().timeout(PATIENCE));
        assertThat(cut.isCut()).isTrue();
        assertThat(cut.body()).hasSize(100_000);
        assertThat(failure(http, HttpRequest.get(web.url("/endless"))).kind()).isEqualTo(Kind.SIZE);
    }

    @Test
    void aBodyThatIsTooLargeFailsOrIsCut() throws Exception {
        HttpRequest large = HttpRequest.get(web.url("/large")).maxBody(999_999);
        HttpFailure failure = failure(http, large);
        assertThat(failure.kind()).isEqualTo(Kind.SIZE);
        assertThat(failure).hasMessageContaining("999999");
        HttpResponse cut = http.fetch(large.cutBody());
        assertThat(cut.isCut()).isTrue();
        assertThat(cut.body()).hasSize(999_999);
        HttpResponse whole = http.fetch(large.maxBody(1_000_000));
        assertThat(whole.isCut()).isFalse();
        assertThat(whole.body()).hasSize(1_000_000);
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        assertThatThrownBy(() -> http.fetch(HttpRequest.get(web.url("/never")).timeout(Duration.ofMillis(50))))
                .isInstanceOfSatisfying(
                        HttpFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.TIME));
    }

    @Test
    void whoeverIsNotThereIsANetworkFailure() throws IOException {
        try (Socket deaf = new Socket()) { // has the port, so that nobody else gets it, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            HttpRequest request = HttpRequest.get("http://127.0.0.1:" + deaf.getLocalPort() + "/");
            assertThat(failure(http, request).kind()).isEqualTo(Kind.NETWORK);
        }
    }

    @Test
    void onlySoManyRequestsAreUnderWayAtATime() {
        HttpRequest never = HttpRequest.get(web.url("/never")).timeout(HttpRequest.MAX_TIMEOUT);
        for (int i = 0; i < Http.MAX_UNDER_WAY; i++) {
            http.send(never);
        }
        HttpFailure failure = failure(http, HttpRequest.get(web.url("/")));
        assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
        assertThat(failure).hasMessageContaining("fewer than 16");
    }

    @Test
    void cookiesAreThePluginsOwn() throws Exception {
        http.fetch(HttpRequest.get(web.url("/cookie")));
        assertThat(http.fetch(HttpRequest.get(web.url("/"))).text()).contains("|a=b|");
        assertThat(opened.get(0)
                        .open(owner)
                        .fetch(HttpRequest.get(web.url("/")))
                        .text())
                .doesNotContain("a=b");
    }

    @Test
    void certificatesAreVerified(@TempDir Path folder) throws Exception {
        TestIdentity identity = TestIdentity.of(folder, "web", "ip:127.0.0.1");
        try (WebServer secure = new WebServer(identity.server())) {
            HttpRequest request = HttpRequest.get("https://127.0.0.1:" + secure.port() + "/");
            HttpFailure failure = failure(http, request);
            assertThat(failure.kind()).isEqualTo(Kind.NETWORK);
            assertThat(failure).hasMessageContaining("certificate");
            Http trusting =
                    open(OutgoingHttp.trusting(identity.pem(), List.of(AddressRange.parse("127.0.0.1")), timers));
            assertThat(trusting.fetch(request).status()).isEqualTo(200);
        }
    }

    @Test
    void theEndOfThePluginEndsWhatIsUnderWay() throws Exception {
        CompletableFuture<HttpFailure> waiting = new CompletableFuture<>();
        Thread handler = new Thread(() -> waiting.complete(failure(http, HttpRequest.get(web.url("/never")))));
        handler.start();
        web.awaitAsked();
        ((OwnedService) http).close();
        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).kind()).isEqualTo(Kind.STOPPED);
        assertThatThrownBy(() -> http.send(HttpRequest.get(web.url("/"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("test is disabled");
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThatThrownBy(() -> http.send(HttpRequest.get("ftp://127.0.0.1/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> http.send(HttpRequest.get(web.url("/")).header("X", "a\r\nb")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpRequest.get(web.url("/")).header("Host", "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpRequest.of("CONNECT", web.url("/"))).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 2 * Http.MAX_UNDER_WAY; i++) {
            assertThatThrownBy(() -> http.send(HttpRequest.get("no address")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
