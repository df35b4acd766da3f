package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.WireMessage.Details;
import java.time.Instant;
import java.util.Optional;

/** Reads the four kinds of message that a poll brings, of both eras. */
final class MessageReader {

    /** What a notice of a video or voice call leaves in a group (Mojo-Webqq skips it likewise). */
    private static final String CALL_NOTICE = " \0\n\0\0\0\0\u0002宋体\r";

    /** The last second of the year 9999; a later time is nonsense. */
    private static final long MAX_SECONDS = 253402300799L;

    private MessageReader() {}

    /**
     * Reads a message.
     *
     * @param account the name of the account that heard it
     * @param value the element's value
     * @param received the time of a message that tells none
     * @return nothing for an artefact that nobody said
     * @throws Fields.MissingException if chat or sender is missing
     */
    static Optional<PollEvent> read(String account, ChatKind kind, Fields value, Instant received) {
        JsonNode content = value.node().path("content");
        for (JsonNode element : content) {
            if (element.isTextual() && element.asText().equals(CALL_NOTICE)) {
                return Optional.empty();
            }
        }
        // from_uin is the gid of a group in both eras; of a discussion it is 10000 in era A, hence did.
        long chat = kind == ChatKind.DISCUSSION ? value.id("did", "from_uin") : value.id("from_uin");
        Uin sender = kind.isPrivate() ? new Uin(chat) : value.uin("send_uin");
        boolean eraA = value.node().has("msg_id2") || value.node().has("reply_ip");
        long time = value.number("time");
        String messageId = value.name("msg_id");
        long pictures = kind == ChatKind.GROUP ? value.number("group_code") : chat;
        PictureOrigin origin = new PictureOrigin(account, kind, pictures == 0 ? chat : pictures, sender, messageId);
        return Optional.of(new WireMessage(
                kind,
                chat,
                sender,
                messageId,
                ContentReader.read(content, eraA, origin),
                time > 0 && time <= MAX_SECONDS ? Instant.ofEpochSecond(time) : received,
                details(kind, chat, value)));
    }

    private static Details details(ChatKind kind, long chat, Fields value) {
        long seq = value.number("seq");
        long infoSeq = value.number("info_seq");
        return switch (kind) {
            case GROUP -> new Details.OfGroup(new WireGroup(chat, value.number("group_code"), infoSeq), seq);
            case DISCUSSION -> new Details.OfDiscussion(infoSeq, seq);
            case SESSION ->
                new Details.OfSession(value.number("id"), value.code("service_type"), value.qqNumber("ruin"));
            case FRIEND -> new Details.None();
        };
    }
}
