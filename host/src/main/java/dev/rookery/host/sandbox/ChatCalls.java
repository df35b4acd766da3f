package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import java.time.Duration;
import java.util.OptionalInt;

/** The calls of the control API about what is said: {@code say}, {@code sent}, {@code history}. */
final class ChatCalls {

    /** Longest text that can be said, in UTF-16 units. */
    static final int MAX_TEXT = 4_000;

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private ChatCalls() {}

    static void addTo(ControlApi api) {
        api.post("say", ChatCalls::say)
                .get("sent", (exchange, account, none) -> sent(exchange, account.conversations()))
                .get("history", (exchange, account, none) -> history(exchange, account.conversations()));
    }

    private static void say(Exchange exchange, Account account, JsonNode body) {
        Conversations conversations = account.conversations();
        ChatKey chat = ChatKey.parse(body.path("chat").asText(""));
        if (!conversations.exists(chat)) {
            throw new Refusal(400, "chat: " + chat + " is not in this world (see /sandbox/state)");
        }
        boolean implied =
                chat.kind() == ChatKey.Kind.FRIEND && body.path("from").isMissingNode();
        long from = implied ? chat.id() : Json.number(body, "from");
        String name = conversations
                .speaker(chat, from)
                .orElseThrow(() -> new Refusal(
                        400,
                        "from: " + body.path("from").asText("missing") + " (expected: the uin of a member of " + chat
                                + " other than the account)"));
        String text = body.path("text").asText("");
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new Refusal(400, "text: " + text.length() + " characters (expected: 1 to " + MAX_TEXT + ")");
        }
        OptionalInt id = conversations.say(chat, from, name, Content.ofPlain(text));
        if (id.isEmpty()) {
            throw new Refusal(503, Inbox.MAX + " messages are waiting for the bot already");
        }
        ControlApi.answer(exchange, Json.object().put("id", id.getAsInt()));
    }

    private static void sent(Exchange exchange, Conversations conversations) {
        long since = ControlApi.number(exchange, "since");
        Duration wait = Duration.ofMillis(Math.min(ControlApi.number(exchange, "wait"), MAX_WAIT.toMillis()));
        Runnable answer = () -> {
            ObjectNode list = Json.object().put("last", conversations.lastSent());
            list.set("sent", conversations.sentSince(since));
            ControlApi.answer(exchange, list);
        };
        if (wait.isZero() || conversations.lastSent() > since) {
            answer.run();
            return;
        }
        conversations.onNextSent(answer);
        exchange.onClose(() -> conversations.forget(answer));
        exchange.onTimeout(wait, () -> {
            conversations.forget(answer);
            answer.run();
        });
    }

    private static void history(Exchange exchange, Conversations conversations) {
        ChatKey chat = ChatKey.parse(exchange.query().text("chat"));
        ObjectNode answer = Json.object();
        answer.set("lines", conversations.history(chat));
        ControlApi.answer(exchange, answer);
    }
}
