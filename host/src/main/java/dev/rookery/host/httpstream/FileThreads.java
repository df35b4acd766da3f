package dev.rookery.host.httpstream;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which a stream reads and writes files, so that its loop never does: at most {@value #THREADS}, daemons
 * that end when they have been idle for {@value #IDLE_SECONDS} seconds. What waits for them is bounded by the requests:
 * one piece of work each.
 */
final class FileThreads {

    static final int THREADS = 2;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("rookery-files", true));

    FileThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs a piece of work that may block for as long as a disk does. */
    void execute(Runnable work) {
        threads.execute(work);
    }

    /**
     * Lets what was begun end, and what follows from it, so that no half file stays; then the threads end at once. Not
     * a shutdown, which would refuse the work that removes a file while a piece of it is being written.
     */
    void close() {
        threads.setKeepAliveTime(1, TimeUnit.NANOSECONDS);
    }
}
