package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The chat page: a few static files, read once. The page may load nothing but itself and run no other script. */
final class ChatPage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private record File(String contentType, String text) {}

    private final Map<String, File> files = new HashMap<>();

    ChatPage() {
        files.put("/", file("chat.html", "text/html; charset=utf-8"));
        files.put("/icon.svg", file("icon.svg", "image/svg+xml"));
        for (String sheet : new String[] {"chat.css", "tools.css"}) {
            files.put("/" + sheet, file(sheet, "text/css; charset=utf-8"));
        }
        for (String script : new String[] {"chat.js", "api.js", "faces.js", "faults.js", "tools.js", "trace.js"}) {
            files.put("/" + script, file(script, "text/javascript; charset=utf-8"));
        }
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    void handle(Exchange exchange) {
        File file = Objects.requireNonNull(files.get(exchange.path()), "asked for a file that is not there");
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            exchange.respond(Response.text(405, "expected: GET").header("Allow", "GET, HEAD"));
            return;
        }
        exchange.respond(Response.of(200, file.contentType(), file.text())
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff"));
    }

    private static File file(String name, String contentType) {
        try (InputStream in = Objects.requireNonNull(ChatPage.class.getResourceAsStream(name), name)) {
            return new File(contentType, new String(in.readAllBytes(), UTF_8));
        } catch (IOException failure) {
            throw new IllegalStateException("cannot read the resource " + name, failure);
        }
    }
}
