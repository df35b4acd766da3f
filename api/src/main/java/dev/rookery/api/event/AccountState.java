package dev.rookery.api.event;

/** Where an account stands. More states may be added: keep a default branch when switching over it. */
public enum AccountState {
    /** Not started, or stopped by the operator. */
    OFFLINE,
    /** On the way in; nothing is needed from a person at the moment. */
    SIGNING_IN,
    /** Waits for a person: a QR code to be scanned, a captcha to be typed. */
    NEEDS_PERSON,
    /** Hears and can be spoken to. */
    ONLINE,
    /** Was cut off and tries to come back by itself. */
    RECONNECTING,
    /** Gave up; the reason says what the operator can do. */
    FAILED
}
