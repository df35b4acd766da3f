package dev.rookery.host;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the process alive until it is told to end by SIGTERM or Ctrl-C, and then stops what runs, in bounded time. */
final class Foreground {

    private static final Logger log = LoggerFactory.getLogger(Foreground.class);

    /** How long a stop may take, with a little to spare. The process ends then, whatever still runs. */
    private static final Duration STOP_DEADLINE = Rookery.STOPPING.plusMillis(500);

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

    /** Does not return: the process ends by a signal. */
    static void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void await(Thread stopper) {
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
}
