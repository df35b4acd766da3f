package dev.rookery.host.webqq;

import dev.rookery.api.account.Answer;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The signatures without which nothing can be said in a temporary chat, each fetched when it is needed and kept for a
 * while. Bounds: {@link #KEPT}, {@link #MAX_KEPT}. On the loop only; the stages complete there.
 */
final class SessionSignatures {

    /** How long one is used, as in Mojo-Webqq; twqq kept it for the whole session. */
    static final Duration KEPT = Duration.ofMinutes(5);

    /** How many are kept; beyond that the one unused for longest is fetched again when needed. */
    static final int MAX_KEPT = 1000;

    /**
     * A signature.
     *
     * @param value as the server gave it
     * @param fresh whether it was fetched just now, so that another one would be no better
     */
    record Signature(String value, boolean fresh) {
        @Override
        public String toString() {
            return "Signature[fresh=" + fresh + "]";
        }
    }

    private record Kept(Session session, Signature signature, long at) {}

    private final Calls calls;
    private final Requests requests;
    private final LongSupplier clock;
    private final Map<Recipient, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Recipient, Kept> eldest) {
            return size() > MAX_KEPT;
        }
    };

    SessionSignatures(Calls calls, Requests requests, LongSupplier clock) {
        this.calls = calls;
        this.requests = requests;
        this.clock = clock;
    }

    /** The signature for a chat, fetched if need be. */
    CompletionStage<Answer<Signature>> of(Session session, Recipient.Stranger stranger) {
        Kept known = kept.get(stranger);
        if (known != null && known.session() == session && clock.getAsLong() - known.at() < KEPT.toNanos()) {
            return CompletableFuture.completedStage(new Answer.Done<>(known.signature()));
        }
        return calls.ask(session, requests.channel().signature(session, stranger))
                .thenApply(answer -> {
                    String value = answer.found()
                            .map(body -> body.path("result"))
                            .map(result -> result.path("value").asText(""))
                            .orElse("");
                    if (!value.isEmpty()) {
                        kept.put(stranger, new Kept(session, new Signature(value, false), clock.getAsLong()));
                        return new Answer.Done<>(new Signature(value, true));
                    }
                    return new Answer.Refused<>(no(Calls.reason(answer)));
                });
    }

    private static String no(String reason) {
        return "the server gave no signature for the temporary chat" + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** Fetches another one next time. */
    void forget(Recipient.Stranger stranger) {
        kept.remove(stranger);
    }
}
