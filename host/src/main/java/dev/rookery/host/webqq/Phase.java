package dev.rookery.host.webqq;

import dev.rookery.api.event.AccountState;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where an account stands, and where it may go from there:
 *
 * <pre>
 * OFFLINE ─► RESUMING ─► QUICK_LOGIN ─► the account's own way ─► CHECKING_SIG ─► FETCHING_VFWEBQQ ─► LOGGING_IN
 *               │             └─────────────────────────────────────┘    └─────── era A ─────────►────┘   │
 *               │                                                                                         ▼
 *               └─────────────────────────────────────────────────► LOADING_CONTACTS ◄─────────── LISTING_ONLINE
 *                                                                        │
 * KICKED ◄── any of: POLLING ⇄ POLL_TROUBLE ⇄ RELINKING ⇄ RENEWING ◄─────┘
 *                                                             └─► CHECKING_SIG
 *
 * by QR code:   FETCHING_CODE ─► WAITING_FOR_SCAN ⇄ SCANNED, an expired code ─► FETCHING_CODE
 * by password:  FETCHING_LOGIN_PAGE ─► CHECKING_ACCOUNT ─► FETCHING_CAPTCHA ─► WAITING_FOR_CAPTCHA ─► SENDING_PASSWORD
 *               a wrong captcha ─► CHECKING_ACCOUNT, what no further try can mend ─► REFUSED
 *
 * hearing is stopped: with a session ─► DEAF, during a sign-in ─► OFFLINE
 *
 * a step that fails for good, a session that is gone ─► WAITING_TO_SIGN_IN ─► as after the first step of a sign-in
 * any ─► STOPPING ─► STOPPED
 * </pre>
 */
