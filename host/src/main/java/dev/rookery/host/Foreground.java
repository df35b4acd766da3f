package dev.rookery.host;

import dev.rookery.host.guard.DirectMemory;
import dev.rookery.host.guard.LiveThreads;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the process alive until it is told to end by SIGTERM or Ctrl-C, and then stops what runs, in bounded time. */
final class Foreground {

    private static final Logger log = LoggerFactory.getLogger(Foreground.class);

    /** How long a stop may take, with a little to spare. The process ends then, whatever still runs. */
    private static final Duration STOP_DEADLINE = Rookery.STOPPING.plusMillis(500);

    /** How much later the process ends even if what ends it is held up: by the log, or by somebody's shutdown hook. */
    private static final Duration HALT_MARGIN = Duration.ofMillis(500);

    /** The exit code of a process that had to be ended so: that of one that SIGTERM has ended. */
    private static final int HALTED = 143;

    /** How often it is looked whether memory has run out. */
    private static final Duration MEMORY_INTERVAL = Duration.ofSeconds(1);

    /** How long the log may take to tell so. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    /** The exit code of the JVM when the heap is used up, and so of a process that has no other memory left. */
    private static final int OUT_OF_MEMORY = 3;

    private Foreground() {}

    /** When this JVM started. The process may be older: a start script that built the product becomes it. */
    static Instant jvmStart() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /**
     * Has something stopped when the process is told to end.
     *
     * @param stop stops it; runs once, on a thread of its own
     */
    static void stopOnSignal(Runnable stop) {
        Thread stopper = new Thread(stop, "rookery-stop");
        stopper.setDaemon(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stopper), "rookery-shutdown"));
    }

    /** Tells something once it is so, not in the pool that all code of the JVM shares: a plugin may keep all of it. */
    static void tell(CompletionStage<?> so, Runnable words) {
        so.thenRunAsync(words, task -> new Thread(task, "rookery-console").start());
    }

    /** Does not return: the process ends by a signal, and not because a plugin interrupts what it can find. */
    static void stay() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                log.warn("the main thread was interrupted, which is not how to end the process (expected: SIGTERM)");
            }
        }
    }

    /** Ends the process when {@link DirectMemory} is used up, which leaves no host worth keeping alive. */
    static void endWhenMemoryRunsOut() {
        DirectMemory memory = new DirectMemory();
        Thread watch = new Thread(
                () -> {
                    while (!memory.isUsedUp()) {
                        LockSupport.parkNanos(MEMORY_INTERVAL.toNanos());
                    }
                    LiveThreads.apart(
                            List.of(() -> log.error(
                                    "all {} MiB of direct memory are in use, which connections need too: the process ends"
                                            + " (a plugin may hold it; -XX:MaxDirectMemorySize in ROOKERY_JAVA_OPTS allows more)",
                                    memory.most() >> 20)),
                            LAST_WORDS);
                    Runtime.getRuntime().halt(OUT_OF_MEMORY);
                },
                "rookery-memory");
        watch.setDaemon(true);
        watch.start();
    }

    private static void await(Thread stopper) {
        Thread halter = new Thread(Foreground::halt, "rookery-halt");
        halter.setDaemon(true);
        halter.start();
        stopper.start();
        try {
            stopper.join(STOP_DEADLINE.toMillis());
            if (stopper.isAlive()) {
                log.error("did not stop within {} ms, ending all the same", STOP_DEADLINE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says nothing: what holds the process up may be the log. Most of the time the process ends before this does. */
    private static void halt() {
        long until = System.nanoTime() + STOP_DEADLINE.plus(HALT_MARGIN).toNanos();
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        Runtime.getRuntime().halt(HALTED);
    }
}
