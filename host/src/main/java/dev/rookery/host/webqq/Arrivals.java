package dev.rookery.host.webqq;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.network.AccountListener;
import dev.rookery.host.webqq.contacts.Contacts;
import dev.rookery.host.webqq.contacts.Directory;
import dev.rookery.host.webqq.contacts.Identities;
import dev.rookery.host.webqq.contacts.Lookup;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stage of the way in: drops what we said ourselves and what came twice, lets a message wait until chat and
 * sender have their names, and tells the listener. Messages of one chat keep their order; one chat does not wait for
 * another. On the loop only.
 */
final class Arrivals {

    /** How many messages of one chat may wait for names; with one more all of them go on with what is known. */
    static final int MAX_WAITING = 100;

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private record ChatKey(ChatKind kind, long number) {}

    private final Identities identities;
    private final Uin self;
    private final Directory directory;
    private final RecentMessages recent;
    private final AccountListener listener;
    private final Map<ChatKey, Deque<WireMessage>> waiting = new HashMap<>();

    Arrivals(Identities identities, Uin self, Directory directory, RecentMessages recent, AccountListener listener) {
        this.identities = identities;
        this.self = self;
        this.directory = directory;
        this.recent = recent;
        this.listener = listener;
    }

    /** Takes a message as the poll brought it. */
    void offer(WireMessage message) {
        if (message.sender().equals(self)) {
            // What is sent from the phone, and at times our own sends, come back since May 2017 (Mojo-Webqq).
            log.debug("own message dropped: chat={}", identities.chat(message.kind(), message.chat()));
            return;
        }
        if (!recent.isNew(message)) {
            log.debug(
                    "duplicate dropped: chat={} id={}",
                    identities.chat(message.kind(), message.chat()),
                    message.messageId());
            return;
        }
        ChatKey chat = new ChatKey(message.kind(), message.chat());
        Deque<WireMessage> queue = waiting.get(chat);
        if (queue != null) {
            queue.add(message);
            if (queue.size() > MAX_WAITING) {
                waiting.remove(chat);
                queue.forEach(this::tell);
            }
            return;
        }
        waiting.put(chat, new ArrayDeque<>(List.of(message)));
        goOn(chat);
    }

    /** Tells everything that waits, with the names that are known. For the end of a session. */
    void flush() {
        List<Deque<WireMessage>> queues = List.copyOf(waiting.values());
        waiting.clear();
        queues.forEach(queue -> queue.forEach(this::tell));
    }

    private void goOn(ChatKey chat) {
        Deque<WireMessage> queue = waiting.get(chat);
        while (queue != null && !queue.isEmpty()) {
            Optional<Lookup> lookup = directory.missing(queue.element());
            if (lookup.isPresent()) {
                directory.ask(lookup.get(), () -> goOn(chat));
                return;
            }
            tell(queue.remove());
        }
        waiting.remove(chat);
    }

    private void tell(WireMessage message) {
        ChatKind kind = message.kind();
        long number = message.chat();
        Contacts contacts = directory.contacts();
        Chat chat = new Chat(identities.chat(kind, number), contacts.chatName(kind, number));
        Person sender =
                new Person(identities.person(message.sender()), contacts.personName(kind, number, message.sender()));
        Person bot = new Person(identities.person(self), contacts.selfName(kind, number));
        log.trace("heard: chat={} sender={} message={}", chat.id(), sender.id(), message.message());
        listener.onEvent(new MessageReceived(
                new MessageId(message.messageId()), chat, sender, bot, message.message(), message.at()));
    }
}
