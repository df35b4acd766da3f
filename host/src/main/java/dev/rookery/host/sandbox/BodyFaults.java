package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Response;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Answers whose status or body is not what it should be. */
final class BodyFaults {

    /** What the real service wrote into the answers with these codes. */
    private static final String ERROR = "error!!!";

    private static final List<Long> WITH_ERROR = List.of(1_202L, 100_012L);

    /** A character that nobody types, to be replaced when the JSON is written. */
    private static final String MARK = "\ue000";

    private static final List<JsonNode> HUGE = List.of(
            BigIntegerNode.valueOf(new BigInteger("9".repeat(40))),
            BigIntegerNode.valueOf(BigInteger.ONE.shiftLeft(64).negate()),
            DecimalNode.valueOf(new BigDecimal("1e400")));

    private BodyFaults() {}

    static void status(Strike strike) {
        int code = (int) strike.number("code");
        strike.onAnswerOrMadeUp(
                answer -> strike.instead(answer, Response.of(code, "text/html", page("Error " + code))));
    }

    static void html(Strike strike) {
        strike.onAnswerOrMadeUp(
                answer -> strike.instead(answer, Response.of(200, "text/html; charset=utf-8", page("系统繁忙"))));
    }

    private static String page(String title) {
        return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body><h1>" + title
                + "</h1></body>\r\n</html>\r\n";
    }

    static void notJson(Strike strike) {
        strike.onAnswerOrMadeUp(answer ->
                strike.instead(answer, Response.of(200, answer.contentType(), "{\"retcode\":0,,'result':[{]}\n")));
    }

    static void empty(Strike strike) {
        strike.onAnswerOrMadeUp(answer -> strike.instead(answer, Response.of(200, answer.contentType(), "")));
    }

    static void truncated(Strike strike) {
        strike.onAnswer(answer ->
                strike.instead(answer, answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2))));
    }

    /** Not at once, like every refusal: some clients retry without a pause. */
    static void retcode(Strike strike) {
        long code = strike.number("retcode");
        String body = WITH_ERROR.contains(code)
                ? "{\"errmsg\":\"" + ERROR + "\",\"retcode\":" + code + "}\n"
                : "{\"retcode\":" + code + ",\"errmsg\":\"\"}";
        Response bad = Response.of(200, Replies.channelType(), body);
        strike.onAnswerOrMadeUp(answer -> {
            strike.spoil();
            strike.exchange()
                    .onTimeout(
                            strike.scene().errorHold(), () -> strike.exchange().respond(bad));
            return strike.fateOf(answer);
        });
    }

    static void deepJson(Strike strike) {
        int depth = (int) strike.number("depth");
        String body = "{\"retcode\":0,\"result\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        strike.onAnswerOrMadeUp(answer -> strike.instead(answer, Response.of(200, answer.contentType(), body)));
    }

    static void hugeNumbers(Strike strike) {
        strike.onAnswer(answer -> strike.instead(
                answer,
                PollAnswer.json(answer)
                        .map(json -> {
                            inflate(json, new int[1]);
                            return PollAnswer.withText(answer, Json.write(json));
                        })
                        .orElse(answer)));
    }

    private static void inflate(JsonNode node, int[] turn) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (!field.getKey().equals("retcode")) {
                    field.setValue(inflated(field.getValue(), turn));
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, inflated(array.get(i), turn));
            }
        }
    }

    private static JsonNode inflated(JsonNode value, int[] turn) {
        inflate(value, turn);
        return value.isNumber() ? HUGE.get(turn[0]++ % HUGE.size()) : value;
    }

    static void controlCharacters(Strike strike) {
        strike.onAnswer(answer -> strike.exchange()
                .respond(PollAnswer.json(answer)
                        .map(json -> {
                            JsonTexts.change(json, true, text -> text + MARK);
                            return PollAnswer.withText(answer, Json.write(json).replace(MARK, "\u0001\u000b"));
                        })
                        .orElse(answer)));
    }

    static void unicodeEscapes(Strike strike) {
        strike.onAnswer(answer -> {
            StringBuilder escaped = new StringBuilder();
            PollAnswer.text(answer)
                    .chars()
                    .forEach(c -> escaped.append(c < 0x7f ? Character.toString(c) : String.format("\\u%04x", c)));
            return strike.exchange().respond(PollAnswer.withText(answer, escaped.toString()));
        });
    }

    static void trailingNewline(Strike strike) {
        strike.onAnswer(
                answer -> strike.exchange().respond(PollAnswer.withText(answer, PollAnswer.text(answer) + "\n")));
    }
}
