package dev.rookery.host.command;

import dev.rookery.api.account.Account;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.host.testing.Said;
import dev.rookery.host.text.BundledTexts;
import dev.rookery.host.text.Languages;
import dev.rookery.host.time.ManualTimers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands of some plugins, asked in order as the dispatcher would, with a clock that is turned by hand. */
final class Bot {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final Map<String, PluginCommands> plugins = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private CommandGate gate = CommandGate.OPEN;
    private Optional<Account> account = Optional.empty();
    private final CommandCatalog catalog =
            new CommandCatalog(timers, (command, message) -> gate.check(command, message), name -> account);

    Bot with(CommandSpec... commands) {
        return withPlugin("x", commands);
    }

    Bot withPlugin(String id, CommandSpec... commands) {
        plugins.computeIfAbsent(id, this::plugin).add(List.of(commands));
        catalog.atWork(List.copyOf(plugins.values()));
        return this;
    }

    private PluginCommands plugin(String id) {
        return catalog.of(
                id,
                new BundledTexts(
                        id,
                        file -> files.containsKey(file) ? new ByteArrayInputStream(files.get(file)) : null,
                        Languages.spoken()),
                failures::add);
    }

    /** A file of phrases, before the first phrase is asked for. */
    Bot phrases(String file, String content) {
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Bot gate(CommandGate given) {
        gate = given;
        return this;
    }

    Bot account(Account given) {
        account = Optional.of(given);
        return this;
    }

    CommandCatalog catalog() {
        return catalog;
    }

    ManualTimers timers() {
        return timers;
    }

    /** What commands threw. */
    List<Throwable> failures() {
        return failures;
    }

    void waits(Duration time) {
        timers.advance(time);
    }

    /** What comes back; empty when nobody felt meant. */
    String hears(String text) {
        return hears(Said.privately(text));
    }

    String hears(Said message) {
        List<MessageHandler> handlers = new ArrayList<>(plugins.values());
        handlers.add(catalog.nearMiss());
        for (MessageHandler handler : handlers) {
            try {
                if (handler.handle(message) == Outcome.CONSUMED) {
                    return String.join("\n--\n", message.replies());
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return String.join("\n--\n", message.replies());
    }
}
