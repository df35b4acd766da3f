package dev.rookery.host.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.event.AccountEvent;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.BotEvent;
import dev.rookery.host.httpserver.BrowserGuard;
import dev.rookery.host.httpserver.EventStream;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.HttpHandler;
import dev.rookery.host.httpserver.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * The operator's page: where each account stands, what a person has to do, the picture to scan or to read, and a field
 * for what it reads; where the plugins stand, and what became of recent messages, by {@link OverviewCalls}.
 *
 * <table>
 * <caption>Its calls</caption>
 * <tr><td>{@code GET /}</td><td>the page</td></tr>
 * <tr><td>{@code GET /accounts}</td><td>all accounts as JSON</td></tr>
 * <tr><td>{@code GET /accounts/NAME/picture}</td><td>what is to be scanned or read</td></tr>
 * <tr><td>{@code POST /accounts/NAME/answer}</td><td>form field {@code text}: 200 when it was awaited, else 409</td></tr>
 * <tr><td>{@code GET /events}</td><td>server-sent events: {@code accounts} whenever something has changed</td></tr>
 * </table>
 *
 * <p>On the event loop only, {@link #show} included.
 */
public final class OperatorPage implements HttpHandler {

    /** Beyond so many open pages further ones are not told of changes. Default: {@value}. */
    static final int MAX_READERS = 32;

    /** The longest answer that is taken. Default: {@value} characters. */
    static final int MAX_ANSWER = 64;

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String ACCOUNTS = "/accounts/";

    private record File(String contentType, String text) {}

    private final Map<String, File> files = Map.of(
            "/", file("operator.html", "text/html; charset=utf-8"),
            "/icon.svg", file("icon.svg", "image/svg+xml"),
            "/operator.css", file("operator.css", "text/css; charset=utf-8"),
            "/operator.js", file("operator.js", "text/javascript; charset=utf-8"));

    private final BrowserGuard guard;
    private final AccountBoard board;
    private final OverviewCalls overview;
    private final BiFunction<String, String, CompletionStage<Boolean>> answers;
    private final List<EventStream> readers = new ArrayList<>();

    /**
     * Makes the page.
     *
     * @param guard who may see it
     * @param accounts the names of the accounts there are
     * @param overview shows the plugins and recent messages
     * @param answers gives what a person typed to the account of that name; completes with whether it was awaited
     */
    public OperatorPage(
            BrowserGuard guard,
            Collection<String> accounts,
            OverviewCalls overview,
            BiFunction<String, String, CompletionStage<Boolean>> answers) {
        this.guard = guard;
        this.board = new AccountBoard(accounts);
        this.overview = overview;
        this.answers = answers;
    }

    /** Takes an event; those that are not for the operator are ignored. */
    public void show(BotEvent event) {
        if (event instanceof AccountEvent told) {
            board.take(told);
            List.copyOf(readers).forEach(reader -> reader.send("accounts", "{}"));
        }
    }

    @Override
    public void handle(Exchange exchange) {
        Optional<Response> refusal = guard.refusal(exchange);
        if (refusal.isPresent()) {
            exchange.respond(refusal.get());
            return;
        }
        String path = exchange.path();
        if (path.startsWith(ACCOUNTS) && path.endsWith("/answer")) {
            answer(exchange, path.substring(ACCOUNTS.length(), path.length() - "/answer".length()));
        } else if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            exchange.respond(Response.text(405, "expected: GET").header("Allow", "GET, HEAD"));
        } else if (files.containsKey(path)) {
            page(exchange, Objects.requireNonNull(files.get(path)));
        } else if (path.equals("/accounts")) {
            json(exchange, 200, accounts());
        } else if (path.equals("/events")) {
            follow(exchange);
        } else if (path.startsWith(ACCOUNTS) && path.endsWith("/picture")) {
            picture(exchange, path.substring(ACCOUNTS.length(), path.length() - "/picture".length()));
        } else if (!overview.answers(exchange)) {
            exchange.respond(Response.text(404, "no " + path));
        }
    }

    private void answer(Exchange exchange, String account) {
        if (!exchange.method().equals("POST")) {
            exchange.respond(Response.text(405, "expected: POST").header("Allow", "POST"));
            return;
        }
        String text = exchange.form().text("text").strip();
        if (text.isEmpty() || text.length() > MAX_ANSWER) {
            exchange.respond(Response.text(400, "text: (expected: 1 to " + MAX_ANSWER + " characters)"));
            return;
        }
        if (board.row(account).isEmpty()) {
            exchange.respond(Response.text(404, "there is no account '" + account + "'"));
            return;
        }
        // Completes on the account's loop, which is the one of this page.
        answers.apply(account, text).thenAccept(awaited -> {
            if (exchange.isOpen()) {
                exchange.respond(
                        awaited
                                ? Response.text(200, "thank you")
                                : Response.text(409, "account " + account + " waits for no answer at the moment"));
            }
        });
    }

    private void follow(Exchange exchange) {
        if (readers.size() >= MAX_READERS) {
            exchange.respond(Response.text(503, "too many pages are open"));
            return;
        }
        EventStream reader = exchange.openEventStream();
        readers.add(reader);
        reader.onClose(() -> readers.remove(reader));
        reader.send("accounts", "{}");
    }

    private void picture(Exchange exchange, String account) {
        byte[] picture = board.row(account)
                .flatMap(AccountBoard.Row::attention)
                .map(AccountNeedsAttention::picture)
                .orElse(new byte[0]);
        if (picture.length == 0) {
            exchange.respond(Response.text(404, "nothing to look at"));
            return;
        }
        boolean jpeg = (picture[0] & 0xFF) == 0xFF;
        exchange.respond(secured(Response.of(200, jpeg ? "image/jpeg" : "image/png", picture))
                .header("Cache-Control", "no-store"));
    }

    private ArrayNode accounts() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (AccountBoard.Row row : board.rows()) {
            ObjectNode account = list.addObject()
                    .put("name", row.name())
                    .put("state", row.state().name())
                    .put("words", ConsoleText.words(row.state()))
                    .put("reason", row.reason());
            row.attention()
                    .ifPresent(attention -> account.putObject("attention")
                            .put("need", attention.need().name())
                            .put("summary", ConsoleText.clean(attention.summary()))
                            .put("picture", attention.picture().length > 0 ? row.picture() : 0));
            ArrayNode history = account.putArray("history");
            row.history()
                    .forEach(entry ->
                            history.addObject().put("at", entry.at().toString()).put("text", entry.text()));
        }
        return list;
    }

    static void json(Exchange exchange, int status, ArrayNode body) {
        exchange.respond(secured(Response.of(status, "application/json; charset=utf-8", body.toString()))
                .header("Cache-Control", "no-store"));
    }

    private static void page(Exchange exchange, File file) {
        exchange.respond(secured(Response.of(200, file.contentType(), file.text()))
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer"));
    }

    static Response secured(Response response) {
        return response.header("X-Content-Type-Options", "nosniff");
    }

    private static File file(String name, String contentType) {
        try (InputStream in = Objects.requireNonNull(OperatorPage.class.getResourceAsStream(name), name)) {
            return new File(contentType, new String(in.readAllBytes(), UTF_8));
        } catch (IOException failure) {
            throw new IllegalStateException("cannot read the resource " + name, failure);
        }
    }
}
