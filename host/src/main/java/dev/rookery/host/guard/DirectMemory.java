package dev.rookery.host.guard;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/**
 * The memory outside the heap that connections need, of which all code of the JVM takes its share. When the heap is
 * used up the JVM ends the process, as the product asks it to; when this is, it tells only who wanted some, and a host
 * whose plugin holds all of it would live on without connections. Any thread.
 */
public final class DirectMemory {

    /** No less than a connection asks for at a time. */
    static final int NEEDED = 4 << 20;

    private final BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();

    private final long most;

    /** That of this JVM. */
    public DirectMemory() {
        long option = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
        this.most = option == 0 ? Runtime.getRuntime().maxMemory() : option;
    }

    /** How much there may be in all, in bytes: as much as the heap may have unless the JVM is told otherwise. */
    public long most() {
        return most;
    }

    /**
     * Whether nothing worth mentioning is left, and the garbage collector finds none. May take a second then; else it
     * only looks at two numbers.
     */
    public boolean isUsedUp() {
        if (direct.getMemoryUsed() <= most - NEEDED) {
            return false;
        }
        try {
            ByteBuffer unused = ByteBuffer.allocateDirect(NEEDED);
            return false;
        } catch (OutOfMemoryError e) {
            return true;
        }
    }
}
