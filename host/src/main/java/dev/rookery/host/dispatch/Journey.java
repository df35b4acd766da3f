package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.HandlerTable.MessageEntry;
import dev.rookery.host.text.Sentence;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way through the handlers: from the lane of one plugin to that of the next. Its steps follow one
 * another, so its place needs no lock.
 */
final class Journey extends Lanes.Task implements ChatOrder.Traveller, Border.Call {

    /** What a message is waited for with: the end of its way, and each reply that was given before it. */
    private static final class Handling extends CompletableFuture<Void> {

        private static final AtomicIntegerFieldUpdater<Handling> OWED =
                AtomicIntegerFieldUpdater.newUpdater(Handling.class, "owed");

        /** Replies that have yet to be sent, and one less once the message has come to its end. */
        private volatile int owed;

        void owes() {
            OWED.incrementAndGet(this);
        }

        void settle() {
            if (owed == 0 || OWED.decrementAndGet(this) < 0) { // The last one has nobody to count with.
                complete(null);
            }
        }
    }

    private final Dispatcher dispatcher;
    private final MessageReceived event;
    private final ChatId chat;
    private final Trail.Trace trace;
    private final Handling handling;

    private ChatOrder.@Nullable Traffic traffic;
    private HandlerTable through = HandlerTable.EMPTY;
    /** Which of the table's stations it goes to next, or is at while it is in a lane. */
    private int place;

    private boolean consumed;
    private int answers;
    /** The message as the plugin that is asked sees it, and who is asked there. */
    private @Nullable Incoming incoming;

    private @Nullable MessageHandler asked;
    /** The plugins that were reloaded while the message was on its way, and were asked in their next life. */
    private volatile @Nullable Set<String> renewed;

    Journey(Dispatcher dispatcher, MessageReceived event) {
        this.dispatcher = dispatcher;
        this.event = event;
        this.chat = event.chat().id();
        this.trace = dispatcher.trail.heard(event);
        this.handling = new Handling();
    }

    /** What another one still has before it, when it steps past the plugin it is with. */
    private Journey(Journey behind) {
        this.dispatcher = behind.dispatcher;
        this.event = behind.event;
        this.chat = behind.chat;
        this.trace = behind.trace;
        this.handling = behind.handling;
        this.traffic = behind.traffic;
        this.through = behind.through;
        this.place = behind.place + 1;
        this.renewed = behind.renewed;
        this.heldNanos = behind.heldNanos;
    }

    MessageReceived event() {
        return event;
    }

    Trail.Trace trace() {
        return trace;
    }

    /** Completes when it is handled and all that was answered on its way is sent. */
    CompletableFuture<Void> handled() {
        return handling;
    }

    /** It is not waited for any more. */
    void settle() {
        handling.settle();
    }

    /** Goes to the handler that is {@link Foremost} for it, and to nobody else; answers false if there is none. */
    boolean goesAhead() {
        for (MessageEntry entry : dispatcher.table.messages()) {
            if (entry.handler() instanceof Foremost first && first.isMeant(seenBy(entry.owner()))) {
                through = new HandlerTable(List.of(entry), List.of());
                onward();
                return true;
            }
        }
        return false;
    }

    @Override
    public void begin(ChatOrder.Traffic given) {
        enter(given);
        onward();
    }

    /** Gets into line, and not yet into a lane. */
    void enter(ChatOrder.Traffic given) {
        traffic = given;
        through = given.table();
    }

    /** Goes no further, and those behind it do not wait for what becomes of it. */
    void leave() {
        if (traffic != null) {
            dispatcher.order.arrived(traffic);
        }
    }

    /** To the lane of the next plugin. Also to that of one who has gone: those before may still stand there. */
    void onward() {
        for (; place < through.stations().size(); place++) {
            Owner owner = with().traffic.owner();
            if (!owner.sentry().isShut() || !dispatcher.lanes.isFree(owner, chat)) {
                Backlog.Push pushed = dispatcher.lanes.give(owner, chat, this);
                if (pushed == Backlog.Push.TAKEN || pushed == Backlog.Push.PAST) {
                    return;
                }
                owner.sentry().missed();
                tooMany(owner);
                if (isTurnedAway(owner)) {
                    break;
                }
                if (pushed == Backlog.Push.FULL) {
                    dispatcher.warn("too many messages wait for a plugin, one goes no further", owner.id(), chat);
                    break;
                }
            } else {
                trace.stopped(owner.id(), Trail.Stop.BREAKER, owner.sentry().whyShut());
            }
        }
        end();
    }

    /** The plugin that it is with. */
    private Owner with() {
        return through.stations().get(place).owner();
    }

    /** Whether it is for a plugin that has no room for it, as commands are: that is said, and nobody else is asked. */
    private boolean isTurnedAway(Owner owner) {
        for (MessageEntry entry : through.stations().get(place).entries()) {
            Optional<Message> words =
                    entry.handler() instanceof BusyReply busy ? busy.whenBusy(seenBy(owner)) : Optional.empty();
            if (words.isPresent()) {
                if (dispatcher.lanes.isNews(owner, chat)) {
                    CompletionStage<SendResult> unused = reply(owner, words.get());
                }
                return true;
            }
        }
        return false;
    }

