package dev.rookery.host.ask;

import dev.rookery.api.Registration;
import dev.rookery.api.chat.Certainty;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.handler.Question;
import dev.rookery.api.handler.QuestionSpec;
import dev.rookery.api.handler.Questions;
import dev.rookery.api.message.Message;
import dev.rookery.host.ask.OwnedQuestions.Stage;
import dev.rookery.host.ask.PendingQuestion.Phase;
import dev.rookery.host.ask.StoredQuestion.Slot;
import dev.rookery.host.dispatch.Conversations;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.text.HostTexts;
import dev.rookery.host.time.Timers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All questions that wait for an answer.
 *
 * <p>A message answers a question that was open when it arrived. It then takes its place behind the earlier messages of
 * its chat and is looked at in the lane of plugin and chat; the question is out of its slot meanwhile, so that what is
 * said until then is no answer. When the plugin is not there, because it is being reloaded, the answer is held for it.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link Questions#MAX_WAITING}</td><td>10,000 for a plugin</td><td>questions of an earlier life that can only
 * be told to be lost make room, the oldest first; else asking throws</td></tr>
 * <tr><td>{@link #HOLD}</td><td>30 s</td><td>the person is told to begin again later</td></tr>
 * <tr><td>{@link #LATE}</td><td>1 day</td><td>what nobody answered is forgotten, its plugin not having come back</td>
 * </tr>
 * <tr><td>{@link Ask#MAX_ANSWER}</td><td>4,096 characters</td><td>counts as no answer</td></tr>
 * </table>
 *
 * <p>Safe for use by any thread. One lock, under which no code of a plugin runs and nothing blocks.
 */
public final class PendingQuestions implements Conversations, AutoCloseable {

    /** How long an answer waits for a plugin that is being reloaded. */
    static final Duration HOLD = Duration.ofSeconds(30);

    /** How long after its end an unanswered question waits for its plugin, which has a step to run for it. */
    static final Duration LATE = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(PendingQuestions.class);

    private final Dispatcher dispatcher;
    private final Timers timers;
    private final QuestionStore store;
    private final AnswerReading reading = new AnswerReading(this);
    /** The open questions. Written under the lock, looked into without. */
    private final Map<Slot, PendingQuestion> slots = new ConcurrentHashMap<>();

    private final Map<String, Set<PendingQuestion>> byPlugin = new HashMap<>();
    private final Map<Owner, OwnedQuestions> owners = new HashMap<>();

    PendingQuestions(Dispatcher dispatcher, Timers timers, QuestionStore store) {
        this.dispatcher = dispatcher;
        this.timers = timers;
        this.store = store;
        dispatcher.converse(this);
    }

    /**
     * The questions of a dispatcher's plugins, nothing being read or written before they {@link #resume}.
     *
     * @param file where they outlive the process
     */
    public static PendingQuestions keptIn(Path file, Dispatcher dispatcher, Timers timers) {
        return new PendingQuestions(dispatcher, timers, new QuestionFile(file));
    }

    /** Takes up the questions that were kept. To be called once, before any plugin begins its life; blocks. */
    public void resume() {
        HostTexts.load();
        Instant now = timers.instant();
        store.load().forEach(kept -> restore(kept, now));
    }

    /** With questions that do not outlive the process. */
    public static PendingQuestions inMemory(Dispatcher dispatcher, Timers timers) {
        return new PendingQuestions(dispatcher, timers, QuestionStore.NONE);
    }

    private synchronized void restore(StoredQuestion kept, Instant now) {
        PendingQuestion question = new PendingQuestion(kept, null, true);
        question.lost = !kept.isNamed();
        boolean over = !kept.deadline().isAfter(now);
        boolean forgotten =
                over && (question.lost || !kept.deadline().plus(LATE).isAfter(now));
        if (forgotten || ofPlugin(kept.plugin()).size() >= Questions.MAX_WAITING) {
            store.remove(kept.id());
            return;
        }
        ofPlugin(kept.plugin()).add(question);
        if (over) {
            leave(question);
            return;
        }
        PendingQuestion older = slots.put(kept.slot(), question);
        if (older != null) {
            end(older);
        }
        arm(question, Duration.between(now, kept.deadline()));
    }

    // What the plugin host tells.

    /** A plugin begins a life: from now on it may register and ask. */
    public synchronized Questions open(Owner owner) {
        return owners.computeIfAbsent(owner, unknown -> new OwnedQuestions(unknown, this));
    }

    /** It is at work: kept questions of its earlier lives go on, or are lost if it does not know them any more. */
    void activated(Owner owner) {
        List<Runnable> after = new ArrayList<>();
        synchronized (this) {
            OwnedQuestions owned = owners.get(owner);
            if (owned == null || owned.stage() != Stage.ENABLING) {
                return;
            }
            owned.become(Stage.ACTIVE);
            for (PendingQuestion question : List.copyOf(ofPlugin(owner.id()))) {
                if (question.asked == null && !question.lost) {
                    question.asked = owned.asked(question.kept.name());
                    question.lost = question.asked == null;
                    goOn(question, after);
                }
            }
        }
        after.forEach(Runnable::run);
    }

    /** It stops: what its questions still need of it must wait for its next life. Answers in its lanes are handled. */
    synchronized void stopping(Owner owner) {
        OwnedQuestions owned = owners.get(owner);
        if (owned != null) {
            owned.become(Stage.STOPPING);
            ofPlugin(owner.id()).stream()
                    .filter(question -> question.asked != null && question.asked.owner() == owned)
                    .forEach(PendingQuestion::letGo);
        }
    }

    /** Its life is over: nothing of it is kept in memory. */
    synchronized void closed(Owner owner) {
        stopping(owner);
        OwnedQuestions owned = owners.remove(owner);
        if (owned != null) {
            owned.become(Stage.CLOSED);
        }
        if (ofPlugin(owner.id()).isEmpty()) {
            byPlugin.remove(owner.id());
        }
    }

    /** A name came later than with {@code onEnable}. */
    void registered(OwnedQuestions owned, String name) {
        List<Runnable> after = new ArrayList<>();
        synchronized (this) {
            if (owned.stage() != Stage.ACTIVE) {
                return;
            }
            for (PendingQuestion question : List.copyOf(ofPlugin(owned.owner().id()))) {
                if (question.asked == null
                        && !question.lost
                        && question.kept.name().equals(name)) {
                    question.asked = owned.asked(name);
                    goOn(question, after);
                }
            }
        }
        after.forEach(Runnable::run);
    }

    synchronized void withdrawn(OwnedQuestions owned, String name) {
        ofPlugin(owned.owner().id()).stream()
                .filter(question -> question.kept.name().equals(name))
                .forEach(PendingQuestion::letGo);
    }

    /** What waited for the plugin need not any more. */
    private void goOn(PendingQuestion question, List<Runnable> after) {
        Aside held = question.held;
        if (question.phase == Phase.HELD && held != null) {
            question.held = null;
            question.phase = Phase.ANSWERED;
            question.stopTimer();
            after.add(() -> route(question, held));
        } else if (question.phase == Phase.EXPIRED) {
            Asked<?, ?> asked = question.asked;
            end(question);
            after.add(() -> unanswered(question, asked));
        }
    }

    // What plugins ask.

    @Override
    public Ask<String> ask(Owner owner, IncomingMessage message, Message words) {
        Objects.requireNonNull(words, "question");
        OwnedQuestions owned = ownerOf(owner);
        return new AskBuilder<>(
                QuestionSpec.named("unnamed", AskBuilder.Nothing.class),
                spec -> begin(owned, message, words, new Asked<>(owned, spec, new AskBuilder.Nothing()), "", ""));
    }

    @Override
    public <S extends Record> Registration ask(
            Owner owner, IncomingMessage message, Question<S> question, S state, Message words) {
        Objects.requireNonNull(words, "words");
        OwnedQuestions owned = ownerOf(owner);
        Asked<?, ?> asked = owned.asked(question.name());
        if (asked == null
                || !(question instanceof OwnedQuestions.Registered<?> known)
                || known.spec() != asked.spec()) {
            throw new IllegalArgumentException("question '" + question.name() + "' is not registered by plugin "
                    + owner.id() + " (expected: one that context.questions().register answered)");
        }
        return begin(owned, message, words, asked, question.name(), owned.json().write(state));
    }

    private synchronized OwnedQuestions ownerOf(Owner owner) {
        OwnedQuestions owned = owners.get(owner);
        if (owned == null) {
            throw gone(owner);
        }
        return owned;
    }

    private static IllegalStateException gone(Owner owner) {
        return new IllegalStateException("plugin " + owner.id() + " is disabled; it can ask nothing any more");
    }

    private Registration begin(
            OwnedQuestions owned,
            IncomingMessage message,
            Message words,
            Asked<?, ?> asked,
            String name,
            String state) {
        StoredQuestion kept = new StoredQuestion(
                UUID.randomUUID().toString(),
                owned.owner().id(),
                new Slot(message.chat().id(), message.sender().id()),
                name,
                state,
                timers.instant().plus(asked.spec().within()),
                asked.spec().within(),
                asked.spec().attempts(),
                Notices.areInChinese(words.plainText(), message.language()));
        boolean lasting = message.chat().certainty() != Certainty.THIS_LOGIN
                && message.sender().certainty() != Certainty.THIS_LOGIN;
        PendingQuestion question = new PendingQuestion(kept, asked, lasting);
        PendingQuestion replaced;
        Asked<?, ?> askedBefore = null;
        synchronized (this) {
            makeRoom(owned);
            ofPlugin(kept.plugin()).add(question);
            if (owned.stage() == Stage.STOPPING) {
                question.letGo();
            }
            replaced = slots.put(kept.slot(), question);
            arm(question, kept.within());
            if (replaced != null) {
                askedBefore = replaced.asked;
                leave(replaced);
            }
        }
        keep(question);
        if (replaced != null) {
            unanswered(replaced, askedBefore);
        }
        message.reply(words);
        return () -> {
            synchronized (this) {
                end(question);
            }
        };
    }

    private void makeRoom(OwnedQuestions owned) {
        if (owned.stage() == Stage.CLOSED) {
            throw gone(owned.owner());
        }
        Set<PendingQuestion> mine = ofPlugin(owned.owner().id());
        if (mine.size() >= Questions.MAX_WAITING) {
            PendingQuestion oldestLost = mine.stream()
                    .filter(question -> question.lost && question.phase == Phase.OPEN)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("questions of plugin "
                            + owned.owner().id() + " that wait for an answer: " + mine.size() + " (expected: at most "
                            + Questions.MAX_WAITING + ")"));
            end(oldestLost);
        }
    }

    private void keep(PendingQuestion question) {
        if (question.lasting) {
            store.put(question.kept);
        }
    }

    // What becomes of a question.

    @Override
    public @Nullable Claim claim(MessageReceived message) {
        if (slots.isEmpty()) {
            return null;
        }
        Slot slot = new Slot(message.chat().id(), message.sender().id());
        if (!slots.containsKey(slot)) {
            return null;
        }
        PendingQuestion question;
        synchronized (this) {
            question = slots.remove(slot);
            if (question == null) {
                return null;
            }
            question.phase = Phase.ANSWERED;
            question.stopTimer();
        }
        return new Claim() {
            @Override
            public void arrived(Aside answer) {
                if (isOver(question)) {
                    answer.pass();
                } else {
                    route(question, answer);
                }
            }

            @Override
            public void refused() {
                reopen(question);
            }
        };
    }

    /** Where an answer goes: to the plugin, or on hold until it is there, or nowhere. */
    private void route(PendingQuestion question, Aside answer) {
        Asked<?, ?> asked;
        synchronized (this) {
            bind(question);
            asked = question.asked;
            if (asked == null && !question.lost && question.phase != Phase.OVER) {
                question.phase = Phase.HELD;
                question.held = answer;
                question.timer = timers.after(HOLD, () -> giveUp(question));
                return;
            }
        }
        if (asked == null) {
            sayAndEnd(question, Notices.LOST, answer);
            return;
        }
        Asked<?, ?> reader = asked;
        boolean taken = answer.handle(
                asked.owner().owner(),
                message -> {
                    reading.read(question, reader, message);
                    return Outcome.CONSUMED;
                },
                () -> {
                    letGo(question);
                    route(question, answer);
                });
        if (!taken) {
            reopen(question);
            answer.end();
        }
    }

    /** The next life of the plugin may have begun while the answer was still with the one before. */
    private void bind(PendingQuestion question) {
        if (question.asked == null && !question.lost) {
            question.asked = owners.values().stream()
                    .filter(owned ->
                            owned.stage() == Stage.ACTIVE && owned.owner().id().equals(question.kept.plugin()))
                    .map(owned -> owned.asked(question.kept.name()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }

    private synchronized void letGo(PendingQuestion question) {
        question.letGo();
    }

    private void giveUp(PendingQuestion question) {
        Aside answer;
        synchronized (this) {
            answer = question.held;
            question.held = null;
        }
        if (answer != null) {
            sayAndEnd(question, Notices.AWAY, answer);
        }
    }

    private void sayAndEnd(PendingQuestion question, Notices notice, Aside answer) {
        boolean over = isOver(question);
        finish(question);
        if (!over) {
            dispatcher.say(question.kept.slot().chat(), Message.text(notice.in(question.kept.chinese())));
        }
        answer.end();
    }

    synchronized boolean isOver(PendingQuestion question) {
        return question.phase == Phase.OVER;
    }

    /** Ends a question that needs no answer any more. */
    synchronized void finish(PendingQuestion question) {
        end(question);
    }

    /** One attempt less; says whether there is one left. */
    synchronized boolean hasAttemptsLeft(PendingQuestion question) {
        StoredQuestion kept = question.kept;
        question.kept = kept.again(kept.deadline(), kept.attempts() - 1);
        return question.kept.attempts() > 0;
    }

    /**
     * Waits for another answer.
     *
     * @return false, and the question is over, if another has its slot now
     */
    boolean reopen(PendingQuestion question) {
        synchronized (this) {
            if (question.phase == Phase.OVER) {
                return true; // Taken back meanwhile.
            }
            StoredQuestion kept = question.kept;
            if (slots.putIfAbsent(kept.slot(), question) != null) {
                end(question);
                return false;
            }
            question.phase = Phase.OPEN;
            question.kept = kept.again(timers.instant().plus(kept.within()), kept.attempts());
            arm(question, kept.within());
            if (question.asked != null && question.asked.owner().stage() != Stage.ACTIVE) {
                question.letGo();
            }
        }
        keep(question);
        return true;
    }

    private void arm(PendingQuestion question, Duration wait) {
        int turn = ++question.turn;
        question.timer = timers.after(wait, () -> expire(question, turn));
    }

    private void expire(PendingQuestion question, int turn) {
        Asked<?, ?> asked = null;
        synchronized (this) {
            if (question.phase == Phase.OPEN && question.turn == turn) {
                slots.remove(question.kept.slot(), question);
                asked = question.asked;
                leave(question);
            }
        }
        unanswered(question, asked);
    }

    /** An open question that nobody will answer: over, unless its plugin is away and should know. */
    private void leave(PendingQuestion question) {
        question.stopTimer();
        if (question.asked == null && !question.lost) {
            question.phase = Phase.EXPIRED;
            question.timer = timers.after(LATE, () -> finish(question));
        } else {
            end(question);
        }
    }

    private void unanswered(PendingQuestion question, @Nullable Asked<?, ?> asked) {
        if (asked != null) {
            dispatcher.offer(asked.owner().owner(), question.kept.slot().chat(), () -> asked.onTimeout(question.kept));
        }
    }

    private void end(PendingQuestion question) {
        if (question.phase == Phase.OVER) {
            return;
        }
        slots.remove(question.kept.slot(), question);
        question.stopTimer();
        question.phase = Phase.OVER;
        question.asked = null;
        ofPlugin(question.kept.plugin()).remove(question);
        if (question.lasting) {
            store.remove(question.kept.id());
        }
    }

    private Set<PendingQuestion> ofPlugin(String id) {
        return byPlugin.computeIfAbsent(id, unknown -> new LinkedHashSet<>());
    }

    /** How many questions of a plugin are not over. */
    synchronized int waiting(String plugin) {
        return ofPlugin(plugin).size();
    }

    /** Puts down what is not yet put down. What is asked afterwards is not kept. */
    @Override
    public void close() {
        store.close();
        log.debug("questions are kept open={}", slots.size());
    }
}
