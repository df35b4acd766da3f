package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.webqq.wire.PollEvent;
import dev.rookery.host.webqq.wire.PollResult;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what the polls of one session bring, element by element: one that is unreadable or that we cannot handle
 * does not cost the others. On the loop only.
 */
final class Intake {

    /** How many unknown kinds of element are told apart in the log. */
    static final int MAX_UNKNOWN_KINDS = 50;

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /**
     * What an answer brought.
     *
     * @param news whether anything of it was new
     * @param kick the server's word that the session is over
     */
    record Brought(boolean news, Optional<PollEvent.Kicked> kick) {}

    private final String account;
    private final Predicate<PollEvent> arrivals;
    private final TroubleLog trouble;
    private final Set<String> unknownKinds = new HashSet<>();

    /**
     * Creates the intake of one session.
     *
     * @param arrivals takes what happened and tells whether it was new
     */
    Intake(String account, Predicate<PollEvent> arrivals, TroubleLog trouble) {
        this.account = account;
        this.arrivals = arrivals;
        this.trouble = trouble;
    }

    /** Takes the elements of an answer. */
    Brought take(JsonNode result) {
        boolean news = false;
        Optional<PollEvent.Kicked> kick = Optional.empty();
        List<PollEvent> events = PollResult.read(account, result, Instant.now());
        for (PollEvent event : events) {
            if (event instanceof PollEvent.Kicked kicked) {
                kick = Optional.of(kicked);
            } else {
                news |= take(event);
            }
        }
        return new Brought(news, kick);
    }

    private boolean take(PollEvent event) {
        if (event instanceof PollEvent.Unreadable unreadable) {
            trouble.warn("poll", "an unreadable " + unreadable.type() + ": " + unreadable.reason());
            return false;
        }
        if (event instanceof PollEvent.Unknown unknown
                && unknownKinds.size() < MAX_UNKNOWN_KINDS
                && unknownKinds.add(unknown.type())) {
            log.info("account={} met an unknown kind of poll element: poll_type={}", account, unknown.type());
        }
        try {
            return arrivals.test(event);
        } catch (RuntimeException e) {
            log.error(
                    "account={} cannot handle a poll element: kind={}",
                    account,
                    event.getClass().getSimpleName(),
                    e);
            return false;
        }
    }
}
