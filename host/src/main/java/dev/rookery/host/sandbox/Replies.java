package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The forms that WebQQ's answers have, by the kind of host that gives them. */
final class Replies {

    private static final String API = "application/json; charset=utf-8";
    private static final String CHANNEL = "text/plain; charset=utf-8";
    private static final String SCRIPT = "application/javascript; charset=utf-8";

    private Replies() {}

    /** Session not known: clients sign in again. */
    static final int NO_SESSION = 103;

    /** Contact hash wrong: lwqq tries the next variant. */
    static final int WRONG_HASH = 50;

    /** Somebody or something that is not in this world. */
    static final int BAD_PARAMETER = 100001;

    /** A request that cannot be read. */
    static final int MALFORMED = 100006;

    /** An answer of d.web2 and d1.web2. */
    static CompletionStage<Void> channel(Exchange exchange, String body) {
        return exchange.respond(200, CHANNEL, body);
    }

    /** The content type of such an answer. */
    static String channelType() {
        return CHANNEL;
    }

    static void channel(Exchange exchange, JsonNode result) {
        channel(exchange, Json.write(ok(result)));
    }

    /** An answer of s.web2. */
    static void api(Exchange exchange, JsonNode result) {
        exchange.respond(200, API, Json.write(ok(result)));
    }

    /** An answer of s.web2 and its like that has another shape than most. */
    static void api(Exchange exchange, String body) {
        exchange.respond(200, API, body);
    }

    /** The shortest answer of the group administration; 0 is a success. */
    static void administration(Exchange exchange, int ec) {
        api(exchange, "{\"ec\":" + ec + "}");
    }

    /** An answer of the login hosts: a call of a JavaScript function. */
    static String scriptType() {
        return SCRIPT;
    }

    /** Refuses with a retcode, but not at once: several clients retry without any pause. */
    static void refuse(Exchange exchange, Duration hold, int retcode) {
        exchange.onTimeout(hold, () -> channel(exchange, "{\"retcode\":" + retcode + ",\"errmsg\":\"\"}"));
    }

    private static ObjectNode ok(JsonNode result) {
        ObjectNode answer = Json.object().put("retcode", 0);
        answer.set("result", result);
        return answer;
    }
}
