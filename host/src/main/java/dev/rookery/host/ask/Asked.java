package dev.rookery.host.ask;

import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.QuestionSpec;
import dev.rookery.api.handler.Questions;
import dev.rookery.host.json.JsonType;
import dev.rookery.host.json.MisfitException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The living half of a question: whose it is and what is to be done with its answer.
 *
 * @param owner the plugin in its present life
 * @param spec terms and steps
 * @param given what the steps have to know, if it is not kept as JSON
 * @param <S> its type
 * @param <T> what the answer is read as
 */
record Asked<S extends Record, T>(
        OwnedQuestions owner,
        QuestionSpec<S, T> spec,
        @Nullable S given) {

    /**
     * What a question has to remember, as it is kept.
     *
     * @throws IllegalArgumentException if it holds what JSON cannot, or becomes too long
     */
    static String written(Record state) {
        String json = JsonType.writeAny(state);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        if (length > Questions.MAX_STATE) {
            throw new IllegalArgumentException("state of a question: " + length + " bytes of JSON (expected: at most "
                    + Questions.MAX_STATE + ")");
        }
        return json;
    }

    /**
     * Reads what was kept and the answer.
     *
     * @return to be run when the question is over
     * @throws LostStateException if what was kept does not fit any more
     */
    Step read(StoredQuestion question, IncomingMessage message, String text) throws LostStateException {
        S state = restored(question);
        T value = spec.parser().parse(text);
        return () -> spec.step().take(state, new ReadAnswer<>(message, value));
    }

    private S restored(StoredQuestion question) throws LostStateException {
        try {
            return given != null ? given : JsonType.of(spec.state()).read(question.state());
        } catch (MisfitException e) {
            throw new LostStateException(e);
        }
    }

    /** Runs what is to be done when no answer came; says whether there is anything. */
    boolean onTimeout(StoredQuestion question) throws Exception {
        return run(spec.onTimeout().orElse(null), question);
    }

    /** Runs what is to be done when the person has had enough; says whether there is anything. */
    boolean onCancel(StoredQuestion question) throws Exception {
        return run(spec.onCancel().orElse(null), question);
    }

    private boolean run(QuestionSpec.@Nullable Unanswered<S> step, StoredQuestion question) throws Exception {
        if (step == null) {
            return false;
        }
        step.run(restored(question), question.slot().chat(), question.slot().person());
        return true;
    }

    /** What is left to do. */
    interface Step {
        void run() throws Exception;
    }

    /** What was kept does not fit the record that the plugin has now. */
    static final class LostStateException extends Exception {

        private static final long serialVersionUID = 1;

        LostStateException(MisfitException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
