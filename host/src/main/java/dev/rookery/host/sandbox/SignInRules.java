package dev.rookery.host.sandbox;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account meets when it signs in with its password: whether a captcha, and which refusals are still to come.
 */
final class SignInRules {

    private boolean captchaWanted;
    private Duration captchaLifetime = VerifyCode.LIFETIME;
    private @Nullable LoginCode refusal;
    private boolean frozen;
    private int times;

    SignInRules(boolean captchaWanted) {
        this.captchaWanted = captchaWanted;
    }

    boolean isCaptchaWanted() {
        return captchaWanted;
    }

    Duration captchaLifetime() {
        return captchaLifetime;
    }

    void wantCaptcha(boolean wanted, Duration lifetime) {
        captchaWanted = wanted;
        captchaLifetime = lifetime;
    }

    /** The next logins, so many of them, are refused. */
    void refuse(LoginCode code, int count) {
        refusal = code;
        frozen = false;
        times = count;
    }

    /** The next logins succeed, but with an address at aq.qq.com: the account must be unfrozen there first. */
    void freeze(int count) {
        refusal = null;
        frozen = true;
        times = count;
    }

    /** The refusal of this login, which is one of the counted ones. */
    Optional<LoginCode> takeRefusal() {
        if (times == 0 || refusal == null) {
            return Optional.empty();
        }
        times--;
        return Optional.of(refusal);
    }

    /** Whether this login, one of the counted ones, must be unfrozen first. */
    boolean takeFreeze() {
        if (times == 0 || !frozen) {
            return false;
        }
        times--;
        return true;
    }
}
