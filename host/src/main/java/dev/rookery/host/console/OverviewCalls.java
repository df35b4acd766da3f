package dev.rookery.host.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.control.Answer;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator's page shows of the plugins and of recent messages; it changes nothing.
 *
 * <table>
 * <caption>Its calls</caption>
 * <tr><td>{@code GET /plugins}</td><td>all plugins as JSON</td></tr>
 * <tr><td>{@code GET /plugins/ID}</td><td>all about one, as {@code plugin info} prints it</td></tr>
 * <tr><td>{@code GET /messages?about=TEXT}</td><td>what became of recent messages, as {@code why} prints it</td></tr>
 * <tr><td>{@code GET /metrics}</td><td>figures for Prometheus</td></tr>
 * </table>
 *
 * <p>On the event loop only.
 */
public final class OverviewCalls {

    /** The longest text that is looked for. Default: {@value} characters. */
    static final int MAX_ABOUT = 200;

    private static final String PLUGIN = "/plugins/";

    private static final Logger log = LoggerFactory.getLogger(OverviewCalls.class);

    private final Supplier<List<PluginRow>> plugins;
    private final Function<List<String>, CompletionStage<Answer>> desk;
    private final Supplier<CompletionStage<String>> metrics;
    private final Executor loop;

    /**
     * Shows what it is given.
     *
     * @param plugins where the plugins stand; quick
     * @param desk carries the operator's commands out, elsewhere
     * @param metrics collects figures in Prometheus' text format, elsewhere
     * @param loop where the answers are given
     */
    public OverviewCalls(
            Supplier<List<PluginRow>> plugins,
            Function<List<String>, CompletionStage<Answer>> desk,
            Supplier<CompletionStage<String>> metrics,
            Executor loop) {
        this.plugins = plugins;
        this.desk = desk;
        this.metrics = metrics;
        this.loop = loop;
    }

    /** Answers a GET, and says whether it was one of these. */
    boolean answers(Exchange exchange) {
        String path = exchange.path();
        if (path.equals("/plugins")) {
            OperatorPage.json(exchange, 200, rows());
        } else if (path.startsWith(PLUGIN)) {
            print(exchange, List.of("plugin", "info", path.substring(PLUGIN.length())));
        } else if (path.equals("/messages")) {
            String about = exchange.query().text("about").strip();
            if (about.length() > MAX_ABOUT) {
                exchange.respond(Response.text(400, "about: (expected: at most " + MAX_ABOUT + " characters)"));
            } else {
                print(exchange, List.of("why", about));
            }
        } else if (path.equals("/metrics")) {
            respond(exchange, metrics.get().thenApply(text -> Response.of(200, MetricsText.CONTENT_TYPE, text)));
        } else {
            return false;
        }
        return true;
    }

    private void print(Exchange exchange, List<String> words) {
        respond(exchange, desk.apply(words).thenApply(answer -> Response.text(200, answer.text())));
    }

    private void respond(Exchange exchange, CompletionStage<Response> later) {
        String path = exchange.path();
        later.exceptionally(failure -> {
                    log.error("the page has no answer path={}", path, failure);
                    return Response.text(500, "no answer: the log says why");
                })
                .thenAcceptAsync(
                        response -> {
                            if (exchange.isOpen()) {
                                exchange.respond(OperatorPage.secured(response).header("Cache-Control", "no-store"));
                            }
                        },
                        loop);
    }

    private ArrayNode rows() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (PluginRow row : plugins.get()) {
            ObjectNode plugin = list.addObject()
                    .put("id", row.id())
                    .put("version", row.version())
                    .put("file", row.file())
                    .put("state", row.state())
                    .put("reason", ConsoleText.clean(row.reason()));
            ArrayNode notes = plugin.putArray("notes");
            row.notes().forEach(note -> notes.add(ConsoleText.clean(note)));
        }
        return list;
    }
}
