package dev.rookery.host.ask;

import dev.rookery.api.Registration;
import dev.rookery.api.handler.AnswerParser;
import dev.rookery.api.handler.AnswerStep;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.QuestionSpec;
import dev.rookery.api.handler.UnansweredStep;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** Collects a question whose steps are code. */
final class AskBuilder<T> implements Ask<T> {

    /** Code remembers by itself. */
    record Nothing() {}

    private final QuestionSpec.Builder<Nothing, T> terms;
    private final Function<QuestionSpec<Nothing, ?>, Registration> asking;

    AskBuilder(QuestionSpec.Builder<Nothing, T> terms, Function<QuestionSpec<Nothing, ?>, Registration> asking) {
        this.terms = terms;
        this.asking = asking;
    }

    @Override
    public Ask<T> within(Duration time) {
        terms.within(time);
        return this;
    }

    @Override
    public Ask<T> attempts(int most) {
        terms.attempts(most);
        return this;
    }

    @Override
    public <U> Ask<U> accept(AnswerParser<U> parser, String hint) {
        return new AskBuilder<>(terms.accept(parser, hint), asking);
    }

    @Override
    public Ask<T> onTimeout(UnansweredStep step) {
        Objects.requireNonNull(step, "step");
        terms.onTimeout((nothing, chat, person) -> step.run());
        return this;
    }

    @Override
    public Ask<T> onCancel(UnansweredStep step) {
        Objects.requireNonNull(step, "step");
        terms.onCancel((nothing, chat, person) -> step.run());
        return this;
    }

    @Override
    public Registration then(AnswerStep<T> step) {
        Objects.requireNonNull(step, "step");
        return asking.apply(terms.then((nothing, answer) -> step.take(answer)));
    }
}
