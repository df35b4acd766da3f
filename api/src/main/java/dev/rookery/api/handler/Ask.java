package dev.rookery.api.handler;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import java.time.Duration;

/**
 * A question to the person who said a message, asked with {@link #then}:
 *
 * <pre>{@code
 * message.ask("How old are you?")
 *         .accept(Integer::valueOf, "A number, please.")
 *         .then(answer -> answer.reply("In ten years you will be " + (answer.value() + 10)));
 * }</pre>
 *
 * <p>No thread waits meanwhile. What the person says next in the same chat is the answer: it goes to the step in place
 * of all handlers, also in a group, addressed to the bot or not. What others say, and what was said before the
 * question, goes its usual way, and so does what is said while an answer is being looked at. {@code cancel} or
 * {@code 取消} ends the question.
 *
 * <p>Each person has one question at a time in a chat. A further one, of whichever plugin, takes its place and runs its
 * {@link #onTimeout} step.
 *
 * <p>The steps are code, which cannot outlive its plugin: after a reload or restart the person is told, in the language
 * of the question, that the bot was restarted and to begin again. A question that goes on is one that has a name, see
 * {@link Questions}.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link #within}</td><td>2 minutes, at most {@link #MAX_WITHIN}</td><td>the timeout step runs</td></tr>
 * <tr><td>{@link #attempts}</td><td>3, at most 100</td><td>the question ends as if cancelled</td></tr>
 * <tr><td>{@link #MAX_ANSWER}</td><td>4,096 characters</td><td>a longer one is no answer and counts as an
 * attempt</td></tr>
 * </table>
 *
 * @param <T> what the answer is read as
 */
@ProvidedByHost
public interface Ask<T> {

    /** How long a question may wait. */
    Duration MAX_WITHIN = Duration.ofDays(30);

    /** How many characters an answer may have. */
    int MAX_ANSWER = 4_096;

    /**
     * Says how long to wait for an answer; after an answer that was not accepted it begins anew.
     *
     * @param time more than zero, at most {@link #MAX_WITHIN}; 2 minutes unless said
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    Ask<T> within(Duration time);

    /**
     * Says how many answers the parser may refuse before the question ends.
     *
     * @param most 1 to 100; 3 unless said
     * @return this
     * @throws IllegalArgumentException if it is out of bounds
     */
    Ask<T> attempts(int most);

    /**
     * Says what is an answer. Without it any text is.
     *
     * @param parser reads an answer; throws IllegalArgumentException to refuse it
     * @param hint what the person is told then
     * @param <U> what it reads
     * @return this, for answers of that type
     */
    <U> Ask<U> accept(AnswerParser<U> parser, String hint);

    /**
     * Says what to do when no answer came in time, or another question took the place of this one.
     *
     * @param step what to do; nothing unless said
     * @return this
     */
    Ask<T> onTimeout(UnansweredStep step);

    /**
     * Says what to do when the person cancels or has used up the attempts. Unless said the host confirms it in one line
     * in the language of the question.
     *
     * @param step what to do
     * @return this
     */
    Ask<T> onCancel(UnansweredStep step);

    /**
     * Asks. The question is said like a reply, and what comes after is an answer.
     *
     * @param step takes the answer
     * @return closes to take the question back, with no step run
     * @throws IllegalStateException if the plugin has stopped, or too many questions of it wait
     */
    Registration then(AnswerStep<T> step);
}
