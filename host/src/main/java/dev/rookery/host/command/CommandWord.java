package dev.rookery.host.command;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.List;

/**
 * The word at the beginning of a message, which may be a command. Found in bounded time, however long the message.
 *
 * @param spellings how it may stand in a table, the likeliest first; empty if there is none
 * @param isMarked whether it begins with {@code /} or {@code !}: then it is meant to be a command
 * @param isFollowed whether something comes after it
 */
record CommandWord(List<String> spellings, boolean isMarked, boolean isFollowed) {

    /** A word that does not end within so many characters of the message is no command; names have at most 40. */
    static final int LONGEST = 128;

    private static final CommandWord NONE = new CommandWord(List.of(), false, false);

    CommandWord {
        spellings = List.copyOf(spellings);
    }

    static CommandWord of(Message message) {
        if (message.isEmpty() || !(message.segments().get(0) instanceof Segment.Text first)) {
            return NONE;
        }
        String text = first.text();
        int begin = 0;
        while (begin < text.length() && begin < LONGEST && isBlank(text.charAt(begin))) {
            begin++;
        }
        int end = begin;
        while (end < text.length() && end - begin <= LONGEST && !TypedText.isSpace(text.charAt(end))) {
            end++;
        }
        if (end == begin || end - begin > LONGEST) {
            return NONE;
        }
        boolean followed = message.segments().size() > 1 || !isBlank(text, end);
        String word = TypedText.normal(text.substring(begin, end));
        boolean marked = word.length() > 1 && (word.charAt(0) == '/' || word.charAt(0) == '!');
        return new CommandWord(marked ? List.of(word, word.substring(1)) : List.of(word), marked, followed);
    }

    private static boolean isBlank(String text, int from) {
        // A longer end of nothing but blanks is not looked through: it counts as something.
        int until = Math.min(text.length(), from + LONGEST);
        int at = from;
        while (at < until && isBlank(text.charAt(at))) {
            at++;
        }
        return at == text.length();
    }

    private static boolean isBlank(char c) {
        return TypedText.isSpace(c) || TypedText.isInvisible(c);
    }
}
