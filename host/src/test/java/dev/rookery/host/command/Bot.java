package dev.rookery.host.command;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.host.dispatch.Gate;
import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.testing.Said;
import dev.rookery.host.text.BundledTexts;
import dev.rookery.host.text.Languages;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.ManualTimers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands of some plugins, asked in order as the dispatcher would, with a clock that is turned by hand. */
final class Bot {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final Map<String, PluginCommands> plugins = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Set<String> switchedOff = new HashSet<>();
    private final Set<String> forbidden = new HashSet<>();
    private Optional<Account> account = Optional.empty();
    private final Gate gate = new Gate() {
        @Override
        public Verdict hears(String plugin, String command, String permission, MessageReceived event) {
            return new Verdict(!switchedOff.contains(plugin + '/' + command), Sentence.NONE);
        }

        @Override
        public Verdict permits(String node, Person person, Chat chat) {
            return new Verdict(!forbidden.contains(node), Sentence.NONE);
        }
    };
    private final CommandCatalog catalog = new CommandCatalog(timers, gate, name -> account);

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

    /** A command as {@code plugin/command}. */
    Bot switchedOff(String command) {
        switchedOff.add(command);
        return this;
    }

    Bot forbidding(String node) {
        forbidden.add(node);
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
