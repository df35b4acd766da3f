package dev.rookery.host.guard;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Optional;

/** What the JVM knows of its threads: processor time, allocated bytes, deadlocks. Any thread. */
public final class ThreadTimes {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ThreadTimes() {}

    /** Processor time of a thread so far in nanoseconds; 0 when it has ended or the JVM does not tell. */
    static long cpuNanos(Thread thread) {
        if (!THREADS.isThreadCpuTimeSupported()) {
            return 0;
        }
        if (!THREADS.isThreadCpuTimeEnabled()) { // by a plugin: one that computes would look like one that waits
            THREADS.setThreadCpuTimeEnabled(true);
        }
        return Math.max(0, THREADS.getThreadCpuTime(id(thread)));
    }

    /** Bytes that a thread has allocated so far; 0 when it has ended or the JVM does not tell. */
    static long allocatedBytes(Thread thread) {
        if (!THREADS.isThreadAllocatedMemorySupported()) {
            return 0;
        }
        if (!THREADS.isThreadAllocatedMemoryEnabled()) {
            THREADS.setThreadAllocatedMemoryEnabled(true);
        }
        return Math.max(0, THREADS.getThreadAllocatedBytes(id(thread)));
    }

    @SuppressWarnings("deprecation") // its successor threadId() came with Java 19
    private static long id(Thread thread) {
        return thread.getId();
    }

    /**
     * Which other thread a thread waits for in a circle.
     *
     * @return in words for the operator; empty if it is in no deadlock
     */
    public static Optional<String> deadlock(Thread thread) {
        long[] deadlocked = THREADS.findDeadlockedThreads();
        if (deadlocked == null || Arrays.stream(deadlocked).noneMatch(id -> id == id(thread))) {
            return Optional.empty();
        }
        ThreadInfo info = THREADS.getThreadInfo(id(thread));
        return info == null
                ? Optional.empty()
                : Optional.of("deadlock: it waits for " + info.getLockName() + ", which thread "
                        + info.getLockOwnerName() + " holds");
    }
}
