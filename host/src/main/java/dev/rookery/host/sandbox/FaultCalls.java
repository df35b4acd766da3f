package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import java.util.Map;

/**
 * The calls of the control API about faults.
 *
 * <table>
 * <caption>Calls</caption>
 * <tr><td>{@code GET /sandbox/faults/kinds}</td><td>{@code {"kinds":[{"kind":"delay","meaning":"Answers late.",
 *     "endpoint":"*","parameters":[{"name":"millis","meaning":…,"default":"1000","min":0,"max":300000}]}]}}; a parameter
 *     that is a choice has {@code choices} instead of bounds</td></tr>
 * <tr><td>{@code POST /sandbox/faults}</td><td>{@code kind=retcode&retcode=1202&endpoint=send_buddy_msg2&times=1} →
 *     {@code {"id":1}}. Besides the parameters of the kind: {@code endpoint}, {@code account} (a number, else all),
 *     {@code times} (else until removed), {@code share} (0 to 1) and {@code seed}. Empty fields count as left out</td></tr>
 * <tr><td>{@code GET /sandbox/faults}</td><td>{@code {"faults":[{"id":1,"kind":…,"struck":0,"over":false,…}]}}</td></tr>
 * <tr><td>{@code POST /sandbox/faults/remove}</td><td>{@code id=1} → {@code {"removed":1}}</td></tr>
 * <tr><td>{@code POST /sandbox/faults/clear}</td><td>→ {@code {"removed":3}}</td></tr>
 * </table>
 */
final class FaultCalls {

    private final Faults faults;
    private final Accounts accounts;

    FaultCalls(Faults faults, Accounts accounts) {
        this.faults = faults;
        this.accounts = accounts;
    }

    void addTo(ControlApi api) {
        api.get("faults", (exchange, account, none) -> list(exchange))
                .get("faults/kinds", (exchange, account, none) -> kinds(exchange))
                .post("faults", (exchange, account, body) -> add(exchange, body))
                .post("faults/remove", (exchange, account, body) -> remove(exchange, body))
                .post("faults/clear", (exchange, account, body) -> clear(exchange));
    }

    private void add(Exchange exchange, JsonNode body) {
        String word = body.path("kind").asText("");
        FaultKind kind = FaultKind.ofWord(word)
                .orElseThrow(
                        () -> new Refusal(400, "kind: \"" + word + "\" (expected one of: " + FaultKind.words() + ")"));
        Fault fault = Fault.of(kind);
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String value = field.getValue().asText("");
            if (!value.isBlank() && !field.getKey().equals("kind")) {
                fault = with(fault, field.getKey(), value);
            }
        }
        ControlApi.answer(exchange, Json.object().put("id", faults.add(fault)));
    }

    private Fault with(Fault fault, String field, String value) {
        return switch (field) {
            case "endpoint" -> fault.on(value);
            case "account" -> fault.forAccount(account(value));
            case "times" -> fault.times((int) Math.min(number(field, value), Fault.UNLIMITED));
            case "share" -> fault.share(share(value));
            case "seed" -> fault.seed(number(field, value));
            default -> fault.with(field, value);
        };
    }

    private long account(String value) {
        long qq = Requests.number(value);
        if (accounts.ofNumber(qq).isEmpty()) {
            throw new Refusal(
                    400, "account: \"" + value + "\" (expected: a number of /sandbox/accounts, or none for all)");
        }
        return qq;
    }

    private static long number(String field, String value) {
        long number = Requests.number(value);
        if (number < 0) {
            throw new Refusal(400, field + ": \"" + value + "\" (expected: a number)");
        }
        return number;
    }

    private static double share(String value) {
        if (!value.matches("\\d{0,3}(\\.\\d{1,9})?")) {
            throw new Refusal(400, "share: \"" + value + "\" (expected: 0 to 1)");
        }
        return Double.parseDouble(value);
    }

    private void remove(Exchange exchange, JsonNode body) {
        long id = body.path("id").asLong(-1);
        if (!faults.remove(id)) {
            throw new Refusal(400, "id: " + body.path("id").asText("missing") + " (expected: one of /sandbox/faults)");
        }
        ControlApi.answer(exchange, Json.object().put("removed", 1));
    }

    private void clear(Exchange exchange) {
        int count = faults.list().size();
        faults.clear();
        ControlApi.answer(exchange, Json.object().put("removed", count));
    }

    private void list(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("faults");
        faults.list().forEach(listed -> describe(list.addObject(), listed));
        ControlApi.answer(exchange, answer);
    }

    private static void describe(ObjectNode node, Faults.Listed listed) {
        Fault fault = listed.fault();
        node.put("id", listed.id()).put("kind", fault.kind().word()).put("endpoint", fault.endpoint());
        fault.account().ifPresentOrElse(qq -> node.put("account", qq), () -> node.putNull("account"));
        if (fault.times() == Fault.UNLIMITED) {
            node.putNull("times");
        } else {
            node.put("times", fault.times());
        }
        node.put("share", fault.share()).put("struck", listed.struck()).put("over", listed.struck() >= fault.times());
        ObjectNode parameters = node.putObject("parameters");
        fault.kind().parameters().forEach(known -> parameters.put(known.name(), fault.parameter(known.name())));
    }

    private static void kinds(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode kinds = answer.putArray("kinds");
        for (FaultKind kind : FaultKind.values()) {
            ArrayNode parameters = kinds.addObject()
                    .put("kind", kind.word())
                    .put("meaning", kind.meaning())
                    .put("endpoint", kind.endpoint())
                    .putArray("parameters");
            kind.parameters().forEach(known -> describe(parameters.addObject(), known));
        }
        ControlApi.answer(exchange, answer);
    }

    private static void describe(ObjectNode node, FaultParameter parameter) {
        node.put("name", parameter.name()).put("meaning", parameter.meaning()).put("default", parameter.fallback());
        if (parameter.isNumber()) {
            node.put("min", parameter.min()).put("max", parameter.max());
        } else if (!parameter.choices().isEmpty()) {
            ArrayNode choices = node.putArray("choices");
            parameter.choices().forEach(choices::add);
        }
    }
}
