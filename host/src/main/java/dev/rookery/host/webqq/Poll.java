package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.CookieJar;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.PollEvent;
import dev.rookery.host.webqq.wire.PollResult;
import dev.rookery.host.webqq.wire.PollVerdict;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what is said: a chain that asks poll2 again and again for the length of one session, and judges its answers. On
 * the loop only.
 */
final class Poll {

    /** An answer of a front server after so long only means that nothing was said (seen as 504 in 2016 and 2017). */
    static final Duration HELD = Duration.ofSeconds(10);

    /** So many failures in a row are told as a lost connection; fewer are everyday life. */
    static final int TOLD_AFTER = 3;

    /** How many unknown kinds of element are told apart in the log. */
    static final int MAX_UNKNOWN_KINDS = 50;

    private static final Logger log = LoggerFactory.getLogger(Poll.class);

    private final String account;
    private final Session session;
    private final WebQqOptions options;
    private final Requests requests;
    private final Lifecycle lifecycle;
    private final SignIn signIn;
    private final Consumer<WireMessage> arrivals;
    private final Consumer<PollEvent> notices;
    private final TroubleLog trouble;
    private final CookieJar cookies;
    private final IntFunction<Duration> backoff;
    private final Set<String> unknownKinds = new HashSet<>();

    /** When the request under way was due, by the clock of {@link System#nanoTime}. */
    private long sent;

    /** How many polls in a row got no readable answer. */
    private int failures;

    /** The last verdict that was not a good one, and how often it came in a row. */
    private PollVerdict odd = PollVerdict.OK;

    private int oddInARow;

    Poll(
            String account,
            Session session,
            WebQqOptions options,
            Requests requests,
            Lifecycle lifecycle,
            SignIn signIn,
            Consumer<WireMessage> arrivals,
            Consumer<PollEvent> notices,
            TroubleLog trouble,
            CookieJar cookies,
            IntFunction<Duration> backoff) {
        this.account = account;
        this.session = session;
        this.options = options;
        this.requests = requests;
        this.lifecycle = lifecycle;
        this.signIn = signIn;
        this.arrivals = arrivals;
        this.notices = notices;
        this.trouble = trouble;
        this.cookies = cookies;
        this.backoff = backoff;
    }

    /** Begins. */
    Next begin() {
        lifecycle.become(Phase.POLLING);
        return poll(Duration.ZERO);
    }

    private Next poll(Duration wait) {
        sent = System.nanoTime() + wait.toNanos();
        return Next.request(requests.channel().poll(session), this::answered, this::failed)
                .after(wait);
    }

    private Next answered(HttpResponse response) {
        JsonAnswer answer = JsonAnswer.of(response);
        if (answer instanceof JsonAnswer.Json json) {
            return judged(json, PollVerdict.of(json.retcode()));
        }
        if (sinceSent().compareTo(HELD) >= 0) {
            log.debug("account={} poll held and let go: {}", account, answer.kind());
            return idle();
        }
        return lost(answer.kind());
    }

    private Next judged(JsonAnswer.Json json, PollVerdict verdict) {
        if (verdict == PollVerdict.OK || verdict == PollVerdict.IDLE || verdict == PollVerdict.NEW_PTWEBQQ) {
            healthy();
        } else {
            oddInARow = verdict == odd ? oddInARow + 1 : 1;
            odd = verdict;
            if (oddInARow > verdict.patience) {
                return signIn.again("the poll answered " + json.kind()
                        + (oddInARow > 1 ? " " + oddInARow + " times in a row" : ""));
            }
        }
        return switch (verdict) {
            case OK -> heard(json.result());
            case IDLE -> idle();
            case NEW_PTWEBQQ -> {
                renew(json.body().path("p").asText());
                yield idle();
            }
            case RELINK ->
                relink("the poll answered " + json.kind()
                        + (json.retcode() == 121 ? ": another WebQQ client took the session" : ""));
            case SHAKY, UNKNOWN, SIGN_IN_AGAIN -> {
                trouble.warn("poll", json.kind());
                yield poll(atLeast(backoff.apply(oddInARow - 1)));
            }
        };
    }

