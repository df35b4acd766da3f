package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that was said to the account and is on its way to the bot.
 *
 * @param id the {@code msg_id}: small, increasing
 * @param chat where it was said
 * @param from uin of who said it; like that of the chat, a number of the world
 * @param venue what the wire tells about the chat besides
 * @param seconds when, in Unix seconds
 */
record Spoken(int id, ChatKey chat, long from, Venue venue, Content content, long seconds) implements Incoming {

    /**
     * What the wire tells about a chat besides its own number. It is taken down when something is said, for the group
     * may be gone when it is delivered.
     *
     * @param id the code of a group; for a temporary session the gid or did where the two have met
     * @param number the number of a group; the membership counter of a discussion; for a temporary session the QQ
     *     number of who speaks
     * @param discussion whether those of a temporary session have met in a discussion
     */
    record Venue(long id, long number, boolean discussion) {
        static final Venue NONE = new Venue(0, 0, false);
    }

    /** Any address does; clients only pass it on. */
    static final long REPLY_IP = 176_752_041L;

    @Override
    public JsonNode onWire(Era era, WebLogin login) {
        ObjectNode message = Json.object().put("poll_type", pollType());
        ObjectNode value = message.putObject("value");
        if (chat.kind() == ChatKey.Kind.SESSION) {
            session(value, era, login);
        } else if (era == Era.A) {
            eraA(value, login);
        } else {
            eraB(value, login);
        }
        return message;
    }

    private String pollType() {
        return switch (chat.kind()) {
            case FRIEND -> "message";
            case GROUP -> "group_message";
            case DISCUSSION -> "discu_message";
            case SESSION -> "sess_message";
        };
    }

    /** Where it comes from: a friend, or the account itself when its own message comes back; else the chat. */
    private long sender() {
        return chat.kind() == ChatKey.Kind.FRIEND ? from : chat.id();
    }

    /** The second number of a message of era A; nobody has found out what it is for. */
    static int secondId(int id) {
        return 300_000 + id % 600_000;
    }

    /** The keys of 2013 (captures kept by twqq and lwqq): group_code is the code, a discussion comes from 10000. */
    private void eraA(ObjectNode value, WebLogin login) {
        Uins uins = login.uins();
        boolean discussion = chat.kind() == ChatKey.Kind.DISCUSSION;
        value.put("msg_id", id)
                .put("from_uin", discussion ? 10_000 : uins.wire(sender()))
                .put("to_uin", login.account().qq())
                .put("msg_id2", secondId(id))
                .put("msg_type", chat.kind() == ChatKey.Kind.FRIEND ? 9 : discussion ? 42 : 43)
                .put("reply_ip", REPLY_IP);
        if (chat.kind() == ChatKey.Kind.FRIEND) {
            value.put("time", seconds);
        } else {
            value.put(discussion ? "did" : "group_code", uins.wire(discussion ? chat.id() : venue.id()))
                    .put("send_uin", uins.wire(from))
                    .put("seq", id)
                    .put("time", seconds)
                    .put("info_seq", venue.number());
        }
        value.set("content", content.incoming(Era.A, chat.kind()));
    }

    /** The keys of SmartQQ (test data of slince/smartqq): group_code is the gid, a discussion comes from its did. */
    private void eraB(ObjectNode value, WebLogin login) {
        Uins uins = login.uins();
        value.set("content", content.incoming(Era.B, chat.kind()));
        if (chat.kind() == ChatKey.Kind.DISCUSSION) {
            value.put("did", uins.wire(chat.id()));
        }
        value.put("from_uin", uins.wire(sender()));
        if (chat.kind() == ChatKey.Kind.GROUP) {
            value.put("group_code", uins.wire(chat.id()));
        }
        value.put("msg_id", id).put("msg_type", 0);
        if (chat.kind() != ChatKey.Kind.FRIEND) {
            value.put("send_uin", uins.wire(from));
        }
        value.put("time", seconds).put("to_uin", login.account().qq());
    }

    /** A temporary session; the early SmartQQ kept the keys of WebQQ (seen in lwqq and Mojo-Webqq). */
    private void session(ObjectNode value, Era era, WebLogin login) {
        Uins uins = login.uins();
        value.put("msg_id", id)
                .put("from_uin", uins.wire(from))
                .put("to_uin", login.account().qq())
                .put("msg_id2", secondId(id))
                .put("msg_type", 140)
                .put("reply_ip", REPLY_IP)
                .put("time", seconds)
                .put("id", uins.wire(venue.id()))
                .put("ruin", venue.number())
                .put("service_type", venue.discussion() ? 1 : 0);
        flags(value.putObject("flags"));
        value.set("content", content.incoming(era, chat.kind()));
    }

    /** What may be sent in a temporary session. */
    static void flags(ObjectNode flags) {
        flags.put("text", 1).put("pic", 1).put("file", 1).put("audio", 1).put("video", 1);
    }
}
