package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rookery.host.httpserver.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** What goes wrong with the messages that polls deliver. */
final class PollFaults {

    /**
     * The answers to polls without a message that clients of the time had to live with, by what they are called here.
     */
    static final Map<String, Response> IDLE_ANSWERS = new LinkedHashMap<>();

    static {
        idle("error-message", "{\"retcode\":0,\"retmsg\":\"ok\",\"errmsg\":\"error\"}");
        idle("errmsg-only", "{\"retcode\":0,\"errmsg\":\"error\"}");
        idle("empty-result", "{\"retcode\":0,\"result\":[]}");
        idle("result-ok", "{\"retcode\":0,\"result\":\"ok\"}");
        for (int retcode : new int[] {102, 100_012, 100_100, 100_003, 1_202}) {
            idle("retcode-" + retcode, "{\"retcode\":" + retcode + ",\"errmsg\":\"\"}");
        }
        idle("empty-body", "");
        for (int status : new int[] {502, 504, 404}) {
            IDLE_ANSWERS.put("http-" + status, Response.of(status, "text/html", "<h1>" + status + "</h1>\r\n"));
        }
    }

    private PollFaults() {}

    private static void idle(String name, String body) {
        IDLE_ANSWERS.put(name, Response.of(200, Replies.channelType(), body));
    }

    /** Strikes at an answer that delivers something. */
    private static void onMessage(Strike strike, Function<Response, CompletionStage<Void>> change) {
        strike.onAnswer(answer -> PollAnswer.delivers(answer) && strike.happens()
                ? change.apply(answer)
                : strike.exchange().respond(answer));
    }

    static void duplicate(Strike strike) {
        onMessage(
                strike,
                answer -> strike.exchange().respond(answer).thenRun(() -> {
                    for (long i = strike.number("copies"); i > 0; i--) {
                        strike.scene().replays().add(strike.exchange(), answer);
                    }
                }));
    }

    /** The poll goes on as if that message had never been. */
    static void lose(Strike strike) {
        onMessage(strike, answer -> {
            strike.exchange().onTimeout(Duration.ZERO, strike::proceed);
            return strike.lost(answer);
        });
    }

    static void reorder(Strike strike) {
        strike.onAnswer(answer -> {
            if (!PollAnswer.delivers(answer) || !strike.happens()) {
                return strike.exchange().respond(answer);
            }
            List<JsonNode> collected = new ArrayList<>(PollAnswer.entries(answer));
            strike.exchange().onClose(() -> repeat(strike, answer, collected));
            return collectMore(strike, answer, collected);
        });
    }

    /** Those that were collected come with the next poll, or are lost if the session never polls again. */
    private static void repeat(Strike strike, Response answer, List<JsonNode> collected) {
        Response again = PollAnswer.withEntries(answer, collected);
        strike.lost(again);
        strike.scene().replays().add(strike.exchange(), again);
    }

    /** Polls again on the same exchange, until there are enough messages or the poll comes back without any. */
    private static CompletionStage<Void> collectMore(Strike strike, Response answer, List<JsonNode> collected) {
        strike.exchange()
                .onTimeout(
                        Duration.ZERO,
                        () -> strike.onAnswer(next -> {
                            List<JsonNode> more = PollAnswer.entries(next);
                            // Of more the endpoint hears by the stage; of these it has heard that they arrived.
                            List<JsonNode> before = List.copyOf(collected);
                            collected.addAll(more);
                            if (!more.isEmpty() && collected.size() < strike.number("count")) {
                                return collectMore(strike, answer, collected);
                            }
                            List<JsonNode> newestFirst = new ArrayList<>(collected);
                            Collections.reverse(newestFirst);
                            return strike.exchange()
                                    .respond(PollAnswer.withEntries(answer, newestFirst))
                                    .whenComplete((done, failure) -> {
                                        if (failure != null) {
                                            repeat(strike, answer, before);
                                        }
                                    });
                        }));
        return CompletableFuture.completedStage(null);
    }

    static void idle(Strike strike) {
        Response other = IDLE_ANSWERS.getOrDefault(strike.text("answer"), Response.text(500, "no such idle answer"));
        strike.onAnswer(
                answer -> strike.exchange().respond(PollAnswer.isIdle(answer) && strike.happens() ? other : answer));
    }

    static void faceZero(Strike strike) {
        changeContent(
                strike,
                content -> content.forEach(piece -> {
                    if (piece instanceof ArrayNode face
                            && face.path(0).asText("").equals("face")) {
                        face.removeAll().add("face").add(0);
                    }
                }));
    }

    static void fontOnly(Strike strike) {
        changeContent(strike, content -> {
            JsonNode font = content.path(0);
            content.removeAll().add(font);
        });
    }

    private static void changeContent(Strike strike, Consumer<ArrayNode> change) {
        onMessage(strike, answer -> {
            List<JsonNode> entries = PollAnswer.entries(answer);
            entries.forEach(entry -> {
                if (entry.at("/value/content") instanceof ArrayNode content) {
                    change.accept(content);
                }
            });
            return strike.exchange().respond(PollAnswer.withEntries(answer, entries));
        });
    }
}
