package dev.rookery.host.dispatch;

import dev.rookery.api.message.SendResult;
import java.util.concurrent.atomic.LongAdder;

/** What became of what was said through one account, since the process started. Any thread. */
public final class SendCounts {

    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unknown = new LongAdder();

    void count(SendResult result) {
        if (result instanceof SendResult.Sent) {
            sent.increment();
        } else if (result instanceof SendResult.Refused) {
            refused.increment();
        } else {
            unknown.increment();
        }
    }

    /** How many messages were sent. */
    public long sent() {
        return sent.sum();
    }

    /** How many were not. */
    public long refused() {
        return refused.sum();
    }

    /** How many perhaps were. */
    public long unknown() {
        return unknown.sum();
    }
}
