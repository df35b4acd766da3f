package dev.rookery.plugin.linktitle;

import dev.rookery.api.text.OneLine;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the title in a page and makes it fit to be said. Takes time that grows with the page and no faster. */
final class Title {

    /** How many characters of a title are said. */
    private static final int LONGEST = 120;

    /** Elements whose content is no page: a title in them is another thing. */
    private static final Set<String> OTHER = Set.of("script", "style", "svg", "noscript", "template", "textarea");

    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});?");

    /** What would be a link again, and another bot's to answer. */
    private static final Pattern LINK = Pattern.compile("(?i)(?<![A-Za-z0-9])https?://");

    /** Those that titles are written with; all others, and there are thousands, stay as they are. */
    private static final Map<String, String> ENTITIES = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "mdash", "—", "ndash", "–",
            "hellip", "…", "middot", "·");

    private Title() {}

    /**
     * The title of a page.
     *
     * @param html the page, perhaps cut off
     * @return in one line; empty if it has none
     */
    static Optional<String> of(String html) {
        return found(html)
                .map(raw -> ENTITY.matcher(raw)
                        .replaceAll(found -> Matcher.quoteReplacement(entity(found.group(1), found.group()))))
                .map(text -> OneLine.of(LINK.matcher(text).replaceAll(""), LONGEST))
                .filter(title -> !title.isEmpty());
    }

    private static Optional<String> found(String html) {
        String lower = html.toLowerCase(Locale.ROOT);
        // What has no lower case of the same length would shift everything.
        String page = lower.length() == html.length() ? lower : html;
        int at = page.indexOf('<');
        while (at >= 0) {
            int next = at + 1;
            if (page.startsWith("!--", next)) {
                next = after(page, "-->", next);
            } else {
                String name = name(page, next);
                if (name.equals("title")) {
                    int begin = after(page, ">", next);
                    int end = page.indexOf("</title", begin);
                    return end < 0 ? Optional.empty() : Optional.of(html.substring(begin, end));
                }
                next = OTHER.contains(name) ? after(page, "</" + name, next) : next;
            }
            at = page.indexOf('<', next);
        }
        return Optional.empty();
    }

    private static int after(String page, String what, int from) {
        int at = page.indexOf(what, from);
        return at < 0 ? page.length() : at + what.length();
    }

    private static String name(String page, int from) {
        int end = from;
        while (end < page.length() && end < from + 10 && page.charAt(end) >= 'a' && page.charAt(end) <= 'z') {
            end++;
        }
        return page.substring(from, end);
    }

    private static String entity(String name, String whole) {
        if (!name.startsWith("#")) {
            return ENTITIES.getOrDefault(name, whole);
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int c = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        if (c >= 0x80 && c <= 0x9F) { // Numbers of Windows-1252 that are meant so.
            return new String(new byte[] {(byte) c}, Charset.forName("windows-1252"));
        }
        return Character.isValidCodePoint(c) ? Character.toString(c) : "";
    }
}
