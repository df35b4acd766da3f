package dev.rookery.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was said, and what came back. Messages are numbered from 0 on through all workloads of a run and go round the
 * chats, so that a late second answer is known for what it is whenever it comes. Safe for use by any thread.
 */
final class Ledger {

    /** Makes a message about as long as people's are. */
    private static final String WORDS = ": the quick brown fox jumps over the lazy dog";

    private static final long UNANSWERED = -1;

    private static final class Entry {
        private final long dueNanos;
        private long tookNanos = UNANSWERED;

        Entry(long dueNanos) {
            this.dueNanos = dueNanos;
        }
    }

    /**
     * What became of all that was said.
     *
     * @param said how many messages were said
     * @param answered how many got at least one answer
     * @param doubled how many answers came for a message that had one
     * @param reordered how many first answers came after that of a later message of the same chat
     * @param strange how many answers were in the wrong chat, or not the words that were said
     */
    record Verdict(int said, int answered, int doubled, int reordered, int strange) {

        boolean isGood() {
            return said == answered && doubled == 0 && reordered == 0 && strange == 0;
        }

        @Override
        public String toString() {
            return "said=" + said + " answered=" + answered + " missing=" + (said - answered) + " doubled=" + doubled
                    + " out-of-order=" + reordered + " strange=" + strange;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final int[] newestAnswered;
    private int answered;
    private int doubled;
    private int reordered;
    private int strange;

    Ledger(int chats) {
        this.newestAnswered = new int[chats];
        Arrays.fill(newestAnswered, -1);
    }

    /**
     * Notes that the next message is said.
     *
     * @param dueNanos when it should be said, by {@link System#nanoTime}; its answer's delay counts from here
     * @return its number
     */
    synchronized int say(long dueNanos) {
        entries.add(new Entry(dueNanos));
        return entries.size() - 1;
    }

    /** The chat of a message. */
    int chat(int number) {
        return number % newestAnswered.length;
    }

    /** The words of a message. */
    static String text(int number) {
        return number + WORDS;
    }

    /** Notes an answer. */
    synchronized void answer(int chat, String text, long nanos) {
        int number = number(text);
        if (number < 0 || chat(number) != chat) {
            strange++;
            return;
        }
        Entry entry = entries.get(number);
        if (entry.tookNanos != UNANSWERED) {
            doubled++;
            return;
        }
        entry.tookNanos = nanos - entry.dueNanos;
        answered++;
        if (number < newestAnswered[chat]) {
            reordered++;
        } else {
            newestAnswered[chat] = number;
        }
    }

    /** The number in the words of an answer; -1 if nothing like them was said. */
    private int number(String text) {
        String digits = text.endsWith(WORDS) ? text.substring(0, text.length() - WORDS.length()) : "";
        int number = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
        return number < entries.size() && text.equals(text(number)) ? number : -1;
    }

    synchronized int said() {
        return entries.size();
    }

    synchronized int answered() {
        return answered;
    }

    /** How long the answers to the messages from this number on took, shortest first. */
    synchronized long[] delays(int from) {
        return entries.subList(from, entries.size()).stream()
                .mapToLong(entry -> entry.tookNanos)
                .filter(took -> took != UNANSWERED)
                .sorted()
                .toArray();
    }

    /** Whether everything said so far is answered as it should be. */
    boolean isGood() {
        return verdict().isGood();
    }

    synchronized Verdict verdict() {
        return new Verdict(entries.size(), answered, doubled, reordered, strange);
    }
}