    private Incoming seenBy(Owner owner) {
        return new Incoming(owner, this, dispatcher);
    }

    private void tooMany(Owner owner) {
        trace.stopped(owner.id(), Trail.Stop.FULL, Sentence.of("why.missed"));
        dispatcher.warn("plugin is too slow and misses a message", owner.id(), chat);
    }

    /** Asks the handlers of the plugin that it is with. */
    @Override
    public void run() {
        HandlerTable now = dispatcher.table;
        List<MessageEntry> entries = now != through && now.hasReplaced(with())
                ? successors(now)
                : through.stations().get(place).entries();
        if (entries.isEmpty()) {
            return;
        }
        Sentry sentry = entries.get(0).owner().sentry();
        sentry.enters();
        try {
            for (int i = 0; i < entries.size() && !consumed && !lost; i++) {
                MessageEntry entry = entries.get(i);
                consumed = hears(entry) && call(entry.owner(), entry.handler()) == Outcome.CONSUMED;
            }
        } finally {
            sentry.leaves();
        }
    }

    /**
     * Who is asked in place of a plugin's handlers that the message has waited for and that are no more, because the
     * plugin was reloaded: all handlers of its next life, here and once, wherever these stand. So every message on its
     * way takes the same way, and none overtakes another. If the former life was asked already, further in front, only
     * those that are not further in front either.
     */
    private List<MessageEntry> successors(HandlerTable now) {
        HandlerTable.Station at = through.stations().get(place);
        String id = at.owner().id();
        Set<String> before = renewed == null ? Set.of() : renewed;
        if (before.contains(id)) {
            return List.of();
        }
        renewed = Stream.concat(before.stream(), Stream.of(id)).collect(Collectors.toSet());
        boolean wasAsked = through.stations().subList(0, place).stream().anyMatch(one -> one.owner() == at.owner());
        int first = at.entries().get(0).priority();
        return now.messages().stream()
                .filter(entry -> entry.owner().id().equals(id) && (!wasAsked || entry.priority() <= first))
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
        place++;
        onward();
    }

    @Override
    public boolean canBeMissed() {
        return true;
    }

    @Override
    public void missed() {
        tooMany(with());
        if (isTurnedAway(with())) {
            end();
        } else {
            refused();
        }
    }

    @Override
    public void stepPast() {
        if (missed) {
            tooMany(with());
        } else {
            trace.stopped(with().id(), Trail.Stop.SLOW, Sentence.of("why.past"));
        }
        Journey rest = new Journey(this);
        if (missed && isTurnedAway(with())) {
            rest.end();
        } else {
            rest.onward();
        }
    }

    private boolean hears(MessageEntry entry) {
        String plugin = entry.owner().id();
        HandlerTable now = dispatcher.table;
        if (now != through && !now.contains(entry)) {
            trace.stopped(plugin, Trail.Stop.GONE, Sentence.of("why.gone"));
            return false;
        }
        return entry.decides() || isHeardBy(plugin);
    }

    /** Whether the plugin is switched on where this was said. */
    boolean isHeardBy(String plugin) {
        Verdict verdict = dispatcher.gate.hears(plugin, event);
        if (!verdict.allowed()) {
            trace.stopped(plugin, Trail.Stop.SCOPE, verdict.reason());
        }
        return verdict.allowed();
    }

    Outcome call(Owner owner, MessageHandler handler) {
        Incoming given = incoming;
        if (given == null || given.owner() != owner) {
            given = seenBy(owner);
            incoming = given;
        }
        asked = handler;
        return Border.cross(owner, chat, trace, this);
    }

    /** The call into the handler that is asked. */
    @Override
    public Outcome make() throws Exception {
        return Objects.requireNonNull(asked).handle(Objects.requireNonNull(incoming));
    }

    /** Sends an answer in the name of an owner. */
    CompletionStage<SendResult> reply(Owner owner, Message message) {
        Optional<String> objection = dispatcher.speech.silence(owner, chat, handling.isDone());
        if (objection.isEmpty() && !isFree()) {
            objection = owner.sentry().objectsTo(chat);
        }
        if (objection.isPresent()) {
            CompletionStage<SendResult> refused = dispatcher.speech.refuse(owner, chat, message, objection.get());
            trace.replied(owner.id(), refused);
            return refused;
        }
        CompletionStage<SendResult> sent = dispatcher.speech.reply(chat, message);
        trace.replied(owner.id(), sent);
        if (!handling.isDone()) {
            handling.owes();
            sent.thenRun(this::settle);
        }
        return dispatcher.speech.told(owner, chat, message, sent);
    }

    /** The first answers to a message are what a bot is for; a plugin that gives more has to be moderate. */
    private synchronized boolean isFree() {
        return answers++ < Dispatcher.FREE_ANSWERS;
    }

    private void end() {
        trace.ended();
        leave();
        settle();
    }
}
