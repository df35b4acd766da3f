package dev.rookery.host.ask;

import dev.rookery.host.ask.OwnedQuestions.Stage;
import dev.rookery.host.ask.PendingQuestion.Phase;
import dev.rookery.host.dispatch.Conversations;
import dev.rookery.host.dispatch.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Takes questions from one life of their plugin to the next: those that have a name go on when the plugin knows it
 * again. Any thread; guarded by the lock of the book.
 */
final class PluginLives {

    private final QuestionBook book;
    private final BiConsumer<PendingQuestion, Conversations.Aside> route;
    private final Map<Owner, OwnedQuestions> owners = new HashMap<>();

    /**
     * With no plugin.
     *
     * @param route is given the answers that were held for a plugin that is there again
     */
    PluginLives(QuestionBook book, BiConsumer<PendingQuestion, Conversations.Aside> route) {
        this.book = book;
        this.route = route;
    }

    /** A plugin begins a life. */
    OwnedQuestions open(Owner owner) {
        synchronized (book) {
            return owners.computeIfAbsent(owner, unknown -> new OwnedQuestions(unknown, this));
        }
    }

    /**
     * What a plugin that runs has to do with questions.
     *
     * @throws IllegalStateException if it has stopped
     */
    OwnedQuestions of(Owner owner) {
        synchronized (book) {
            OwnedQuestions owned = owners.get(owner);
            if (owned == null) {
                throw gone(owner);
            }
            return owned;
        }
    }

    static IllegalStateException gone(Owner owner) {
        return new IllegalStateException("plugin " + owner.id() + " is disabled; it can ask nothing any more");
    }

    /** It is at work: kept questions of its earlier lives go on, or are lost if it does not know them any more. */
    void activated(Owner owner) {
        List<Runnable> after = new ArrayList<>();
        synchronized (book) {
            OwnedQuestions owned = owners.get(owner);
            if (owned == null || owned.stage() != Stage.ENABLING) {
                return;
            }
            owned.become(Stage.ACTIVE);
            bind(owned, question -> true, after);
        }
        after.forEach(Runnable::run);
    }

    /** A name came later than with {@code onEnable}. */
    void registered(OwnedQuestions owned, String name) {
        List<Runnable> after = new ArrayList<>();
        synchronized (book) {
            if (owned.stage() == Stage.ACTIVE) {
                bind(owned, question -> question.kept.name().equals(name), after);
            }
        }
        after.forEach(Runnable::run);
    }

    private void bind(OwnedQuestions owned, Predicate<PendingQuestion> which, List<Runnable> after) {
        for (PendingQuestion question : book.of(owned.owner().id())) {
            if (question.asked == null && !question.lost && which.test(question)) {
                question.asked = owned.asked(question.kept.name());
                question.lost = question.asked == null;
                goOn(question, after);
            }
        }
    }

    /** What waited for the plugin need not any more. */
    private void goOn(PendingQuestion question, List<Runnable> after) {
        Conversations.Aside held = question.held;
        if (question.phase == Phase.HELD && held != null) {
            question.held = null;
            question.phase = Phase.ANSWERED;
            question.stopTimer();
            after.add(() -> route.accept(question, held));
        } else if (question.phase == Phase.EXPIRED) {
            Asked<?, ?> asked = question.asked;
            book.end(question);
            after.add(() -> book.unanswered(question, asked));
        }
    }

    /** The next life may have begun while an answer was still with the one before. Under the lock. */
    void bind(PendingQuestion question) {
        if (question.asked == null && !question.lost) {
            question.asked = atWork(question.kept.plugin())
                    .map(owned -> owned.asked(question.kept.name()))
                    .orElse(null);
        }
    }

    /** Under the lock. */
    boolean isAtWork(String plugin) {
        return atWork(plugin).isPresent();
    }

    private Optional<OwnedQuestions> atWork(String plugin) {
        return owners.values().stream()
                .filter(owned ->
                        owned.stage() == Stage.ACTIVE && owned.owner().id().equals(plugin))
                .findFirst();
    }

    void withdrawn(OwnedQuestions owned, String name) {
        synchronized (book) {
            book.of(owned.owner().id()).stream()
                    .filter(question -> question.kept.name().equals(name))
                    .forEach(PendingQuestion::letGo);
        }
    }

    /** It stops: what its questions still need of it must wait for its next life. Answers in its lanes are handled. */
    void stopping(Owner owner) {
        synchronized (book) {
            OwnedQuestions owned = owners.get(owner);
            if (owned != null) {
                owned.become(Stage.STOPPING);
                book.of(owner.id()).stream()
                        .filter(question -> question.asked != null && question.asked.owner() == owned)
                        .forEach(PendingQuestion::letGo);
            }
        }
    }

    /** Its life is over: nothing of it is kept in memory. */
    void closed(Owner owner) {
        synchronized (book) {
            stopping(owner);
            OwnedQuestions owned = owners.remove(owner);
            if (owned != null) {
                owned.become(Stage.CLOSED);
            }
            book.tidy(owner.id());
        }
    }
}
