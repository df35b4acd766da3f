package dev.rookery.host.ioloop;

/**
 * A deadline that its owner extends, keeps, and arms again and again on a {@link TimerWheel}: it is itself the link in
 * the wheel's list, so arming it allocates nothing. It may be armed on one wheel at a time. All of it is for the thread
 * of that wheel's loop.
 */
public abstract class Timeout {

    /** The neighbours in the list it waits in; itself while it waits in none. */
    private Timeout previous = this;

    private Timeout next = this;

    /** When it is due, in ticks of the wheel. */
    long tick;

    /**
     * Called on the loop's thread when the time is over; not armed any more by then, and free to be armed again. Must
     * not block. What it throws is logged and harms neither other timeouts nor the loop.
     */
    protected abstract void expired();

    /** Whether it waits for its time. */
    public final boolean isArmed() {
        return next != this;
    }

    /** As the head of a list: the one that was put in first; itself if there is none. */
    final Timeout first() {
        return next;
    }

    /** As the head of a list: puts one in at the end. */
    final void append(Timeout timeout) {
        timeout.previous = previous;
        timeout.next = this;
        previous.next = timeout;
        previous = timeout;
    }

    /** Takes it out of its list. */
    final void unlink() {
        previous.next = next;
        next.previous = previous;
        previous = this;
        next = this;
    }
}
