package dev.rookery.testkit;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The conversation so far, as people would read it; what a failure shows. Safe for use by any thread. */
final class Transcript {

    /** How many of the last lines a failure shows. */
    private static final int SHOWN = 60;

    private record Line(String place, String speaker, String text) {}

    private final List<Line> lines = new ArrayList<>();

    synchronized void said(Chat chat, String speaker, Message message) {
        lines.add(new Line(nameOf(chat), speaker, message.plainText()));
    }

    /** Something that happened besides what was said. */
    synchronized void happened(String what) {
        lines.add(new Line("", "", what));
    }

    void passed(Duration time) {
        happened(inWords(time) + " later");
    }

    /** How a chat is called in failures: {@code alice}, {@code group rooks}. */
    static String nameOf(Chat chat) {
        String name = chat.name().isEmpty() ? chat.id().value() : chat.name();
        return chat.kind() == ChatKind.FRIEND ? name : chat.kind().name().toLowerCase(Locale.ROOT) + " " + name;
    }

    static String inWords(Duration time) {
        StringBuilder words = new StringBuilder();
        part(words, time.toDays(), " d");
        part(words, time.toHoursPart(), " h");
        part(words, time.toMinutesPart(), " min");
        part(words, time.toSecondsPart(), " s");
        part(words, time.toMillisPart(), " ms");
        return words.isEmpty() ? "0 s" : words.toString();
    }

    private static void part(StringBuilder words, long count, String unit) {
        if (count != 0) {
            words.append(words.isEmpty() ? "" : " ").append(count).append(unit);
        }
    }

    /** The last lines, the speakers one under the other. */
    @Override
    public synchronized String toString() {
        if (lines.isEmpty()) {
            return "  (nothing was said)";
        }
        List<Line> last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
        int place = last.stream().mapToInt(line -> line.place().length()).max().orElse(0);
        int speaker =
                last.stream().mapToInt(line -> line.speaker().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        if (last.size() < lines.size()) {
            text.append("  (").append(lines.size() - last.size()).append(" lines before)\n");
        }
        String format = "  [%-" + Math.max(1, place) + "s]  %" + Math.max(1, speaker) + "s: ";
        for (Line line : last) {
            String head = line.place().isEmpty() ? "  -- " : String.format(format, line.place(), line.speaker());
            text.append(head)
                    .append(line.text().replace("\n", "\n" + " ".repeat(head.length())))
                    .append('\n');
        }
        return text.substring(0, text.length() - 1);
    }
}
