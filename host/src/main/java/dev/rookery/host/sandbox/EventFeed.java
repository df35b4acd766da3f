package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.EventStream;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells pages and tests what happens, as server-sent events. Beyond {@value #MAX_READERS} readers new ones are refused.
 */
final class EventFeed {

    static final int MAX_READERS = 64;

    private final Set<EventStream> readers = new LinkedHashSet<>();

    void open(Exchange exchange) {
        if (readers.size() >= MAX_READERS) {
            exchange.respond(Response.text(503, "too many readers of events"));
            return;
        }
        EventStream reader = exchange.openEventStream();
        readers.add(reader);
        reader.onClose(() -> readers.remove(reader));
    }

    /** The state that {@code /sandbox/state} tells may have changed. */
    void stateChanged() {
        publish("state", "{}");
    }

    void message(JsonNode entry) {
        if (!readers.isEmpty()) {
            publish("message", Json.write(entry));
        }
    }

    private void publish(String event, String data) {
        new ArrayList<>(readers).forEach(reader -> reader.send(event, data));
    }
}
