package dev.rookery.api.handler;

/**
 * Reads an answer, or refuses it.
 *
 * @param <T> what it makes of the words
 */
@FunctionalInterface
public interface AnswerParser<T> {

    /**
     * Reads one answer, on the plugin's threads.
     *
     * @param text what was said, without the words that address the bot, trimmed, at most {@link Ask#MAX_ANSWER}
     *     characters
     * @return what it means
     * @throws IllegalArgumentException if it is no answer to this question, or a DateTimeException: the person is told
     *     the hint and may try again
     */
    T parse(String text);
}
