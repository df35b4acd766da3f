package dev.rookery.host.dispatch;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.text.Languages;
import dev.rookery.host.time.SystemTimers;
import dev.rookery.host.time.Timers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what networks tell to the handlers of plugins, and what plugins say back to the networks.
 *
 * <p>For each handler the messages of one chat keep their order and come one at a time, also while handlers come and
 * go; different chats run side by side. A handler that answers CONSUMED ends the message's way; one that throws is
 * logged with its plugin and chat and the message goes on as if it had answered PASS. Handlers run on their owners'
 * threads only. Nobody waits for long on account of a plugin that is slow or whose {@linkplain Lanes lanes} are full:
 * messages step past it in order, as if it had answered PASS.
 *
 * <p>Safe for use by any thread; nothing here blocks.
 */
public final class Dispatcher implements AccountListener {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    /** How often a plugin may answer one message before its answers are held against its quota. */
    static final int FREE_ANSWERS = 5;

    private final Lanes lanes;
    private final Outbox outbox = new Outbox();
    private final ChatOrder order;
    private final Predicate<MessageReceived> worthHearing;
    private final LogThrift thrift = new LogThrift();
    private final Gate gate;
    private final Trail trail;
    private volatile HandlerTable table = HandlerTable.EMPTY;
    private volatile Conversations conversations = Conversations.NONE;
    private volatile Languages languages = Languages.spoken();
    private volatile Tap tap = Tap.NONE;
    private volatile boolean hearing = true;

    /** Makes a dispatcher that hears nothing yet, keeps nothing from anybody and remembers nothing. */
    public Dispatcher() {
        this(new SystemTimers(), message -> true);
    }

    /**
     * Makes a dispatcher that hears nothing yet.
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
        this(new ChatOrder(timers::after), timers, worthHearing, gate, trail);
    }

    Dispatcher(ChatOrder order, Timers timers) {
        this(order, timers, message -> true, Gate.OPEN, Trail.NONE);
    }

    private Dispatcher(
            ChatOrder order, Timers timers, Predicate<MessageReceived> worthHearing, Gate gate, Trail trail) {
        this.gate = gate;
        this.trail = trail;
        this.order = order;
        this.lanes = new Lanes(timers);
        this.worthHearing = worthHearing;
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
        tap = listener;
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
                guard(owner, chat, Trail.Trace.NONE, () -> {
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
        Verdict verdict = gate.speaks(owner.id(), chat);
        Optional<String> objection = verdict.allowed() ? owner.sentry().objectsTo(chat) : Optional.of(verdict.reason());
        return objection.isPresent()
                ? refuse(owner, chat, message, objection.get())
                : told(owner, chat, message, outbox.send(chat, message));
    }

    /** Nothing of this is handed from thread to thread: a plugin that says too much is to cost nobody but itself. */
    private CompletionStage<SendResult> refuse(Owner owner, ChatId chat, Message message, String reason) {
        CompletionStage<SendResult> refused = outbox.refuse(chat, reason);
        tap.said(owner.id(), chat, message, refused);
        return refused;
    }

    /** Hands a result over to the owner's own thread: what hangs on it is the plugin's code. */
    private CompletionStage<SendResult> told(
            Owner owner, ChatId chat, Message message, CompletionStage<SendResult> sent) {
        tap.said(owner.id(), chat, message, sent);
        CompletableFuture<SendResult> told = new CompletableFuture<>();
        sent.thenAccept(result -> {
            try {
                owner.callbacks().execute(() -> told.complete(result));
            } catch (RejectedExecutionException stoppedOrFull) {
                log.debug("nobody is there to be told plugin={} result={}", owner.id(), result);
            }
        });
        return told.minimalCompletionStage();
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
            trace.stopped("", Trail.Stop.LOOP, own ? "the bot said it itself" : "two bots seem to answer each other");
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
        Journey journey = new Journey(received);
        Conversations.Claim claim = conversations.claim(received);
        if (!order.begin(chat, claim == null ? journey::begin : through -> journey.stepAside(through, claim))) {
            warn("too many messages of a chat are under way, one goes no further", "", chat);
            if (claim != null) {
                claim.refused();
            }
            journey.trace.stopped("", Trail.Stop.FULL, "too many messages of the chat are under way");
            journey.trace.ended();
            journey.settle();
        }
        return journey.handled;
    }

