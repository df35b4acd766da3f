package dev.rookery.host.heap;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;

/** An object that ought to be gone. This does not keep it, and can be found again in a dump. */
public final class Suspect extends WeakReference<Object> {

    private static final AtomicLong NUMBERS = new AtomicLong();

    /** Read in the dump. */
    final long number = NUMBERS.incrementAndGet();

    /**
     * Marks an object.
     *
     * @param object the object
     */
    public Suspect(Object object) {
        super(object);
    }

    /** Whether it is gone. */
    public boolean isGone() {
        return refersTo(null);
    }
}
