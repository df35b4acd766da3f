package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what poll2 brings: {@code [{"poll_type":…,"value":{…}}, …]}, of both eras. */
public final class PollResult {

    /** How many elements of one answer are read; the rest is told as one {@link PollEvent.Unreadable}. */
    public static final int MAX_ELEMENTS = 10_000;

    /** How long the raw JSON of an unknown element may be; a longer one is told as unreadable. */
    public static final int MAX_RAW_CHARS = 64 << 10;

    private record Element(JsonNode json, long time) {}

    private PollResult() {}

    /**
     * Reads an answer. One element that cannot be read does not cost the others; an artefact that nobody said is left
     * out.
     *
     * @param account the name of the account that polls, by which its pictures are fetched
     * @param result the array; anything else is no element at all
     * @param received the time of messages that tell none
     * @return the oldest first
     */
    public static List<PollEvent> read(String account, JsonNode result, Instant received) {
        List<PollEvent> events = new ArrayList<>();
        for (JsonNode element : oldestFirst(result)) {
            event(account, element, received).ifPresent(events::add);
        }
        if (result.isArray() && result.size() > MAX_ELEMENTS) {
            events.add(new PollEvent.Unreadable(
                    "poll", result.size() + " elements (expected: at most " + MAX_ELEMENTS + ")"));
        }
        return events;
    }

    /**
     * The elements, oldest first. iqq and lwqq found servers to put the newest first, Mojo-Webqq, ScienJus and twqq
     * read forwards; so the direction is taken from what can be compared: the times of neighbours and, of one sender,
     * the message ids, which increase. Without a hint the order of the array stands. An element without a time keeps
     * its place behind the one before it.
     */
    static List<JsonNode> oldestFirst(JsonNode result) {
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode element : result.isArray() ? result : List.<JsonNode>of()) {
            if (elements.size() == MAX_ELEMENTS) {
                break;
            }
            elements.add(element);
        }
        if (direction(elements) > 0) {
            Collections.reverse(elements);
        }
        List<Element> timed = new ArrayList<>(elements.size());
        long last = 0;
        for (JsonNode element : elements) {
            last = time(element.path("value"), last);
            timed.add(new Element(element, last));
        }
        timed.sort(Comparator.comparingLong(Element::time));
        return timed.stream().map(Element::json).toList();
    }

    /** More than 0 when more hints speak for the newest first than against it. */
    private static int direction(List<JsonNode> elements) {
        int direction = 0;
        long before = 0;
        Map<Long, JsonNode> lastOfSender = new HashMap<>();
        for (JsonNode element : elements) {
            JsonNode value = element.path("value");
            long time = time(value, 0);
            direction += before == 0 || time == 0 ? 0 : Long.compare(before, time);
            before = time == 0 ? before : time;
            JsonNode own = lastOfSender.put(sender(value), value);
            direction += own == null || time(own, 0) != time ? 0 : Long.compare(messageId(own), messageId(value));
        }
        return direction;
    }

    private static Optional<PollEvent> event(String account, JsonNode element, Instant received) {
        String type = WireText.name(element.path("poll_type").asText(""));
        if (type.isEmpty()) {
            return Optional.of(new PollEvent.Unreadable("element", "no poll_type"));
        }
        Fields value = new Fields(element.path("value"));
        try {
            return switch (type) {
                case "message" -> MessageReader.read(account, ChatKind.FRIEND, value, received);
                case "group_message" -> MessageReader.read(account, ChatKind.GROUP, value, received);
                case "discu_message" -> MessageReader.read(account, ChatKind.DISCUSSION, value, received);
                case "sess_message" -> MessageReader.read(account, ChatKind.SESSION, value, received);
                default -> Optional.of(notice(type, value).orElseGet(() -> unknown(type, value)));
            };
        } catch (Fields.MissingException e) {
            return Optional.of(new PollEvent.Unreadable(type, String.valueOf(e.getMessage())));
        }
    }

    private static Optional<PollEvent> notice(String type, Fields value) {
        return switch (type) {
            case "buddies_status_change" ->
                Optional.of(new FriendNotice.StatusChanged(
                        value.uin("uin"), value.nameOrThrow("status"), value.code("client_type")));
            case "input_notify" -> Optional.of(new FriendNotice.Typing(value.uin("from_uin")));
            case "shake_message" -> Optional.of(new FriendNotice.Shaken(value.uin("from_uin"), value.name("msg_id")));
            case "kick_message" ->
                Optional.of(new PollEvent.Kicked(value.name("reason"), value.number("show_reason") == 1));
            case "system_message" -> NoticeReader.system(value);
            case "buddylist_change" -> Optional.of(NoticeReader.friendList(value));
            case "sys_g_msg" -> NoticeReader.group(value);
            case "group_web_message" -> Optional.of(NoticeReader.webMessage(value));
            case "file_message" -> FileReader.direct(value);
            case "filesrv_transfer" -> Optional.of(FileReader.progress(value));
            case "push_offfile" -> Optional.of(FileReader.stored(value));
            case "notify_offfile" -> Optional.of(FileReader.storedRefused(value));
            case "tips" -> Optional.of(new PollEvent.Tip(raw(value)));
            case "av_request" -> Optional.of(new PollEvent.Call(value.uin("from_uin"), false));
            case "av_refuse" -> Optional.of(new PollEvent.Call(value.uin("from_uin"), true));
            default -> Optional.empty();
        };
    }

    private static PollEvent unknown(String type, Fields value) {
        String inner = value.name("type");
        return new PollEvent.Unknown(inner.isEmpty() ? type : type + "/" + inner, raw(value));
    }

    private static String raw(Fields value) {
        String json = value.node().toString();
        if (json.length() > MAX_RAW_CHARS) {
            throw new Fields.MissingException("value of at most " + MAX_RAW_CHARS + " characters");
        }
        return json;
    }

    private static long time(JsonNode value, long missing) {
        return WireNumber.id(value.path("time")).orElse(missing);
    }

    private static long sender(JsonNode value) {
        return WireNumber.id(value.path("send_uin")).orElse(new Fields(value).number("from_uin"));
    }

    private static long messageId(JsonNode value) {
        return new Fields(value).number("msg_id");
    }
}
