package dev.rookery.host.webqq;

import dev.rookery.api.account.Answer;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes that plugins ask for one after the other and a while apart, so that no plugin can hammer the
 * servers in the account's name. On the loop only; the stages complete there.
 */
final class ChangeQueue {

    private static final Logger log = LoggerFactory.getLogger(ChangeQueue.class);

    private record Waiting(
            Supplier<CompletionStage<Answer<Answer.Nothing>>> change,
            CompletableFuture<Answer<Answer.Nothing>> answer) {}

    private final IoLoop loop;
    private final Duration interval;
    private final int most;
    private final LongSupplier clock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean underWay;
    private boolean closed;
    private long lastBegan;
    private boolean begunBefore;
    private @Nullable Timer timer;

    /**
     * Creates the queue of one account.
     *
     * @param interval the least time between the beginnings of two changes
     * @param most how many may wait; a further one is refused
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    ChangeQueue(IoLoop loop, Duration interval, int most, LongSupplier clock) {
        this.loop = loop;
        this.interval = interval;
        this.most = most;
        this.clock = clock;
    }

    /** Makes a change when its turn has come; the answer is the change's own, or a refusal. */
    CompletionStage<Answer<Answer.Nothing>> add(Supplier<CompletionStage<Answer<Answer.Nothing>>> change) {
        if (closed) {
            return CompletableFuture.completedStage(stopped());
        }
        if (waiting.size() == most) {
            return CompletableFuture.completedStage(
                    new Answer.Refused<>(most + " changes are waiting for this account already"));
        }
        Waiting added = new Waiting(change, new CompletableFuture<>());
        waiting.add(added);
        next();
        return added.answer();
    }

    /** Refuses what waits; what is under way gets its answer. */
    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
        for (Waiting refused = waiting.poll(); refused != null; refused = waiting.poll()) {
            refused.answer().complete(stopped());
        }
    }

    private void next() {
        if (underWay || timer != null || waiting.isEmpty()) {
            return;
        }
        long left = begunBefore ? interval.toNanos() - (clock.getAsLong() - lastBegan) : 0;
        if (left > 0) {
            timer = loop.schedule(Duration.ofNanos(left), () -> {
                timer = null;
                next();
            });
            return;
        }
        underWay = true;
        begunBefore = true;
        lastBegan = clock.getAsLong();
        Waiting first = waiting.remove();
        begin(first.change()).thenAccept(answer -> {
            underWay = false;
            first.answer().complete(answer);
            next();
        });
    }

    /** A fault of our own must not leave the others waiting for ever. */
    private static CompletionStage<Answer<Answer.Nothing>> begin(
            Supplier<CompletionStage<Answer<Answer.Nothing>>> change) {
        CompletionStage<Answer<Answer.Nothing>> begun;
        try {
            begun = change.get();
        } catch (RuntimeException fault) {
            begun = CompletableFuture.failedStage(fault);
        }
        return begun.exceptionally(fault -> {
            log.error("change failed", fault);
            return new Answer.Unknown<>("the host failed (see its log)");
        });
    }

    private static Answer<Answer.Nothing> stopped() {
        return new Answer.Refused<>("the account was stopped before it was done");
    }
}
