package dev.rookery.host.webqq.wire;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the poll brought it, before names are known.
 *
 * @param kind what sort of chat
 * @param chat where it was said and where an answer goes: uin, gid or did; of a temporary chat the stranger's uin
 * @param sender who said it
 * @param messageId a small number that increases per sender and repeats after a while; empty when missing
 * @param message what was said
 * @param at when, by the server's clock where it tells
 * @param details what else the wire tells about this kind of chat
 */
public record WireMessage(
        ChatKind kind, long chat, Uin sender, String messageId, Message message, Instant at, Details details)
        implements PollEvent {

    /** A message of which nothing else is known. */
    public WireMessage(ChatKind kind, long chat, Uin sender, String messageId, Message message, Instant at) {
        this(kind, chat, sender, messageId, message, at, new Details.None());
    }

    /** What only some kinds of chat tell. */
    public sealed interface Details {

        /** A friend tells nothing more. */
        record None() implements Details {}

        /**
         * Of a group.
         *
         * @param group its names; the number ({@code info_seq}) stands in era A only
         * @param seq counts the messages of the group in era A, gaps are losses; 0 in era B
         */
        record OfGroup(WireGroup group, long seq) implements Details {}

        /**
         * Of a discussion.
         *
         * @param members changes when somebody comes or goes ({@code info_seq}, seen in lwqq); 0 in era B
         * @param seq counts the messages of the discussion in era A, gaps are losses; 0 in era B
         */
        record OfDiscussion(long members, long seq) implements Details {}

        /**
         * Of a temporary chat.
         *
         * @param via where the two met: the gid or did that the signature for an answer is asked with; 0 when missing
         * @param serviceType 0 for a group, 1 for a discussion, passed back with the answer
         * @param number the sender's lasting number ({@code ruin}); null where the wire leaves it out
         */
        record OfSession(
                long via, int serviceType, @Nullable QqNumber number) implements Details {}
    }
}
