package dev.rookery.host.dispatch;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.text.Languages;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.Timers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what networks tell to the handlers of plugins, and what plugins say back to the networks.
 *
 * <p>For each handler the messages of one chat keep their order and come one at a time, also while handlers come and
 * go; different chats run side by side. A handler that answers CONSUMED ends the message's way; one that throws is
 * logged with its plugin and chat and the message goes on as if it had answered PASS. Handlers run on their owners'
 * threads only. Nobody waits for long on account of a plugin that is slow or whose {@linkplain Lanes lanes} are full:
 * messages step past it in order, as if it had answered PASS. Only an owner's switching overtakes others, and is for
 * nobody else.
 *
 * <p>Safe for use by any thread; nothing here blocks.
 */
public final class Dispatcher implements AccountListener {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    /** How often a plugin may answer one message before its answers are held against its quota. */
    static final int FREE_ANSWERS = 5;

    private final Outbox outbox = new Outbox();
    private final Predicate<MessageReceived> worthHearing;
    private final LogThrottle throttle = new LogThrottle();
    private volatile Languages languages = Languages.spoken();
    private volatile boolean hearing = true;

    // What messages need on their way.
    final Lanes lanes;
    final ChatOrder order = new ChatOrder();
    final Gate gate;
    final Trail trail;
    final Speech speech;
    volatile HandlerTable table = HandlerTable.EMPTY;
    volatile Conversations conversations = Conversations.NONE;

    /**
     * Makes a dispatcher that hears nothing yet, keeps nothing from anybody and remembers nothing.
     *
     * @param timers measure how long messages wait
     * @param worthHearing asked once for each message; one that it refuses reaches nobody
     */
    public Dispatcher(Timers timers, Predicate<MessageReceived> worthHearing) {
        this(timers, worthHearing, Gate.OPEN, Trail.NONE);
    }

    /**
     * Makes a dispatcher that hears nothing yet.
     *
     * @param timers measure how long messages wait
     * @param worthHearing asked once for each message; one that it refuses reaches nobody
     * @param gate says which plugin hears and says what
     * @param trail is told what becomes of each message
     */
    public Dispatcher(Timers timers, Predicate<MessageReceived> worthHearing, Gate gate, Trail trail) {
        this.lanes = new Lanes(timers);
        this.worthHearing = worthHearing;
        this.gate = gate;
        this.trail = trail;
        this.speech = new Speech(outbox, gate);
    }

    /**
     * Makes an account's chats reachable.
     *
     * @throws IllegalArgumentException if there is an account of the same name
     */
    public void connect(NetworkAccount account) {
        outbox.connect(account);
    }

    /** What a connected account can be asked besides hearing and speaking. */
    public Optional<Account> account(String name) {
        return outbox.account(name).map(NetworkAccount::operations);
    }

    /** What became of what was said, by the names of the accounts that are connected. */
    public Map<String, SendCounts> sends() {
        return outbox.counts();
    }

    /**
     * Swaps who hears what, at once: no call begins any more into a handler that is not in the table. Messages that
     * come from now on go through the new table, each chat's as soon as those before them have arrived.
     */
    public void publish(HandlerTable now) {
        table = now;
        order.change(now);
    }

    /** From now on answers to questions step aside. To be called once, before anything is heard. */
    public void converse(Conversations questions) {
        conversations = questions;
    }

    /** From now on chats are answered in these languages. To be called once, before anything is heard. */
    public void speak(Languages given) {
        languages = given;
    }

    /** What each chat is answered in. */
    public Languages languages() {
        return languages;
    }

    /** From now on tells what plugins say. To be called once, before anything is heard. */
    public void tap(Tap listener) {
        speech.tap(listener);
    }

    /** Something to run in a lane. */
    @FunctionalInterface
    public interface Step {

        /** Runs on the owner's threads. What it throws is logged. */
        void run() throws Exception;
    }

