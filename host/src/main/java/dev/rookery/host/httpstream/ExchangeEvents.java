package dev.rookery.host.httpstream;

import java.time.Duration;

/** Tells listeners of one exchange; there is none when nobody listens. Event loop only. */
final class ExchangeEvents {

    private final Listeners listeners;
    private final Chain chain;
    private final HttpRequest first;
    private final long started = System.nanoTime();

    /** When the last step began. */
    private long step = started;

    private boolean ended;

    ExchangeEvents(Listeners listeners, Chain chain, HttpRequest first, int attempt) {
        this.listeners = listeners;
        this.chain = chain;
        this.first = first;
        listeners.tell(l -> l.exchangeStarted(chain, first, attempt));
    }

    void acquired(boolean reused) {
        Duration took = stepped();
        listeners.tell(l -> l.connectionAcquired(chain, reused, took));
    }

    void connected() {
        Duration took = stepped();
        listeners.tell(l -> l.connected(chain, took));
    }

    void secured() {
        Duration took = stepped();
        listeners.tell(l -> l.secured(chain, took));
    }

    void requestStarted(HttpRequest request) {
        stepped();
        listeners.tell(l -> l.requestStarted(chain, request));
    }

    void responseStarted(HttpRequest request, int status) {
        Duration took = stepped();
        listeners.tell(l -> l.responseStarted(chain, request, status, took));
    }

    void redirected(HttpRequest from, HttpRequest to) {
        stepped();
        listeners.tell(l -> l.redirected(chain, from, to));
    }

    void answered(HttpResponse response) {
        if (!ended) {
            ended = true;
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            listeners.tell(l -> l.exchangeEnded(chain, first, response, took));
        }
    }

    void failed(HttpStreamException failure) {
        if (!ended) {
            ended = true;
            listeners.tell(l -> l.exchangeFailed(chain, first, failure));
        }
    }

    private Duration stepped() {
        long now = System.nanoTime();
        Duration took = Duration.ofNanos(now - step);
        step = now;
        return took;
    }
}
