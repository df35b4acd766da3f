package dev.rookery.host.command;

import dev.rookery.api.chat.Person;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.command.Words;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the arguments of one call from left to right, in time that grows with their length and no faster.
 *
 * <p>For one thread.
 */
final class ArgumentWords implements Words {

    private final List<Segment> segments = new ArrayList<>();
    private final People people;
    /** The segment that is read, and the character in it if it is text. */
    private int segment;

    private int at;

    /** Reads from the beginning of some segments. */
    ArgumentWords(List<Segment> typed, People people) {
        this.people = people;
        for (Segment each : typed) {
            segments.add(each instanceof Segment.Text text ? new Segment.Text(TypedText.clean(text.text())) : each);
        }
    }

    private boolean atEnd() {
        return segment >= segments.size();
    }

    private boolean atText() {
        return !atEnd() && segments.get(segment) instanceof Segment.Text;
    }

    /** The text that is read; only {@link #atText()}. */
    private String text() {
        return segments.get(segment).alt();
    }

    private void nextSegment() {
        segment++;
        at = 0;
    }

    private void skipSpace() {
        while (atText()) {
            String text = text();
            while (at < text.length() && TypedText.isSpace(text.charAt(at))) {
                at++;
            }
            if (at < text.length()) {
                return;
            }
            nextSegment();
        }
    }

    /** Skips the word that named the command, which has neither quotes nor escapes. */
    void skipCommandWord() {
        skipSpace();
        String text = text();
        while (at < text.length() && !TypedText.isSpace(text.charAt(at))) {
            at++;
        }
    }

    @Override
    public boolean isEmpty() {
        skipSpace();
        return atEnd();
    }

    @Override
    public String word() {
        if (isEmpty()) {
            throw UsageException.phrase("argument.ended");
        }
        if (!atText()) {
            String alt = segments.get(segment).alt();
            nextSegment();
            return alt;
        }
        String text = text();
        StringBuilder word = new StringBuilder();
        if (Quotes.opens(text.charAt(at))) {
            readQuoted(text, word);
        }
        while (at < text.length() && !TypedText.isSpace(text.charAt(at))) {
            readCharacter(text, word);
        }
        return word.toString();
    }

    private void readQuoted(String text, StringBuilder word) {
        char open = text.charAt(at);
        int begin = at;
        at++;
        while (at < text.length() && !Quotes.closes(text.charAt(at), open)) {
            readCharacter(text, word);
        }
        if (at >= text.length()) {
            at = begin;
            throw UsageException.phrase("argument.quote", text.substring(begin), String.valueOf(Quotes.closing(open)));
        }
        at++;
    }

    private void readCharacter(String text, StringBuilder word) {
        char c = text.charAt(at);
        if (c == '\\' && at + 1 < text.length() && Quotes.canBeEscaped(text.charAt(at + 1))) {
            at++;
            c = text.charAt(at);
        }
        word.append(c);
        at++;
    }

    @Override
    public <S extends Segment> S segment(Class<S> type) {
        if (isEmpty() || !type.isInstance(segments.get(segment))) {
            String kind = type == Segment.Image.class || type == Segment.Mention.class || type == Segment.Face.class
                    ? type.getSimpleName().toLowerCase(Locale.ROOT)
                    : "segment";
            throw UsageException.phrase("argument." + kind);
        }
        S wanted = type.cast(segments.get(segment));
        nextSegment();
        return wanted;
    }

    @Override
    public Person person() {
        if (!isEmpty() && segments.get(segment) instanceof Segment.Mention mention) {
            nextSegment();
            return new Person(mention.target(), mention.name());
        }
        List<Person> here = people.here();
        if (atText() && text().charAt(at) == '@') {
            int end = endOfName(here);
            if (end > 0) {
                String name = text().substring(at + 1, end);
                at = end;
                return theOne(here, name);
            }
        }
        String word = word();
        return theOne(here, word.startsWith("@") ? word.substring(1) : word);
    }

    /** Where the longest name ends that stands after the at sign; 0 if none does. */
    private int endOfName(List<Person> here) {
        String text = text();
        int longest = 0;
        for (Person person : here) {
            String name = person.name();
            int end = at + 1 + name.length();
            boolean stands = !name.isBlank()
                    && text.regionMatches(true, at + 1, name, 0, name.length())
                    && (end == text.length() || TypedText.isSpace(text.charAt(end)));
            longest = stands ? Math.max(longest, end) : longest;
        }
        return longest;
    }

    private static Person theOne(List<Person> here, String typed) {
        String wanted = TypedText.normal(typed);
        List<Person> found = here.stream()
                .filter(person -> person.id().value().equals(typed)
                        || TypedText.normal(person.name()).equals(wanted))
                .toList();
        long different = found.stream().map(Person::id).distinct().count();
        if (different != 1) {
            throw UsageException.phrase(different == 0 ? "argument.nobody" : "argument.several", typed);
        }
        return found.get(0);
    }

    @Override
    public String rest() {
        return message().plainText();
    }

    @Override
    public Message message() {
        skipSpace();
        List<Segment> left = new ArrayList<>();
        if (atText()) {
            left.add(new Segment.Text(text().substring(at)));
            nextSegment();
        }
        while (!atEnd()) {
            left.add(segments.get(segment));
            nextSegment();
        }
        int last = left.size() - 1;
        if (last >= 0 && left.get(last) instanceof Segment.Text text) {
            left.set(last, new Segment.Text(withoutTrailingSpace(text.text())));
        }
        return Message.of(left);
    }

    private static String withoutTrailingSpace(String text) {
        int end = text.length();
        while (end > 0 && TypedText.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
