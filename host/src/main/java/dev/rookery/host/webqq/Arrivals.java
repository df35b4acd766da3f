package dev.rookery.host.webqq;

import dev.rookery.api.event.AccountNotice;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.UnknownEvent;
import dev.rookery.api.network.AccountListener;
import dev.rookery.host.webqq.contacts.Change;
import dev.rookery.host.webqq.contacts.ChatHandle;
import dev.rookery.host.webqq.contacts.Directory;
import dev.rookery.host.webqq.wire.FriendNotice;
import dev.rookery.host.webqq.wire.PollEvent;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last stage of the way in: drops what we said ourselves and what came twice, lets what happened wait until chat
 * and people have their names and ids, and tells the listener. What happens in one chat keeps its order; one chat does
 * not wait for another. On the loop only.
 */
final class Arrivals {

    /** How much of one chat may wait for names; with one more all of it goes on with what is known. */
    static final int MAX_WAITING = 100;

    /** Of how many chats the last notice is remembered, to find those that come twice. */
    static final int MAX_NOTICES = 1000;

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private record Last(PollEvent notice, long nanos) {}

    private final String account;
    private final Directory directory;
    private final RecentMessages recent;
    private final AccountListener listener;
    private final Interpreter interpreter;
    private final LostMessages lost;
    private final Map<ChatHandle, Deque<Arrival>> waiting = new HashMap<>();
    private final Map<ChatHandle, Last> notices = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChatHandle, Last> eldest) {
            return size() > MAX_NOTICES;
        }
    };

    Arrivals(String account, Directory directory, RecentMessages recent, AccountListener listener) {
        this.account = account;
        this.directory = directory;
        this.recent = recent;
        this.listener = listener;
        this.interpreter = new Interpreter(directory);
        this.lost = new LostMessages(account);
        directory.onChange(this::changed);
    }

    /**
     * Takes something as the poll brought it.
     *
     * @return whether it was new: not our own, not what was told before, and not of an unknown kind
     */
    boolean offer(PollEvent event) {
        if (event instanceof WireMessage message) {
            return offer(message);
        }
        if (event instanceof PollEvent.Other other) {
            return tell(other);
        }
        List<Arrival> news = interpreter.notice(event).stream()
                .filter(arrival -> isNew(arrival.chat(), event))
                .toList();
        news.forEach(this::enqueue);
        return !news.isEmpty();
    }

    /** Tells everything that waits, with the names that are known. For the end of a session. */
    void flush() {
        List<Deque<Arrival>> queues = List.copyOf(waiting.values());
        waiting.clear();
        queues.forEach(queue -> queue.forEach(this::tell));
    }

    private boolean offer(WireMessage message) {
        if (message.sender().equals(directory.contacts().self())) {
            // What is sent from the phone, and at times our own sends, come back since May 2017 (Mojo-Webqq).
            log.debug("account={} own message dropped: kind={}", account, message.kind());
            return false;
        }
        if (!recent.isNew(message)) {
            log.debug("account={} duplicate dropped: kind={} id={}", account, message.kind(), message.messageId());
            return false;
        }
        lost.count(message);
        enqueue(interpreter.message(message));
        return true;
    }

    /** A notice that repeats the one before it in its chat came twice; they have no ids to tell. */
    private boolean isNew(ChatHandle chat, PollEvent event) {
        if (event instanceof FriendNotice.StatusChanged || event instanceof FriendNotice.Typing) {
            return true;
        }
        Last last = notices.remove(chat);
        long now = System.nanoTime();
        notices.put(chat, new Last(event, now));
        return last == null || !last.notice().equals(event) || now - last.nanos() > RecentMessages.WINDOW.toNanos();
    }

    private void changed(Change change) {
        Arrival arrival = interpreter.change(change);
        Deque<Arrival> queue = waiting.get(arrival.chat());
        if (queue != null && change instanceof Change.RoomJoined) {
            // A message from a group that nobody knew made us look: joining came before it.
            queue.addFirst(arrival);
        } else {
            enqueue(arrival);
        }
    }

    private void enqueue(Arrival arrival) {
        Deque<Arrival> queue = waiting.get(arrival.chat());
        if (queue == null) {
            waiting.put(arrival.chat(), new ArrayDeque<>(List.of(arrival)));
            goOn(arrival.chat());
            return;
        }
        queue.add(arrival);
        if (queue.size() > MAX_WAITING) {
            waiting.remove(arrival.chat());
            queue.forEach(this::tell);
        }
    }

    private void goOn(ChatHandle chat) {
        Deque<Arrival> queue = waiting.get(chat);
        while (queue != null && !queue.isEmpty()) {
            if (directory.ask(chat, queue.element().people(), () -> goOn(chat))) {
                return;
            }
            tell(queue.remove());
        }
        waiting.remove(chat);
    }

    private void tell(Arrival arrival) {
        tell(arrival.event().get());
    }

    private void tell(BotEvent event) {
        log.trace("account={} heard: {}", account, event);
        // A listener that is behind says so by a late stage; the poll goes on, since the chats hold their bounds.
        CompletionStage<Void> unused = listener.onEvent(event);
    }

    private boolean tell(PollEvent.Other other) {
        Instant now = Instant.now();
        if (other instanceof PollEvent.Tip tip) {
            tell(new AccountNotice(account, tip.json(), now));
        } else if (other instanceof PollEvent.Call call) {
            tell(new UnknownEvent(
                    account,
                    call.refused() ? "av_refuse" : "av_request",
                    "{\"from_uin\":" + call.from().value() + "}",
                    now));
        } else if (other instanceof PollEvent.Unknown unknown) {
            tell(new UnknownEvent(account, unknown.type(), unknown.json(), now));
            return false;
        }
        return true;
    }
}
