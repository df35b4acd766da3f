package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.ioloop.Timeout;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chain: one request after the other, each said by the callback of the one before. It holds the step under way and
 * nothing of those behind it. Event loop only, but for {@link #cancel()}.
 */
final class RequestChain implements Chain, Exchange.Listener, Runnable {

    private static final Logger log = LoggerFactory.getLogger(RequestChain.class);

    private final EventLoop loop;
    private final HttpStream stream;

    /** Written by any thread, read before each callback; all else belongs to the loop. */
    private volatile boolean cancelled;

    private Next.Request step;
    private Errorback errorback;
    private @Nullable Exchange exchange;
    private @Nullable Future<?> delay;
    private @Nullable Timeout deadline;
    private boolean begun;
    private boolean ended;

    // Of the stream's list of chains.
    @Nullable
    RequestChain previous;

    @Nullable
    RequestChain next;

    RequestChain(EventLoop loop, HttpStream stream, Next.Request first, Errorback errorback) {
        this.loop = loop;
        this.stream = stream;
        this.step = first;
        this.errorback = errorback;
    }

    /** Begins the present step; the first one only if the stream is open. */
    @Override
    public void run() {
        if (cancelled || ended) {
            return;
        }
        if (!begun) {
            begun = stream.begins(this);
            if (!begun) {
                streamClosed();
                return;
            }
        }
        delay = null;
        exchange = new Exchange(stream, step.request(), this);
        exchange.start();
    }

    @Override
    public void cancel() {
        cancelled = true;
        try {
            loop.execute(this::end);
        } catch (RejectedExecutionException e) {
            log.trace("cancelled after the loop had stopped, which had ended the chain already");
        }
    }

    @Override
    public void endWithin(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("time: " + time + " (expected: more than zero)");
        }
        try {
            loop.execute(() -> bound(time));
        } catch (RejectedExecutionException e) {
            log.trace("bounded after the loop had stopped, which had ended the chain already");
        }
    }

    private void bound(Duration time) {
        if (ended || cancelled) {
            return;
        }
        if (deadline != null) {
            stream.wheel().disarm(deadline);
        }
        deadline = new Timeout() {
            @Override
            protected void expired() {
                fail(Phase.CHAIN, "the chain did not end within " + Reason.spoken(time));
            }
        };
        stream.wheel().arm(deadline, TimeUnit.NANOSECONDS.convert(time));
    }

    /** Ends the chain because its stream is closed; its errorback hears so. */
    void streamClosed() {
        fail(Phase.CLOSED, "the stream was closed");
    }

    /** Ends the chain for a reason that is not the exchange's; its errorback hears so. */
    private void fail(Phase phase, String reason) {
        if (ended) {
            return;
        }
        String host = step.request().uri().getHost();
        HttpStreamException failure = exchange != null
                ? exchange.failure(phase, reason, null)
                : new HttpStreamException(phase, step.request().method(), host, Duration.ZERO, reason, null);
        end();
        failed(failure);
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (begun) {
            stream.ended(this);
        }
        if (delay != null) {
            delay.cancel(false);
            delay = null;
        }
        if (deadline != null) {
            stream.wheel().disarm(deadline);
            deadline = null;
        }
        if (exchange != null) {
            exchange.abandon();
            exchange = null;
        }
    }

    @Override
    public void answered(HttpResponse response) {
        if (cancelled) {
            return;
        }
        Next next;
        try {
            next = Objects.requireNonNull(step.readback().read(response), "the readback returned null");
        } catch (Throwable thrown) { // Whatever it is, it must not reach the pipeline, and the chain must hear of it.
            Exchange read = Objects.requireNonNull(exchange);
            failed(read.failure(
                    Phase.READBACK, "the readback threw " + thrown.getClass().getName(), thrown));
            return;
        }
        follow(next);
    }

    @Override
    public void failed(HttpStreamException failure) {
        if (cancelled) {
            return;
        }
        Next next;
        try {
            next = Objects.requireNonNull(errorback.failed(failure), "the errorback returned null");
        } catch (Throwable thrown) { // As above; nobody is left to hear of it but the log.
            log.warn("errorback threw, its chain ends: failure=\"{}\"", failure.getMessage(), thrown);
            next = Next.none();
        }
        follow(next);
    }

    private void follow(Next next) {
        exchange = null;
        if (cancelled || ended) {
            return;
        }
        if (!(next instanceof Next.Request request)) {
            end();
            return;
        }
        step = request;
        if (request.errorback() != null) {
            errorback = request.errorback();
        }
        if (request.delay().isZero()) {
            // A task of its own: a chain must neither grow the stack nor keep others off the loop.
            loop.execute(this);
        } else {
            delay = loop.schedule(this, TimeUnit.NANOSECONDS.convert(request.delay()), TimeUnit.NANOSECONDS);
        }
    }
}
