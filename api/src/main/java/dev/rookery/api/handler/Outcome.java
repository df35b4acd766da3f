package dev.rookery.api.handler;

/** What a handler made of a message. */
public enum Outcome {
    /** Not mine, or others may want it too: the next handler gets it. */
    PASS,
    /** Dealt with: no further handler gets it. */
    CONSUMED
}
