package dev.rookery.host.guard;

import java.time.Duration;

/**
 * What code has used of the machine.
 *
 * @param processor processor time
 * @param allocated bytes that were allocated, most of which are garbage by now
 */
public record Usage(Duration processor, long allocated) {

    /** Nothing. */
    public static final Usage NONE = new Usage(Duration.ZERO, 0);

    /** What a thread has used so far; nothing once it has ended, or where the JVM does not tell. */
    public static Usage of(Thread thread) {
        return new Usage(Duration.ofNanos(ThreadTimes.cpuNanos(thread)), ThreadTimes.allocatedBytes(thread));
    }

    /** Both together. */
    public Usage plus(Usage other) {
        return new Usage(processor.plus(other.processor), allocated + other.allocated);
    }
}
