package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.Readback;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a sign-in, one request after the other. A step that gets no proper answer is repeated a few times with
 * back-off; then the whole sign-in begins again. On the loop only.
 */
final class Steps {

    /** How often a step is repeated after trouble with the network before all begins again. */
    static final int RETRIES = 5;

    private final TroubleLog trouble;
    private final IntFunction<Duration> backoff;
    private final Function<String, Next> cutOff;
    private final Function<String, Next> again;

    /** The step at hand, how often it has failed, and how often it may. */
    private @Nullable Supplier<Next.Request> step;

    private int failures;
    private int retries;

    /**
     * Creates the steps of one account.
     *
     * @param cutOff begins the sign-in again after a while for trouble with the network, told why in one sentence
     * @param again the same for what the server said
     */
    Steps(
            TroubleLog trouble,
            IntFunction<Duration> backoff,
            Function<String, Next> cutOff,
            Function<String, Next> again) {
        this.trouble = trouble;
        this.backoff = backoff;
        this.cutOff = cutOff;
        this.again = again;
    }

    /**
     * A step that is not repeated: the one that a sign-in begins with, since that would begin with it again, and one
     * that sends what is good for one time.
     */
    Next.Request once(Supplier<HttpRequest> request, Readback readback) {
        return step(0, request, readback);
    }

    /** A further step. */
    Next.Request then(Supplier<HttpRequest> request, Readback readback) {
        return step(RETRIES, request, readback);
    }

    /** The same step once more, now that it has got a proper answer. */
    Next.Request repeat() {
        failures = 0;
        return current();
    }

    /** What to do after an answer that is none. */
    Next retry(String kind) {
        trouble.warn("sign-in", kind);
        return retryOrBeginAgain(kind);
    }

    /** Gives this sign-in up and begins another one after a while. */
    Next again(String reason) {
        return again.apply(reason);
    }

    private Next.Request step(int mayRetry, Supplier<HttpRequest> request, Readback readback) {
        failures = 0;
        retries = mayRetry;
        step = () -> Next.request(request.get(), readback, this::failed);
        return current();
    }

    private Next failed(HttpStreamException failure) {
        trouble.warn("sign-in", failure);
        return retryOrBeginAgain(TroubleLog.sentence(failure));
    }

    private Next retryOrBeginAgain(String reason) {
        return failures < retries ? current().after(backoff.apply(failures++)) : cutOff.apply(reason);
    }

    private Next.Request current() {
        if (step == null) {
            throw new IllegalStateException("no step was taken yet");
        }
        return step.get();
    }
}
