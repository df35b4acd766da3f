package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that was said to the account and is on its way to the bot.
 *
 * @param id the {@code msg_id}: small, increasing
 * @param chat where it was said
 * @param from uin of who said it; like that of the chat, a number of the world
 * @param seconds when, in Unix seconds
 */
record Spoken(int id, ChatKey chat, long from, Content content, long seconds) {

    /** Any address does; clients only pass it on. */
    private static final long REPLY_IP = 176_752_041L;

    /** The answer of a poll with just this message: qqbot reads only the first of several. */
    String pollAnswer(Era era, WebLogin login) {
        ObjectNode answer = Json.object().put("retcode", 0);
        ObjectNode message = answer.putArray("result").addObject();
        message.put("poll_type", pollType());
        ObjectNode value = message.putObject("value");
        if (era == Era.A) {
            eraA(value, login);
        } else {
            eraB(value, login);
        }
        return Json.write(answer);
    }

    private String pollType() {
        return switch (chat.kind()) {
            case FRIEND -> "message";
            case GROUP -> "group_message";
            case DISCUSSION -> "discu_message";
        };
    }

    /** Where it comes from: a friend, or the account itself when its own message comes back; else the chat. */
    private long sender() {
        return chat.kind() == ChatKey.Kind.FRIEND ? from : chat.id();
    }

    /** The keys of 2013 (captures kept by twqq and lwqq): group_code is the code, a discussion comes from 10000. */
    private void eraA(ObjectNode value, WebLogin login) {
        Uins uins = login.uins();
        value.put("msg_id", id)
                .put("from_uin", chat.kind() == ChatKey.Kind.DISCUSSION ? 10_000 : uins.wire(sender()))
                .put("to_uin", login.account().qq())
                .put("msg_id2", 300_000 + id % 600_000)
                .put(
                        "msg_type",
                        switch (chat.kind()) {
                            case FRIEND -> 9;
                            case GROUP -> 43;
                            case DISCUSSION -> 42;
                        })
                .put("reply_ip", REPLY_IP);
        switch (chat.kind()) {
            case FRIEND -> value.put("time", seconds);
            case GROUP -> {
                World.Group group = login.account().world().group(chat.id()).orElseThrow();
                value.put("group_code", uins.wire(group.code()))
                        .put("send_uin", uins.wire(from))
                        .put("seq", id)
                        .put("time", seconds)
                        .put("info_seq", group.number());
            }
            case DISCUSSION ->
                value.put("did", uins.wire(chat.id()))
                        .put("send_uin", uins.wire(from))
                        .put("seq", id)
                        .put("time", seconds)
                        .put("info_seq", Contacts.DISCUSSION_SEQ);
        }
        value.set("content", content.incoming(Era.A, chat.kind() == ChatKey.Kind.DISCUSSION));
    }

    /** The keys of SmartQQ (test data of slince/smartqq): group_code is the gid, a discussion comes from its did. */
    private void eraB(ObjectNode value, WebLogin login) {
        Uins uins = login.uins();
        value.set("content", content.incoming(Era.B, chat.kind() == ChatKey.Kind.DISCUSSION));
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
}
