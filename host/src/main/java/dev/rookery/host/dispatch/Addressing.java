package dev.rookery.host.dispatch;

import dev.rookery.api.chat.Person;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a message calls the bot by name, and what it says besides.
 *
 * @param named whether the bot's name or a mention of it was found
 * @param rest the message without name and mention, trimmed
 */
record Addressing(boolean named, Message rest) {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    /**
     * Looks for the bot's name at the beginning or the end of the text, for {@code @name} anywhere, and for mentions.
     * On WebQQ a mention is plain text: the at sign, the group card or nickname, one space (seen in Mojo-Webqq and
     * qqbot).
     */
    static Addressing of(Message message, Person self, String accountName) {
        String names = Stream.of(self.name(), accountName)
                .filter(name -> !name.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(name -> Pattern.quote(name.strip()))
                .collect(Collectors.joining("|", "(?:", ")"));
        Pattern anywhere = Pattern.compile("@" + names + "(?=\\s|$)", FLAGS);
        Pattern first = Pattern.compile("^\\s*@?" + names + "(?:[\\s,:，：、]+|[!?！？]*$)", FLAGS);
        Pattern last = Pattern.compile("(?:^|[\\s,，、]+)@?" + names + "[\\s.!?。！？]*$", FLAGS);

        boolean named = false;
        List<Segment> rest = new ArrayList<>();
        List<Segment> segments = message.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment instanceof Segment.Mention mention && mention.target().equals(self.id())) {
                named = true;
            } else if (segment instanceof Segment.Text text) {
                String said = text.text();
                String left = cut(said, anywhere);
                left = left.equals(said) && i == 0 ? cut(said, first) : left;
                left = left.equals(said) && i == segments.size() - 1 ? cut(said, last) : left;
                named |= !left.equals(said);
                rest.add(new Segment.Text(left));
            } else {
                rest.add(segment);
            }
        }
        return new Addressing(named, trimmed(Message.of(rest)));
    }

    private static String cut(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? text.substring(0, matcher.start()) + text.substring(matcher.end()) : text;
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
