package dev.rookery.host;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.line.LineAccount;
import dev.rookery.host.webqq.WebQqAccount;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The accounts of a host, that of the line network among them: started together, ended together. Any thread. */
final class Networks {

    private final RookeryConfig config;
    private final IoLoop loop;
    private final Map<String, CompletableFuture<Void>> online;
    private final List<NetworkAccount> accounts = new ArrayList<>();
    private @Nullable LineAccount line;
    private boolean ended;

    /** Prepares them; none is started yet. */
    Networks(RookeryConfig config, IoLoop loop) {
        this.config = config;
        this.loop = loop;
        this.online = config.accounts().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> new CompletableFuture<>()));
    }

    /** Takes the port of the line network, if it is wanted; nothing is heard yet. */
    void openLine() throws StartException {
        if (config.line().isEmpty()) {
            return;
        }
        RookeryConfig.LineConfig wanted = config.line().get();
        try {
            LineAccount opened = LineAccount.open(RookeryConfig.LINE, wanted.name(), loop, wanted.listen());
            synchronized (this) {
                line = opened;
            }
        } catch (IOException e) {
            throw StartException.mistake("line.listen (in the demo --line-port): " + e.getMessage()
                    + " (expected: an address of this machine and a free port; 0 takes any)");
        }
    }

    /**
     * Starts the event loop and the accounts on it.
     *
     * @param starter starts one
     * @return false if they were ended before, and nothing was started
     */
    synchronized boolean start(Consumer<NetworkAccount> starter) {
        if (ended) {
            return false;
        }
        loop.start();
        config.accounts().forEach((name, account) -> accounts.add(account(name, account)));
        all().forEach(starter);
        return true;
    }

    private NetworkAccount account(String name, RookeryConfig.AccountConfig account) {
        if (account instanceof WebQqConfig webQq) {
            return new WebQqAccount(name, loop, webQq.options(config.data()));
        }
        throw new IllegalStateException("no network for " + account);
    }

    /** All there are, for the last time: none is started any more. */
    synchronized List<NetworkAccount> end() {
        ended = true;
        return all();
    }

    private synchronized List<NetworkAccount> all() {
        List<NetworkAccount> all = new ArrayList<>(accounts);
        Optional.ofNullable(line).ifPresent(all::add);
        return all;
    }

    /** Does something with accounts; completes when it is done with each. */
    static CompletionStage<Void> each(
            List<NetworkAccount> accounts, Function<NetworkAccount, CompletionStage<Void>> step) {
        return CompletableFuture.allOf(accounts.stream()
                .map(account -> step.apply(account).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Takes an event, for which accounts are on line. */
    void watch(BotEvent event) {
        if (event instanceof AccountStateChanged changed && changed.state() == AccountState.ONLINE) {
            CompletableFuture<Void> first = online.get(changed.account());
            if (first != null) {
                first.complete(null);
            }
        }
    }

    /** Completes when every account has been on line once. */
    CompletionStage<Void> ready() {
        return CompletableFuture.allOf(online.values().toArray(CompletableFuture<?>[]::new));
    }

    /** As {@link Rookery#answer}. */
    CompletionStage<Boolean> answer(String account, String text) {
        return all().stream()
                .filter(network -> network.name().equals(account))
                .findFirst()
                .map(network -> network.answer(text))
                .orElseGet(() -> CompletableFuture.completedStage(false));
    }

    /** Where the line network listens, once open. */
    synchronized Optional<InetSocketAddress> lineAddress() {
        return Optional.ofNullable(line).map(LineAccount::address);
    }
}
