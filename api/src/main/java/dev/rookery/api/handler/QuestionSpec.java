package dev.rookery.api.handler;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Name, terms and steps of a question that outlives a restart. Immutable.
 *
 * <pre>{@code
 * QuestionSpec.named("age", Form.class)
 *         .within(Duration.ofHours(1))
 *         .accept(Integer::valueOf, "A number, please.")
 *         .then((form, answer) -> answer.reply(form.name() + " is " + answer.value()))
 * }</pre>
 *
 * @param <S> what has to be remembered until the answer
 * @param <T> what the answer is read as
 */
public final class QuestionSpec<S extends Record, T> {

    /** How long to wait for an answer unless said otherwise. */
    public static final Duration DEFAULT_WITHIN = Duration.ofMinutes(2);

    /** How many answers may be refused unless said otherwise. */
    public static final int DEFAULT_ATTEMPTS = 3;

    private static final int MAX_ATTEMPTS = 100;

    /**
     * What to do with the answer.
     *
     * @param <S> what was remembered
     * @param <T> what the answer was read as
     */
    @FunctionalInterface
    public interface Step<S, T> {

        /**
         * Takes the answer, as {@link AnswerStep} does.
         *
         * @param state what was remembered
         * @param answer what was said
         * @throws Exception is logged
         */
        void take(S state, GivenAnswer<T> answer) throws Exception;
    }

    /**
     * What to do when no answer came. There may be no message to reply to, as the host may have been restarted since:
     * speak with {@code context.send}.
     *
     * @param <S> what was remembered
     */
    @FunctionalInterface
    public interface Unanswered<S> {

        /**
         * Called on the plugin's threads, in its place among the messages of the chat.
         *
         * @param state what was remembered
         * @param chat where it was asked
         * @param person who was asked
         * @throws Exception is logged
         */
        void run(S state, ChatId chat, PersonId person) throws Exception;
    }

    private final Builder<S, T> terms;
    private final Step<S, T> step;

    private QuestionSpec(Builder<S, T> terms, Step<S, T> step) {
        this.terms = new Builder<>(terms, terms.parser);
        this.step = step;
    }

    /**
     * Begins one.
     *
     * @param name unique in the plugin, and the same after an update; not blank
     * @param state the record that has to be remembered
     * @param <S> the record's type
     * @return to say more
     */
    public static <S extends Record> Builder<S, String> named(String name, Class<S> state) {
        return new Builder<>(name, state, text -> text);
    }

    /**
     * Its name.
     *
     * @return unique in the plugin
     */
    public String name() {
        return terms.name;
    }

    /**
     * What has to be remembered.
     *
     * @return the record's type
     */
    public Class<S> state() {
        return terms.state;
    }

    /**
     * How long to wait for an answer.
     *
     * @return more than zero
     */
    public Duration within() {
        return terms.within;
    }

    /**
     * How many answers the parser may refuse.
     *
     * @return at least one
     */
    public int attempts() {
        return terms.attempts;
    }

    /**
     * What reads the answer.
     *
     * @return the parser
     */
    public AnswerParser<T> parser() {
        return terms.parser;
    }

    /**
     * What the person is told when the answer was refused.
     *
     * @return empty if every answer is taken
     */
    public String hint() {
        return terms.hint;
    }

    /**
     * What to do with the answer.
     *
     * @return the step
     */
    public Step<S, T> step() {
        return step;
    }

    /**
     * What to do when no answer came in time, or another question took the place of this one.
     *
     * @return empty if nothing
     */
    public Optional<Unanswered<S>> onTimeout() {
        return Optional.ofNullable(terms.onTimeout);
    }

    /**
     * What to do when the person cancels or has used up the attempts.
     *
     * @return empty if the host confirms it
     */
    public Optional<Unanswered<S>> onCancel() {
        return Optional.ofNullable(terms.onCancel);
    }

    /**
     * Collects the terms. Not for use by several threads at once.
     *
     * @param <S> what has to be remembered until the answer
     * @param <T> what the answer is read as
     */
    public static final class Builder<S extends Record, T> {

        private final String name;
        private final Class<S> state;
        private final AnswerParser<T> parser;
        private Duration within = DEFAULT_WITHIN;
        private int attempts = DEFAULT_ATTEMPTS;
        private String hint = "";
        private @Nullable Unanswered<S> onTimeout;
        private @Nullable Unanswered<S> onCancel;

        private Builder(String name, Class<S> state, AnswerParser<T> parser) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a question without a name (expected: one that is not blank)");
            }
            this.name = name;
            this.state = Objects.requireNonNull(state, "state");
            this.parser = parser;
        }

        private <U> Builder(Builder<S, U> other, AnswerParser<T> parser) {
            this(other.name, other.state, parser);
            this.within = other.within;
            this.attempts = other.attempts;
            this.hint = other.hint;
            this.onTimeout = other.onTimeout;
            this.onCancel = other.onCancel;
        }

        /**
         * Says how long to wait for an answer, as {@link Ask#within}.
         *
         * @param time more than zero, at most {@link Ask#MAX_WITHIN}
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder<S, T> within(Duration time) {
            if (time.isZero() || time.isNegative() || time.compareTo(Ask.MAX_WITHIN) > 0) {
                throw new IllegalArgumentException(
                        "within: " + time + " (expected: more than zero, at most " + Ask.MAX_WITHIN + ")");
            }
            within = time;
            return this;
        }

        /**
         * Says how many answers the parser may refuse, as {@link Ask#attempts}.
         *
         * @param most 1 to 100
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder<S, T> attempts(int most) {
            if (most < 1 || most > MAX_ATTEMPTS) {
                throw new IllegalArgumentException("attempts: " + most + " (expected: 1 to " + MAX_ATTEMPTS + ")");
            }
            attempts = most;
            return this;
        }

        /**
         * Says what is an answer, as {@link Ask#accept}.
         *
         * @param reader reads an answer; throws IllegalArgumentException to refuse it
         * @param told what the person is told then
         * @param <U> what it reads
         * @return to say more
         */
        public <U> Builder<S, U> accept(AnswerParser<U> reader, String told) {
            Builder<S, U> changed = new Builder<>(this, Objects.requireNonNull(reader, "parser"));
            changed.hint = Objects.requireNonNull(told, "hint");
            return changed;
        }

        /**
         * Says what to do when no answer came, as {@link Ask#onTimeout}.
         *
         * @param unanswered what to do
         * @return this
         */
        public Builder<S, T> onTimeout(Unanswered<S> unanswered) {
            onTimeout = unanswered;
            return this;
        }

        /**
         * Says what to do when the person cancels, as {@link Ask#onCancel}.
         *
         * @param unanswered what to do
         * @return this
         */
        public Builder<S, T> onCancel(Unanswered<S> unanswered) {
            onCancel = unanswered;
            return this;
        }

        /**
         * Says what to do with the answer, which is all that is needed.
         *
         * @param step takes the answer
         * @return the whole
         */
        public QuestionSpec<S, T> then(Step<S, T> step) {
            return new QuestionSpec<>(this, Objects.requireNonNull(step, "step"));
        }
    }
}
