package dev.rookery.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Waits for plugins to finish, and tells what they are doing when they do not.
 *
 * @param deadline the longest wait
 * @param transcript what failures show
 */
record Patience(Duration deadline, Transcript transcript) {

    /** How many innermost frames of each thread are shown. */
    private static final int FRAMES = 25;

    /**
     * Returns when the stage is complete; fails with the stacks of the plugins' threads when it does not come so far.
     */
    <T extends @Nullable Object> T await(String what, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionFailedError(what + " took longer than " + Transcript.inWords(deadline)
                    + ", the plugins' threads are at\n" + stacks() + "\n\nthe conversation:\n" + transcript);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError(what + " was interrupted\n\nthe conversation:\n" + transcript, e);
        }
    }

    private static String stacks() {
        String stacks = Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("plugin-") && isBusy(entry.getValue()))
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .map(Patience::stack)
                .collect(Collectors.joining("\n"));
        return stacks.isEmpty() ? "  (none of them runs: they wait for something that does not happen)" : stacks;
    }

    /** Rather than ended or waiting for work. */
    private static boolean isBusy(StackTraceElement[] stack) {
        return stack.length > 0
                && Arrays.stream(stack).noneMatch(frame -> frame.getMethodName().equals("getTask"));
    }

    private static String stack(Map.Entry<Thread, StackTraceElement[]> entry) {
        return Arrays.stream(entry.getValue())
                .limit(FRAMES)
                .map(frame -> "\n      at " + frame)
                .collect(Collectors.joining(
                        "",
                        "  " + entry.getKey().getName() + " (" + entry.getKey().getState() + ")",
                        ""));
    }
}
