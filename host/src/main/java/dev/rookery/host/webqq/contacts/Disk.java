package dev.rookery.host.webqq.contacts;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that touch the files of all accounts of the process, so that no event loop waits for a disk: at most
 * {@value #THREADS}, daemons that end when they have been idle for {@value #IDLE_SECONDS} seconds. The JDK's common
 * pool will not do: on a machine with two processors it is a thread per task, and many accounts that sign in together
 * are many tasks.
 *
 * <p>What waits has no bound of its own: a file asks for one thing at a time, and an account has three files.
 */
public final class Disk {

    /** How many files are touched at a time. */
    static final int THREADS = 2;

    private static final int IDLE_SECONDS = 10;

    private static final Executor EXECUTOR = executor();

    private Disk() {}

    /** Does something that may block. Any thread. */
    public static void execute(Runnable task) {
        EXECUTOR.execute(task);
    }

    private static Executor executor() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "rookery-disk-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
