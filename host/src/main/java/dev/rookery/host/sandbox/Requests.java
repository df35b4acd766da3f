package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.Exchange;

/** Reads what WebQQ's clients send. */
final class Requests {

    private Requests() {}

    /**
     * The JSON parameter {@code r}, from the form or, as Mojo-Webqq sends it with one GET, from the query.
     *
     * @throws IllegalArgumentException when it is not a JSON object
     */
    static JsonNode r(Exchange exchange) {
        String r = exchange.form().get("r").orElseGet(() -> exchange.query().text("r"));
        JsonNode json = r.isEmpty() ? Json.object() : Json.parse(r);
        if (!json.isObject()) {
            throw new IllegalArgumentException("r: " + json.getNodeType() + " (expected: an object)");
        }
        return json;
    }

    /** As {@link #r}, and empty when it is not a JSON object. */
    static JsonNode rOrNothing(Exchange exchange) {
        try {
            return r(exchange);
        } catch (IllegalArgumentException malformed) {
            return Json.object();
        }
    }

    /** The psessionid of {@code r}, of the form or of the query; empty when none of them has one. */
    static String psessionid(Exchange exchange, JsonNode r) {
        return text(exchange, r, "psessionid");
    }

    /** The clientid likewise, a number or a text. */
    static String clientid(Exchange exchange, JsonNode r) {
        return text(exchange, r, "clientid");
    }

    private static String text(Exchange exchange, JsonNode r, String name) {
        String text = Json.text(r, name);
        if (text.isEmpty()) {
            text = exchange.form().get(name).orElseGet(() -> exchange.query().text(name));
        }
        return text.equals("null") ? "" : text;
    }

    /** The number that a text consists of, or -1. */
    static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
