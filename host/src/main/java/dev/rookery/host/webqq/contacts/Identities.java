package dev.rookery.host.webqq.contacts;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.webqq.wire.Uin;

/**
 * Translates between the ids of the API and the numbers of the wire: the one place that knows how. The ids are the
 * numbers of the current login, so they change when the server gives out others.
 *
 * @param account the account's name
 */
public record Identities(String account) {

    public ChatId chat(ChatKind kind, long number) {
        return new ChatId(account, kind, Long.toString(number));
    }

    public PersonId person(Uin uin) {
        return new PersonId(account, Long.toString(uin.value()));
    }

    /**
     * The number to send to.
     *
     * @throws IllegalArgumentException if it is no chat of this account that can be spoken to; the message is for
     *     people
     */
    public long number(ChatId chat) {
        if (!chat.account().equals(account)) {
            throw new IllegalArgumentException("the chat belongs to account " + chat.account() + ", not " + account);
        }
        if (chat.kind() == ChatKind.SESSION) {
            throw new IllegalArgumentException("temporary chats cannot be spoken to");
        }
        if (!chat.value().matches("\\d{1,18}")) {
            throw new IllegalArgumentException("no such chat: " + chat);
        }
        return Long.parseLong(chat.value());
    }
}
