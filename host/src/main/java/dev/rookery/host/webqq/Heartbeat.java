package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.webqq.wire.ChannelRequests;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The sign of life of era A, a chain of its own with a delay. Answers say nothing, and one that is missed has no
 * consequence (twqq's first was usually lost). On the loop only.
 */
final class Heartbeat {

    private final HttpStream stream;
    private final ChannelRequests requests;
    private final Duration interval;
    private final BooleanSupplier wanted;
    private Chain beats = () -> {};
    private int count;

    /**
     * Creates the heartbeat of one account.
     *
     * @param wanted whether there is a session; without one the beats end by themselves
     */
    Heartbeat(HttpStream stream, ChannelRequests requests, Duration interval, BooleanSupplier wanted) {
        this.stream = stream;
        this.requests = requests;
        this.interval = interval;
        this.wanted = wanted;
    }

    /** Begins with a beat at once; one that was begun before ends. */
    void begin() {
        end();
        Next.Request first = beat();
        beats = stream.add(first.request(), first.readback(), failure -> next());
    }

    /** Ends; ending again changes nothing. */
    void end() {
        beats.cancel();
    }

    private Next.Request beat() {
        return Next.request(requests.heartbeat(count++), response -> next());
    }

    private Next next() {
        return wanted.getAsBoolean() ? beat().after(interval) : Next.none();
    }
}
