package dev.rookery.host.text;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which chats Chinese is spoken. One message with more Han characters than words in Latin letters is enough to say
 * so; it takes {@value #ENOUGH} sentences in a row without to say otherwise, for people who speak Chinese type commands
 * in Latin letters, too. Han characters beside kana are Japanese.
 *
 * <p>Bounded: of each message the first {@value #LOOKED_AT} characters are looked at; at least {@value #CHATS} chats
 * are remembered, those not spoken in for longest are forgotten first.
 */
final class SpokenChinese {

    /** Characters looked at; what follows does not count. */
    static final int LOOKED_AT = 200;

    /** Sentences in other languages after which a chat no longer counts as Chinese. */
    static final int ENOUGH = 3;

    /** Words in Latin letters that make a sentence; fewer may be a command. */
    static final int SENTENCE = 3;

    /** The first character of East Asian scripts. */
    private static final char EAST_ASIAN = 0x2E80;

    /** Chats of one generation; two are kept. */
    static final int CHATS = 5_000;

    /** How many sentences in another language each chat is away from being forgotten. */
    private volatile Map<ChatId, Integer> young = new ConcurrentHashMap<>();

    private volatile Map<ChatId, Integer> old = Map.of();

    void hear(ChatId chat, Message message) {
        if (!isChinese(chat) && !isEastAsian(message)) {
            return; // Most messages, and nothing to learn from them.
        }
        Tally tally = Tally.of(message);
        if (tally.isChinese()) {
            set(chat, ENOUGH);
        } else if (tally.isSentence()) {
            int left = left(chat);
            if (left > 0) {
                set(chat, left - 1);
            }
        }
    }

    boolean isChinese(ChatId chat) {
        return (!young.isEmpty() || !old.isEmpty()) && left(chat) > 0;
    }

    /** Whether there is any character of an East Asian script where one is looked for. */
    private static boolean isEastAsian(Message message) {
        int left = LOOKED_AT;
        for (Segment segment : message.segments()) {
            if (segment instanceof Segment.Text piece) {
                String text = piece.text();
                int end = Math.min(left, text.length());
                for (int i = 0; i < end; i++) {
                    if (text.charAt(i) >= EAST_ASIAN) {
                        return true;
                    }
                }
                left -= end;
            }
        }
        return false;
    }

    private int left(ChatId chat) {
        Integer left = young.get(chat);
        return left != null ? left : old.getOrDefault(chat, 0);
    }

    private void set(ChatId chat, int left) {
        Map<ChatId, Integer> current = young;
        Integer before = current.get(chat);
        if (before == null || before != left) {
            current.put(chat, left);
        }
        if (current.size() > CHATS) {
            nextGeneration();
        }
    }

    private synchronized void nextGeneration() {
        if (young.size() > CHATS) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    /** What the beginning of a message is made of. */
    private record Tally(int han, int kana, int latinWords) {

        static Tally of(Message message) {
            int han = 0;
            int kana = 0;
            int words = 0;
            int left = LOOKED_AT;
            for (Segment segment : message.segments()) {
                if (!(segment instanceof Segment.Text piece)) {
                    continue;
                }
                String text = piece.text();
                boolean inWord = false;
                for (int i = 0; i < text.length() && left > 0; i++, left--) {
                    char c = text.charAt(i);
                    boolean latin = c < EAST_ASIAN && Character.isLetter(c);
                    words += latin && !inWord ? 1 : 0;
                    inWord = latin || (inWord && c == '\'');
                    if (c >= EAST_ASIAN) {
                        UnicodeScript script = UnicodeScript.of(text.codePointAt(i));
                        han += script == UnicodeScript.HAN ? 1 : 0;
                        kana += script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA ? 1 : 0;
                    }
                }
            }
            return new Tally(han, kana, words);
        }

        boolean isChinese() {
            return kana == 0 && han > 0 && han >= latinWords;
        }

        boolean isSentence() {
            return kana > 0 || latinWords >= SENTENCE;
        }
    }
}
