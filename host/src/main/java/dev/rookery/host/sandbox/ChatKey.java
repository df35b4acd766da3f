package dev.rookery.host.sandbox;

import java.util.Locale;

/**
 * Names a chat: its kind, and the uin of the friend or stranger, the gid or the did. Written as
 * {@code friend:2000000001}.
 */
record ChatKey(Kind kind, long id) {

    enum Kind {
        FRIEND,
        GROUP,
        DISCUSSION,
        /** A temporary chat with somebody who is no friend, known by the uin. */
        SESSION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException when it is none
     */
    static ChatKey parse(String text) {
        for (Kind kind : Kind.values()) {
            String prefix = kind.word() + ":";
            if (text.startsWith(prefix) && text.substring(prefix.length()).matches("\\d{1,10}")) {
                return new ChatKey(kind, Long.parseLong(text.substring(prefix.length())));
            }
        }
        throw new IllegalArgumentException(
                "chat: \"" + text + "\" (expected: friend:<uin>, group:<gid>, discussion:<did> or session:<uin>)");
    }

    @Override
    public String toString() {
        return kind.word() + ":" + id;
    }
}