    private void renew(String ptwebqq) {
        if (ptwebqq.matches("\\w+")) {
            session.renew(ptwebqq);
            // Mojo-Webqq sets the cookie as well.
            cookies.set(requests.era().channelPages(), "ptwebqq=" + ptwebqq + "; path=/; domain=qq.com");
        }
    }

    private Next heard(JsonNode result) {
        List<PollEvent> events = PollResult.read(account, result, Instant.now());
        if (events.isEmpty()) {
            return idle();
        }
        String kicked = "";
        for (PollEvent event : events) {
            if (event instanceof PollEvent.Kicked kick) {
                kicked = "put out by the server: " + (kick.reason().isEmpty() ? "no reason given" : kick.reason());
            } else {
                take(event);
            }
        }
        if (!kicked.isEmpty()) {
            lifecycle.become(Phase.KICKED, kicked);
            return Next.none();
        }
        return poll(Duration.ZERO);
    }

    private void take(PollEvent event) {
        if (event instanceof PollEvent.Unreadable unreadable) {
            trouble.warn("poll", "an unreadable " + unreadable.type() + ": " + unreadable.reason());
            return;
        }
        if (event instanceof PollEvent.Unknown unknown
                && unknownKinds.size() < MAX_UNKNOWN_KINDS
                && unknownKinds.add(unknown.type())) {
            log.info("account={} met an unknown kind of poll element: poll_type={}", account, unknown.type());
        }
        try {
            if (event instanceof WireMessage message) {
                arrivals.accept(message);
            } else {
                notices.accept(event);
            }
        } catch (RuntimeException e) {
            log.error(
                    "account={} cannot handle a poll element: kind={}",
                    account,
                    event.getClass().getSimpleName(),
                    e);
        }
    }

    private Next relink(String reason) {
        lifecycle.become(Phase.RELINKING, reason);
        return Next.request(requests.channel().relink(session), this::relinked, this::relinkFailed)
                .after(backoff.apply(oddInARow - 1));
    }

    private Next relinked(HttpResponse response) {
        if (!(JsonAnswer.of(response) instanceof JsonAnswer.Json json)) {
            return relinkLost(JsonAnswer.of(response).kind());
        }
        if (json.retcode() != 0) {
            return signIn.again("login2 answered " + json.kind() + " when asked for the session again");
        }
        session.relink(json.result());
        lifecycle.become(Phase.POLLING);
        return poll(Duration.ZERO);
    }

    private Next relinkFailed(HttpStreamException failure) {
        trouble.warn("relink", failure);
        return relinkAgain();
    }

    private Next relinkLost(String kind) {
        trouble.warn("relink", kind);
        return relinkAgain();
    }

    private Next relinkAgain() {
        return Next.request(requests.channel().relink(session), this::relinked, this::relinkFailed)
                .after(backoff.apply(failures++));
    }

    private Next idle() {
        return poll(atLeast(Duration.ZERO));
    }

    private Next failed(HttpStreamException failure) {
        trouble.warn("poll", failure);
        return tryAgain(TroubleLog.kind(failure));
    }

    private Next lost(String kind) {
        trouble.warn("poll", kind);
        return tryAgain(kind);
    }

    private Next tryAgain(String kind) {
        failures++;
        if (failures == TOLD_AFTER) {
            lifecycle.become(Phase.POLL_TROUBLE, "the poll keeps failing: " + kind);
        }
        return poll(backoff.apply(failures - 1));
    }

    private void healthy() {
        failures = 0;
        odd = PollVerdict.OK;
        oddInARow = 0;
        signIn.settled();
        lifecycle.become(Phase.POLLING);
    }

    /** A wait, made longer where the answer came at once, so that idle answers make no busy loop. */
    private Duration atLeast(Duration wait) {
        Duration rest = options.pollInterval().minus(sinceSent());
        return rest.compareTo(wait) > 0 ? rest : wait;
    }

    private Duration sinceSent() {
        return Duration.ofNanos(System.nanoTime() - sent);
    }
}
