package dev.rookery.api.chat;

import java.util.Locale;

/** What sort of conversation a chat is. More kinds may be added: keep a default branch when switching over it. */
public enum ChatKind {
    /** One person who is a contact of the account. */
    FRIEND,
    /** A lasting group with a name and members. */
    GROUP,
    /** An ad-hoc conversation of several people (WebQQ's "discussion"). */
    DISCUSSION,
    /** A temporary conversation with somebody who is not a contact. */
    SESSION;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in the text of a chat's id. */
    String word() {
        return word;
    }

    /**
     * Whether exactly one person listens.
     *
     * @return true for {@link #FRIEND} and {@link #SESSION}
     */
    public boolean isPrivate() {
        return this == FRIEND || this == SESSION;
    }
}
