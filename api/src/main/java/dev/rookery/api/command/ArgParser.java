package dev.rookery.api.command;

/**
 * Makes a value of one word. Called on the plugin's threads.
 *
 * @param <T> what it makes of it
 */
@FunctionalInterface
public interface ArgParser<T> {

    /**
     * Makes the value.
     *
     * @param word without its quotes, never empty unless it was quoted so
     * @return the value
     * @throws UsageException with the sentence that the person is told
     * @throws IllegalArgumentException if the word is no such value; likewise {@link java.time.DateTimeException}. The
     *     person is told in the host's words
     */
    T parse(String word);
}
