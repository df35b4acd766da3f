package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A chain that goes on by chance and holds against what it hears what it may hear: one outcome of each request, the one
 * that the server's conduct leads to, and nothing after its end. All but its making is on the loop.
 */
final class ModelChain implements Readback, Errorback {

    private static final int MOST_REQUESTS = 4;

    private final RawServer server;
    private final SplittableRandom random;
    private final Queue<String> violations;
    private final AtomicInteger running;

    private FaultyServer conduct = FaultyServer.ANSWERS;
    private int requests;
    private boolean asked;
    private boolean threw;
    private boolean cancelled;
    private boolean ended;

    /** Set after it was added. */
    Chain chain;

    ModelChain(RawServer server, SplittableRandom random, Queue<String> violations, AtomicInteger running) {
        this.server = server;
        this.random = random;
        this.violations = violations;
        this.running = running;
        running.incrementAndGet();
    }

    /** Its next request; also its first. */
    HttpRequest request() {
        FaultyServer[] all = FaultyServer.values();
        conduct = random.nextInt(2) == 0 ? FaultyServer.ANSWERS : all[random.nextInt(all.length)];
        requests++;
        asked = true;
        String method = random.nextBoolean() ? "GET" : "POST";
        HttpRequest.Builder request = HttpRequest.of(method, conduct.on(server)).followRedirects(1);
        if (conduct == FaultyServer.STALLS || conduct == FaultyServer.STALLS_IN_THE_BODY) {
            request.timeout(Duration.ofMillis(1 + random.nextInt(30)));
        }
        return request.build();
    }

    @Override
    public Next read(HttpResponse response) {
        heard("answer " + response.status());
        check(conduct.answers && response.text().equals("ok"), "answered with " + response.text());
        if (random.nextInt(10) == 0) {
            threw = true;
            throw new IllegalStateException("a readback that throws, which is a part of the test");
        }
        return goesOn();
    }

    @Override
    public Next failed(HttpStreamException failure) {
        if (threw) {
            check(failure.phase() == Phase.READBACK && !ended && !cancelled, "threw, and heard " + failure);
            threw = false;
        } else {
            heard(failure.toString());
            // Nothing else may fail where the server answers; the queue is short on purpose.
            check(
                    !conduct.answers || failure.phase() == Phase.QUEUE || failure.phase() == Phase.CLOSED,
                    failure.toString());
        }
        if (failure.phase() == Phase.CLOSED) {
            ends();
            return random.nextBoolean() ? Next.none() : Next.request(request(), this);
        }
        if (random.nextInt(20) == 0) {
            ends();
            throw new IllegalStateException("an errorback that throws, which is a part of the test");
        }
        return goesOn();
    }

    private void heard(String what) {
        check(asked && !ended, "heard once more: " + what);
        check(!cancelled, "heard after it was cancelled: " + what);
        asked = false;
    }

    private Next goesOn() {
        int way = random.nextInt(10);
        if (way < 3 || requests >= MOST_REQUESTS) {
            ends();
            return Next.none();
        }
        Next.Request next = Next.request(request(), this);
        return way < 5 ? next.after(Duration.ofMillis(random.nextInt(20))) : next;
    }

    private void ends() {
        check(!ended, "ended twice");
        ended = true;
        if (!cancelled) {
            running.decrementAndGet();
        }
    }

    /** Cancelled on the loop; from then on it hears nothing. */
    void cancel() {
        chain.cancel();
        if (!cancelled && !ended) {
            running.decrementAndGet();
        }
        cancelled = true;
    }

    /** Whether nothing more is to come. */
    boolean isOver() {
        return ended || cancelled;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(conduct + ": " + otherwise);
        }
    }
}
