package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The last {@value #MAX} requests to WebQQ and what became of them, with secrets masked, for {@code GET /sandbox/trace}
 * and for the readers of events that asked for it. For the event loop only.
 */
final class Trace {

    static final int MAX = 500;

    private final EventFeed feed;
    private final Deque<TraceEntry> entries = new ArrayDeque<>();
    private final IdentityHashMap<Exchange, TraceEntry> open = new IdentityHashMap<>();
    private long lastNumber;

    Trace(EventFeed feed) {
        this.feed = feed;
    }

    /** A request begins; must come before anything else looks at its answer. */
    void begin(Exchange exchange, Optional<Account> account) {
        TraceEntry entry = new TraceEntry(++lastNumber, exchange, account);
        entries.addLast(entry);
        if (entries.size() > MAX) {
            entries.removeFirst();
        }
        open.put(exchange, entry);
        exchange.intercept(answer -> {
            entry.answered(answer);
            return exchange.respond(answer);
        });
        exchange.onEnd(end -> {
            open.remove(exchange);
            entry.ended(end);
            feed.request(entry);
        });
        feed.request(entry);
    }

    /** A fault has struck a request. */
    void struck(Exchange exchange, FaultKind kind) {
        Optional.ofNullable(open.get(exchange)).ifPresent(entry -> entry.struckBy(kind));
    }

    /** The requests after a number, the oldest first. */
    ObjectNode since(long number, Predicate<TraceEntry> wanted) {
        ObjectNode answer = Json.object().put("last", lastNumber);
        ArrayNode list = answer.putArray("requests");
        entries.stream()
                .filter(entry -> entry.number() > number)
                .filter(wanted)
                .forEach(entry -> list.add(entry.describe()));
        return answer;
    }
}
