package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.Eventually;
import dev.rookery.host.httpserver.RawHttp;
import dev.rookery.host.ioloop.IoLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox per test on a loop of its own, which scans by itself and refuses at once, with the control API as verbs.
 */
final class RunningSandbox implements BeforeEachCallback, AfterEachCallback {

    static final long SELF = 1002003004L;
    static final long MING = 2000000001L;
    static final long BEA = 2000000002L;
    static final long PASSER_BY = 2600000001L;
    static final long GROUP = 3000000001L;
    static final long DISCUSSION = 3700000001L;

    private final UnaryOperator<SandboxOptions> change;
    private IoLoop loop;
    private Sandbox sandbox;

    RunningSandbox(UnaryOperator<SandboxOptions> change) {
        this.change = change;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        loop = new IoLoop("sandbox-test");
        SandboxOptions options = SandboxOptions.defaults().withAutoScan(true).withErrorHold(Duration.ZERO);
        sandbox = Sandbox.start(loop, change.apply(options));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        sandbox.stop().toCompletableFuture().get(10, SECONDS);
        loop.eventLoopGroup().shutdownGracefully(0, 5, SECONDS).get(10, SECONDS);
    }

    InetSocketAddress address() {
        return sandbox.address();
    }

    Faults faults() {
        return sandbox.faults();
    }

    /** What was counted for the first account. */
    Statistics.Account statistics() throws Exception {
        return sandbox.statistics()
                .toCompletableFuture()
                .get(10, SECONDS)
                .accounts()
                .get(SELF);
    }

    HistoricalClient client() {
        return new HistoricalClient(address());
    }

    RawHttp connect() throws Exception {
        return new RawHttp(address());
    }

    /** Opens a poll and waits until the sandbox has taken it. */
    RawHttp hold(HistoricalClient client) throws Exception {
        long before = polls();
        RawHttp poll = client.openPoll();
        Eventually.holds("the poll is held", () -> polls() != before);
        return poll;
    }

    private long polls() throws Exception {
        return control("/sandbox/state", null).at("/sessions/0/polls").asLong();
    }

    /** Keeps the loop from looking at its sockets until the latch is counted down. */
    CountDownLatch pause() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch resume = new CountDownLatch(1);
        loop.eventLoopGroup().execute(() -> hangUntil(resume, paused));
        paused.await(10, SECONDS);
        return resume;
    }

    private static void hangUntil(CountDownLatch resume, CountDownLatch paused) {
        paused.countDown();
        try {
            resume.await(10, SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    long say(String chat, Long from, String text) throws Exception {
        ObjectNode said =
                HistoricalClient.JSON.createObjectNode().put("chat", chat).put("text", text);
        if (from != null) {
            said.put("from", from);
        }
        return control("/sandbox/say", said.toString()).path("id").asLong();
    }

    /** A friend says something to one of the accounts. */
    long say(long account, String chat, String text) throws Exception {
        ObjectNode said =
                HistoricalClient.JSON.createObjectNode().put("chat", chat).put("text", text);
        return control("/sandbox/say?account=" + account, said.toString())
                .path("id")
                .asLong();
    }

    /** Waits until the bot has sent something after that number. */
    JsonNode sent(long since) throws Exception {
        return control("/sandbox/sent?wait=10000&since=" + since, null).path("sent");
    }

    JsonNode control(String target, String body) throws Exception {
        RawHttp.Answer answer = controlAnswer(target, body);
        if (answer.status() != 200) {
            throw new AssertionError(target + " answered " + answer.status() + ": " + answer.body());
        }
        return HistoricalClient.JSON.readTree(answer.bytes());
    }

    RawHttp.Answer controlAnswer(String target, String body) throws Exception {
        try (RawHttp connection = connect()) {
            String head = " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
            return body == null
                    ? connection.send("GET" + head + "\r\n").read()
                    : connection
                            .send("POST" + head + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body)
                            .read();
        }
    }
}
