package dev.rookery.bench.plugin;

import dev.rookery.host.dispatch.Dispatcher;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** Speaks to a plugin that repeats every message, at a steady rate, and keeps how long each answer took. */
final class Neighbour {

    /** The plugin; its answers begin with a word that no other plugin here says. */
    static final String SOURCE = """
            package neighbour;
            import dev.rookery.api.handler.Outcome;
            import dev.rookery.api.plugin.*;
            public final class Main implements BotPlugin {
                @Override public void onEnable(PluginContext context) {
                    context.onMessage(message -> {
                        message.reply("again " + message.text());
                        return Outcome.CONSUMED;
                    });
                }
            }
            """;

    private static final int CHATS = 100;
    private static final long PATIENCE_NANOS = 15_000_000_000L;
    /** Until then the host gets to know the others. */
    private static final int SETTLED_SECONDS = 10;

    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, Long> took = new ConcurrentHashMap<>();
    private volatile int doubled;

    /**
     * What came of it.
     *
     * @param said messages
     * @param lost without an answer
     * @param doubled with more than one
     * @param p50Millis half of the answers took no longer
     * @param p99Millis of a hundred 99 took no longer
     * @param maxMillis none took longer
     * @param settledP99Millis of a hundred 99 took no longer once 10 s were over
     */
    record Result(
            int said,
            int lost,
            int doubled,
            double p50Millis,
            double p99Millis,
            double maxMillis,
            double settledP99Millis) {}

    /** Something was sent. */
    void heard(String text) {
        long now = System.nanoTime();
        if (!text.startsWith("again ")) {
            return;
        }
        String words = text.substring("again ".length());
        Long since = asked.get(words);
        if (since != null && took.putIfAbsent(words, now - since) != null) {
            synchronized (this) {
                doubled = doubled + 1;
            }
        }
    }

    /** Speaks as long as it is told to, and waits for the answers. */
    Result talk(Dispatcher dispatcher, IntPredicate goesOn, int perSecond) {
        long begun = System.nanoTime();
        int messages = 0;
        for (int i = 0; goesOn.test(i); i++) {
            messages = i + 1;
            long due = begun + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String words = Integer.toString(i);
            // What was late counts from when it was due.
            asked.put(words, due);
            CompletionStage<Void> unused = dispatcher.onEvent(Street.said("chat " + i % CHATS, words));
        }
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (took.size() < messages && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        long[] delays = delaysFrom(0);
        return new Result(
                messages,
                messages - delays.length,
                doubled,
                at(delays, 0.5),
                at(delays, 0.99),
                at(delays, 1),
                at(delaysFrom(SETTLED_SECONDS * perSecond), 0.99));
    }

    private long[] delaysFrom(int first) {
        return took.entrySet().stream()
                .filter(answer -> Integer.parseInt(answer.getKey()) >= first)
                .mapToLong(Map.Entry::getValue)
                .sorted()
                .toArray();
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(sorted.length * share) - 1)] / 1e6;
    }
}
