package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.ioloop.IoLoop;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawConnectionTest {

    private final BlockingQueue<Exchange.End> ends = new LinkedBlockingQueue<>();
    private IoLoop loop;
    private HttpServer server;
    private Consumer<Exchange> before = exchange -> {};
    private Consumer<Exchange> handler = exchange -> exchange.respond(Response.text(200, "as usual"));

    @BeforeEach
    void start() throws Exception {
        loop = new IoLoop("raw-connection-test");
        server = HttpServer.bind(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), exchange -> {
            exchange.onEnd(ends::add);
            before.accept(exchange);
            handler.accept(exchange);
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close().toCompletableFuture().get(10, SECONDS);
        loop.eventLoopGroup().shutdownGracefully(0, 5, SECONDS).get(10, SECONDS);
    }

    private RawHttp connect() throws Exception {
        return new RawHttp(server.address());
    }

    @Test
    void interceptorsSeeTheAnswerFromTheLastOneSetToTheFirst() throws Exception {
        before = exchange -> {
            exchange.intercept(response -> exchange.respond(response.header("X-Outer", "1")));
            exchange.intercept(response -> exchange.respond(
                    response.withBody("changed".getBytes(UTF_8)).header("X-Inner", "2")));
        };
        try (RawHttp client = connect()) {
            RawHttp.Answer answer = client.get("/").read();
            assertThat(answer.body()).isEqualTo("changed");
            assertThat(answer.headers()).containsSubsequence("X-Inner: 2", "X-Outer: 1", "Content-Length: 7");
            assertThat(client.get("/").read().status()).isEqualTo(200);
            assertThat(ends.poll(10, SECONDS)).isEqualTo(Exchange.End.ANSWERED);
        }
    }

    @Test
    void fieldsCanBeTakenOut() throws Exception {
        handler = exchange -> exchange.respond(
                Response.text(200, "x").header("Set-Cookie", "a=1").header("Set-Cookie", "b=2"));
        before = exchange -> exchange.intercept(response -> exchange.respond(response.withFields(
                field -> Optional.of(field).filter(f -> !f.value().startsWith("a")))));
        try (RawHttp client = connect()) {
            assertThat(client.get("/").read().all("Set-Cookie")).containsExactly("b=2");
        }
    }

    @Test
    void whatTheHandlerRegisteredIsOverOnceItsAnswerIsIntercepted() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        before = exchange -> {
            exchange.onClose(() -> ran.add("outer"));
            exchange.intercept(response -> {
                exchange.onTimeout(Duration.ofMillis(20), () -> exchange.respond(response));
                return new CompletableFuture<>();
            });
        };
        handler = exchange -> {
            exchange.onClose(() -> ran.add("handler"));
            exchange.onTimeout(Duration.ZERO, () -> ran.add("handler's timeout"));
            exchange.respond(Response.text(200, "late"));
        };
        try (RawHttp client = connect()) {
            assertThat(client.get("/").read().body()).isEqualTo("late\n");
        }
        before = exchange -> {
            exchange.onClose(() -> ran.add("outer"));
            exchange.intercept(response -> new CompletableFuture<>());
        };
        connect().get("/").close();
        assertThat(ran.poll(10, SECONDS)).isEqualTo("outer");
        assertThat(ran).isEmpty();
    }

    @Test
    void interceptorThatThrowsEndsTheConnectionAndTheHandlerHearsOfIt() throws Exception {
        BlockingQueue<CompletionStage<Void>> sent = new LinkedBlockingQueue<>();
        before = exchange -> exchange.intercept(response -> {
            throw new IllegalStateException("on purpose");
        });
        handler = exchange -> sent.add(exchange.respond(Response.text(200, "never seen")));
        try (RawHttp client = connect().get("/")) {
            assertThat(client.isAtEnd()).isTrue();
        }
        CompletableFuture<Void> told = sent.take().toCompletableFuture();
        assertThatThrownBy(() -> told.get(10, SECONDS)).hasRootCauseMessage("on purpose");
    }

    @Test
    void cutConnectionEndsWithoutAnotherByteAndWhatIsPipelinedIsNotAnswered() throws Exception {
        handler = exchange -> {
            RawConnection raw = exchange.takeOver();
            raw.send("HTTP/1.1 200 OK\r\nConte".getBytes(UTF_8));
            raw.cut();
        };
        try (RawHttp client = connect()) {
            client.get("/").get("/");
            assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
            assertThatThrownBy(client::line).isInstanceOf(EOFException.class).hasMessageEndingWith("Conte");
        }
        assertThat(ends.poll(10, SECONDS)).isEqualTo(Exchange.End.TAKEN_OVER);
        assertThat(ends).isEmpty();
    }

    @Test
    void resetConnectionIsReset() throws Exception {
        handler = exchange -> exchange.takeOver().reset();
        try (RawHttp client = connect()) {
            client.get("/");
            assertThatThrownBy(client::isAtEnd).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void dribbledAnswerArrivesWhole() throws Exception {
        BlockingQueue<CompletionStage<Void>> sent = new LinkedBlockingQueue<>();
        handler = exchange -> {
            Response answer = Response.text(200, "little by little").header("X-A", "b");
            byte[] head = RawConnection.head(answer, true);
            byte[] whole = Arrays.copyOf(head, head.length + answer.body().length);
            System.arraycopy(answer.body(), 0, whole, head.length, answer.body().length);
            RawConnection raw = exchange.takeOver();
            CompletionStage<Void> dribbled = raw.dribble(whole, 7, Duration.ofNanos(1000));
            dribbled.thenRun(raw::cut);
            sent.add(dribbled);
        };
        try (RawHttp client = connect()) {
            RawHttp.Answer answer = client.get("/").read();
            assertThat(answer.body()).isEqualTo("little by little\n");
            assertThat(answer.header("X-A")).isEqualTo("b");
            assertThat(client.isAtEnd()).isTrue();
        }
        sent.take().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void dribblingEndsWhenThePeerGoes() throws Exception {
        BlockingQueue<CompletionStage<Void>> sent = new LinkedBlockingQueue<>();
        handler = exchange -> sent.add(exchange.takeOver().dribble(new byte[1 << 20], 1, Duration.ofMillis(1)));
        RawHttp client = connect().get("/");
        CompletableFuture<Void> dribbled = sent.take().toCompletableFuture();
        client.close();
        assertThatThrownBy(() -> dribbled.get(10, SECONDS)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void pouringEndsAtItsLimit() throws Exception {
        handler = exchange -> exchange.takeOver().pour("ab\n".getBytes(UTF_8), 90_000);
        try (RawHttp client = connect().get("/")) {
            for (int i = 0; i < 30_000; i++) {
                assertThat(client.line()).isEqualTo("ab");
            }
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void abortedAndAbandonedExchangesSayHowTheyEnded() throws Exception {
        handler = Exchange::abort;
        connect().get("/").close();
        assertThat(ends.poll(10, SECONDS)).isEqualTo(Exchange.End.ABORTED);
        handler = exchange -> {};
        connect().get("/").close();
        assertThat(ends.poll(10, SECONDS)).isEqualTo(Exchange.End.PEER_GONE);
        assertThat(ends).isEmpty();
    }
}
