package dev.rookery.host.webqq.wire;

import dev.rookery.host.httpstream.HttpStreamException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the moods of the network: each kind of trouble once at WARN, again after {@link #QUIET} with how often it came,
 * in between at DEBUG. On the loop only.
 */
public final class TroubleLog {

    /** How long the same kind of trouble is not told again. */
    public static final Duration QUIET = Duration.ofMinutes(10);

    /** How many kinds are told apart; when there are more, all begin anew. */
    public static final int MAX_KINDS = 100;

    private static final Logger log = LoggerFactory.getLogger(TroubleLog.class);

    private static final class Told {
        private final long nanos = System.nanoTime();
        private int since;
    }

    private final String account;
    private final Map<String, Told> kinds = new HashMap<>();

    public TroubleLog(String account) {
        this.account = account;
    }

    /**
     * Tells a trouble.
     *
     * @param during what we were doing, one or two words
     * @param kind what happened, the same words for the same trouble and without secrets
     */
    public void warn(String during, String kind) {
        warn(during, kind, "");
    }

    private void warn(String during, String kind, String detail) {
        String key = during + ": " + kind;
        Told told = kinds.get(key);
        if (told != null && System.nanoTime() - told.nanos < QUIET.toNanos()) {
            told.since++;
            log.debug("account={} during={} trouble=\"{}\" detail=\"{}\"", account, during, kind, detail);
            return;
        }
        if (kinds.size() >= MAX_KINDS) {
            kinds.clear();
        }
        kinds.put(key, new Told());
        log.warn(
                "account={} during={} trouble=\"{}\" detail=\"{}\" repeated={}",
                account,
                during,
                kind,
                detail,
                told == null ? 0 : told.since);
    }

    /** Tells a request that got no answer; with a stack trace if it was a fault of our own in reading one. */
    public void warn(String during, HttpStreamException failure) {
        if (failure.phase() == HttpStreamException.Phase.READBACK) {
            log.error("account={} during={} cannot read an answer", account, during, failure);
            return;
        }
        if (failure.phase() == HttpStreamException.Phase.CLOSED) {
            return;
        }
        warn(during, kind(failure), failure.reason());
    }

    /** The kind of a failure: its host and phase, without figures that differ each time. */
    public static String kind(HttpStreamException failure) {
        return "no answer from " + failure.host() + " in phase " + failure.phase();
    }

    /** A failure for a person: its kind and, where it is the same each time, why. */
    public static String sentence(HttpStreamException failure) {
        return failure.phase() == HttpStreamException.Phase.CONNECT
                ? kind(failure) + ": " + failure.reason()
                : kind(failure);
    }
}
