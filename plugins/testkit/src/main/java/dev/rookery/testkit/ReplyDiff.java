package dev.rookery.testkit;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.host.record.RecordedLine.Heard;
import dev.rookery.host.record.RecordedLine.Said;
import dev.rookery.host.record.Recordings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replies side by side, those of each chat lined up along their longest common sequence. */
final class ReplyDiff {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /** Characters of one column; longer texts go on in the next line. */
    private static final int COLUMN = 40;

    /** Of more replies of a chat no longest sequence is looked for: they are compared one by one. */
    private static final int MOST_TO_LINE_UP = 2_000;

    /** One reply on both sides, or on one. */
    private record Row(@Nullable Said recorded, @Nullable Said now) {

        boolean isSame() {
            return recorded != null && now != null && same(recorded, now);
        }

        Instant at() {
            return recorded != null ? recorded.at() : now == null ? Instant.MIN : now.at();
        }
    }

    /** What people said in a chat, for the reader's orientation. */
    private final Map<ChatId, List<Heard>> heard;

    private final Map<ChatId, List<Row>> rows = new TreeMap<>(Comparator.comparing(ChatId::toString));
    private final Map<ChatId, String> names;
    private final long lost;

    private ReplyDiff(Recording recording) {
        this.lost = recording.lost();
        this.heard = messages(recording)
                .collect(Collectors.groupingBy(line -> chatOf(line).id()));
        this.names = messages(recording)
                .collect(Collectors.toMap(
                        line -> chatOf(line).id(), line -> Transcript.nameOf(chatOf(line)), (first, later) -> later));
    }

    private static Stream<Heard> messages(Recording recording) {
        return recording.contents().lines().stream()
                .filter(line -> line instanceof Heard told && told.event() instanceof MessageReceived)
                .map(Heard.class::cast);
    }

    private static Chat chatOf(Heard line) {
        return ((MessageReceived) line.event()).chat();
    }

    static ReplyDiff of(Recording recording, List<Said> recorded, List<Said> now) {
        ReplyDiff diff = new ReplyDiff(recording);
        Map<ChatId, List<Said>> left = recorded.stream().collect(Collectors.groupingBy(Said::chat));
        Map<ChatId, List<Said>> right = now.stream().collect(Collectors.groupingBy(Said::chat));
        Stream.concat(left.keySet().stream(), right.keySet().stream())
                .forEach(chat -> diff.rows.computeIfAbsent(
                        chat,
                        first -> lineUp(left.getOrDefault(chat, List.of()), right.getOrDefault(chat, List.of()))));
        return diff;
    }

    private static boolean same(Said one, Said other) {
        return Recordings.text(one.message()).equals(Recordings.text(other.message()));
    }

    /** Pairs what is the same; what is between two pairs stands side by side for as long as there is something. */
    private static List<Row> lineUp(List<Said> left, List<Said> right) {
        List<Row> rows = new ArrayList<>();
        int l = 0;
        int r = 0;
        for (int[] pair : pairs(left, right)) {
            between(left.subList(l, pair[0]), right.subList(r, pair[1]), rows);
            rows.add(new Row(left.get(pair[0]), right.get(pair[1])));
            l = pair[0] + 1;
            r = pair[1] + 1;
        }
        between(left.subList(l, left.size()), right.subList(r, right.size()), rows);
        return rows;
    }

    private static void between(List<Said> left, List<Said> right, List<Row> rows) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            rows.add(new Row(i < left.size() ? left.get(i) : null, i < right.size() ? right.get(i) : null));
        }
    }

    private static List<int[]> pairs(List<Said> left, List<Said> right) {
        if (Math.max(left.size(), right.size()) > MOST_TO_LINE_UP) {
            return List.of();
        }
        int[][] longest = new int[left.size() + 1][right.size() + 1];
        for (int l = left.size() - 1; l >= 0; l--) {
            for (int r = right.size() - 1; r >= 0; r--) {
                longest[l][r] = same(left.get(l), right.get(r))
                        ? longest[l + 1][r + 1] + 1
                        : Math.max(longest[l + 1][r], longest[l][r + 1]);
            }
        }
        List<int[]> pairs = new ArrayList<>();
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            if (same(left.get(l), right.get(r))) {
                pairs.add(new int[] {l++, r++});
            } else if (longest[l + 1][r] >= longest[l][r + 1]) {
                l++;
            } else {
                r++;
            }
        }
        return pairs;
    }

    long differences() {
        return rows.values().stream()
                .flatMap(List::stream)
                .filter(row -> !row.isSame())
                .count();
    }

    /** The chats that differ, with what was said in them. */
    @Override
    public String toString() {
        long all = rows.values().stream().mapToLong(List::size).sum();
        StringBuilder text = new StringBuilder();
        text.append(differences()).append(" of ").append(all).append(" replies differ from the recording");
        if (lost > 0) {
            text.append(", in which ").append(lost).append(" lines are missing");
        }
        rows.forEach((chat, replies) -> {
            if (replies.stream().anyMatch(row -> !row.isSame())) {
                text.append("\n\n").append(names.getOrDefault(chat, chat.toString()));
                appendChat(text, heard.getOrDefault(chat, List.of()), replies);
            }
        });
        return text.toString();
    }

    private static void appendChat(StringBuilder text, List<Heard> heard, List<Row> replies) {
        int next = 0;
        for (Row row : replies) {
            while (next < heard.size() && !heard.get(next).at().isAfter(row.at())) {
                appendHeard(text, heard.get(next++));
            }
            appendReply(text, row);
        }
        for (Heard line : heard.subList(next, heard.size())) {
            appendHeard(text, line);
        }
    }

    private static void appendHeard(StringBuilder text, Heard line) {
        MessageReceived message = (MessageReceived) line.event();
        text.append("\n  ")
                .append(TIME.format(line.at()))
                .append("  ")
                .append(message.sender().name())
                .append(": ")
                .append(message.message().plainText().replace("\n", "\n" + " ".repeat(16)));
    }

    private static void appendReply(StringBuilder text, Row row) {
        List<String> left = column(row.recorded(), row.now());
        List<String> right = column(row.now(), row.recorded());
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String line = String.format(
                    "\n  %-12s    %-" + COLUMN + "s %s %s",
                    i == 0 ? TIME.format(row.at()) : "",
                    i < left.size() ? left.get(i) : "",
                    row.isSame() ? "=" : "|",
                    i < right.size() ? right.get(i) : "");
            text.append(line.stripTrailing());
        }
    }

    private static List<String> column(@Nullable Said said, @Nullable Said other) {
        if (said == null) {
            return List.of("(nothing)");
        }
        String plain = said.message().plainText();
        boolean looksAlike = other != null && plain.equals(other.message().plainText()) && !same(said, other);
        List<String> lines = new ArrayList<>();
        (looksAlike ? said.message().toString() : plain).lines().forEach(line -> {
            for (int i = 0; i == 0 || i < line.length(); i += COLUMN) {
                lines.add(line.substring(i, Math.min(line.length(), i + COLUMN)));
            }
        });
        return lines;
    }
}
