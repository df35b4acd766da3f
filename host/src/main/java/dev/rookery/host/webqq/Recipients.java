package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.webqq.contacts.ChatHandle;
import dev.rookery.host.webqq.contacts.Contacts;
import dev.rookery.host.webqq.contacts.Identities;
import dev.rookery.host.webqq.contacts.SessionRoute;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Uin;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Finds out whom the ids of plugins stand for in the present login. On the loop only. */
final class Recipients implements Numbers {

    private static final int VIA_DISCUSSION = 1;

    private final Identities identities;
    private final Supplier<Optional<Contacts>> contacts;

    /**
     * Creates it for one account.
     *
     * @param contacts of the present login; empty while there is none
     */
    Recipients(Identities identities, Supplier<Optional<Contacts>> contacts) {
        this.identities = identities;
        this.contacts = contacts;
    }

    /**
     * Whom a message to a chat goes to.
     *
     * @throws IllegalArgumentException if it is no chat that can be spoken to in this login; the message is for people
     */
    Recipient of(ChatId chat) {
        ChatHandle handle = identities.handle(chat);
        return switch (handle.kind()) {
            case FRIEND -> new Recipient.Friend(handle.number());
            case GROUP ->
                new Recipient.Group(
                        handle.number(),
                        contacts.get()
                                .map(known -> known.groupCode(handle.number()))
                                .orElse(0L));
            case DISCUSSION -> new Recipient.Discussion(handle.number());
            case SESSION -> stranger(chat, new Uin(handle.number()));
        };
    }

    private Recipient stranger(ChatId chat, Uin other) {
        SessionRoute route = contacts.get()
                .flatMap(known -> known.session(other))
                .orElseThrow(() -> new IllegalArgumentException("nobody knows in which group the other of " + chat
                        + " is met (expected: somebody who has spoken there in this sign-in)"));
        return new Recipient.Stranger(other.value(), route.via(), route.serviceType() == VIA_DISCUSSION);
    }

    @Override
    public Uin uin(PersonId person) {
        return identities.uin(person);
    }

    @Override
    public long number(ChatId chat) {
        return identities.number(chat);
    }

    @Override
    public OptionalLong qqNumber(PersonId person) {
        return identities.isDoubtful(person) ? OptionalLong.empty() : identities.qqNumber(person);
    }

    @Override
    public OptionalLong groupNumber(ChatId group) {
        return identities.isDoubtful(group) ? OptionalLong.empty() : identities.groupNumber(group);
    }
}
