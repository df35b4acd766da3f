package dev.rookery.host;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.BotEvent;
import dev.rookery.host.console.AccountLines;
import dev.rookery.host.console.OperatorCommands;
import dev.rookery.host.console.OperatorDesk;
import dev.rookery.host.console.PluginControl;
import dev.rookery.host.control.Answer;
import dev.rookery.host.control.ControlSocket;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.why.RecentMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's ways into a running host: commands that are typed, and those that come through the control socket. */
final class OperatorAccess {

    private static final Logger log = LoggerFactory.getLogger(OperatorAccess.class);

    private final IoLoop loop;
    private final Path data;
    private final AccountLines accounts;
    private final OperatorDesk desk;
    private @Nullable ControlSocket socket;
    private boolean closed;

    /**
     * Prepares the ways; none is open yet.
     *
     * @param loop where the socket lives
     * @param data the data folder, in which it lies
     * @param names the accounts
     * @param plugins what can be done to plugins
     * @param messages the latest messages
     * @param scope what is on and off where
     * @param configuration takes the configuration as it is now, and says what has changed
     */
    OperatorAccess(
            IoLoop loop,
            Path data,
            Collection<String> names,
            PluginControl plugins,
            RecentMessages messages,
            Scope scope,
            Supplier<Answer> configuration) {
        this.loop = loop;
        this.data = data;
        this.accounts = new AccountLines(names);
        this.desk = new OperatorDesk(new OperatorCommands(plugins, messages, scope, accounts, configuration));
    }

    /** Takes an event, for where the accounts stand. */
    void watch(BotEvent event) {
        accounts.watch(event);
    }

    /** Where the accounts stand. */
    Map<String, AccountState> accounts() {
        return accounts.states();
    }

    /** Where commands are carried out. */
    OperatorDesk desk() {
        return desk;
    }

    /**
     * Opens the socket, unless it was closed before. A host that cannot open it goes on without: only the command line
     * does not reach it.
     */
    synchronized void open() {
        if (closed) {
            return;
        }
        try {
            socket = ControlSocket.open(loop, data, desk::take);
        } catch (IOException | UnsupportedOperationException e) {
            log.warn(
                    "no control socket, rookery plugin and rookery why do not reach this host reason=\"{}\"",
                    e.toString());
        }
    }

    /** Closes the socket and takes no further command. */
    CompletionStage<Void> close() {
        desk.close();
        ControlSocket open;
        synchronized (this) {
            closed = true;
            open = socket;
        }
        return open == null ? CompletableFuture.completedStage(null) : open.close();
    }
}
