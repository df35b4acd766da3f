package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a request is sent again before its readback or errorback hears of it, and after which wait.
 *
 * <pre>{@code
 * stream.add(Next.request(request, this::read).retry(RetryPolicy.attempts(4)));
 * }</pre>
 *
 * <p>The wait is a random part of a bound that doubles with each attempt ("full jitter", so that clients cut off
 * together do not come back together). A server that names a wait in {@code Retry-After} is waited for at least so
 * long, or, if that is too long, not asked again.
 *
 * <p>A request that is not {@linkplain HttpRequest#isRepeatable() repeatable} is sent again only if no server can have
 * heard of it, unless the policy {@linkplain #withUnrepeatable() says otherwise}. The attempts count for one step of a
 * chain; the next step brings a policy of its own or none. Each attempt has the request's whole time, and asks a
 * {@link BodyHandler} of the request anew.
 *
 * <p>Immutable: each {@code with…} answers a changed copy. The same policy serves any number of chains, on any threads.
 */
public final class RetryPolicy {

    /** The most attempts that a policy may allow. */
    public static final int MAX_ATTEMPTS = 100;

    private static final Set<Phase> OF_THE_NETWORK =
            EnumSet.of(Phase.QUEUE, Phase.CONNECT, Phase.SEND, Phase.WAIT, Phase.RECEIVE);

    // Written only while a copy is being made, before anybody else sees it.
    private int attempts;
    private Duration base = Duration.ofMillis(500);
    private Duration cap = Duration.ofSeconds(30);
    private Set<Phase> phases = EnumSet.of(Phase.CONNECT, Phase.SEND, Phase.WAIT, Phase.RECEIVE);
    private Set<Integer> statuses = Set.of(429, 502, 503, 504);
    private Duration patience = Duration.ofMinutes(1);
    private boolean unrepeatable;
    private @Nullable RandomGenerator random;

    private RetryPolicy(int attempts) {
        this.attempts = attempts;
    }

    private RetryPolicy(RetryPolicy other) {
        this.attempts = other.attempts;
        this.base = other.base;
        this.cap = other.cap;
        this.phases = other.phases;
        this.statuses = other.statuses;
        this.patience = other.patience;
        this.unrepeatable = other.unrepeatable;
        this.random = other.random;
    }

    /**
     * Up to this many attempts in all, the first one included, 1 to {@link #MAX_ATTEMPTS}: after failures in phase
     * CONNECT, SEND, WAIT and RECEIVE, and after 429, 502, 503 and 504.
     */
    public static RetryPolicy attempts(int atMost) {
        if (atMost < 1 || atMost > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("attempts: " + atMost + " (expected: 1 to " + MAX_ATTEMPTS + ")");
        }
        return new RetryPolicy(atMost);
    }

    /**
     * Another bound of the waits.
     *
     * @param first of the wait before the second attempt, more than zero, by default 500 ms; doubles with each further
     *     one
     * @param most what it never exceeds, by default 30 s
     */
    public RetryPolicy withBackoff(Duration first, Duration most) {
        if (first.isZero() || first.isNegative() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "backoff: " + first + " to " + most + " (expected: more than zero, and no less than that)");
        }
        return with(copy -> {
            copy.base = first;
            copy.cap = most;
        });
    }

    /**
     * Other failures to try again after: those of these phases, which may be none. Only failures of the network can be
     * cured by another attempt, {@link Phase#QUEUE} to {@link Phase#RECEIVE}.
     */
    public RetryPolicy withPhases(Phase... failed) {
        Set<Phase> chosen = EnumSet.noneOf(Phase.class);
        for (Phase phase : failed) {
            if (!OF_THE_NETWORK.contains(phase)) {
                throw new IllegalArgumentException("phases: " + phase + " (expected: some of " + OF_THE_NETWORK + ")");
            }
            chosen.add(phase);
        }
        return with(copy -> copy.phases = chosen);
    }

    /** Other statuses to try again after, 400 to 599; none for no status. */
    public RetryPolicy withStatuses(int... answered) {
        for (int status : answered) {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("statuses: " + status + " (expected: 400 to 599)");
            }
        }
        return with(copy -> copy.statuses = Arrays.stream(answered).boxed().collect(Collectors.toUnmodifiableSet()));
    }

    /** The longest {@code Retry-After} to wait for, by default 1 min; at a longer one the readback has the response. */
    public RetryPolicy withRetryAfterUpTo(Duration longest) {
        if (longest.isNegative()) {
            throw new IllegalArgumentException("retryAfterUpTo: " + longest + " (expected: zero or more)");
        }
        return with(copy -> copy.patience = longest);
    }

    /** Sends requests again that a server may have heard of and that are not repeatable: it may act on them twice. */
    public RetryPolicy withUnrepeatable() {
        return with(copy -> copy.unrepeatable = true);
    }

    /** Draws the waits from this, which must be safe for the threads of all streams that use the policy. */
    public RetryPolicy withRandom(RandomGenerator source) {
        return with(copy -> copy.random = source);
    }

    /** How long to wait before the next attempt; null for none, when the errorback is to hear of it. */
    @Nullable
    Duration after(HttpRequest request, HttpStreamException failure, int made) {
        boolean harmless = unrepeatable || request.isRepeatable() || !failure.mayHaveBeenSent();
        return made < attempts && harmless && phases.contains(failure.phase()) ? backoff(made) : null;
    }

    /** How long to wait before the next attempt; null for none, when the readback is to have the response. */
    @Nullable
    Duration after(HttpRequest request, HttpResponse response, int made, Instant now) {
        boolean harmless = unrepeatable || request.isRepeatable();
        if (made >= attempts || !harmless || !statuses.contains(response.status())) {
            return null;
        }
        Duration asked = response.header("Retry-After")
                .map(value -> retryAfter(value, now))
                .orElse(Duration.ZERO);
        if (asked.compareTo(patience) > 0) {
            return null;
        }
        Duration backoff = backoff(made);
        return asked.compareTo(backoff) > 0 ? asked : backoff;
    }

    private Duration backoff(int made) {
        double bound = Math.min(
                (double) TimeUnit.NANOSECONDS.convert(cap),
                (double) TimeUnit.NANOSECONDS.convert(base) * Math.pow(2, made - 1.0));
        RandomGenerator source = random == null ? ThreadLocalRandom.current() : random;
        return Duration.ofNanos((long) (bound * source.nextDouble()));
    }

    /** Seconds or a date (RFC 9110 part 10.2.3); zero for what is neither, or is past. */
    private static Duration retryAfter(String value, Instant now) {
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > 9 ? Duration.ofSeconds(Integer.MAX_VALUE) : Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
        } catch (DateTimeParseException e) {
            return Duration.ZERO; // A server that cannot say when is asked again after the usual wait.
        }
    }

    private RetryPolicy with(Consumer<RetryPolicy> change) {
        RetryPolicy copy = new RetryPolicy(this);
        change.accept(copy);
        return copy;
    }
}
