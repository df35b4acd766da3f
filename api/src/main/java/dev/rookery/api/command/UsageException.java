package dev.rookery.api.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What somebody typed cannot be carried out, and this is the sentence that tells them so. Thrown by what reads an
 * argument, it is answered together with the command's usage; thrown by a {@link CommandHandler}, it is answered alone.
 * It is an answer and no fault: nothing is logged, and it carries no stack.
 *
 * <pre>{@code
 * throw new UsageException("That die has no sides.");
 * throw UsageException.phrase("dice.most", 100); // from the plugin's phrases, in the language of the chat
 * }</pre>
 */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient List<Object> blanks;

    /**
     * A sentence as it stands.
     *
     * @param sentence what the person is told
     */
    public UsageException(String sentence) {
        this("", sentence, List.of());
    }

    private UsageException(String key, String message, List<Object> blanks) {
        super(message, null, false, false);
        this.key = key;
        this.blanks = blanks;
    }

    /**
     * A sentence from the plugin's phrases, or the host's own, in the language of the chat. Texts among the blanks may
     * be what the person typed: they are shortened and made harmless before they are shown.
     *
     * @param key the phrase's key
     * @param blanks what its blanks are filled with
     * @return to be thrown
     */
    public static UsageException phrase(String key, Object... blanks) {
        List<Object> copy = Collections.unmodifiableList(Arrays.asList(blanks.clone()));
        return new UsageException(key, key + " " + copy, copy);
    }

    /**
     * The key of the phrase to say.
     *
     * @return empty when {@link #getMessage()} is the sentence itself
     */
    public Optional<String> key() {
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    /**
     * What the blanks of the phrase are filled with.
     *
     * @return in the order of their numbers
     */
    public List<Object> blanks() {
        return blanks;
    }
}
