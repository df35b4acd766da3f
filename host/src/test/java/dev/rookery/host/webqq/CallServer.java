package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.wire.Era;
import dev.rookery.host.webqq.wire.Fixtures;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A server that notes each call and answers as a test says, with a loop, a stream and a signed-in session to make calls
 * with. What nothing was said about is answered 404.
 */
final class CallServer {

    static final long SELF = 1002003004L;
    static final long MING = 2000000001L;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A call as it came; the form is empty when the body is something else. */
    record Call(
            String method,
            String host,
            String path,
            Map<String, String> query,
            Map<String, String> form,
            Map<String, String> headers,
            byte[] body) {

        JsonNode r() {
            return Fixtures.json(form.get("r"));
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    @FunctionalInterface
    private interface Reply {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final IoLoop loop = new IoLoop("calls-test");
    private final HttpStream stream;
    private final List<Session> doubted = new CopyOnWriteArrayList<>();

    CallServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        loop.start();
        stream = new HttpStream(loop, HttpStreamOptions.defaults().withEndpoint(endpoint()));
    }

    // What the server does next.

    /** The next call of the path is answered so; further ones queue up, and the last one stays. */
    synchronized CallServer answers(String path, int status, String contentType, byte[] body) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
        return this;
    }

    CallServer answers(String path, int status, String body) {
        return answers(path, status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    CallServer answers(String path, String body) {
        return answers(path, 200, body);
    }

    synchronized CallServer redirects(String path, String location) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
        return this;
    }

    /** The connection of the next call of the path is cut before an answer. */
    synchronized CallServer cuts(String path) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> {
            throw new IOException("cut");
        });
        return this;
    }

    /** The answer to the next call of the path is cut in its body. */
    synchronized CallServer cutsTheBody(String path) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"retcode\":0".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        return this;
    }

    /** The next call of the path gets no answer until the server closes. */
    synchronized CallServer holds(String path) {
        replies.computeIfAbsent(path, p -> new ArrayDeque<>()).add(exchange -> closed.await());
        return this;
    }

    // What the test may see.

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    Call only(String path) {
        List<Call> found = calls(path);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " calls of " + path + " in "
                    + calls.stream().map(Call::path).toList());
        }
        return found.get(0);
    }

    /** Waits until so many calls of the path have come. */
    synchronized void awaitCalls(String path, int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (calls(path).size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not called " + count + " times: " + path);
            }
            wait(50);
        }
    }

    List<Session> doubted() {
        return List.copyOf(doubted);
    }

    // What calls are made with.

    static Session session(Era era) {
        return new Session(era, new QqNumber(SELF), 53999199, "ptsecret", "vfsecret", "psecret");
    }

    static Requests requests(Era era) {
        return new Requests(era, Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    IoLoop loop() {
        return loop;
    }

    HttpStream stream() {
        return stream;
    }

    void doubt(Session session) {
        doubted.add(session);
    }

    /** Sets a cookie as a login would. */
    CallServer cookie(String setCookie) throws Exception {
        onLoop(() -> {
            stream.cookies().set(URI.create("https://ssl.ptlogin2.qq.com/"), setCookie);
            return null;
        });
        return this;
    }

    <T> T onLoop(Callable<T> task) throws Exception {
        return loop.eventLoopGroup().submit(task).get(10, TimeUnit.SECONDS);
    }

    /** Starts something on the loop and waits for what becomes of it. */
    <T> T await(Supplier<? extends CompletionStage<T>> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> task.get().whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        }));
        return result.get(10, TimeUnit.SECONDS);
    }

    /** No further connection is taken. */
    void goesAway() {
        server.stop(0);
    }

    /** Lets go of everything. */
    void close() throws Exception {
        closed.countDown();
        stream.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        server.stop(0);
        threads.shutdownNow();
        loop.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Call call = read(exchange);
            Reply reply;
            synchronized (this) {
                calls.add(call);
                notifyAll();
                Deque<Reply> queue = replies.get(call.path());
                reply = queue == null ? null : queue.size() > 1 ? queue.remove() : queue.element();
            }
            if (reply == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                reply.to(exchange);
            }
        } catch (IOException | InterruptedException e) {
            // The test wants the connection cut, or the client went away.
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        boolean form = headers.getOrDefault("Content-type", "").startsWith("application/x-www-form-urlencoded");
        return new Call(
                exchange.getRequestMethod(),
                headers.get("Host"),
                exchange.getRequestURI().getPath(),
                pairs(exchange.getRequestURI().getRawQuery()),
                form ? pairs(new String(body, StandardCharsets.UTF_8)) : Map.of(),
                headers,
                body);
    }

    private static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                pairs.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }
}
