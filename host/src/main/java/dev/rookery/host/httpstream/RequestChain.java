package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.ChainSnapshot.Waiting;
import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.ioloop.Timeout;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    /** The name, or without a host its first half. */
    private final String title;

    private final @Nullable String host;

    /** Written by any thread, read before each callback; all else belongs to the loop. */
    private volatile boolean cancelled;

    private Next.Request step;
    private Errorback errorback;
    private @Nullable Exchange exchange;
    private @Nullable Future<?> delay;
    private @Nullable Timeout deadline;
    private int attempts;
    private long since;
    private boolean begun;
    private boolean ended;

    // Of the stream's list of chains.
    @Nullable
    RequestChain previous;

    @Nullable
    RequestChain next;

    /** A chain; the name is null for the usual one. */
    RequestChain(EventLoop loop, HttpStream stream, @Nullable String name, Next.Request first, Errorback errorback) {
        this.loop = loop;
        this.stream = stream;
        this.title = name == null ? first.request().method() : name;
        this.host = name == null ? first.request().uri().getHost() : null;
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
            tell(l -> l.chainStarted(this));
            if (!step.delay().isZero()) {
                goOnAfter(step.delay());
                return;
            }
        }
        delay = null;
        attempts++;
        Listeners listeners = stream.listeners();
        exchange = new Exchange(
                stream,
                step.request(),
                this,
                listeners == null ? null : new ExchangeEvents(listeners, this, step.request(), attempts));
        exchange.start();
    }

    private void tell(Consumer<HttpStreamListener> event) {
        Listeners listeners = stream.listeners();
        if (listeners != null) {
            listeners.tell(event);
        }
    }

    @Override
    public String name() {
        return host == null ? title : title + " " + host;
    }

    /** How it stands; on the loop. */
    ChainSnapshot snapshot() {
        if (exchange != null) {
            return exchange.snapshot(name(), attempts);
        }
        return new ChainSnapshot(
                name(),
                delay == null ? Waiting.TURN : Waiting.DELAY,
                Duration.ofNanos(System.nanoTime() - since),
                step.request().toString(),
                attempts + 1);
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
        String to = step.request().uri().getHost();
        HttpStreamException failure = exchange != null
                ? exchange.failure(phase, reason, null)
                : new HttpStreamException(phase, step.request().method(), to, Duration.ZERO, reason, false, null);
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
        if (begun) {
            tell(l -> l.chainEnded(this));
        }
    }

    @Override
    public void answered(HttpResponse response) {
        if (cancelled) {
            return;
        }
        RetryPolicy retry = step.retry();
        Duration wait = retry == null ? null : retry.after(step.request(), response, attempts, Instant.now());
        if (wait != null) {
            tryAgain(wait, "status " + response.status());
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
        follow(next, true);
    }

    @Override
    public void failed(HttpStreamException failure) {
        if (cancelled) {
            return;
        }
        RetryPolicy retry = step.retry();
        Duration wait = retry == null ? null : retry.after(step.request(), failure, attempts);
        if (wait != null) {
            tryAgain(wait, failure.reason());
            return;
        }
        Next next;
        try {
            next = Objects.requireNonNull(errorback.failed(failure), "the errorback returned null");
        } catch (Throwable thrown) { // As above; nobody is left to hear of it but the log.
            log.warn("errorback threw, its chain ends: failure=\"{}\"", failure.getMessage(), thrown);
            next = Next.none();
        }
        follow(next, false);
    }

    private void tryAgain(Duration wait, String reason) {
        log.debug(
                "trying again request=\"{}\" attempts={} waitMs={} reason=\"{}\"",
                step.request(),
                attempts,
                wait.toMillis(),
                reason);
        exchange = null;
        goOnAfter(wait);
    }

    /**
     * Goes on.
     *
     * @param atOnce whether the loop has just read an answer for us. Then the next request goes out from here, for its
     *     own answer cannot come before the loop has looked at all others. Whatever else ends a step may do so within
     *     its beginning: it needs a task of its own, lest a chain grow the stack or keep others off the loop
     */
    private void follow(Next next, boolean atOnce) {
        exchange = null;
        if (cancelled || ended) {
            return;
        }
        if (!(next instanceof Next.Request request)) {
            end();
            return;
        }
        step = request;
        attempts = 0;
        if (request.errorback() != null) {
            errorback = request.errorback();
        }
        if (atOnce && request.delay().isZero()) {
            run();
        } else {
            goOnAfter(request.delay());
        }
    }

    private void goOnAfter(Duration wait) {
        since = System.nanoTime();
        if (wait.isZero()) {
            loop.execute(this);
        } else {
            delay = loop.schedule(this, TimeUnit.NANOSECONDS.convert(wait), TimeUnit.NANOSECONDS);
            tell(l -> l.delayed(this, wait));
        }
    }
}
