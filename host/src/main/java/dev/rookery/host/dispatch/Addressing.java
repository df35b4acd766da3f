package dev.rookery.host.dispatch;

import dev.rookery.api.chat.Person;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Whether a message calls the bot by name, and what it says besides. Written with plain comparisons, whose time grows
 * with the length of the text and no faster: anybody may say anything to a bot.
 *
 * @param named whether the bot's name or a mention of it was found
 * @param rest the message without name and mention, trimmed
 */
record Addressing(boolean named, Message rest) {

    private static final String BETWEEN = ",:，：、";
    private static final String ENDING = ".!?。！？";

    /**
     * Looks for the bot's name at the beginning or the end of the text, for {@code @name} anywhere, and for mentions.
     * On WebQQ a mention is plain text: the at sign, the group card or nickname, one space (seen in Mojo-Webqq and
     * qqbot).
     */
    static Addressing of(Message message, Person self, String accountName) {
        List<String> names = Stream.of(self.name(), accountName)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        boolean named = false;
        List<Segment> rest = new ArrayList<>();
        List<Segment> segments = message.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment instanceof Segment.Mention mention && mention.target().equals(self.id())) {
                named = true;
            } else if (segment instanceof Segment.Text text) {
                String left = without(text.text(), names, i == 0, i == segments.size() - 1);
                named |= left.length() != text.text().length();
                rest.add(new Segment.Text(left));
            } else {
                rest.add(segment);
            }
        }
        return new Addressing(named, trimmed(Message.of(rest)));
    }

    /** The text without the first address that is found: by at sign, at the beginning, at the end. */
    private static String without(String text, List<String> names, boolean first, boolean last) {
        for (String name : names) {
            String left = withoutMention(text, name);
            left = left.length() == text.length() && first ? withoutBeginning(text, name) : left;
            left = left.length() == text.length() && last ? withoutEnd(text, name) : left;
            if (left.length() != text.length()) {
                return left;
            }
        }
        return text;
    }

    private static String withoutMention(String text, String name) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int end = at + 1 + name.length();
            if (stands(name, text, at + 1) && (end == text.length() || isSpace(text.charAt(end)))) {
                return text.substring(0, at) + text.substring(end);
            }
        }
        return text;
    }

    private static String withoutBeginning(String text, String name) {
        int begin = forward(text, 0, Addressing::isSpace);
        begin = begin < text.length() && text.charAt(begin) == '@' ? begin + 1 : begin;
        if (!stands(name, text, begin)) {
            return text;
        }
        int end = begin + name.length();
        int after = forward(text, end, Addressing::isSeparator);
        boolean separated = after > end || forward(text, end, Addressing::isEnding) == text.length();
        return separated ? text.substring(after > end ? after : text.length()) : text;
    }

    private static String withoutEnd(String text, String name) {
        int end = backward(text, text.length(), Addressing::isEnding);
        int begin = end - name.length();
        if (!stands(name, text, begin)) {
            return text;
        }
        begin = begin > 0 && text.charAt(begin - 1) == '@' ? begin - 1 : begin;
        int before = backward(text, begin, Addressing::isSeparator);
        return before < begin || begin == 0 ? text.substring(0, before) : text;
    }

    private static boolean stands(String name, String text, int at) {
        return text.regionMatches(true, at, name, 0, name.length());
    }

    private static int forward(String text, int from, IntPredicate over) {
        int at = from;
        while (at < text.length() && over.test(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int backward(String text, int from, IntPredicate over) {
        int at = from;
        while (at > 0 && over.test(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isSeparator(int c) {
        return isSpace(c) || BETWEEN.indexOf(c) >= 0;
    }

    private static boolean isEnding(int c) {
        return isSpace(c) || ENDING.indexOf(c) >= 0;
    }

    private static Message trimmed(Message message) {
        List<Segment> segments = new ArrayList<>(message.segments());
        if (!segments.isEmpty() && segments.get(0) instanceof Segment.Text text) {
            segments.set(0, new Segment.Text(text.text().stripLeading()));
        }
        int end = segments.size() - 1;
        if (end >= 0 && segments.get(end) instanceof Segment.Text text) {
            segments.set(end, new Segment.Text(text.text().stripTrailing()));
        }
        return Message.of(segments);
    }
}
