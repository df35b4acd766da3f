package dev.rookery.api.command;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.chat.Person;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;

/**
 * What is left of a command's arguments, read from left to right. Words end at white space, full-width space included;
 * one that begins with a quote goes to the closing quote: {@code "a b"}, {@code 'a b'}, {@code 「a b」}, {@code 『a b』},
 * {@code “a b”}, {@code ‘a b’}, {@code ＂a b＂}. A backslash before a quote, a space or a backslash takes its meaning
 * away; before anything else it is a plain character. What turns the writing direction and what has no width is gone
 * from what is returned here.
 *
 * <p>Handed to an {@link ArgReader}, for one thread and one call.
 */
@ProvidedByHost
public interface Words {

    /**
     * Whether nothing is left but white space.
     *
     * @return true at the end
     */
    boolean isEmpty();

    /**
     * Takes the next word. A picture or a face counts as a word of its own and reads as its {@linkplain Segment#alt()
     * text form}.
     *
     * @return the word without its quotes, never longer than the arguments' bound of 16,384 characters
     * @throws UsageException if nothing is left, or a quote is not closed
     */
    String word();

    /**
     * Takes the next piece that is no text, such as a picture.
     *
     * @param type which kind is wanted
     * @param <S> the kind
     * @return the piece
     * @throws UsageException if something else comes next
     */
    <S extends Segment> S segment(Class<S> type);

    /**
     * Takes somebody's name: a mention, {@code @name}, a name or an id of somebody in the chat. Names with spaces are
     * recognised after an at sign and in quotes. May ask the network who is in the chat and wait up to five seconds for
     * the answer.
     *
     * @return the person
     * @throws UsageException if there is nobody of this name in the chat, or more than one
     */
    Person person();

    /**
     * Takes all that is left, as it was written: quotes and backslashes stay.
     *
     * @return trimmed; empty at the end
     */
    String rest();

    /**
     * Takes all that is left with its faces and pictures.
     *
     * @return trimmed; empty at the end
     */
    Message message();
}
