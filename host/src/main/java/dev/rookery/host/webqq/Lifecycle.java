package dev.rookery.host.webqq;

import dev.rookery.api.event.AccountKicked;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.network.AccountListener;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link Phase} of one account and tells the listener and the log when its state changes, and when it takes a
 * person. On the loop only.
 */
final class Lifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private final String account;
    private final AccountListener listener;
    private Phase phase = Phase.OFFLINE;
    private AccountState told = AccountState.OFFLINE;
    private String reasonTold = "";

    Lifecycle(String account, AccountListener listener) {
        this.account = account;
        this.listener = listener;
    }

    Phase phase() {
        return phase;
    }

    void become(Phase next) {
        become(next, "");
    }

    /**
     * Goes on to another phase. One that gave up is told as needing a person, too.
     *
     * @param next where to
     * @param reason one sentence for a person; empty when the state says it all
     * @throws IllegalStateException if the table in {@link Phase} does not allow it
     */
    void become(Phase next, String reason) {
        if (enter(next, reason) && told == AccountState.FAILED) {
            needs(Need.ACT, reason, new byte[0]);
        }
    }

    /**
     * Tells that the account was put out, and gives up.
     *
     * @param said what the network said; may be empty
     * @param reason one sentence for a person
     */
    void kicked(String said, String reason) {
        enter(Phase.KICKED, reason);
        listener.onEvent(new AccountKicked(account, said, Instant.now()));
        needs(Need.ACT, reason, new byte[0]);
    }

    /** Whether it had to be told. */
    private boolean enter(Phase next, String reason) {
        if (next != phase && !phase.mayBecome(next)) {
            throw new IllegalStateException("account=" + account + " cannot go from " + phase + " to " + next);
        }
        log.debug("account={} phase={} before={}", account, next, phase);
        phase = next;
        // Hearing is stopped on purpose and for a moment; whether the network works is as it was.
        AccountState state = next == Phase.DEAF ? told : next.state();
        if (state == told && (reason.isEmpty() || reason.equals(reasonTold))) {
            return false;
        }
        told = state;
        reasonTold = reason;
        log.info("account={} state={} reason=\"{}\"", account, state, reason);
        listener.onEvent(new AccountStateChanged(account, state, reason, Instant.now()));
        return true;
    }

    /**
     * Asks for a person.
     *
     * @param summary what to do, one sentence
     * @param picture what to look at; empty for nothing
     */
    void needs(Need need, String summary, byte[] picture) {
        log.info("account={} need={} summary=\"{}\"", account, need, summary);
        listener.onEvent(new AccountNeedsAttention(account, need, summary, picture, Instant.now()));
    }
}
