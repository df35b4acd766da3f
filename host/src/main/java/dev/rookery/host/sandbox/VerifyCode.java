package dev.rookery.host.sandbox;

import java.time.Duration;

/**
 * What {@code verifycode} must be in the {@code /login} that follows: made up by {@code /check}, or the letters of a
 * picture.
 *
 * @param qq the account that it is for
 * @param session the cookie that belongs to it: {@code ptvfsession}, or {@code verifysession} of a picture
 * @param text the code, in capitals
 * @param picture whether it must be read from a picture
 * @param endNanos the {@link System#nanoTime()} at which it expires
 */
record VerifyCode(long qq, String session, String text, boolean picture, long endNanos) {

    /** How long a code is good for. The real service had pictures expire after a few minutes. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final int CAPITALS = 3;
    private static final int PICTURE_LETTERS = 4;

    static VerifyCode withoutPicture(long qq) {
        return of(qq, "!" + Tokens.capitals(CAPITALS), false, LIFETIME);
    }

    static VerifyCode withPicture(long qq, Duration lifetime) {
        return of(qq, Tokens.random(CaptchaPicture.LETTERS, PICTURE_LETTERS), true, lifetime);
    }

    private static VerifyCode of(long qq, String text, boolean picture, Duration lifetime) {
        return new VerifyCode(qq, Tokens.hex(64), text, picture, System.nanoTime() + lifetime.toNanos());
    }

    /** Whether this answers it, in any case, and in time. */
    boolean isAnsweredBy(String answer) {
        return System.nanoTime() - endNanos < 0 && text.equalsIgnoreCase(answer);
    }
}
