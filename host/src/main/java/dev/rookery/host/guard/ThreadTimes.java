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
        return THREADS.isThreadCpuTimeSupported() ? Math.max(0, THREADS.getThreadCpuTime(id(thread))) : 0;
    }

    /** Bytes that a thread has allocated so far; 0 when it has ended or the JVM does not tell. */
    static long allocatedBytes(Thread thread) {
        return THREADS.isThreadAllocatedMemorySupported()
                ? Math.max(0, THREADS.getThreadAllocatedBytes(id(thread)))
                : 0;
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
