package dev.rookery.host;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stop that is bounded as a whole: each of its steps gets what those before it have left. For one thread. */
final class StopSteps {

    /** The least that a step gets, so that one that hangs does not take it all from the others. */
    static final Duration LEAST = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(StopSteps.class);

    private final long until;

    /** Begins now. */
    StopSteps(Duration all) {
        this.until = System.nanoTime() + all.toNanos();
    }

    /** How long the next step may take: what is left, at most so much, and never less than {@link #LEAST}. */
    Duration left(Duration atMost) {
        Duration left = Duration.ofNanos(until - System.nanoTime());
        Duration granted = left.compareTo(atMost) < 0 ? left : atMost;
        return granted.compareTo(LEAST) < 0 ? LEAST : granted;
    }

    /** What is left without a margin that the step exceeds by itself, and never less than {@link #LEAST}. */
    Duration leftBut(Duration margin) {
        Duration granted = Duration.ofNanos(until - System.nanoTime()).minus(margin);
        return granted.compareTo(LEAST) < 0 ? LEAST : granted;
    }

    /** Waits for a step; one that takes too long or fails is told and given up. */
    void await(String what, CompletionStage<Void> step, Duration atMost) {
        Duration granted = left(atMost);
        try {
            step.toCompletableFuture().get(granted.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("{} took longer than {} ms and was given up", what, granted.toMillis());
        } catch (ExecutionException e) {
            log.warn("{} failed", what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
