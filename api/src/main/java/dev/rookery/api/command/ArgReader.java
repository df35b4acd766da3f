package dev.rookery.api.command;

/**
 * Reads an argument that takes more than one word, or something else than words. Called on the plugin's threads.
 *
 * @param <T> what it makes of them
 */
@FunctionalInterface
public interface ArgReader<T> {

    /**
     * Takes from the words what belongs to the argument. Only asked while something is left.
     *
     * @param words what is left
     * @return the value
     * @throws UsageException with the sentence that the person is told
     */
    T read(Words words);
}
