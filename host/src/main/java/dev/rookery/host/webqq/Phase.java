package dev.rookery.host.webqq;

import dev.rookery.api.event.AccountState;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where an account stands, and where it may go from there:
 *
 * <pre>
 * OFFLINE ─► FETCHING_CODE ─► WAITING_FOR_SCAN ⇄ SCANNED ─► CHECKING_SIG ─► FETCHING_VFWEBQQ ─► LOGGING_IN
 *                  ▲  code expired │                                                              │
 *                  └───────────────┘                      LOADING_CONTACTS ◄── LISTING_ONLINE ◄───┘
 *                                                                │
 * KICKED ◄── any of: POLLING ⇄ POLL_TROUBLE ⇄ RELINKING  ◄───────┘
 *
 * hearing is stopped: with a session ─► DEAF, during a sign-in ─► OFFLINE
 *
 * a step that fails for good, a session that is gone ─► WAITING_TO_SIGN_IN ─► WAITING_FOR_SCAN
 * any ─► STOPPING ─► STOPPED
 * </pre>
 */
enum Phase {
    /** Made, not started; or left its sign-in to be stopped. */
    OFFLINE(AccountState.OFFLINE),
    /** Asks for a QR code. */
    FETCHING_CODE(AccountState.SIGNING_IN),
    /** Shows the code and asks every few seconds whether it was scanned. */
    WAITING_FOR_SCAN(AccountState.NEEDS_PERSON),
    /** The code was scanned; the phone asks its owner to confirm. */
    SCANNED(AccountState.NEEDS_PERSON),
    /** Turns the confirmed code into cookies. */
    CHECKING_SIG(AccountState.SIGNING_IN),
    /** Gets the key to the contact lists. */
    FETCHING_VFWEBQQ(AccountState.SIGNING_IN),
    /** Gets the key to the channel. */
    LOGGING_IN(AccountState.SIGNING_IN),
    /** Asks who is on line: without this call later polls answered 103 in 2016 (qqbot, ScienJus). */
    LISTING_ONLINE(AccountState.SIGNING_IN),
    /** Reads friends, groups and discussions. */
    LOADING_CONTACTS(AccountState.SIGNING_IN),
    /** Hears and can be spoken to. */
    POLLING(AccountState.ONLINE),
    /** Signed in, but poll after poll fails. */
    POLL_TROUBLE(AccountState.RECONNECTING),
    /** Calls login2 again with the session it has. */
    RELINKING(AccountState.RECONNECTING),
    /** Lets a while pass, then begins with a new code. */
    WAITING_TO_SIGN_IN(AccountState.RECONNECTING),
    /** Was put out by the server; only a restart by the operator brings it back. */
    KICKED(AccountState.FAILED),
    /** Asks for nothing any more, can still be spoken through until it is stopped. */
    DEAF(AccountState.ONLINE),
    /** Finishes sends, signs out. */
    STOPPING(AccountState.OFFLINE),
    /** Nothing is left running. */
    STOPPED(AccountState.OFFLINE);

    private final AccountState state;

    Phase(AccountState state) {
        this.state = state;
    }

    /** What the rest of the world is told. */
    AccountState state() {
        return state;
    }

    /** Whether there is a session that messages can be sent with. */
    boolean canSend() {
        return hears() || this == DEAF;
    }

    /** Whether messages are asked for with a session that seems to be good. */
    boolean hears() {
        return this == POLLING || this == POLL_TROUBLE;
    }

    /** Whether there is no session yet and one is being sought. */
    boolean isSigningIn() {
        return switch (this) {
            case FETCHING_CODE,
                    WAITING_FOR_SCAN,
                    SCANNED,
                    CHECKING_SIG,
                    FETCHING_VFWEBQQ,
                    LOGGING_IN,
                    LISTING_ONLINE,
                    WAITING_TO_SIGN_IN -> true;
            default -> false;
        };
    }

    /** Whether the server takes us for signed in, so that we ought to sign out. */
    boolean isSignedIn() {
        return canSend() || this == LOADING_CONTACTS || this == RELINKING;
    }

    boolean mayBecome(Phase next) {
        return switch (next) {
            case STOPPING -> this != STOPPED;
            case DEAF -> isSignedIn();
            case OFFLINE -> isSigningIn();
            default -> next().contains(next);
        };
    }

    /** The table of what happens by itself; what is asked from outside may come at any time. */
    private Set<Phase> next() {
        return switch (this) {
            case OFFLINE -> EnumSet.of(FETCHING_CODE);
            case FETCHING_CODE, WAITING_TO_SIGN_IN -> EnumSet.of(WAITING_FOR_SCAN, WAITING_TO_SIGN_IN);
            case WAITING_FOR_SCAN, SCANNED ->
                EnumSet.of(WAITING_FOR_SCAN, SCANNED, CHECKING_SIG, FETCHING_CODE, WAITING_TO_SIGN_IN);
            case CHECKING_SIG -> EnumSet.of(FETCHING_VFWEBQQ, WAITING_TO_SIGN_IN);
            case FETCHING_VFWEBQQ -> EnumSet.of(LOGGING_IN, WAITING_TO_SIGN_IN);
            case LOGGING_IN -> EnumSet.of(LISTING_ONLINE, WAITING_TO_SIGN_IN);
            case LISTING_ONLINE -> EnumSet.of(LOADING_CONTACTS, WAITING_TO_SIGN_IN);
            case LOADING_CONTACTS -> EnumSet.of(POLLING);
            case POLLING, POLL_TROUBLE, RELINKING ->
                EnumSet.of(POLLING, POLL_TROUBLE, RELINKING, WAITING_TO_SIGN_IN, KICKED);
            case STOPPING -> EnumSet.of(STOPPED);
            case DEAF, KICKED, STOPPED -> EnumSet.noneOf(Phase.class);
        };
    }
}
