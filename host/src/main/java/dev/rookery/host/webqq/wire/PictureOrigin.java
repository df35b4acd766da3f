package dev.rookery.host.webqq.wire;

import dev.rookery.api.chat.ChatKind;

/**
 * What a message tells about itself that is needed to fetch a picture in it.
 *
 * @param account the name of the account that heard it
 * @param kind what sort of chat it was said in
 * @param group what pictures of the chat are asked with: the {@code group_code}, or the did of a discussion
 * @param sender who said it
 * @param messageId its {@code msg_id}; empty when missing
 */
record PictureOrigin(String account, ChatKind kind, long group, Uin sender, String messageId) {}