    /**
     * Runs a step in the owner's lane of a chat, behind what waits there and never beside it.
     *
     * @return false, and it will not run, if the lane is full; nor does it run when the owner's threads end before
     */
    public boolean offer(Owner owner, ChatId chat, Step step) {
        boolean taken = lanes.offer(owner, chat, new Lanes.Task() {
            @Override
            public void run() {
                Border.cross(owner, chat, Trail.Trace.NONE, () -> {
                    step.run();
                    return Outcome.PASS;
                });
            }

            @Override
            public void refused() {}
        });
        if (!taken) {
            warn("plugin is too slow and misses a step", owner.id(), chat);
        }
        return taken;
    }

    /** Says something in the host's own name. Nobody waits for what becomes of it; what was not sent is logged. */
    public void say(ChatId chat, Message message) {
        outbox.send(chat, message).thenAccept(result -> log.debug("said by the host chat={} result={}", chat, result));
    }

    /** Whether a plugin is switched on where something was said. */
    public boolean hears(String plugin, MessageReceived message) {
        return gate.hears(plugin, message).allowed();
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
     * @param owner who sends
     * @param chat where
     * @param message what
     * @return what became of it; completes on the owner's callback thread, never exceptionally, and not at all once the
     *     owner has stopped or its callbacks have piled up beyond its queue. That the owner may not say it is known at
     *     once
     */
    public CompletionStage<SendResult> send(Owner owner, ChatId chat, Message message) {
        return speech.send(owner, chat, message);
    }

    @Override
    public CompletionStage<Void> onEvent(BotEvent event) {
        if (!hearing) {
            log.debug("not heard, the host is stopping account={}", event.account());
            return DONE;
        }
        if (event instanceof MessageReceived message && !worthHearing.test(message)) {
            Trail.Trace trace = trail.heard(message);
            boolean own = message.sender().id().equals(message.self().id());
            trace.stopped("", Trail.Stop.LOOP, Sentence.of(own ? "why.own" : "why.bots"));
            trace.ended();
            return DONE;
        }
        gate.expect(event);
        for (Owner owner : table.listeners(event)) {
            tell(owner, event);
        }
        if (!(event instanceof MessageReceived received)) {
            return DONE;
        }
        ChatId chat = received.chat().id();
        log.debug("heard chat={} message={}", chat, received.id().value());
        languages.hear(received);
        Journey journey = new Journey(this, received);
        if (gate.isOwners(received) && journey.goesAhead()) {
            return journey.handled();
        }
        Conversations.Claim claim = conversations.claim(received);
        if (!order.begin(chat, claim == null ? journey : new Answer(this, journey, claim))) {
            warn("too many messages of a chat are under way, one goes no further", "", chat);
            if (claim != null) {
                claim.refused();
            }
            journey.trace().stopped("", Trail.Stop.FULL, Sentence.of("why.crowded"));
            journey.trace().ended();
            journey.settle();
        }
        return journey.handled();
    }

    /** Queues it once for each owner, who may have been reloaded when its turn comes. */
    private void tell(Owner owner, BotEvent event) {
        boolean taken = lanes.offer(owner, event.account(), new Lanes.Task() {
            @Override
            public void run() {
                for (HandlerTable.EventEntry<?> entry : table.events()) {
                    if (!lost
                            && entry.owner().id().equals(owner.id())
                            && gate.hears(owner.id(), event).allowed()) {
                        call(entry, event);
                    }
                }
            }

            @Override
            public void refused() {}
        });
        if (!taken) {
            owner.sentry().missed();
            warn("plugin is too slow and misses an event", owner.id(), event.account());
        }
    }

    private static <E extends BotEvent> void call(HandlerTable.EventEntry<E> entry, BotEvent event) {
        if (entry.type().isInstance(event)) {
            Border.cross(entry.owner(), event.account(), Trail.Trace.NONE, () -> {
                entry.handler().handle(entry.type().cast(event));
                return Outcome.PASS;
            });
        }
    }

    /** Logs a warning, once in a while only. */
    void warn(String what, String plugin, Object where) {
        throttle.ask(plugin + what)
                .ifPresent(keptBack ->
                        log.warn("{} plugin={} where={}{}", what, plugin, where, LogThrottle.end(keptBack)));
    }
}
