package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.api.plugin.Outcome;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries what networks tell to the handlers of plugins, and what plugins say back to the networks.
 *
 * <p>For each handler the messages of one chat keep their order and come one at a time; different chats run side by
 * side. A handler that answers CONSUMED ends the message's way; one that throws is logged with its plugin and chat and
 * the message goes on as if it had answered PASS. Handlers run on their owners' threads only. When a {@linkplain Lanes
 * lane} is full, that plugin misses the message and the next one still gets it; this is logged and counted.
 *
 * <p>Safe for use by any thread; nothing here blocks.
 */
public final class Dispatcher implements AccountListener {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Lanes lanes = new Lanes();
    private final Outbox outbox = new Outbox();
    private final AtomicLong missed = new AtomicLong();
    private volatile HandlerTable table = HandlerTable.EMPTY;
    private volatile boolean hearing = true;

    /** Makes an account's chats reachable. */
    public void connect(NetworkAccount account) {
        outbox.connect(account);
    }

    /**
     * Swaps who hears what, at once. Messages that are on their way pass by handlers that are no longer in the table.
     */
    public void publish(HandlerTable now) {
        table = now;
    }

    /** Completes when nothing of the owner waits or runs; to be called after publishing a table without it. */
    public CompletionStage<Void> drained(String owner) {
        return lanes.drained(owner);
    }

    /** Hears nothing any more. Completes when all that was heard is handled and all that was accepted is sent. */
    public CompletionStage<Void> quiesce() {
        hearing = false;
        return lanes.drained().thenCompose(handled -> outbox.drained());
    }

    /**
     * Sends through the chat's outgoing lane.
     *
     * @param owner who sends; the returned stage completes on its callback thread
     * @param chat where
     * @param message what
     * @return what became of it; never exceptionally
     */
    public CompletionStage<SendResult> send(Owner owner, ChatId chat, Message message) {
        return outbox.send(chat, message).thenApplyAsync(result -> result, owner.callbacks());
    }

    @Override
    public void onEvent(BotEvent event) {
        if (!hearing) {
            return;
        }
        HandlerTable now = table;
        for (HandlerTable.EventEntry<?> entry : now.events()) {
            tell(entry, event);
        }
        if (event instanceof MessageReceived received) {
            log.debug(
                    "heard chat={} message={}",
                    received.chat().id(),
                    received.id().value());
            Addressing addressing = Addressing.of(received.message(), received.self(), received.account());
            new Journey(received, addressing, now).goOn();
        }
    }

    private <E extends BotEvent> void tell(HandlerTable.EventEntry<E> entry, BotEvent event) {
        if (!entry.type().isInstance(event)) {
            return;
        }
        E told = entry.type().cast(event);
        boolean taken = lanes.offer(entry.owner(), event.account(), new Lanes.Task() {
            @Override
            public void run() {
                guard(entry.owner(), event.account(), () -> {
                    entry.handler().handle(told);
                    return Outcome.PASS;
                });
            }

            @Override
            public void refused() {}
        });
        if (!taken) {
            miss(entry.owner(), event.account());
        }
    }

    /** Logs the first miss and then ever more rarely, so that a flood does not flood the log. */
    private void miss(Owner owner, Object where) {
        long count = missed.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            log.warn("plugin is too slow and missed something plugin={} where={} missed={}", owner.id(), where, count);
        }
    }

    private interface Call {
        Outcome run() throws Exception;
    }

    /** The border to a plugin: nothing it throws gets past here. */
    private static Outcome guard(Owner owner, Object where, Call call) {
        MDC.put("plugin", owner.id());
        MDC.put("chat", where.toString());
        try {
            return call.run();
        } catch (Throwable thrown) { // whatever it is, the thread and the other plugins must go on
            log.error("plugin failed plugin={} chat={}", owner.id(), where, thrown);
            return Outcome.PASS;
        } finally {
            // An interrupt that was meant for this call must not hit the next one.
            Thread.interrupted();
            MDC.remove("plugin");
            MDC.remove("chat");
        }
    }

    /** One message on its way through the handlers. Its steps follow one another, so its place needs no lock. */
    private final class Journey implements Lanes.Task {

        private final MessageReceived event;
        private final Addressing addressing;
        private final HandlerTable asked;
        private int place = -1;

        Journey(MessageReceived event, Addressing addressing, HandlerTable asked) {
            this.event = event;
            this.addressing = addressing;
            this.asked = asked;
        }

        /** To the next handler that is still there and has room. */
        void goOn() {
            while (++place < asked.messages().size()) {
                HandlerTable.MessageEntry entry = asked.messages().get(place);
                if (!table.contains(entry)) {
                    continue;
                }
                if (lanes.offer(entry.owner(), event.chat().id(), this)) {
                    return;
                }
                miss(entry.owner(), event.chat().id());
            }
        }

        @Override
        public void run() {
            HandlerTable.MessageEntry entry = asked.messages().get(place);
            Incoming incoming = new Incoming(event, addressing, entry.owner(), Dispatcher.this);
            Outcome outcome = guard(
                    entry.owner(), event.chat().id(), () -> entry.handler().handle(incoming));
            if (outcome != Outcome.CONSUMED) {
                goOn();
            }
        }

        @Override
        public void refused() {
            goOn();
        }
    }
}
