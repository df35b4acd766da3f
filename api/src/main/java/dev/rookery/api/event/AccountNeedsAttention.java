package dev.rookery.api.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * An account cannot go on without a person, for instance because a QR code has to be scanned. The host shows it to the
 * operator; plugins may pass it on.
 */
public final class AccountNeedsAttention implements BotEvent {

    private final String account;
    private final String summary;
    private final byte[] picture;
    private final Instant at;

    /**
     * Creates the event.
     *
     * @param account the account's name
     * @param summary what the person should do, one sentence
     * @param picture a PNG to look at, for example the QR code; empty for none
     * @param at when
     */
    public AccountNeedsAttention(String account, String summary, byte[] picture, Instant at) {
        this.account = Objects.requireNonNull(account, "account");
        this.summary = Objects.requireNonNull(summary, "summary");
        this.picture = picture.clone();
        this.at = Objects.requireNonNull(at, "at");
    }

    @Override
    public String account() {
        return account;
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
     * @return a copy of the PNG's bytes; empty for none
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
                && summary.equals(that.summary)
                && Arrays.equals(picture, that.picture)
                && at.equals(that.at);
    }

    @Override
    public int hashCode() {
        return Objects.hash(account, summary, Arrays.hashCode(picture), at);
    }

    @Override
    public String toString() {
        return "AccountNeedsAttention[account=" + account + ", summary=" + summary + ", picture=" + picture.length
                + " bytes, at=" + at + "]";
    }
}
