package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what poll2 brings: {@code [{"poll_type":…,"value":{…}}, …]}. */
public final class PollResult {

    /** What a notice of a video or voice call leaves in a group (Mojo-Webqq skips it likewise). */
    private static final String CALL_NOTICE = " \0\n\0\0\0\0\u0002宋体\r";

    private PollResult() {}

    /**
     * The elements, oldest first. iqq and lwqq found servers to put the newest first, Mojo-Webqq, ScienJus and twqq
     * read forwards; so the direction is taken from what can be compared: the times of neighbours and, of one sender,
     * the message ids, which increase. Without a hint the order of the array stands.
     */
    public static List<JsonNode> oldestFirst(JsonNode result) {
        List<JsonNode> elements = new ArrayList<>();
        result.forEach(elements::add);
        int direction = 0;
        JsonNode before = null;
        Map<Long, JsonNode> lastOfSender = new HashMap<>();
        for (JsonNode element : elements) {
            JsonNode value = element.path("value");
            direction += before == null ? 0 : Long.compare(time(before), time(value));
            before = value;
            JsonNode own = lastOfSender.put(sender(value), value);
            direction += own == null || time(own) != time(value) ? 0 : Long.compare(messageId(own), messageId(value));
        }
        if (direction > 0) {
            Collections.reverse(elements);
        }
        elements.sort(Comparator.comparingLong(element -> time(element.path("value"))));
        return elements;
    }

    /** Whether the element is a message in one of the three kinds of chat. */
    public static boolean isMessage(String pollType) {
        return kind(pollType).isPresent();
    }

    /**
     * Reads a message of era A or B.
     *
     * @param pollType a type for which {@link #isMessage} holds
     * @param value the element's value
     * @return nothing for an artefact that nobody said
     * @throws IllegalArgumentException if chat or sender is missing
     */
    public static Optional<WireMessage> message(String pollType, JsonNode value) {
        ChatKind kind = kind(pollType).orElseThrow(() -> new IllegalArgumentException("not a message: " + pollType));
        for (JsonNode element : value.path("content")) {
            if (element.asText().equals(CALL_NOTICE)) {
                return Optional.empty();
            }
        }
        // from_uin is the gid of a group in both eras; of a discussion it is 10000 in era A, hence did.
        String[] chat = kind == ChatKind.DISCUSSION ? new String[] {"did", "from_uin"} : new String[] {"from_uin"};
        Uin sender = new Uin(number(value, kind == ChatKind.FRIEND ? "from_uin" : "send_uin"));
        boolean eraA = value.has("msg_id2") || value.has("reply_ip");
        Message message = Content.read(value.path("content"), eraA);
        long time = time(value);
        Instant at = time > 0 ? Instant.ofEpochSecond(time) : Instant.now();
        return Optional.of(new WireMessage(
                kind, number(value, chat), sender, value.path("msg_id").asText(), message, at));
    }

    private static Optional<ChatKind> kind(String pollType) {
        return switch (pollType) {
            case "message" -> Optional.of(ChatKind.FRIEND);
            case "group_message" -> Optional.of(ChatKind.GROUP);
            case "discu_message" -> Optional.of(ChatKind.DISCUSSION);
            default -> Optional.empty();
        };
    }

    private static long time(JsonNode value) {
        return value.path("time").asLong();
    }

    private static long sender(JsonNode value) {
        return value.path("send_uin").asLong(value.path("from_uin").asLong());
    }

    private static long messageId(JsonNode value) {
        return value.path("msg_id").asLong();
    }

    private static long number(JsonNode value, String... names) {
        for (String name : names) {
            long number = value.path(name).asLong();
            if (number > 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a message without " + names[0]);
    }
}
