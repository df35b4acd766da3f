package dev.rookery.host.webqq.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page inside a {@code group_web_message}: {@code <d><n t="h" u="QQ"/><n t="t" s="text"/><n t="b"/><n t="t"
 * s="more"/></d>}, where h is a head, t a run of text and b a line break. Only the elements {@code n} and their
 * attributes are looked at, by hand: a reader of all XML could be made to fetch or to unfold what a stranger names in
 * it.
 *
 * @param head whose picture is shown; null without one
 * @param lines the lines of text, at most {@link #MAX_LINES}
 */
record WebPage(@Nullable QqNumber head, List<String> lines) {

    /** How much of the page is read; what follows is left out. */
    static final int MAX_CHARS = 64 << 10;

    /** How many lines are kept; what follows is left out. */
    static final int MAX_LINES = 100;

    static WebPage read(String xml) {
        return new Reader(xml.length() > MAX_CHARS ? xml.substring(0, MAX_CHARS) : xml).read();
    }

    /** Goes over the page once, from left to right. */
    private static final class Reader {
        private final String xml;
        private int at;
        private @Nullable QqNumber head;
        private final List<String> lines = new ArrayList<>();
        private final StringBuilder line = new StringBuilder();

        // The attributes of the element at hand.
        private String type = "";
        private String text = "";
        private String number = "";

        Reader(String xml) {
            this.xml = xml;
        }

        WebPage read() {
            while (nextElement() && lines.size() < MAX_LINES) {
                while (nextAttribute()) {
                    // Each call takes one attribute.
                }
                take();
            }
            endLine();
            return new WebPage(head, List.copyOf(lines));
        }

        /** Goes to behind the next {@code <n}; false when there is none. */
        private boolean nextElement() {
            do {
                at = xml.indexOf("<n", at);
                if (at < 0) {
                    return false;
                }
                at += 2;
            } while (at < xml.length() && !Character.isWhitespace(xml.charAt(at)));
            type = "";
            text = "";
            number = "";
            return true;
        }

        /** Takes {@code name="value"}; false at the end of the element or where something else stands. */
        private boolean nextAttribute() {
            while (at < xml.length() && Character.isWhitespace(xml.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < xml.length() && Character.isLetter(xml.charAt(at))) {
                at++;
            }
            String name = xml.substring(start, at);
            if (name.isEmpty() || at + 1 >= xml.length() || xml.charAt(at) != '=') {
                return false;
            }
            char quote = xml.charAt(at + 1);
            int end = quote == '"' || quote == '\'' ? xml.indexOf(quote, at + 2) : -1;
            if (end < 0) {
                return false;
            }
            String value = WireText.text(xml.substring(at + 2, end));
            at = end + 1;
            switch (name) {
                case "t" -> type = value;
                case "s" -> text = value;
                case "u" -> number = value;
                default -> {
                    // A page may say more than we show.
                }
            }
            return true;
        }

        private void take() {
            switch (type) {
                case "h" -> head = head == null ? number() : head;
                case "t" -> line.append(text);
                case "b" -> endLine();
                default -> {
                    // A kind of piece that nobody has seen.
                }
            }
        }

        private @Nullable QqNumber number() {
            long value = WireNumber.ofDigits(number).orElse(0);
            return value == 0 ? null : new QqNumber(value);
        }

        private void endLine() {
            String text = WireText.name(line.toString());
            if (!text.isEmpty()) {
                lines.add(text);
            }
            line.setLength(0);
        }
    }
}
