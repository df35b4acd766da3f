package dev.rookery.host.ask;

import dev.rookery.api.handler.Questions;
import dev.rookery.host.ask.OwnedQuestions.Stage;
import dev.rookery.host.ask.PendingQuestion.Phase;
import dev.rookery.host.ask.StoredQuestion.Slot;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The questions that are not over: whose answer each waits for, and until when. Any thread; its lock guards all that is
 * known of a question.
 */
final class QuestionBook {

    /** How long after its end an unanswered question waits for its plugin, which has a step to run for it. */
    static final Duration LATE = Duration.ofDays(1);

    private final Dispatcher dispatcher;
    private final Timers timers;
    private final QuestionStore store;
    /** The open questions. Written under the lock, looked into without. */
    private final Map<Slot, PendingQuestion> slots = new ConcurrentHashMap<>();

    private final Map<String, Set<PendingQuestion>> byPlugin = new HashMap<>();

    QuestionBook(Dispatcher dispatcher, Timers timers, QuestionStore store) {
        this.dispatcher = dispatcher;
        this.timers = timers;
        this.store = store;
    }

    /** Takes up the questions that were kept; blocks. */
    void resume() {
        Instant now = timers.instant();
        store.load().forEach(kept -> restore(kept, now));
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

    /** The questions of a plugin. Under the lock. */
    List<PendingQuestion> of(String plugin) {
        return List.copyOf(ofPlugin(plugin));
    }

    private Set<PendingQuestion> ofPlugin(String id) {
        return byPlugin.computeIfAbsent(id, unknown -> new LinkedHashSet<>());
    }

    /** Forgets a plugin that has none. Under the lock. */
    void tidy(String plugin) {
        byPlugin.computeIfPresent(plugin, (id, all) -> all.isEmpty() ? null : all);
    }

    // How a question begins.

    /**
     * Waits for an answer from now on. The question that had the slot is over.
     *
     * @throws IllegalStateException if the plugin has stopped, or too many of it wait
     */
    void add(PendingQuestion question, OwnedQuestions owned) {
        StoredQuestion kept = question.kept;
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
    }

    private void makeRoom(OwnedQuestions owned) {
        if (owned.stage() == Stage.CLOSED) {
            throw PluginLives.gone(owned.owner());
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

    // How it is answered.

    boolean isEmpty() {
        return slots.isEmpty();
    }

    /** The question that waits for an answer there; null if none does. */
    @Nullable
    PendingQuestion find(Slot slot) {
        return slots.get(slot);
    }

    /**
     * An answer has come: takes a question out of its slot.
     *
     * @return false if it no longer waits for one
     */
    synchronized boolean take(PendingQuestion question) {
        boolean open = slots.remove(question.kept.slot(), question);
        if (open) {
            question.phase = Phase.ANSWERED;
            question.stopTimer();
        }
        return open;
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

    // How it ends.

    synchronized boolean isOver(PendingQuestion question) {
        return question.phase == Phase.OVER;
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
            question.timer = timers.after(LATE, () -> end(question));
        } else {
            end(question);
        }
    }

    /** Lets the plugin know that nobody answered. */
    void unanswered(PendingQuestion question, @Nullable Asked<?, ?> asked) {
        if (asked != null) {
            dispatcher.offer(asked.owner().owner(), question.kept.slot().chat(), () -> asked.onTimeout(question.kept));
        }
    }

    /** Ends a question that needs no answer any more. Calling it again does nothing. */
    synchronized void end(PendingQuestion question) {
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

    /** Puts down what is not yet put down; answers how many are open. */
    int close() {
        store.close();
        return slots.size();
    }
}
