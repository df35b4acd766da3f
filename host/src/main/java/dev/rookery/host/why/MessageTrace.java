package dev.rookery.host.why;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One message's steps. Holds an excerpt of the text and none of the message's segments, which may be large. Any thread;
 * its lock is its own.
 *
 * <p>Bound: {@link #MOST_STEPS}; further ones are counted.
 */
final class MessageTrace implements Trail.Trace {

    /** How many steps are remembered. */
    static final int MOST_STEPS = 64;

    private final Timers timers;
    private final MessageCounts counts;
    private final MessageId id;
    private final ChatId chat;
    private final Person sender;
    private final String text;
    private final Instant at;
    private final long heardNanos;

    // Guarded by this.
    private final List<Step> steps = new ArrayList<>(4);
    private int unremembered;
    private long endedNanos = -1;

    MessageTrace(MessageReceived event, String text, MessageCounts counts, Timers timers) {
        this.timers = timers;
        this.counts = counts;
        this.id = event.id();
        this.chat = event.chat().id();
        this.sender = event.sender();
        this.text = text;
        this.at = timers.instant();
        this.heardNanos = timers.nanoTime();
    }

    @Override
    public synchronized void asking(String plugin) {
        add(new Step.Asked(plugin, nanos(sinceHeard()), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Override
    public void asked(String plugin, Outcome outcome) {
        answered(plugin, Optional.of(outcome), Optional.empty());
    }

    @Override
    public void failed(String plugin, Throwable thrown) {
        answered(plugin, Optional.empty(), Optional.of(thrown.getClass().getName()));
    }

    /** The plugin is not the only one that is asked, when others go on without waiting for it. */
    private synchronized void answered(String plugin, Optional<Outcome> outcome, Optional<String> failure) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Step.Asked asked
                    && asked.took().isEmpty()
                    && asked.plugin().equals(plugin)) {
                Duration took = nanos(sinceHeard()).minus(asked.waited());
                steps.set(i, new Step.Asked(plugin, asked.waited(), Optional.of(took), outcome, failure));
                return;
            }
        }
    }

    @Override
    public synchronized void command(String plugin, String command) {
        add(new Step.Command(plugin, command));
    }

    @Override
    public synchronized void stopped(String plugin, Trail.Stop by, Sentence reason) {
        if (by == Trail.Stop.FULL) {
            counts.miss();
        }
        add(new Step.Stopped(plugin, by, reason));
    }

    @Override
    public void replied(String plugin, CompletionStage<SendResult> result) {
        int place;
        synchronized (this) {
            place = add(new Step.Replied(plugin, Optional.empty(), Optional.empty()));
        }
        result.thenAccept(known -> {
            if (place >= 0) {
                settle(place, plugin, known);
            } else if (!(known instanceof SendResult.Sent)) {
                settleInPlaceOfSent(plugin, known);
            }
        });
    }

    /** That an answer was not sent is worth more than that one of many was. */
    private synchronized void settleInPlaceOfSent(String plugin, SendResult result) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Step.Replied replied
                    && replied.plugin().equals(plugin)
                    && replied.result()
                            .filter(SendResult.Sent.class::isInstance)
                            .isPresent()) {
                settle(i, plugin, result);
                return;
            }
        }
    }

    private synchronized void settle(int place, String plugin, SendResult result) {
        steps.set(place, new Step.Replied(plugin, Optional.of(nanos(sinceHeard())), Optional.of(result)));
    }

    @Override
    public synchronized void ended() {
        if (endedNanos < 0) {
            endedNanos = sinceHeard();
            counts.handle();
        }
    }

    /** As it stands now. */
    synchronized Explanation explain() {
        return new Explanation(
                id,
                chat,
                sender,
                text,
                at,
                List.copyOf(steps),
                unremembered,
                endedNanos < 0 ? Optional.empty() : Optional.of(nanos(endedNanos)));
    }

    /** Its place among the steps; below zero when there is no room. */
    private int add(Step step) {
        if (steps.size() >= MOST_STEPS) {
            unremembered++;
            return -1;
        }
        steps.add(step);
        return steps.size() - 1;
    }

    private long sinceHeard() {
        return timers.nanoTime() - heardNanos;
    }

    private static Duration nanos(long nanos) {
        return Duration.ofNanos(nanos);
    }
}
