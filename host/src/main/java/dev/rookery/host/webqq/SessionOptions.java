package dev.rookery.host.webqq;

import java.time.Duration;

/**
 * How an account comes by its session and keeps it; every value has a default, see {@link #DEFAULTS}.
 *
 * @param login how to sign in. Default: by QR code
 * @param originalNames whether a password may be sent without an endpoint, that is to whoever answers under the
 *     original names today; without it such an account is refused. Default: no
 * @param scanInterval how long between two questions whether the code was scanned. Default 2 s
 * @param qrCodes how many codes are fetched one right after the other when nobody scans them; after that the back-off
 *     lies before each further one. Default 5, each good for some minutes
 * @param captchaTries how many wrong captchas end the sign-in for good. Default 5
 * @param captchaPatience how long a captcha waits for somebody to type it before a new one is fetched. Default 10 min
 * @param heartbeat how long between two signs of life in era A. Default 60 s, as twqq and pual_bot
 * @param renewal the age at which a session is renewed by the quick way, before it dies of itself after one or two days
 *     (Mojo-Webqq, qqbot); zero for never. Messages are refused for the moment it takes. Default: never
 * @param signOutOnStop whether {@link WebQqAccount#stop} signs out and forgets the session; otherwise it is kept for
 *     the next start. Default: no
 */
public record SessionOptions(
        Login login,
        boolean originalNames,
        Duration scanInterval,
        int qrCodes,
        int captchaTries,
        Duration captchaPatience,
        Duration heartbeat,
        Duration renewal,
        boolean signOutOnStop) {

    /** What the parameters say. */
    public static final SessionOptions DEFAULTS = new SessionOptions(
            new Login.Qr(),
            false,
            Duration.ofSeconds(2),
            5,
            5,
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            Duration.ZERO,
            false);

    /** Checks the bounds that would otherwise fail late. */
    public SessionOptions {
        if (qrCodes < 1 || captchaTries < 1) {
            throw new IllegalArgumentException(
                    "qrCodes: " + qrCodes + " captchaTries: " + captchaTries + " (expected: at least 1)");
        }
        if (captchaPatience.isNegative() || captchaPatience.isZero() || heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException(
                    "captchaPatience: " + captchaPatience + " heartbeat: " + heartbeat + " (expected: more than zero)");
        }
        if (renewal.isNegative()) {
            throw new IllegalArgumentException("renewal: " + renewal + " (expected: zero or more)");
        }
    }

    /** Signs in another way. */
    public SessionOptions withLogin(Login other) {
        return new SessionOptions(
                other,
                originalNames,
                scanInterval,
                qrCodes,
                captchaTries,
                captchaPatience,
                heartbeat,
                renewal,
                signOutOnStop);
    }

    /** Lets a password go to the original names, or not. */
    public SessionOptions withOriginalNames(boolean allowed) {
        return new SessionOptions(
                login,
                allowed,
                scanInterval,
                qrCodes,
                captchaTries,
                captchaPatience,
                heartbeat,
                renewal,
                signOutOnStop);
    }

    /** Asks after another while whether a code was scanned. */
    public SessionOptions withScanInterval(Duration other) {
        return new SessionOptions(
                login, originalNames, other, qrCodes, captchaTries, captchaPatience, heartbeat, renewal, signOutOnStop);
    }

    /** Bears other captchas. */
    public SessionOptions withCaptcha(int tries, Duration patience) {
        return new SessionOptions(
                login, originalNames, scanInterval, qrCodes, tries, patience, heartbeat, renewal, signOutOnStop);
    }

    /** Keeps the session otherwise. */
    public SessionOptions withUpkeep(Duration otherHeartbeat, Duration otherRenewal) {
        return new SessionOptions(
                login,
                originalNames,
                scanInterval,
                qrCodes,
                captchaTries,
                captchaPatience,
                otherHeartbeat,
                otherRenewal,
                signOutOnStop);
    }

    /** Signs out when it stops, or keeps the session. */
    public SessionOptions withSignOutOnStop(boolean signOut) {
        return new SessionOptions(
                login,
                originalNames,
                scanInterval,
                qrCodes,
                captchaTries,
                captchaPatience,
                heartbeat,
                renewal,
                signOut);
    }
}
