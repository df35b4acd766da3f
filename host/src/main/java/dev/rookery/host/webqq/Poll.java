package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.PollVerdict;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
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

    /** How long a renewal that the server did not want is not asked for again. */
    static final Duration RENEW_AGAIN = Duration.ofHours(1);

    /** The cookies that were seen; what else 116 brings is none. */
    private static final Pattern PTWEBQQ = Pattern.compile("[0-9a-fA-F]{48}|[0-9a-fA-F]{64}");

    private static final Logger log = LoggerFactory.getLogger(Poll.class);

    private final String account;
    private final Session session;
    private final WebQqOptions options;
    private final Requests requests;
    private final Lifecycle lifecycle;
    private final SignIn signIn;
    private final Intake intake;
    private final TroubleLog trouble;
    private final CookieJar cookies;
    private final IntFunction<Duration> backoff;
    private final Takeovers takeovers;
    private final Runnable changed;
    private final Relink relink;

    /** One for all polls, until the session's tokens change. */
    private HttpRequest request;

    /** Whether the answer to a poll is awaited. */
    private boolean awaited;

    /** Whether this is the last poll, which only hears. */
    private boolean retired;

    /** When the last poll was due, by the clock of {@link System#nanoTime}. */
    private long sent;

    /** How many polls in a row got no readable answer. */
    private int failures;

    /** When the session is to be renewed, by the same clock. */
    private long renewAt;

    /** The last verdict that was not a good one, and how often it came in a row. */
    private PollVerdict odd = PollVerdict.OK;

    private int oddInARow;

    /**
     * Creates the poll of one session.
     *
     * @param intake takes what is heard
     * @param takeovers of the account, which outlive a session
     * @param changed runs when the session has changed, so that it can be saved
     */
    Poll(
            String account,
            Session session,
            WebQqOptions options,
            Requests requests,
            Lifecycle lifecycle,
            SignIn signIn,
            Intake intake,
            TroubleLog trouble,
            CookieJar cookies,
            IntFunction<Duration> backoff,
            Takeovers takeovers,
            Runnable changed) {
        this.account = account;
        this.session = session;
        this.options = options;
        this.requests = requests;
        this.lifecycle = lifecycle;
        this.signIn = signIn;
        this.intake = intake;
        this.trouble = trouble;
        this.cookies = cookies;
        this.backoff = backoff;
        this.takeovers = takeovers;
        this.changed = changed;
        this.request = requests.channel().poll(session);
        this.relink = new Relink(session, requests, cookies, lifecycle, signIn, trouble, backoff, this::relinked);
    }

    /** Begins. */
    Next begin() {
        lifecycle.become(Phase.POLLING);
        renewAt = System.nanoTime() + options.session().renewal().toNanos();
        return poll(Duration.ZERO);
    }

    /**
     * Asks no more: the session is given up. What answers a poll under way is still heard, since the server hands it
     * out only once; its verdict changes nothing.
     *
     * @return whether a poll is under way
     */
    boolean retire() {
        retired = true;
        return awaited && sinceSent().compareTo(Duration.ZERO) >= 0;
    }

    private Next poll(Duration wait) {
        awaited = true;
        sent = System.nanoTime() + wait.toNanos();
        return Next.request(request, this::answered, this::failed).after(wait);
    }

    private Next answered(HttpResponse response) {
        awaited = false;
        JsonAnswer answer = JsonAnswer.of(response);
        if (retired) {
            return heardLast(answer);
        }
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
            case RELINK -> relink.begin("the poll answered " + json.kind(), backoff.apply(oddInARow - 1));
            case TAKEN -> taken(json);
            case SIGN_IN_AGAIN -> ask(json);
            case SHAKY, UNKNOWN -> {
                trouble.warn("poll", json.kind());
                yield poll(atLeast(backoff.apply(oddInARow - 1)));
            }
        };
    }

    private void renew(String ptwebqq) {
        if (!PTWEBQQ.matcher(ptwebqq).matches()) {
            trouble.warn("poll", "retcode 116 without a ptwebqq");
            return;
        }
        session.renew(ptwebqq);
        request = requests.channel().poll(session);
        // Mojo-Webqq sets the cookie as well.
        cookies.set(requests.era().channelPages(), "ptwebqq=" + ptwebqq + "; path=/; domain=qq.com");
        changed.run();
    }

    private Next taken(JsonAnswer.Json json) {
        if (takeovers.isFight()) {
            String fight = "another WebQQ client keeps taking the session";
            lifecycle.kicked(fight, fight + ": stop one of the two, then start the account again");
            return Next.none();
        }
        return relink.begin(
                "the poll answered " + json.kind() + ": another WebQQ client took the session",
                backoff.apply(oddInARow - 1));
    }

    private Next relinked() {
        request = requests.channel().poll(session);
        changed.run();
        lifecycle.become(Phase.POLLING);
        return poll(Duration.ZERO);
    }

    /** A new sign-in may cost a person with a phone, so the session is asked for first. */
    private Next ask(JsonAnswer.Json answer) {
        trouble.warn("poll", answer.kind());
        String reason = "the poll answered " + answer.kind();
        return Next.request(
                requests.channel().onlineBuddies(session),
                response -> {
                    JsonAnswer answered = JsonAnswer.of(response);
                    if (answered instanceof JsonAnswer.Json json && json.retcode() != 0) {
                        return signIn.again(reason + ", and get_online_buddies2 " + json.kind());
                    }
                    return poll(backoff.apply(oddInARow - 1));
                },
                failure -> {
                    trouble.warn("session check", failure);
                    return poll(backoff.apply(oddInARow - 1));
                });
    }

    private Next heard(JsonNode result) {
        Intake.Brought brought = intake.take(result);
        if (brought.kick().isPresent()) {
            String reason = brought.kick().get().reason();
            lifecycle.kicked(reason, "put out by the server: " + (reason.isEmpty() ? "no reason given" : reason));
            return Next.none();
        }
        // Real news is followed up at once; what is repeated or means nothing to us must make no busy loop either.
        return brought.news() ? goOn(Duration.ZERO) : idle();
    }

    private Next heardLast(JsonAnswer answer) {
        if (answer instanceof JsonAnswer.Json json && PollVerdict.of(json.retcode()) == PollVerdict.OK) {
            Intake.Brought brought = intake.take(json.result());
            brought.kick().ifPresent(kick -> trouble.warn("last poll", "the session that is gone was put out"));
        }
        return Next.none();
    }

    private Next idle() {
        return goOn(atLeast(Duration.ZERO));
    }

    /** The next poll, or a younger session first if it is time. */
    private Next goOn(Duration wait) {
        boolean due = !options.session().renewal().isZero() && System.nanoTime() - renewAt >= 0;
        if (due && signIn.mayBeQuick()) {
            renewAt = System.nanoTime() + RENEW_AGAIN.toNanos();
            return signIn.renew(() -> poll(wait));
        }
        return poll(wait);
    }

    private Next failed(HttpStreamException failure) {
        awaited = false;
        if (retired) {
            return Next.none();
        }
        trouble.warn("poll", failure);
        return tryAgain(TroubleLog.sentence(failure));
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
