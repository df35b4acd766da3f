package dev.rookery.host.httpstream.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpserver.HttpServer;
import dev.rookery.host.httpserver.Response;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.RetryPolicy;
import dev.rookery.host.ioloop.IoLoop;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a registry knows after requests over real sockets. */
class MicrometerListenerTest {

    private static final int PATIENCE_SECONDS = 60;

    private final IoLoop loop = new IoLoop("micrometer-test");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerListener listener = new MicrometerListener(registry);
    private final HttpStream stream =
            new HttpStream(loop, HttpStreamOptions.defaults().withListener(listener));
    private int asked;
    private final HttpServer server = serve();

    private HttpServer serve() {
        try {
            return HttpServer.bind(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), exchange -> {
                boolean redirect = exchange.path().equals("/redirect");
                boolean busy = exchange.path().equals("/busy") && asked++ == 0;
                exchange.respond(
                        Response.text(redirect ? 302 : busy ? 503 : 200, "").header("Location", "/"));
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        await(stream.close().toCompletableFuture());
        await(server.close().toCompletableFuture());
        await(loop.stop().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.address().getPort() + path;
    }

    /** Sends and waits until the chain is over for listeners, too. */
    private void sends(HttpRequest.Builder request) {
        CompletableFuture<String> over = new CompletableFuture<>();
        stream.add(Next.request(
                        request.build(),
                        response -> {
                            over.complete("answered");
                            return Next.none();
                        },
                        failure -> {
                            over.complete("failed");
                            return Next.none();
                        })
                .retry(RetryPolicy.attempts(2).withPhases().withBackoff(Duration.ofMillis(1), Duration.ofMillis(1))));
        await(over);
        await(stream.chains().toCompletableFuture());
    }

    private long timed(String name, String... tags) {
        return registry.get("rookery.http." + name).tags(tags).timer().count();
    }

    @Test
    void exchangesAreTimedByMethodHostAndOutcome() {
        sends(HttpRequest.get(url("/")));
        sends(HttpRequest.get(url("/")));
        sends(HttpRequest.of("SECRET", url("/")));
        sends(HttpRequest.get("http://127.0.0.1:1/"));

        assertThat(timed("exchange", "method", "GET", "host", "127.0.0.1", "outcome", "200"))
                .isEqualTo(2);
        assertThat(timed("exchange", "method", "other", "outcome", "200")).isEqualTo(1);
        assertThat(timed("exchange", "method", "GET", "outcome", "connect")).isEqualTo(1);
        assertThat(timed("acquire", "reused", "true")).isEqualTo(2);
        assertThat(timed("acquire", "reused", "false")).isEqualTo(2);
        assertThat(timed("connect", "host", "127.0.0.1")).isEqualTo(1);
        assertThat(timed("wait", "host", "127.0.0.1")).isEqualTo(3);
        assertThat(registry.get("rookery.http.chains").gauge().value()).isZero();
    }

    @Test
    void redirectsAndRetriesAreCounted() {
        sends(HttpRequest.get(url("/redirect")).followRedirects(1));
        sends(HttpRequest.get(url("/busy")));

        assertThat(registry.get("rookery.http.redirects").counter().count()).isEqualTo(1);
        assertThat(registry.get("rookery.http.retries").counter().count()).isEqualTo(1);
        assertThat(timed("exchange", "outcome", "503")).isEqualTo(1);
        assertThat(timed("exchange", "outcome", "200")).isEqualTo(2);
    }

    @Test
    void chainsUnderWayAreAGauge() {
        stream.add(
                "waits",
                Next.request(HttpRequest.get(url("/")).build(), r -> Next.none())
                        .after(Duration.ofHours(1)));
        await(stream.chains().toCompletableFuture());

        assertThat(registry.get("rookery.http.chains").gauge().value()).isEqualTo(1);
    }

    @Test
    void hostsBeyondTheBoundShareTheirMeters() {
        HttpStreamOptions there =
                HttpStreamOptions.defaults().withEndpoint(URI.create(url("/"))).withListener(listener);
        HttpStream other = new HttpStream(loop, there);
        CompletableFuture<String> over = new CompletableFuture<>();
        int[] left = {MicrometerListener.MAX_HOSTS + 5};
        for (int i = left[0]; i > 0; i--) {
            HttpRequest request =
                    HttpRequest.get("http://h" + i + ".org/?secret").build();
            other.add(request, response -> {
                if (--left[0] == 0) {
                    over.complete("all");
                }
                return Next.none();
            });
        }
        await(over);
        await(other.close().toCompletableFuture());

        List<String> hosts = registry.find("rookery.http.exchange").timers().stream()
                .map(Meter::getId)
                .map(id -> id.getTag("host"))
                .distinct()
                .toList();
        assertThat(hosts).hasSize(MicrometerListener.MAX_HOSTS + 1).contains("other");
        assertThat(timed("exchange", "host", "other")).isEqualTo(5);
        assertThat(registry.getMetersAsString()).doesNotContain("secret");
    }
}
