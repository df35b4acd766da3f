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
    /** The session lost its link: login2 again with what we have. */
    RELINK(3),
    /** Another client took the session: login2 again once, and give way when it comes back. */
    TAKEN(3),
    /** The connection server lost the session or is about to find it again: patience, then sign in again. */
    SHAKY(10),
    /** A code nobody explains; Mojo-Webqq signs in again after more than three in a row. */
    UNKNOWN(3),
    /** The session seems to be gone: get_online_buddies2 tells, and at times cures it (qqbot, yinzo). */
    SIGN_IN_AGAIN(3);

    /** How many in a row are borne before signing in again. */
    public final int patience;

    PollVerdict(int patience) {
        this.patience = patience;
    }

    public static PollVerdict of(int retcode) {
        return switch (retcode) {
            case 0 -> OK;
            // 102 no message; 1202 harmless here; 100003 and 100100 idle for all but Mojo.
            case 102, 1202, 100003, 100100 -> IDLE;
            case 116 -> NEW_PTWEBQQ;
            // twqq, lwqq and Mojo call login2 again after both.
            case 120 -> RELINK;
            case 121 -> TAKEN;
            // 109 and 110: the client itself quit, ignored by Mojo, the end for iqq and lwqq. 100012 alternates with
            // HTTP 502 for minutes (ScienJus); idle for Mojo, dead for yinzo.
            case 109, 110, 100012 -> SHAKY;
            // 8 and 100000 not signed in; 100 not signed in again; 103 not accepted by the connection server; 114, 122,
            // 100002, 100101 and 100110 single mentions of cookies, web clients and captchas gone wrong.
            case 8, 100, 103, 114, 122, 100000, 100002, 100101, 100110 -> SIGN_IN_AGAIN;
            // Among them 108, cookies missing; 112, 113 and 115, known from login2 alone; 50, known from contact lists;
            // 100001 and 100006, bad parameters: a person with a phone should not have to pay for one of these.
            default -> UNKNOWN;
        };
    }
}
