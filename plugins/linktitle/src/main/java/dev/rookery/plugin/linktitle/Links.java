package dev.rookery.plugin.linktitle;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the links in what people write. */
final class Links {

    /** How many links of one message are looked at. */
    static final int MOST = 3;

    /** How much of a message is looked at. */
    private static final int LOOKED_AT = 4_096;

    /** No link is longer. */
    private static final int LONGEST = 2_000;

    /**
     * A name in any script; after it what an address has in ASCII, since in Chinese the sentence goes on without a
     * space.
     */
    private static final Pattern LINK = Pattern.compile(
            "(?i)(?<![A-Za-z0-9])https?://[\\p{L}\\p{N}.\\-\\[\\]:]{1,260}+(?:[/?#][\\x21-\\x7e&&[^<>\"`\\\\^{|}]]{0,2000})?");

    private Links() {}

    /** The links of a message, each once. */
    static List<String> in(Message message) {
        StringBuilder said = new StringBuilder();
        for (Segment segment : message.segments()) {
            said.append(segment instanceof Segment.Text text ? text.text() : " ");
        }
        return LINK.matcher(said.substring(0, Math.min(LOOKED_AT, said.length())))
                .results()
                .map(found -> withoutEnding(found.group()))
                .filter(link -> link.length() <= LONGEST)
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** What belongs to the sentence and not to the link: a full stop, and brackets that were opened before it. */
    private static String withoutEnding(String link) {
        int end = link.length();
        while (end > 0) {
            char last = link.charAt(end - 1);
            boolean unopened = last == ')' && count(link, '(', end) < count(link, ')', end);
            if (".,;:!?'*]".indexOf(last) < 0 && !unopened) {
                break;
            }
            if (last == ']' && link.indexOf('[') >= 0) {
                break;
            }
            end--;
        }
        return link.substring(0, end);
    }

    private static long count(String text, char wanted, int end) {
        return text.chars().limit(end).filter(c -> c == wanted).count();
    }
}
