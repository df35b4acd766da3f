package dev.rookery.testkit;

import dev.rookery.api.event.MessageReceived;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.text.Sentence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What plugins threw at messages and new settings, and what kept messages from them; both stand in the transcript. Any
 * thread.
 */
final class PluginFailures implements Trail {

    private final Transcript transcript;
    private final Deque<Throwable> failures = new ArrayDeque<>();

    PluginFailures(Transcript transcript) {
        this.transcript = transcript;
    }

    @Override
    public Trace heard(MessageReceived event) {
        return new Trace() {
            @Override
            public void failed(String plugin, Throwable thrown) {
                PluginFailures.this.failed(plugin, thrown);
            }

            @Override
            public void stopped(String plugin, Stop by, Sentence reason) {
                // A plugin that asks whether somebody may do a thing has got the message.
                transcript.happened(plugin + (by == Stop.PERMISSION ? " is told no: " : " does not get it: ") + reason);
            }
        };
    }

    /** A plugin threw something that nobody has expected yet. */
    synchronized void failed(String plugin, Throwable thrown) {
        transcript.happened(plugin + " failed: " + thrown);
        failures.add(thrown);
    }

    /** Takes the earliest failure that nobody has expected yet. */
    synchronized Optional<Throwable> take() {
        return Optional.ofNullable(failures.poll());
    }
}
