package dev.rookery.host;

import dev.rookery.api.event.BotEvent;
import dev.rookery.host.console.OperatorPage;
import dev.rookery.host.console.OverviewCalls;
import dev.rookery.host.httpserver.BrowserGuard;
import dev.rookery.host.httpserver.HttpServer;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The operator's page of a host, if it is wanted. Any thread. */
final class PageServer {

    private final IoLoop loop;
    private final Optional<RookeryConfig.PageConfig> wanted;
    private final OperatorPage page;
    private @Nullable HttpServer server;
    private boolean closed;

    /**
     * Makes the page; it is not open yet.
     *
     * @param answers gives what a person typed to the account of that name; completes with whether it was awaited
     */
    PageServer(
            IoLoop loop,
            RookeryConfig config,
            OverviewCalls overview,
            BiFunction<String, String, CompletionStage<Boolean>> answers) {
        this.loop = loop;
        this.wanted = config.page();
        BrowserGuard guard = wanted.flatMap(RookeryConfig.PageConfig::token)
                .map(token -> BrowserGuard.withToken(token.reveal()))
                .orElseGet(BrowserGuard::withoutToken);
        this.page = new OperatorPage(guard, config.accounts().keySet(), overview, answers);
    }

    /** Takes an event; on the event loop. */
    void show(BotEvent event) {
        page.show(event);
    }

    /** Opens it, unless it was closed before. */
    synchronized void open() throws StartException {
        if (wanted.isEmpty() || closed) {
            return;
        }
        try {
            server = HttpServer.bind(loop, wanted.get().listen(), page);
        } catch (IOException e) {
            throw StartException.mistake("page.listen: " + e.getMessage()
                    + " (expected: an address of this machine and a free port; 0 takes any)");
        }
    }

    /** Where it is, once open. */
    synchronized Optional<InetSocketAddress> address() {
        return Optional.ofNullable(server).map(HttpServer::address);
    }

    /** Closes it for good. */
    synchronized CompletionStage<Void> close() {
        closed = true;
        return server == null ? CompletableFuture.completedStage(null) : server.close();
    }
}
