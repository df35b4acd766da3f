package dev.rookery.host.webqq.wire;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import java.time.Instant;

/**
 * A message as the poll brought it, before names are known.
 *
 * @param kind friend, group or discussion
 * @param chat where it was said and where an answer goes: uin, gid or did
 * @param sender who said it
 * @param messageId a small number that increases per sender and repeats after a while; empty when missing
 * @param message what was said
 * @param at when, by the server's clock where it tells
 */
public record WireMessage(ChatKind kind, long chat, Uin sender, String messageId, Message message, Instant at) {}
