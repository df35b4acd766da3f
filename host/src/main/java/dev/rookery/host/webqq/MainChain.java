package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.Errorback;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one chain of an account that signs in or polls, or the timer that will begin it; beside it at most the last poll
 * of a session that was given up. On the loop only.
 */
final class MainChain {

    private final IoLoop loop;
    private final HttpStream stream;
    private Chain current = () -> {};
    private Chain lastPoll = () -> {};
    private @Nullable Timer beginning;

    /** Creates it for one account; nothing is under way yet. */
    MainChain(IoLoop loop, HttpStream stream) {
        this.loop = loop;
        this.stream = stream;
    }

    /** Begins a chain in place of the one under way. */
    void begin(Next.Request first) {
        giveUpCurrent();
        beginning = loop.schedule(first.delay(), () -> {
            beginning = null;
            Errorback errorback = Objects.requireNonNull(first.errorback(), "errorback");
            current = stream.add(first.request(), first.readback(), errorback);
        });
    }

    /** As {@link #begin}, but the poll under way may come to its end, see {@link Poll#retire}. */
    void beginBesideLastPoll(Next.Request first) {
        giveUpLastPoll();
        lastPoll = current;
        current = () -> {};
        begin(first);
    }

    /** Gives the last poll up: there is a new session. */
    void giveUpLastPoll() {
        lastPoll.cancel();
        lastPoll = () -> {};
    }

    /** Gives everything up; whatever the server is answering now is not heard. */
    void cancel() {
        giveUpLastPoll();
        giveUpCurrent();
    }

    private void giveUpCurrent() {
        current.cancel();
        if (beginning != null) {
            beginning.cancel();
            beginning = null;
        }
    }
}
