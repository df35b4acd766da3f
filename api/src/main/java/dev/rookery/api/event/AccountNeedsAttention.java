package dev.rookery.api.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * An account cannot go on without a person, for instance because a QR code has to be scanned. The host shows it to the
 * operator; plugins may pass it on.
 */
public final class AccountNeedsAttention implements AccountEvent {

    /** What sort of help an account can need. More may be added: keep a default branch when switching over it. */
    public enum Need {
        /** The picture is a QR code to be scanned with the account's phone. */
        SCAN_CODE,
        /** The picture shows letters; what they read goes to {@link dev.rookery.api.network.NetworkAccount#answer}. */
        TYPE_CAPTCHA,
        /** Something else has to be done, as the summary says. */
        ACT
    }

    private final String account;
    private final Need need;
    private final String summary;
    private final byte[] picture;
    private final Instant at;

    /**
     * Creates the event.
     *
     * @param account the account's name
     * @param need what sort of help it takes
     * @param summary what the person should do, one sentence
     * @param picture a PNG or JPEG to look at, for example the QR code; empty for none
     * @param at when
     */
    public AccountNeedsAttention(String account, Need need, String summary, byte[] picture, Instant at) {
        this.account = Objects.requireNonNull(account, "account");
        this.need = Objects.requireNonNull(need, "need");
        this.summary = Objects.requireNonNull(summary, "summary");
        this.picture = picture.clone();
        this.at = Objects.requireNonNull(at, "at");
    }

    @Override
    public String account() {
        return account;
    }

    /**
     * What sort of help it takes.
     *
     * @return the need
     */
    public Need need() {
        return need;
    }

    /**
     * What the person should do.
     *
     * @return one sentence
     */
    public String summary() {
        return summary;
    }

    /**
     * The picture to look at.
     *
     * @return a copy of the bytes of a PNG or JPEG; empty for none
     */
    public byte[] picture() {
        return picture.clone();
    }

    @Override
    public Instant at() {
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountNeedsAttention that
                && account.equals(that.account)
                && need == that.need
                && summary.equals(that.summary)
                && Arrays.equals(picture, that.picture)
                && at.equals(that.at);
    }

    @Override
    public int hashCode() {
        return Objects.hash(account, need, summary, Arrays.hashCode(picture), at);
    }

    @Override
    public String toString() {
        return "AccountNeedsAttention[account=" + account + ", need=" + need + ", summary=" + summary + ", picture="
                + picture.length + " bytes, at=" + at + "]";
    }
}
