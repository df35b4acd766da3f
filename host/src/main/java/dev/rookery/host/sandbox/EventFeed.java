package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.EventStream;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells pages and tests what happens, as server-sent events. Beyond {@value #MAX_READERS} readers new ones are refused.
 */
final class EventFeed {

    static final int MAX_READERS = 64;

    private final Map<EventStream, Account> readers = new LinkedHashMap<>();
    private final Set<EventStream> tracing = new LinkedHashSet<>();

    /** Begins to tell what happens to an account, and, when asked with {@code trace=1}, each request of anybody. */
    void open(Exchange exchange, Account account) {
        if (readers.size() >= MAX_READERS) {
            exchange.respond(Response.text(503, "too many readers of events"));
            return;
        }
        EventStream reader = exchange.openEventStream();
        readers.put(reader, account);
        if (exchange.query().text("trace").equals("1")) {
            tracing.add(reader);
        }
        reader.onClose(() -> {
            readers.remove(reader);
            tracing.remove(reader);
        });
    }

    /** The state that {@code /sandbox/state} tells may have changed, of any account. */
    void stateChanged() {
        List.copyOf(readers.keySet()).forEach(EventFeed::tellState);
    }

    /** The state of one account may have changed. */
    void stateChanged(Account account) {
        readersOf(account).forEach(EventFeed::tellState);
    }

    void message(Account account, JsonNode entry) {
        List<EventStream> told = readersOf(account);
        if (!told.isEmpty()) {
            String data = Json.write(entry);
            told.forEach(reader -> reader.send("message", data));
        }
    }

    /** A request has begun or ended. */
    void request(TraceEntry entry) {
        if (!tracing.isEmpty()) {
            String data = Json.write(entry.describe());
            List.copyOf(tracing).forEach(reader -> reader.send("request", data));
        }
    }

    private static void tellState(EventStream reader) {
        reader.send("state", "{}");
    }

    private List<EventStream> readersOf(Account account) {
        return readers.entrySet().stream()
                .filter(reader -> reader.getValue() == account)
                .map(Map.Entry::getKey)
                .toList();
    }
}
