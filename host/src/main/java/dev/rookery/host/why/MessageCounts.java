package dev.rookery.host.why;

import java.util.concurrent.atomic.LongAdder;

/** How many messages of one account have come since the process started, and how they fared. Any thread. */
public final class MessageCounts {

    private final LongAdder heard = new LongAdder();
    private final LongAdder handled = new LongAdder();
    private final LongAdder missed = new LongAdder();

    void hear() {
        heard.increment();
    }

    void handle() {
        handled.increment();
    }

    void miss() {
        missed.increment();
    }

    /** How many have come. */
    public long heard() {
        return heard.sum();
    }

    /** How many have come to the end of their way. */
    public long handled() {
        return handled.sum();
    }

    /** How often there was no room for one, with a plugin or in its chat. */
    public long missed() {
        return missed.sum();
    }
}
