package dev.rookery.testkit;

import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.plugin.SettingsChange;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/**
 * What is behind a {@link TestBot}: the host, the networks around it, the clock, and all that was said. Test's thread.
 */
final class VirtualWorld {

    private final TestBotBuilder setup;
    private final ManualTimers timers = new ManualTimers(TestBot.START);
    private final Transcript transcript = new Transcript();
    private final Replies replies;
    private final PluginFailures failures = new PluginFailures(transcript);
    private final Map<String, VirtualNetwork> networks = new LinkedHashMap<>();
    private final VirtualHost host;
    private boolean closed;

    VirtualWorld(TestBotBuilder setup) {
        this.setup = setup;
        this.replies = new Replies(this::settle, transcript, setup.deadline);
        this.host = host(timers, setup.seed, failures);
    }

    private VirtualHost host(ManualTimers time, long seed, Trail trail) {
        return new VirtualHost(
                List.copyOf(setup.plugins),
                setup.configuration,
                time,
                seed,
                trail,
                new Patience(setup.deadline, transcript));
    }

    VirtualHost host() {
        return host;
    }

    Replies replies() {
        return replies;
    }

    Transcript transcript() {
        return transcript;
    }

    Instant now() {
        return timers.instant();
    }

    /** The plugin that is meant when none is named. */
    String underTest() {
        return setup.plugins.get(0).info().id();
    }

    TestAccount account(String name) {
        return new TestAccount(this, networks.computeIfAbsent(name, this::connect));
    }

    private VirtualNetwork connect(String name) {
        VirtualNetwork network = new VirtualNetwork(
                name,
                setup.botName,
                (chat, message) -> {
                    transcript.said(chat, setup.botName, message);
                    replies.add(new Reply(chat, message, now()));
                },
                transcript);
        host.connect(network);
        return network;
    }

    void start() {
        failIfAny("the plugin did not start: ", host.start());
    }

    String expectStartFailure() {
        List<String> reasons = host.start();
        if (reasons.isEmpty()) {
            throw new AssertionFailedError("expected that the plugin does not start, but it did");
        }
        return String.join("\n", reasons);
    }

    void configure(String pluginId, String yaml) {
        failIfAny("the plugin refuses its new settings: ", refusals(pluginId, yaml));
    }

    String expectConfigFailure(String pluginId, String yaml) {
        start();
        List<String> reasons = refusals(pluginId, yaml);
        if (reasons.isEmpty()) {
            throw new AssertionFailedError("expected that the plugin refuses its new settings, but it took them");
        }
        return String.join("\n", reasons);
    }

    private List<String> refusals(String pluginId, String yaml) {
        Optional<SettingsChange> change = host.configure(pluginId, yaml);
        if (change.isEmpty()) {
            return List.of();
        }
        transcript.happened("the settings of " + pluginId + " were edited");
        change.get().failures().forEach(thrown -> failures.failed(pluginId, thrown));
        return change.get().refused();
    }

    void reload() {
        settle();
        List<String> reasons = host.reload();
        transcript.happened("reloaded");
        failIfAny("the plugin did not start again: ", reasons);
    }

    void restart() {
        settle();
        host.stop();
        transcript.happened("restarted");
        start();
    }

    void hears(BotEvent event) {
        start();
        if (event instanceof MessageReceived message) {
            transcript.said(message.chat(), message.sender().name(), message.message());
        } else {
            transcript.happened(Happenings.inWords(event));
        }
        host.hears(event);
    }

    /** Returns when the plugins have nothing left to do. */
    void settle() {
        if (closed) {
            throw new IllegalStateException("the bot is closed (expected: to be used within its test)");
        }
        start();
        host.settle();
    }

    void advance(Duration by) {
        settle();
        transcript.passed(by);
        host.advanceTo(now().plus(by), () -> {});
    }

    Throwable expectFailure() {
        settle();
        return failures.take()
                .orElseThrow(() -> new AssertionFailedError(
                        "expected that a plugin fails, but none did\n\nthe conversation:\n" + transcript));
    }

    Replay replay(Recording recording) {
        VirtualHost alone = host(
                new ManualTimers(recording.begin()),
                recording.contents().header().seed(),
                Trail.NONE);
        try {
            return new Replayer(recording, List.copyOf(setup.plugins)).run(alone);
        } finally {
            alone.end(false);
        }
    }

    /** Fails if the plugins failed without being expected to, or left something behind. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            host.settle();
        } catch (AssertionFailedError hanging) {
            try {
                host.abandon();
            } catch (RuntimeException notStopped) {
                hanging.addSuppressed(notStopped);
            }
            throw hanging;
        }
        // What was thrown keeps its plugin's classes: then there is no use in looking for what else does.
        Optional<Throwable> before = failures.take();
        List<String> left = host.end(setup.leakCheck && before.isEmpty());
        replies.clear();
        before.or(failures::take).ifPresent(thrown -> {
            throw new AssertionFailedError(
                    "the plugin failed: " + thrown + "\n\nthe conversation:\n" + transcript, thrown);
        });
        if (setup.leakCheck) {
            failIfAny("the plugin left something behind:\n  ", left);
        }
    }

    /** Stops the plugins without another word. */
    void abandon() {
        if (!closed) {
            closed = true;
            host.abandon();
        }
    }

    private static void failIfAny(String what, List<String> reasons) {
        if (!reasons.isEmpty()) {
            throw new AssertionFailedError(what + String.join(what.endsWith("  ") ? "\n  " : "\n", reasons));
        }
    }
}
