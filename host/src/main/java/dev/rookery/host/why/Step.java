package dev.rookery.host.why;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.text.Sentence;
import java.time.Duration;
import java.util.Optional;

/** Something that became of a message, by one plugin. */
public sealed interface Step {

    /** Whose; empty where it is nobody's. */
    String plugin();

    /**
     * A handler was asked.
     *
     * @param plugin whose
     * @param waited how long after the message had come
     * @param took how long it took; empty while it runs
     * @param outcome what it answered; empty while it runs and when it failed
     * @param failure the class of what it threw; empty if it did not
     */
    record Asked(
            String plugin,
            Duration waited,
            Optional<Duration> took,
            Optional<Outcome> outcome,
            Optional<String> failure)
            implements Step {}

    /**
     * The message was a command of the plugin.
     *
     * @param plugin whose
     * @param name the command
     */
    record Command(String plugin, String name) implements Step {}

    /**
     * The plugin or its command did not get to work.
     *
     * @param plugin whose
     * @param by what kept it
     * @param reason the rule, the limit
     */
    record Stopped(String plugin, Trail.Stop by, Sentence reason) implements Step {}

    /**
     * The plugin answered.
     *
     * @param plugin whose
     * @param known how long after the message had come it was known what became of the answer
     * @param result what became of it; empty while it is not known
     */
    record Replied(String plugin, Optional<Duration> known, Optional<SendResult> result) implements Step {}
}
