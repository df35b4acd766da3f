package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/** What goes wrong with messages that clients send. */
final class SendFaults {

    private SendFaults() {}

    static void swallow(Strike strike) {
        Replies.channel(strike.exchange(), SendEndpoints.SENT);
    }

    static void swallowFast(Strike strike) {
        long now = System.nanoTime();
        Object before = strike.memory().put(chat(strike), now);
        boolean fast = before instanceof Long last && now - last < strike.number("millis") * 1_000_000;
        swallowIf(strike, fast);
    }

    static void swallowRepeated(Strike strike) {
        String text = Requests.r(strike.exchange()).path("content").asText("");
        swallowIf(strike, text.equals(strike.memory().put(chat(strike), text)));
    }

    private static void swallowIf(Strike strike, boolean condition) {
        if (condition && strike.happens()) {
            swallow(strike);
        } else {
            strike.proceed();
        }
    }

    /** Who is spoken to by whom. */
    private static String chat(Strike strike) {
        JsonNode r = Requests.r(strike.exchange());
        return strike.exchange().path() + " " + Json.text(r, "psessionid") + " " + Json.text(r, "to") + " "
                + Json.text(r, "group_uin") + " " + Json.text(r, "did");
    }

    static void showTwice(Strike strike) {
        strike.onAnswer(first -> {
            strike.proceed();
            return strike.lost(first);
        });
    }

    static void echo(Strike strike) {
        strike.onAnswer(answer -> {
            boolean send = strike.exchange().path().contains("/send_");
            if (send
                    && PollAnswer.json(answer)
                            .filter(json -> json.path("retcode").asInt() == 0)
                            .isPresent()) {
                strike.scene().echo(strike.exchange());
            }
            return strike.exchange().respond(answer);
        });
    }
}
