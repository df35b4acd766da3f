package dev.rookery.host.webqq.wire;

/**
 * What a retcode of poll2 means for the session. The table follows Mojo-Webqq, the most complete of the historical
 * clients, and names where others do differently.
 */
public enum PollVerdict {
    /** Messages, or an idle answer of 2018: {@code retcode 0} without a list. */
    OK(Integer.MAX_VALUE),
    /** Nothing was said. */
    IDLE(Integer.MAX_VALUE),
    /** The answer carries a new {@code ptwebqq}. */
    NEW_PTWEBQQ(Integer.MAX_VALUE),
    /** The session was taken or lost its link: login2 again with what we have. */
    RELINK(3),
    /** The connection server lost the session or is about to find it again: patience, then sign in again. */
    SHAKY(10),
    /** A code nobody explains; Mojo-Webqq signs in again after more than three in a row. */
    UNKNOWN(3),
    /** The session is gone. */
    SIGN_IN_AGAIN(0);

    /** How many in a row are borne before signing in again. */
    public final int patience;

    PollVerdict(int patience) {
        this.patience = patience;
    }

    public static PollVerdict of(int retcode) {
        return switch (retcode) {
            case 0 -> OK;
            // 102 no message; 109, 110 the client itself quit; 1202 harmless here; 100003 and 100100 idle for all but
            // Mojo.
            case 102, 109, 110, 1202, 100003, 100100 -> IDLE;
            case 116 -> NEW_PTWEBQQ;
            // 120 the link broke, 121 another client took the session: twqq, lwqq and Mojo call login2 again.
            case 120, 121 -> RELINK;
            // Alternates with HTTP 502 for minutes (ScienJus); idle for Mojo, dead for yinzo.
            case 100012 -> SHAKY;
            // 100 not signed in again; 103 not accepted by the connection server; 8 and 100000 not signed in.
            case 8, 100, 103, 100000 -> SIGN_IN_AGAIN;
            // Among them 100001 and 100006: bad parameters, which a person with a phone should not have to pay for
            // once.
            default -> UNKNOWN;
        };
    }
}
