package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import dev.rookery.host.sandbox.ControlCall.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** The calls of the control API about what is said: {@code say}, {@code sent}, {@code history}, {@code file}. */
final class ChatCalls {

    /** Longest text that can be said, in UTF-16 units. */
    static final int MAX_TEXT = 4_000;

    private static final int MAX_SEGMENTS = 100;
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final FileStore files;

    ChatCalls(FileStore files) {
        this.files = files;
    }

    void addTo(ControlApi api) {
        api.post("say", this::say)
                .get("sent", (exchange, account, none) -> sent(exchange, account.conversations()))
                .get("history", (exchange, account, none) -> history(exchange, account.conversations()))
                .get("file", (exchange, account, none) -> file(exchange));
    }

    private void say(Exchange exchange, Account account, JsonNode body) {
        Conversations conversations = account.conversations();
        ChatKey chat = ChatKey.parse(body.path("chat").asText(""));
        if (!conversations.exists(chat)) {
            throw new Refusal(400, "chat: " + chat + " is not in this world (see /sandbox/state)");
        }
        boolean alone = chat.kind() == ChatKey.Kind.FRIEND || chat.kind() == ChatKey.Kind.SESSION;
        boolean implied = alone && body.path("from").isMissingNode();
        long from = implied ? chat.id() : Json.number(body, "from");
        String name = conversations
                .speaker(chat, from)
                .orElseThrow(() -> new Refusal(
                        400,
                        "from: " + body.path("from").asText("missing") + " (expected: the uin of a member of " + chat
                                + " other than the account)"));
        if (chat.kind() == ChatKey.Kind.GROUP && account.isSilent(chat.id(), from)) {
            throw new Refusal(400, "from: " + from + " may not speak in " + chat + " now: the bot has silenced it");
        }
        OptionalInt id = conversations.say(chat, from, name, content(body));
        if (id.isEmpty()) {
            throw new Refusal(503, Inbox.MAX + " messages are waiting for the bot already");
        }
        ControlApi.answer(exchange, Json.object().put("id", id.getAsInt()));
    }

    private Content content(JsonNode body) {
        if (!body.has("segments")) {
            return Content.ofPlain(text(body.path("text").asText("")));
        }
        JsonNode segments = body.path("segments");
        if (!segments.isArray() || segments.isEmpty() || segments.size() > MAX_SEGMENTS) {
            throw new Refusal(400, "segments (expected: an array of 1 to " + MAX_SEGMENTS + ")");
        }
        List<Content.Piece> pieces = new ArrayList<>();
        segments.forEach(segment -> pieces.add(piece(segment)));
        return new Content(List.copyOf(pieces));
    }

    private Content.Piece piece(JsonNode segment) {
        String type = segment.path("type").asText("");
        return switch (type) {
            case "text" -> new Content.Text(text(segment.path("text").asText("")));
            case "face" -> new Content.Face(segment.path("id").asInt());
            case "picture", "cface" -> {
                FileStore.StoredFile picture = files.addPicture(
                        bytes(segment), segment.path("redirect").asBoolean());
                yield new Content.Picture(type.equals("cface"), picture.name(), picture.path(), picture.id());
            }
            default ->
                throw new Refusal(400, "segments: type \"" + type + "\" (expected: text, face, picture or cface)");
        };
    }

    /** The picture that a segment carries; without one a pattern that nobody has seen yet. */
    private static byte[] bytes(JsonNode segment) {
        if (!segment.has("data")) {
            return Pictures.pattern(ThreadLocalRandom.current().nextLong());
        }
        byte[] bytes = Base64.getDecoder().decode(segment.path("data").asText(""));
        if (bytes.length == 0 || bytes.length > FileStore.MAX_PICTURE) {
            throw new Refusal(
                    400, "data: " + bytes.length + " bytes (expected: 1 to " + FileStore.MAX_PICTURE + ", in base64)");
        }
        return bytes;
    }

    private static String text(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new Refusal(400, "text: " + text.length() + " characters (expected: 1 to " + MAX_TEXT + ")");
        }
        return text;
    }

    private void file(Exchange exchange) {
        FileStore.StoredFile file = files.ofPath(exchange.query().text("path"))
                .or(() -> files.ofName(exchange.query().text("name")))
                .orElseThrow(() -> new Refusal(404, "no such file (expected: the path or name of a picture or file)"));
        exchange.respond(Response.of(200, file.contentType(), file.bytes())
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff"));
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