    /** Queues it once for each owner, who may have been reloaded when its turn comes. */
    private void tell(Owner owner, BotEvent event) {
        boolean taken = lanes.offer(owner, event.account(), new Lanes.Task() {
            @Override
            public void run() {
                for (HandlerTable.EventEntry<?> entry : table.events()) {
                    if (entry.owner().id().equals(owner.id())
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
            guard(entry.owner(), event.account(), Trail.Trace.NONE, () -> {
                entry.handler().handle(entry.type().cast(event));
                return Outcome.PASS;
            });
        }
    }

    private void warn(String what, String plugin, Object where) {
        thrift.ask(plugin + what)
                .ifPresent(
                        keptBack -> log.warn("{} plugin={} where={}{}", what, plugin, where, LogThrift.end(keptBack)));
    }

    private interface Call {
        Outcome make() throws Exception;
    }

    /** The border to a plugin: nothing it throws gets past here. */
    private static Outcome guard(Owner owner, Object where, Trail.Trace trace, Call call) {
        Sentry sentry = owner.sentry();
        if (!sentry.admits()) {
            trace.stopped(owner.id(), Trail.Stop.BREAKER, sentry.whyShut());
            return Outcome.PASS;
        }
        sentry.begins(where);
        trace.asking(owner.id());
        try {
            Outcome outcome = call.make();
            trace.asked(owner.id(), outcome);
            tellCutShort(owner, trace);
            sentry.ended(null);
            return outcome;
        } catch (Throwable any) { // whatever it is, the thread and the other plugins must go on
            Throwable thrown = SafeThrowable.of(any);
            trace.failed(owner.id(), thrown);
            tellCutShort(owner, trace);
            log.error("plugin failed plugin={} chat={}", owner.id(), where, thrown);
            sentry.ended(thrown);
            return Outcome.PASS;
        } finally {
            // An interrupt that was meant for this call must not hit the next one.
            Thread.interrupted();
        }
    }

    private static void tellCutShort(Owner owner, Trail.Trace trace) {
        owner.sentry().cutShort().ifPresent(how -> trace.stopped(owner.id(), Trail.Stop.SLOW, how));
    }

    /** One message on its way through the handlers. Its steps follow one another, so its place needs no lock. */
    private final class Journey extends Lanes.Task implements Incoming.Replies, Call {

        private final MessageReceived event;
        private final ChatId chat;
        private final Trail.Trace trace;
        private final CompletableFuture<Void> handled;
        /** The end of the way, and each reply that was given before it. */
        private final AtomicInteger owed;

        private ChatOrder.@Nullable Passage passage;
        private HandlerTable through = HandlerTable.EMPTY;
        /** The handler that is asked next, or while it is in a lane the first of those that are asked there. */
        private int place;

        private boolean consumed;
        private int answers;
        /** The message as the plugin that is asked sees it, and who is asked there. */
        private @Nullable Incoming incoming;

        private @Nullable MessageHandler asked;
        /** The plugins that were reloaded while the message was on its way, and were asked in their next life. */
        private volatile Set<String> renewed = Set.of();

        Journey(MessageReceived event) {
            this.event = event;
            this.chat = event.chat().id();
            this.trace = trail.heard(event);
            this.handled = new CompletableFuture<>();
            this.owed = new AtomicInteger(1);
        }

        /** What another one still has before it, when it steps past the plugin it is with. */
        private Journey(Journey behind) {
            this.event = behind.event;
            this.chat = behind.chat;
            this.trace = behind.trace;
            this.handled = behind.handled;
            this.owed = behind.owed;
            this.passage = behind.passage;
            this.through = behind.through;
            this.place = behind.afterThis();
            this.renewed = behind.renewed;
        }

        void begin(ChatOrder.Passage given) {
            passage = given;
            through = given.table();
            onward();
        }

        /** An answer: it lines up like others, and those behind it do not wait for what becomes of it. */
        void stepAside(ChatOrder.Passage given, Conversations.Claim claim) {
            passage = given;
            through = given.table();
            Answer answer = new Answer(this);
            claim.arrived(answer);
            if (!answer.passed) {
                order.arrived(given);
            }
        }

        private boolean hasMore() {
            boolean late = passage != null && passage.isGivenUp();
            return !late && place < through.messages().size();
        }

        private HandlerTable.MessageEntry next() {
            return through.messages().get(place);
        }

        /** The place behind the handlers of the plugin that it is with. */
        private int afterThis() {
            Owner owner = next().owner();
            int after = place;
            while (after < through.messages().size()
                    && through.messages().get(after).owner() == owner) {
                after++;
            }
            return after;
        }

        /** To the lane of the next handler. Also to that of one who has gone: those before may still stand there. */
        private void onward() {
            while (hasMore()) {
                Owner owner = next().owner().traffic.owner();
                if (!owner.sentry().isShut() || !lanes.isFree(owner, chat)) {
                    Lane.Push pushed = lanes.give(owner, chat, this);
                    if (pushed == Lane.Push.TAKEN || pushed == Lane.Push.PAST) {
                        return;
                    }
                    owner.sentry().missed();
                    trace.stopped(owner.id(), Trail.Stop.FULL, "too many messages wait for it");
                    warn("plugin is too slow and misses a message", owner.id(), chat);
                    if (pushed == Lane.Push.FULL) {
                        warn("too many messages wait for a plugin, one goes no further", owner.id(), chat);
                        break;
                    }
                } else {
                    trace.stopped(owner.id(), Trail.Stop.BREAKER, owner.sentry().whyShut());
                }
                place = afterThis();
            }
            end();
        }

        /** Asks the handlers of the plugin that it is with. */
        @Override
        public void run() {
            HandlerTable now = table;
            List<HandlerTable.MessageEntry> asked = now.hasReplaced(next().owner())
                    ? successors(now)
                    : through.messages().subList(place, afterThis());
            for (HandlerTable.MessageEntry entry : asked) {
                consumed = hears(entry) && ask(entry) == Outcome.CONSUMED;
                if (consumed) {
                    return;
                }
            }
        }

        /**
         * Who is asked in place of a plugin's handlers that the message has waited for and that are no more, because
         * the plugin was reloaded: all handlers of its next life, here and once, wherever these stand. So every message
         * on its way takes the same way, and none overtakes another. If the former life was asked already, further in
         * front, only those that are not further in front either.
         */
        private List<HandlerTable.MessageEntry> successors(HandlerTable now) {
            HandlerTable.MessageEntry at = next();
            String id = at.owner().id();
            if (renewed.contains(id)) {
                return List.of();
            }
            boolean asked =
                    through.messages().subList(0, place).stream().anyMatch(entry -> entry.owner() == at.owner());
            renewed = Stream.concat(renewed.stream(), Stream.of(id)).collect(Collectors.toSet());
            return now.messages().stream()
                    .filter(entry -> entry.owner().id().equals(id) && (!asked || entry.priority() <= at.priority()))
                    .toList();
        }

        @Override
        public void goOn() {
            if (consumed) {
                end();
            } else {
                refused();
            }
        }

        @Override
        public void refused() {
            place = afterThis();
            onward();
        }

        @Override
        public boolean canBeMissed() {
            return true;
        }

        @Override
        public void missed() {
            trace.stopped(next().owner().id(), Trail.Stop.FULL, "too many messages wait for it");
            warn("plugin is too slow and misses a message", next().owner().id(), chat);
            refused();
        }

        @Override
        public void stepPast() {
            trace.stopped(next().owner().id(), Trail.Stop.SLOW, "the message went on to the others without it");
            new Journey(this).onward();
        }

        private boolean hears(HandlerTable.MessageEntry entry) {
            String plugin = entry.owner().id();
            if (!table.contains(entry)) {
                trace.stopped(plugin, Trail.Stop.GONE, "it has stopped meanwhile");
                return false;
            }
            Verdict verdict = entry.decides() ? Verdict.YES : gate.hears(plugin, event);
            if (!verdict.allowed()) {
                trace.stopped(plugin, Trail.Stop.SCOPE, verdict.reason());
            }
            return verdict.allowed();
        }

        private Outcome ask(HandlerTable.MessageEntry entry) {
            return call(entry.owner(), entry.handler());
        }

        private Outcome call(Owner owner, MessageHandler handler) {
            Incoming given = incoming;
            if (given == null || given.owner() != owner) {
                given = new Incoming(owner, event, gate, trace, conversations, languages, this);
                incoming = given;
            }
            asked = handler;
            return guard(owner, chat, trace, this);
        }

        /** The call into the handler that is asked. */
        @Override
        public Outcome make() throws Exception {
            return Objects.requireNonNull(asked).handle(Objects.requireNonNull(incoming));
        }

        @Override
        public CompletionStage<SendResult> reply(Owner owner, Message message) {
            Optional<String> objection =
                    isFree() ? Optional.empty() : owner.sentry().objectsTo(chat);
            if (objection.isPresent()) {
                CompletionStage<SendResult> refused = refuse(owner, chat, message, objection.get());
                trace.replied(owner.id(), refused);
                return refused;
            }
            CompletionStage<SendResult> sent = outbox.send(chat, message);
            trace.replied(owner.id(), sent);
            if (!handled.isDone()) {
                owed.incrementAndGet();
                sent.thenRun(this::settle);
            }
            return told(owner, chat, message, sent);
        }

        /** The first answers to a message are what a bot is for; a plugin that gives more has to be moderate. */
        private synchronized boolean isFree() {
            return answers++ < FREE_ANSWERS;
        }

        private void end() {
            trace.ended();
            if (passage != null) {
                order.arrived(passage);
            }
            settle();
        }

        private void settle() {
            if (owed.decrementAndGet() == 0) {
                handled.complete(null);
            }
        }
    }

    /** A message that left its way to be handled by one owner alone. */
    private final class Answer implements Conversations.Aside {

        private final Journey journey;
        private boolean passed;

        Answer(Journey journey) {
            this.journey = journey;
        }

        @Override
        public boolean handle(Owner owner, MessageHandler handler, Runnable refused) {
            boolean taken = lanes.offer(owner, journey.chat, new Lanes.Task() {
                @Override
                public void run() {
                    journey.call(owner, handler);
                    journey.trace.ended();
                    journey.settle();
                }

                @Override
                public void refused() {
                    refused.run();
                }
            });
            if (!taken) {
                warn("plugin is too slow, an answer goes no further", owner.id(), journey.chat);
            }
            return taken;
        }

        @Override
        public void pass() {
            passed = true;
            journey.goOn();
        }

        @Override
        public void end() {
            journey.settle();
        }
    }
}
