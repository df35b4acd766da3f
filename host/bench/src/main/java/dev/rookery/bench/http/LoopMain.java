package dev.rookery.bench.http;

import dev.rookery.host.ioloop.IoEvent;
import dev.rookery.host.ioloop.IoHandler;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timeout;
import dev.rookery.host.ioloop.TimerWheel;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the loop's own bookkeeping costs on its thread, a process of its own. Each question is the name of an operation;
 * the answer is nanoseconds of the thread's CPU time per operation, turns of the loop included.
 */
final class LoopMain {

    private static final int TURNS = 2_000;
    private static final int OPERATIONS_A_TURN = 100;
    private static final int TIMERS = 10_000;
    private static final Duration FAR = Duration.ofHours(1);
    private static final int PATIENCE_SECONDS = 60;

    private static final Set<IoEvent> READ = Set.of(IoEvent.READ);
    private static final Set<IoEvent> NOTHING = Set.of();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final IoLoop loop = new IoLoop("loop");
    private final IoHandler handler = (channel, events) -> {
        throw new IllegalStateException("nobody writes to this pipe");
    };
    private final Pipe.SourceChannel channel;
    private final Timeout[] timers = new Timeout[TIMERS];
    private int turn;

    private LoopMain(Pipe.SourceChannel channel) {
        this.channel = channel;
        Arrays.setAll(timers, i -> new Never());
    }

    public static void main(String[] args) throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        LoopMain measured = new LoopMain(pipe.source());
        measured.loop.execute(() -> measured.loop.addHandler(pipe.source(), measured.handler, READ));
        Dialogue.hold(Map.of(), (verb, values) -> measured.answer(verb));
        System.exit(0);
    }

    private Map<String, Object> answer(String verb) throws Exception {
        return Map.of(
                "nanos",
                switch (verb) {
                    case "update" -> measure(i -> loop.updateHandler(channel, (i & 1) == 0 ? NOTHING : READ));
                    case "remove-add" ->
                        measure(i -> {
                            loop.removeHandler(channel);
                            loop.addHandler(channel, handler, READ);
                        });
                    case "timer" -> measure(this::rearm);
                    default -> throw new IllegalArgumentException(verb + " (expected: update, remove-add or timer)");
                });
    }

    private void rearm(int operation) {
        TimerWheel wheel = loop.timerWheel();
        Timeout timer = timers[(turn * OPERATIONS_A_TURN + operation) % TIMERS];
        wheel.disarm(timer);
        wheel.arm(timer, FAR.toNanos());
    }

    /** A deadline that is never due. */
    private static final class Never extends Timeout {

        @Override
        protected void expired() {
            throw new IllegalStateException("expired within " + FAR);
        }
    }

    private interface Operation {
        void perform(int number);
    }

    private double measure(Operation operation) throws Exception {
        CompletableFuture<Double> result = new CompletableFuture<>();
        loop.execute(() -> {
            turn = 0;
            next(operation, THREADS.getCurrentThreadCpuTime(), result);
        });
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void next(Operation operation, long began, CompletableFuture<Double> result) {
        try {
            for (int i = 0; i < OPERATIONS_A_TURN; i++) {
                operation.perform(i);
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
            return;
        }
        turn++;
        if (turn < TURNS) {
            loop.executeNextTurn(() -> next(operation, began, result));
        } else {
            result.complete((double) (THREADS.getCurrentThreadCpuTime() - began) / TURNS / OPERATIONS_A_TURN);
        }
    }
}
