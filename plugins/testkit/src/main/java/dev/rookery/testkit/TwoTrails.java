package dev.rookery.testkit;

import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.text.Sentence;
import java.util.concurrent.CompletionStage;

/**
 * Tells the host's own memory of messages and the test at once.
 *
 * @param one is told first
 * @param other is told the same
 */
record TwoTrails(Trail one, Trail other) implements Trail {

    @Override
    public Trace heard(MessageReceived event) {
        return new TwoTraces(one.heard(event), other.heard(event));
    }

    private record TwoTraces(Trace one, Trace other) implements Trace {

        @Override
        public void asking(String plugin) {
            one.asking(plugin);
            other.asking(plugin);
        }

        @Override
        public void asked(String plugin, Outcome outcome) {
            one.asked(plugin, outcome);
            other.asked(plugin, outcome);
        }

        @Override
        public void failed(String plugin, Throwable thrown) {
            one.failed(plugin, thrown);
            other.failed(plugin, thrown);
        }

        @Override
        public void command(String plugin, String command) {
            one.command(plugin, command);
            other.command(plugin, command);
        }

        @Override
        public void stopped(String plugin, Stop by, Sentence reason) {
            one.stopped(plugin, by, reason);
            other.stopped(plugin, by, reason);
        }

        @Override
        public void replied(String plugin, CompletionStage<SendResult> result) {
            one.replied(plugin, result);
            other.replied(plugin, result);
        }

        @Override
        public void ended() {
            one.ended();
            other.ended();
        }
    }
}
