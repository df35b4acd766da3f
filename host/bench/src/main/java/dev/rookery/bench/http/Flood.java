package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** So many requests in flight, each answer followed by the next request, for a while. */
final class Flood implements Client.Callback {

    /** How long it runs before anything counts: connections are made in it. */
    private static final Duration RUN_UP = Duration.ofMillis(200);

    private static final int DRAIN_SECONDS = 20;

    private final Client client;
    private final URI uri;
    private final int inFlight;
    private final LongAdder answers = new LongAdder();
    private final CountDownLatch drained;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    Flood(Client client, URI uri, int inFlight) {
        this.client = client;
        this.uri = uri;
        this.inFlight = inFlight;
        drained = new CountDownLatch(inFlight);
    }

    Map<String, Object> measure(Duration window) throws Exception {
        for (int i = 0; i < inFlight; i++) {
            client.get(uri, this);
        }
        Thread.sleep(RUN_UP.toMillis());
        long answersBefore = answers.sum();
        Usage before = Usage.now();
        Thread.sleep(window.toMillis());
        long counted = answers.sum() - answersBefore;
        Usage after = Usage.now();
        over = true;
        boolean quiet = drained.await(DRAIN_SECONDS, TimeUnit.SECONDS);
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a request failed: " + cause, cause);
        }
        if (!quiet) {
            throw new IllegalStateException(drained.getCount() + " requests without an answer");
        }
        return after.since(before, counted);
    }

    @Override
    public boolean answered(int status, byte[] body) {
        if (status != 200 || body.length != CannedAnswers.BODY.length()) {
            failed(new IllegalStateException("status " + status + " with " + body.length + " bytes"));
            return false;
        }
        answers.increment();
        if (over) {
            drained.countDown();
            return false;
        }
        return true;
    }

    @Override
    public void failed(Throwable cause) {
        failure.compareAndSet(null, cause);
        drained.countDown();
    }
}
