package dev.rookery.testkit;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.record.AccountCalls;
import dev.rookery.host.record.RecordedLine;
import dev.rookery.host.record.RecordedLine.Called;
import dev.rookery.host.record.RecordedLine.Header;
import dev.rookery.host.record.RecordedLine.Heard;
import dev.rookery.host.record.RecordedLine.Said;
import dev.rookery.host.record.RecordedLine.Sent;
import dev.rookery.host.record.Recordings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * Lets plugins hear a recording: each event at its time, the next one when they have nothing left to do. What is said
 * between two events is put down chat by chat, whichever thread was first, so that two replays are the same text.
 */
final class Replayer {

    /** A recording of more accounts is refused. */
    private static final int MOST_ACCOUNTS = 100;

    private final Recording recording;
    private final List<PluginUnderTest> plugins;
    private final Set<String> ids;
    /** What was said since the last event; added to on any thread. */
    private final Map<ChatId, List<Message>> fresh = new TreeMap<>(Comparator.comparing(ChatId::toString));

    private final List<RecordedLine> lines = new ArrayList<>();
    private long number;

    Replayer(Recording recording, List<PluginUnderTest> plugins) {
        this.recording = recording;
        this.plugins = plugins;
        this.ids = plugins.stream().map(plugin -> plugin.info().id()).collect(Collectors.toSet());
    }

    /** Runs the whole recording on a host that has not started, whose clock shows when it begins. */
    Replay run(VirtualHost host) {
        List<RecordedLine> recorded = recording.contents().lines();
        List<String> accounts = accounts(recorded).toList();
        if (accounts.size() > MOST_ACCOUNTS) {
            throw new IllegalArgumentException(
                    "a recording of " + accounts.size() + " accounts (expected: at most " + MOST_ACCOUNTS + ")");
        }
        accounts.forEach(account -> host.connect(new RecordedNetwork(account, ids, recorded)));
        host.tap((plugin, chat, message, result) -> said(chat, message));
        List<String> failures = host.start();
        if (!failures.isEmpty()) {
            throw new AssertionFailedError("the plugin did not start: " + String.join("\n", failures));
        }
        takeDown(host);
        for (RecordedLine line : recorded) {
            host.advanceTo(line.at(), () -> takeDown(host));
            if (line instanceof Heard heard) {
                lines.add(new Heard(host.now(), heard.event()));
                host.hears(heard.event());
                host.settle();
                takeDown(host);
            }
        }
        return replay(recorded);
    }

    private static Stream<String> accounts(List<RecordedLine> lines) {
        return lines.stream()
                .flatMap(line -> line instanceof Heard heard
                        ? Stream.of(heard.event().account())
                        : line instanceof Said said
                                ? Stream.of(said.chat().account())
                                : line instanceof Called called ? Stream.of(called.account()) : Stream.empty())
                .distinct();
    }

    private void said(ChatId chat, Message message) {
        synchronized (fresh) {
            fresh.computeIfAbsent(chat, first -> new ArrayList<>()).add(message);
        }
    }

    private void takeDown(VirtualHost host) {
        synchronized (fresh) {
            fresh.forEach((chat, messages) ->
                    messages.forEach(message -> lines.add(new Said(host.now(), ++number, who(), chat, message))));
            fresh.clear();
        }
    }

    /** With several plugins under test, they are one voice. */
    private String who() {
        return plugins.get(0).info().id();
    }

    private Replay replay(List<RecordedLine> recorded) {
        Header header = recording.contents().header();
        Map<String, String> versions = plugins.stream()
                .collect(Collectors.toMap(
                        plugin -> plugin.info().id(), plugin -> plugin.info().version()));
        return new Replay(
                recording,
                recorded.stream()
                        .filter(line -> line instanceof Said said && ids.contains(said.plugin()))
                        .map(Said.class::cast)
                        .toList(),
                new Recordings.Contents(
                        new Header(header.at(), header.host(), header.seed(), header.names(), versions), lines),
                lines.stream()
                        .filter(Said.class::isInstance)
                        .map(Said.class::cast)
                        .toList());
    }

    /** An account that answers sends and questions as the real one did. Any thread. */
    private static final class RecordedNetwork implements NetworkAccount {

        private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

        private final String name;
        private final Account operations;
        private final Map<ChatId, Deque<SendResult>> results = new HashMap<>();
        private long ids;

        RecordedNetwork(String name, Set<String> plugins, List<RecordedLine> lines) {
            this.name = name;
            this.operations = AccountCalls.replaying(name, lines);
            Map<Long, SendResult> byNumber = new HashMap<>();
            lines.forEach(line -> {
                if (line instanceof Sent sent) {
                    byNumber.put(sent.number(), sent.result());
                }
            });
            lines.forEach(line -> {
                if (line instanceof Said said && plugins.contains(said.plugin())) {
                    Optional.ofNullable(byNumber.get(said.number()))
                            .ifPresent(result -> results.computeIfAbsent(said.chat(), chat -> new ArrayDeque<>())
                                    .add(result));
                }
            });
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start(AccountListener listener) {}

        @Override
        public synchronized CompletionStage<SendResult> send(ChatId chat, Message message) {
            SendResult recorded = results.getOrDefault(chat, new ArrayDeque<>()).poll();
            return CompletableFuture.completedStage(
                    recorded == null ? new SendResult.Sent(new MessageId("replayed-" + ++ids)) : recorded);
        }

        @Override
        public Account operations() {
            return operations;
        }

        @Override
        public CompletionStage<Void> stopHearing() {
            return DONE;
        }

        @Override
        public CompletionStage<Void> stop() {
            return DONE;
        }
    }
}
