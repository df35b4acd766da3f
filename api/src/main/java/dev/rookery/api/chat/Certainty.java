package dev.rookery.api.chat;

/**
 * How sure it is that an id means the same person or chat as at an earlier sign-in. Some networks give everybody new
 * handles at each sign-in.
 */
public enum Certainty {
    /** The network itself tells a lasting number. */
    CERTAIN,
    /** Recognised by name, card or members; somebody else of the same name would be taken for them. */
    MATCHED,
    /** Good for this sign-in only: nothing could be matched, or too much. */
    THIS_LOGIN
}
