package dev.rookery.host.outgoing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A web server on loopback: what it is asked, it says. */
final class WebServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    WebServer() {
        this(null);
    }

    WebServer(SSLContext tls) {
        try {
            InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
            if (tls == null) {
                server = HttpServer.create(anywhere, 0);
            } else {
                HttpsServer secure = HttpsServer.create(anywhere, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        first.countDown();
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 200;
        if (path.equals("/never")) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (path.equals("/to")) {
            status = 302;
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getRawQuery());
        } else if (path.equals("/circle")) {
            status = 302;
            exchange.getResponseHeaders().add("Location", "/circle");
        } else if (path.equals("/endless")) {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream endless = exchange.getResponseBody()) {
                while (true) { // until the other side has had enough
                    endless.write(new byte[8_192]);
                }
            }
        } else if (path.equals("/cookie")) {
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
        }
        exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
        byte[] said = path.equals("/large")
                ? "0123456789".repeat(100_000).getBytes(StandardCharsets.US_ASCII)
                : String.join(
                                "|",
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().toString(),
                                String.valueOf(exchange.getRequestHeaders().getFirst("X-Test")),
                                String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")),
                                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                                body)
                        .getBytes(StandardCharsets.UTF_8);
        if (path.startsWith("/say")) {
            said = exchange.getRequestURI().getQuery().getBytes(StandardCharsets.UTF_8);
        }
        boolean headOnly = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, headOnly ? -1 : said.length);
        if (!headOnly) {
            exchange.getResponseBody().write(said);
        }
        exchange.close();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    void awaitAsked() throws InterruptedException {
        if (!first.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asked");
        }
    }

    int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
