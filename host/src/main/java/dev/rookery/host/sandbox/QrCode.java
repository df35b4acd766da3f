package dev.rookery.host.sandbox;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One QR code on its way: waiting, scanned, confirmed. A scan by a person shows as "scanned" in one answer and as
 * confirmed in the next, like a phone does it.
 */
final class QrCode {

    /** After this a code counts as expired and clients fetch a new one. The real one lived two to five minutes. */
    static final Duration LIFETIME = Duration.ofMinutes(3);

    /** A code that no client has asked about for this long is not shown to people any more. */
    private static final Duration INTEREST = Duration.ofSeconds(15);

    enum State {
        WAITING,
        SCANNED,
        CONFIRMED
    }

    private final int id;
    private final String qrsig;
    private final long createdNanos = System.nanoTime();
    private long askedNanos = createdNanos;
    private State state = State.WAITING;
    private @Nullable Account account;

    QrCode(int id, String qrsig) {
        this.id = id;
        this.qrsig = qrsig;
    }

    int id() {
        return id;
    }

    String qrsig() {
        return qrsig;
    }

    boolean isExpired() {
        return System.nanoTime() - createdNanos > LIFETIME.toNanos();
    }

    boolean isWanted() {
        return !isExpired() && System.nanoTime() - askedNanos <= INTEREST.toNanos();
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** The account that has scanned it, or will. */
    Optional<Account> account() {
        return Optional.ofNullable(account);
    }

    /** It is for this account, unless another one scans it first. */
    void reserve(Account by) {
        account = by;
    }

    /** A person scans it with the phone that this account is signed in on. */
    void scan(Account by) {
        if (state == State.WAITING) {
            account = by;
            state = State.SCANNED;
        }
    }

    /** What a client that asks is told now. */
    State ask(boolean autoScan) {
        askedNanos = System.nanoTime();
        State told = autoScan ? State.CONFIRMED : state;
        if (state == State.SCANNED) {
            state = State.CONFIRMED;
        }
        return told;
    }
}
