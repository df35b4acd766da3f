package dev.rookery.host.httpserver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.ioloop.IoLoop;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    private static final HttpLimits SMALL = new HttpLimits(256, 512, 64, 2, 3, Duration.ofSeconds(30), 4096);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static IoLoop loop;

    private final BlockingQueue<Exchange> held = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeAll
    static void startLoop() {
        loop = new IoLoop("http-server-test");
    }

    @AfterAll
    static void stopLoop() throws Exception {
        loop.eventLoopGroup().shutdownGracefully(0, 5, SECONDS).get(10, SECONDS);
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.bind(loop, ANY_PORT, this::handle, SMALL);
    }

    @AfterEach
    void stop() throws Exception {
        server.close().toCompletableFuture().get(10, SECONDS);
    }

    private void handle(Exchange exchange) {
        switch (exchange.path()) {
            case "/hold" -> held.add(exchange);
            case "/fail" -> throw new IllegalStateException("on purpose");
            default ->
                exchange.respond(Response.text(
                                200,
                                exchange.method() + " " + exchange.host() + " " + exchange.path() + " "
                                        + exchange.query().text("q") + " "
                                        + exchange.cookie("c").orElse("-") + " " + exchange.bodyText())
                        .header("Set-Cookie", "b=1")
                        .header("X-Between", "2")
                        .header("Set-Cookie", "a=3"));
        }
    }

    private RawHttp connect() throws Exception {
        return new RawHttp(server.address());
    }

    private void onLoop(Runnable action) throws Exception {
        CompletableFuture.runAsync(action, loop.eventLoopGroup()).get(10, SECONDS);
    }

    private Exchange nextHeld() throws Exception {
        Exchange exchange = held.poll(10, SECONDS);
        assertThat(exchange).as("an exchange that waits for its answer").isNotNull();
        return exchange;
    }

    @Test
    void requestsAreParsedAndHeadersKeepSpellingAndOrder() throws Exception {
        try (RawHttp client = connect()) {
            client.send("POST /a%20b?q=1%2B1 HTTP/1.1\r\nHost: D1.web2.QQ.com:80\r\nCookie: x=y; c=v=1\r\n"
                    + "Content-Length: 4\r\n\r\nbody");
            RawHttp.Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("POST d1.web2.qq.com /a b 1+1 v=1 body\n");
            assertThat(answer.headers().get(0)).matches("Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
            assertThat(answer.headers().subList(1, answer.headers().size()))
                    .containsExactly(
                            "Content-Type: text/plain; charset=utf-8",
                            "Set-Cookie: b=1",
                            "X-Between: 2",
                            "Set-Cookie: a=3",
                            "Content-Length: " + answer.bytes().length);
        }
    }

    @Test
    void absoluteFormNamesTheHost() throws Exception {
        try (RawHttp client = connect()) {
            client.send("GET http://w.qq.com/proxy.html?q=x HTTP/1.1\r\nHost: proxy\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("GET w.qq.com /proxy.html x - \n");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (RawHttp client = connect()) {
            client.get("/hold").get("/1").get("/2").get("/3").get("/4").get("/5");
            Exchange first = nextHeld();
            onLoop(() -> first.respond(Response.text(200, "held")));
            assertThat(client.read().body()).isEqualTo("held\n");
            for (int i = 1; i <= 5; i++) {
                assertThat(client.read().body()).contains(" /" + i + " ");
            }
        }
    }

    @Test
    void peerThatLeavesBeforeTheAnswerIsNoticed() throws Exception {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Exchange exchange;
        try (RawHttp client = connect()) {
            client.get("/hold");
            exchange = nextHeld();
            onLoop(() -> exchange.onClose(() -> gone.complete(null)));
            assertThat(gone).isNotDone();
        }
        gone.get(10, SECONDS);
        onLoop(() -> {
            assertThat(exchange.isOpen()).isFalse();
            assertThat(exchange.respond(Response.text(200, "late")).toCompletableFuture())
                    .isCompletedExceptionally();
        });
    }

    @Test
    void answerTellsWhenItHasLeft() throws Exception {
        try (RawHttp client = connect()) {
            client.get("/hold");
            Exchange exchange = nextHeld();
            CompletableFuture<Void> sent = CompletableFuture.supplyAsync(
                            () -> exchange.respond(Response.text(200, "x")), loop.eventLoopGroup())
                    .thenCompose(stage -> stage);
            assertThat(client.read().status()).isEqualTo(200);
            sent.get(10, SECONDS);
        }
    }

    @Test
    void answeringTwiceIsRefused() throws Exception {
        try (RawHttp client = connect()) {
            client.get("/hold");
            Exchange exchange = nextHeld();
            onLoop(() -> {
                exchange.respond(Response.text(200, "once"));
                assertThatThrownBy(() -> exchange.respond(Response.text(200, "twice")))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("/hold");
            });
            assertThat(client.read().body()).isEqualTo("once\n");
        }
    }

    @Test
    void timeoutRunsOnlyWhileAnAnswerIsOwed() throws Exception {
        try (RawHttp client = connect()) {
            client.get("/hold");
            Exchange exchange = nextHeld();
            onLoop(() -> {
                exchange.onTimeout(Duration.ZERO, () -> exchange.respond(Response.text(200, "first")));
                exchange.onTimeout(Duration.ofMillis(1), () -> exchange.respond(Response.text(200, "second")));
            });
            assertThat(client.read().body()).isEqualTo("first\n");
            client.get("/again");
            assertThat(client.read().body()).contains("/again");
        }
    }

    @Test
    void handlerThatThrowsIsAnsweredWith500() throws Exception {
        try (RawHttp client = connect()) {
            client.get("/fail").get("/next");
            assertThat(client.read().status()).isEqualTo(500);
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    void headGetsTheLengthButNoBody() throws Exception {
        try (RawHttp client = connect()) {
            client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.read(true).header("Content-Length")).isEqualTo("14");
            client.get("/y");
            assertThat(client.read().body()).contains("/y");
        }
    }

    @Test
    void expectationIsMetBeforeTheBody() throws Exception {
        try (RawHttp client = connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.read(true).status()).isEqualTo(100);
            client.send("ok");
            assertThat(client.read().body()).endsWith(" ok\n");
        }
    }

    @Test
    void bodyAtTheLimitIsTakenAndAboveRefused() throws Exception {
        String post = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: ";
        try (RawHttp client = connect()) {
            client.send(post + "64\r\n\r\n" + "b".repeat(64));
            assertThat(client.read().status()).isEqualTo(200);
            client.send(post + "65\r\n\r\n" + "b".repeat(65));
            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawHttp client = connect()) {
            client.send("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n41\r\n" + "b".repeat(65));
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    @Test
    void badRequestsAreToldApart() throws Exception {
        assertThat(statusOf("GET /" + "x".repeat(300) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .isEqualTo(414);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(600) + "\r\n\r\n"))
                .isEqualTo(431);
        assertThat(statusOf("GET / HTTP/1.1\r\n\r\n")).isEqualTo(400);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")).isEqualTo(400);
        assertThat(statusOf("nonsense\r\n\r\n")).isEqualTo(400);
        assertThat(statusOf("TRACE / HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(405);
    }

    private int statusOf(String request) throws Exception {
        try (RawHttp client = connect()) {
            RawHttp.Answer answer = client.send(request).read();
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.isAtEnd()).isTrue();
            return answer.status();
        }
    }

    @Test
    void refusalComesAfterTheAnswersOwedBefore() throws Exception {
        try (RawHttp client = connect()) {
            client.get("/hold").send("nonsense\r\n\r\n");
            Exchange exchange = nextHeld();
            onLoop(() -> exchange.respond(Response.text(200, "held")));
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void oldAndClosingClientsAreServed() throws Exception {
        try (RawHttp client = connect()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.read().header("Connection")).isEqualTo("close");
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawHttp client = connect()) {
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.read().header("Connection")).isEqualTo("keep-alive");
            client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertThat(client.read().header("Connection")).isEqualTo("close");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void connectionWithoutARequestIsClosedInTime() throws Exception {
        HttpLimits hasty = new HttpLimits(256, 512, 64, 2, 3, Duration.ofMillis(50), 4096);
        HttpServer hastyServer = HttpServer.bind(loop, ANY_PORT, this::handle, hasty);
        AtomicBoolean busy = new AtomicBoolean(true);
        loop.eventLoopGroup().execute(() -> {
            while (busy.get()) {
                // Nothing: Thread.onSpinWait would count as a blocking call.
            }
        });
        // The loop takes this connection when its request is there, or it might be too late for that.
        try (RawHttp waiting = new RawHttp(hastyServer.address()).get("/hold");
                RawHttp silent = new RawHttp(hastyServer.address());
                RawHttp half = new RawHttp(hastyServer.address())) {
            busy.set(false);
            half.send("GET / HTTP/1.1\r\nHo");
            assertThat(silent.isAtEnd()).isTrue();
            assertThat(half.isAtEnd()).isTrue();
            Exchange exchange = nextHeld();
            onLoop(() -> exchange.respond(Response.text(200, "patience")));
            assertThat(waiting.read().body()).isEqualTo("patience\n");
        } finally {
            busy.set(false);
            hastyServer.close().toCompletableFuture().get(10, SECONDS);
        }
    }

    @Test
    void connectionsAboveTheLimitAreClosed() throws Exception {
        try (RawHttp one = connect();
                RawHttp two = connect();
                RawHttp three = connect();
                RawHttp four = connect()) {
            assertThat(one.get("/").read().status()).isEqualTo(200);
            assertThat(two.get("/").read().status()).isEqualTo(200);
            assertThat(three.get("/").read().status()).isEqualTo(200);
            assertThat(four.isAtEnd()).isTrue();
        }
    }

    @Test
    void portInUseIsToldWithItsAddress() {
        assertThatThrownBy(() -> HttpServer.bind(loop, server.address(), this::handle))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("cannot listen on ")
                .hasMessageContaining(":" + server.address().getPort() + ": Address already in use");
    }

    @Test
    void eventStreamSendsEventsUntilItCloses() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CompletableFuture<EventStream> opened = new CompletableFuture<>();
        try (RawHttp client = connect()) {
            client.get("/hold");
            Exchange exchange = nextHeld();
            onLoop(() -> {
                EventStream stream = exchange.openEventStream();
                stream.onClose(() -> closed.complete(null));
                stream.send("said", "one\ntwo");
                opened.complete(stream);
            });
            RawHttp.Answer head = client.read();
            assertThat(head.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
            assertThat(head.header("Transfer-Encoding")).isEqualTo("chunked");
            client.line();
            assertThat(client.line()).isEqualTo("event: said");
            assertThat(client.line()).isEqualTo("data: one");
            assertThat(client.line()).isEqualTo("data: two");
            assertThat(closed).isNotDone();
        }
        closed.get(10, SECONDS);
    }

    @Test
    void readerThatIsTooSlowIsClosed() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (RawHttp client = connect()) {
            client.get("/hold");
            Exchange exchange = nextHeld();
            onLoop(() -> {
                EventStream stream = exchange.openEventStream();
                stream.onClose(() -> closed.complete(null));
                String line = "x".repeat(1 << 16);
                for (int i = 0; i < 1000 && !closed.isDone(); i++) {
                    stream.send("flood", line);
                }
            });
            closed.get(10, SECONDS);
        }
    }

    @Test
    void closeLetsHeldPeersGo() throws Exception {
        try (RawHttp client = connect()) {
            client.get("/hold");
            nextHeld();
            server.close().toCompletableFuture().get(10, SECONDS);
            assertThat(client.isAtEnd()).isTrue();
        }
    }
}
