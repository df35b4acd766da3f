package dev.rookery.host.httpstream;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes next in a chain of requests: the answer of a {@link Readback} or an {@link Errorback}.
 *
 * <p>Each request waits for the loop at least once before it is over. A chain of any length therefore uses no more
 * stack or memory than a chain of one, and cannot keep other work off the loop.
 */
public sealed interface Next {

    /** The chain ends here. */
    static Next none() {
        return None.NONE;
    }

    /** Another request at once; its failure goes to the errorback that was in force. */
    static Request request(HttpRequest request, Readback readback) {
        return new Request(request, readback, null, Duration.ZERO, null);
    }

    /** Another request at once with an errorback of its own, which stays in force for what follows. */
    static Request request(HttpRequest request, Readback readback, Errorback errorback) {
        return new Request(request, readback, errorback, Duration.ZERO, null);
    }

    /** The end of a chain. */
    enum None implements Next {
        /** The only one. */
        NONE
    }

    /**
     * A further request.
     *
     * @param request what to send
     * @param readback what reads its response
     * @param errorback what hears of its failure; null for the one that was in force
     * @param delay how long to wait before sending, a timer on the loop; not negative
     * @param retry when it is sent again before readback or errorback hear of it; null for never
     */
    record Request(
            HttpRequest request,
            Readback readback,
            @Nullable Errorback errorback,
            Duration delay,
            @Nullable RetryPolicy retry)
            implements Next {

        /** Checks the delay. */
        public Request {
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(readback, "readback");
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay: " + delay + " (expected: zero or more)");
            }
        }

        /** The same after a delay. */
        public Request after(Duration wait) {
            return new Request(request, readback, errorback, wait, retry);
        }

        /** The same, sent again as the policy says before readback or errorback hear of it. */
        public Request retry(RetryPolicy policy) {
            return new Request(request, readback, errorback, delay, policy);
        }
    }
}
