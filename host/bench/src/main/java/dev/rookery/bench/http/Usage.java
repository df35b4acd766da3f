package dev.rookery.bench.http;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this process has used up to a moment.
 *
 * @param at when, by {@link System#nanoTime}
 * @param cpu nanoseconds of CPU of all threads, compiler and collector included, in steps of 10 ms
 * @param bytes allocated by all Java threads that are alive
 */
record Usage(long at, long cpu, long bytes) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Now. */
    static Usage now() {
        long bytes = Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(allocated -> allocated > 0)
                .sum();
        return new Usage(System.nanoTime(), SYSTEM.getProcessCpuTime(), bytes);
    }

    /** What was used from then to now, for so many requests. */
    Map<String, Object> since(Usage before, long requests) {
        Map<String, Object> used = new LinkedHashMap<>();
        used.put("requests", requests);
        used.put("nanos", at - before.at);
        used.put("cpu", cpu - before.cpu);
        used.put("bytes", bytes - before.bytes);
        return used;
    }
}