enum Phase {
    /** Made, not started; or left its sign-in to be stopped. */
    OFFLINE(AccountState.OFFLINE),
    /** Reads the session of an earlier run and asks the server whether it still holds. */
    RESUMING(AccountState.SIGNING_IN),
    /** Asks to be let in by the tokens of an earlier sign-in. */
    QUICK_LOGIN(AccountState.SIGNING_IN),
    /** Asks for a QR code. */
    FETCHING_CODE(AccountState.SIGNING_IN),
    /** Shows the code and asks every few seconds whether it was scanned. */
    WAITING_FOR_SCAN(AccountState.NEEDS_PERSON),
    /** The code was scanned; the phone asks its owner to confirm. */
    SCANNED(AccountState.NEEDS_PERSON),
    /** Asks for the page that a password is typed in. */
    FETCHING_LOGIN_PAGE(AccountState.SIGNING_IN),
    /** Asks whether a captcha is wanted. */
    CHECKING_ACCOUNT(AccountState.SIGNING_IN),
    /** Asks for the picture of a captcha. */
    FETCHING_CAPTCHA(AccountState.SIGNING_IN),
    /** Shows the picture until somebody types it. */
    WAITING_FOR_CAPTCHA(AccountState.NEEDS_PERSON),
    /** Sends number and password. */
    SENDING_PASSWORD(AccountState.SIGNING_IN),
    /** Turns the sign-in into cookies. */
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
    /** Asks for a younger session, while the one it has still works. */
    RENEWING(AccountState.ONLINE),
    /** Lets a while pass, then begins to sign in again. */
    WAITING_TO_SIGN_IN(AccountState.RECONNECTING),
    /** The server does not let it in, and no further try would change that; only the operator can. */
    REFUSED(AccountState.FAILED),
    /** Was put out by the server or by another client; only a restart by the operator brings it back. */
    KICKED(AccountState.FAILED),
    /** Asks for nothing any more, can still be spoken through until it is stopped. */
    DEAF(AccountState.ONLINE),
    /** Finishes sends, lets go of the session or signs out. */
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
        return polls() || this == RENEWING || this == DEAF;
    }

    /** Whether the server is asked for messages again and again. */
    boolean polls() {
        return this == POLLING || this == POLL_TROUBLE;
    }

    /** Whether there is no session yet and one is being sought. */
    boolean isSigningIn() {
        return switch (this) {
            case RESUMING,
                    QUICK_LOGIN,
                    FETCHING_CODE,
                    WAITING_FOR_SCAN,
                    SCANNED,
                    FETCHING_LOGIN_PAGE,
                    CHECKING_ACCOUNT,
                    FETCHING_CAPTCHA,
                    WAITING_FOR_CAPTCHA,
                    SENDING_PASSWORD,
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
            case OFFLINE -> EnumSet.of(RESUMING);
            case RESUMING ->
                EnumSet.of(QUICK_LOGIN, FETCHING_CODE, FETCHING_LOGIN_PAGE, LOADING_CONTACTS, WAITING_TO_SIGN_IN);
            case QUICK_LOGIN ->
                EnumSet.of(FETCHING_CODE, FETCHING_LOGIN_PAGE, CHECKING_SIG, REFUSED, WAITING_TO_SIGN_IN);
            case FETCHING_CODE -> EnumSet.of(WAITING_FOR_SCAN, WAITING_TO_SIGN_IN);
            case WAITING_FOR_SCAN, SCANNED ->
                EnumSet.of(WAITING_FOR_SCAN, SCANNED, CHECKING_SIG, FETCHING_CODE, REFUSED, WAITING_TO_SIGN_IN);
            case FETCHING_LOGIN_PAGE -> EnumSet.of(CHECKING_ACCOUNT, WAITING_TO_SIGN_IN);
            case CHECKING_ACCOUNT -> EnumSet.of(FETCHING_CAPTCHA, SENDING_PASSWORD, WAITING_TO_SIGN_IN);
            case FETCHING_CAPTCHA -> EnumSet.of(WAITING_FOR_CAPTCHA, WAITING_TO_SIGN_IN);
            case WAITING_FOR_CAPTCHA -> EnumSet.of(CHECKING_ACCOUNT, SENDING_PASSWORD, WAITING_TO_SIGN_IN);
            case SENDING_PASSWORD ->
                EnumSet.of(FETCHING_LOGIN_PAGE, CHECKING_ACCOUNT, CHECKING_SIG, REFUSED, WAITING_TO_SIGN_IN);
            case CHECKING_SIG -> EnumSet.of(FETCHING_VFWEBQQ, LOGGING_IN, WAITING_TO_SIGN_IN);
            case FETCHING_VFWEBQQ -> EnumSet.of(LOGGING_IN, WAITING_TO_SIGN_IN);
            case LOGGING_IN -> EnumSet.of(LISTING_ONLINE, WAITING_TO_SIGN_IN);
            case LISTING_ONLINE -> EnumSet.of(LOADING_CONTACTS, WAITING_TO_SIGN_IN);
            case LOADING_CONTACTS -> EnumSet.of(POLLING);
            case POLLING, POLL_TROUBLE, RELINKING ->
                EnumSet.of(POLLING, POLL_TROUBLE, RELINKING, RENEWING, WAITING_TO_SIGN_IN, KICKED);
            case RENEWING ->
                EnumSet.of(POLLING, POLL_TROUBLE, RELINKING, CHECKING_SIG, REFUSED, WAITING_TO_SIGN_IN, KICKED);
            case WAITING_TO_SIGN_IN -> afterAFirstStep();
            case STOPPING -> EnumSet.of(STOPPED);
            case DEAF, REFUSED, KICKED, STOPPED -> EnumSet.noneOf(Phase.class);
        };
    }

    /** The wait ends with the first request of a sign-in, whichever that is. */
    private static Set<Phase> afterAFirstStep() {
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        for (Phase first : EnumSet.of(RESUMING, QUICK_LOGIN, FETCHING_CODE, FETCHING_LOGIN_PAGE)) {
            phases.addAll(first.next());
        }
        return phases;
    }
}
