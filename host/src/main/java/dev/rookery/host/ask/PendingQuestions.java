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
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What plugins ask back, and where the answers go.
 *
 * <p>A message answers a question that was open when it arrived, if the plugin hears what is said there. It then takes
 * its place behind the earlier messages of its chat and is looked at in the lane of plugin and chat; the question is
 * out of its slot meanwhile, so that what is said until then is no answer. While the plugin is being reloaded the
 * answer waits in that lane among the other messages; when there is no lane, since the plugin is not there or hears no
 * messages, the answer is held until it is.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link Questions#MAX_WAITING}</td><td>10,000 for a plugin</td><td>questions of an earlier life that can only
 * be told to be lost make room, the oldest first; else asking throws</td></tr>
 * <tr><td>{@link #HOLD}</td><td>30 s</td><td>the person is told to begin again later</td></tr>
 * <tr><td>{@link QuestionBook#LATE}</td><td>1 day</td><td>what nobody answered is forgotten, its plugin not having come
 * back</td></tr>
 * <tr><td>{@link Ask#MAX_ANSWER}</td><td>4,096 characters</td><td>counts as no answer</td></tr>
 * </table>
 *
 * <p>Safe for use by any thread. One lock, the {@link QuestionBook}'s, under which no code of a plugin runs and nothing
 * blocks.
 */
public final class PendingQuestions implements Conversations, AutoCloseable {

    /** How long an answer waits for a plugin that is not there. */
    static final Duration HOLD = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(PendingQuestions.class);

    private final Dispatcher dispatcher;
    private final Timers timers;
    private final QuestionBook book;
    private final PluginLives lives;
    private final AnswerReading reading;

    PendingQuestions(Dispatcher dispatcher, Timers timers, QuestionStore store) {
        this.dispatcher = dispatcher;
        this.timers = timers;
        this.book = new QuestionBook(dispatcher, timers, store);
        this.lives = new PluginLives(book, this::route);
        this.reading = new AnswerReading(book);
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

    /** With questions that do not outlive the process. */
    public static PendingQuestions inMemory(Dispatcher dispatcher, Timers timers) {
        return new PendingQuestions(dispatcher, timers, QuestionStore.NONE);
    }

    /** Takes up the questions that were kept. To be called once, before any plugin begins its life; blocks. */
    public void resume() {
        HostTexts.load();
        book.resume();
    }

    /** A plugin begins a life: from now on it may register and ask. */
    public Questions open(Owner owner) {
        return lives.open(owner);
    }

    // What plugins ask.

    @Override
    public Ask<String> ask(Owner owner, IncomingMessage message, Message words) {
        Objects.requireNonNull(words, "question");
        OwnedQuestions owned = lives.of(owner);
        return new AskBuilder<>(
                QuestionSpec.named("unnamed", AskBuilder.Nothing.class),
                spec -> begin(owned, message, words, new Asked<>(owned, spec, new AskBuilder.Nothing()), "", ""));
    }

    @Override
    public <S extends Record> Registration ask(
            Owner owner, IncomingMessage message, Question<S> question, S state, Message words) {
        Objects.requireNonNull(words, "words");
        OwnedQuestions owned = lives.of(owner);
        Asked<?, ?> asked = owned.asked(question.name());
        if (asked == null
                || !(question instanceof OwnedQuestions.Registered<?> known)
                || known.spec() != asked.spec()) {
            throw new IllegalArgumentException("question '" + question.name() + "' is not registered by plugin "
                    + owner.id() + " (expected: one that context.questions().register answered)");
        }
        return begin(owned, message, words, asked, question.name(), Asked.written(state));
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
        book.add(question, owned);
        message.reply(words);
        return () -> book.end(question);
    }

    // What people answer.

    @Override
    public @Nullable Claim claim(MessageReceived message) {
        if (book.isEmpty()) {
            return null;
        }
        PendingQuestion question =
                book.find(new Slot(message.chat().id(), message.sender().id()));
        if (question == null || !dispatcher.hears(question.kept.plugin(), message) || !book.take(question)) {
            return null;
        }
        return new Claim() {
            @Override
            public void arrived(Aside answer) {
                if (book.isOver(question)) {
                    answer.pass();
                } else {
                    route(question, answer);
                }
            }

            @Override
            public void refused() {
                book.reopen(question);
            }
        };
    }

    private void route(PendingQuestion question, Aside answer) {
        route(question, answer, null);
    }

    /**
     * Where an answer goes: to the lane of its plugin, or on hold until there is one, or nowhere.
     *
     * @param refusing whose threads have ended before they handled it, if any
     */
    private void route(PendingQuestion question, Aside answer, @Nullable Owner refusing) {
        Asked<?, ?> asked;
        Owner reader;
        synchronized (book) {
            lives.bind(question);
            asked = question.asked;
            reader = asked != null ? asked.owner().owner() : nextLife(question, answer);
            if (reader == refusing) {
                question.letGo();
                reader = null;
            }
            if (reader == null && !question.lost && question.phase != Phase.OVER) {
                question.phase = Phase.HELD;
                question.held = answer;
                question.timer = timers.after(HOLD, () -> giveUp(question));
                return;
            }
        }
        if (reader == null) {
            sayAndEnd(question, Notices.LOST, answer);
            return;
        }
        Owner refuses = reader;
        boolean taken = answer.handle(reader, message -> read(question, asked, message), () -> {
            letGo(question);
            route(question, answer, refuses);
        });
        if (!taken) {
            book.reopen(question);
            answer.end();
        }
    }

    /** While the plugin is being reloaded: who stands for it in the meantime. */
    private @Nullable Owner nextLife(PendingQuestion question, Aside answer) {
        String plugin = question.kept.plugin();
        return question.lost || lives.isAtWork(plugin) ? null : answer.owner(plugin);
    }

    /** In the lane of the plugin, which may have begun its next life since the answer came. */
    private Outcome read(PendingQuestion question, @Nullable Asked<?, ?> before, IncomingMessage message)
            throws Exception {
        Asked<?, ?> asked;
        synchronized (book) {
            lives.bind(question);
            asked = question.asked == null && before != null && before.owner().stage() != Stage.CLOSED
                    ? before
                    : question.asked;
        }
        if (!dispatcher.hears(question.kept.plugin(), message.event())) {
            book.reopen(question); // Switched off while the answer lined up.
        } else if (asked != null) {
            reading.read(question, asked, message);
        } else if (!book.isOver(question)) {
            book.end(question);
            say(question, Notices.LOST);
        }
        return Outcome.CONSUMED;
    }

    private void letGo(PendingQuestion question) {
        synchronized (book) {
            question.letGo();
        }
    }

    private void giveUp(PendingQuestion question) {
        Aside answer;
        synchronized (book) {
            answer = question.held;
            question.held = null;
        }
        if (answer != null) {
            sayAndEnd(question, Notices.AWAY, answer);
        }
    }

    private void sayAndEnd(PendingQuestion question, Notices notice, Aside answer) {
        boolean over = book.isOver(question);
        book.end(question);
        if (!over) {
            say(question, notice);
        }
        answer.end();
    }

    private void say(PendingQuestion question, Notices notice) {
        dispatcher.say(question.kept.slot().chat(), Message.text(notice.in(question.kept.chinese())));
    }

    /** How many questions of a plugin are not over. */
    int waiting(String plugin) {
        synchronized (book) {
            return book.of(plugin).size();
        }
    }

    /** Puts down what is not yet put down. What is asked afterwards is not kept. */
    @Override
    public void close() {
        log.debug("questions are kept open={}", book.close());
    }
}
