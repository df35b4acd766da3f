package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.LoginRequests;
import dev.rookery.host.webqq.wire.PollVerdict;
import dev.rookery.host.webqq.wire.PtuiCallback;
import dev.rookery.host.webqq.wire.QuickLogin;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a session. The cheapest comes first: a saved session that still works (as in qqbot), then the tokens of an
 * earlier sign-in (pt4_auth, as in Mojo-Webqq), then the {@link WayIn} of the account, which may need a person; the
 * last two lead to an {@link Opening}. When a server says no, and when a step keeps failing, all begins again after a
 * wait that grows. On the loop only.
 */
final class SignIn {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    /** Where to begin: a phase, and the first request in it. */
    private record Entrance(Phase phase, Supplier<Next.Request> first) {}

    private final String account;
    private final Requests requests;
    private final CookieJar cookies;
    private final Lifecycle lifecycle;
    private final Steps steps;
    private final Opening opening;
    private final WayIn way;
    private final Function<Session, Next> then;
    private final IntFunction<Duration> backoff;

    /** Saved by an earlier run and neither accepted nor refused yet. */
    private @Nullable Session saved;

    /** How often the server gave no clear word about the saved session. */
    private int doubts;

    /** Whether the tokens were refused since a session last worked. */
    private boolean quickRefused;

    /** How often the network failed the tokens, or what they led to, since a session last worked. */
    private int quickFailures;

    /** Whether it is the tokens that led to where the sign-in stands. */
    private boolean ledByTokens;

    /** How many attempts to sign in came to nothing since a session last worked. */
    private int attempts;

    /**
     * Creates the sign-in of one account.
     *
     * @param endpoint whether every request goes to an address of the operator's
     * @param options says which is the account's own way
     * @param picture where a person finds the code or captcha
     * @param then goes on with a session
     */
    SignIn(
            String account,
            boolean endpoint,
            SessionOptions options,
            AccountFile picture,
            Requests requests,
            CookieJar cookies,
            Lifecycle lifecycle,
            TroubleLog trouble,
            IntFunction<Duration> backoff,
            Function<Session, Next> then) {
        this.account = account;
        this.requests = requests;
        this.cookies = cookies;
        this.lifecycle = lifecycle;
        this.steps = new Steps(trouble, backoff, this::cutOff, this::again);
        this.opening = new Opening(account, endpoint, requests, cookies, lifecycle, steps, then);
        this.way = options.login() instanceof Login.Password who
                ? new PasswordLogin(
                        who, options, requests.passwordLogin(), cookies, lifecycle, steps, picture, opening::enter)
                : new QrLogin(options, requests.qrLogin(), cookies, lifecycle, steps, picture, opening::enter);
        this.then = then;
        this.backoff = backoff;
    }

    /**
     * Begins at once.
     *
     * @param resumable a session of an earlier run, to be tried first
     */
    Next.Request begin(Optional<Session> resumable) {
        saved = resumable.orElse(null);
        return begin();
    }

    /**
     * Begins again after a while.
     *
     * @param reason why, one sentence for a person
     */
    Next.Request again(String reason) {
        lifecycle.become(Phase.WAITING_TO_SIGN_IN, reason);
        ledByTokens = false;
        Duration wait = backoff.apply(attempts++);
        log.debug("account={} signs in again: wait={}", account, wait);
        return entrance().first().get().after(wait);
    }

    /**
     * Gets a fresh session with the tokens of the last sign-in.
     *
     * @param otherwise what comes next when the server does not want that
     */
    Next.Request renew(Supplier<Next> otherwise) {
        lifecycle.become(Phase.RENEWING);
        return Next.request(
                requests.login().quick(supertoken()),
                response -> QuickLogin.parse(response.text())
                        .map(this::enterQuickly)
                        .orElseGet(otherwise),
                failure -> otherwise.get());
    }

    /**
     * Takes what a person typed, see {@link WayIn#answer}.
     *
     * @return how to go on, in place of what was under way; nothing when nothing of the kind is awaited
     */
    Optional<Next.Request> answer(String text) {
        return way.answer(text);
    }

    /** Whether there are tokens that can get a session without a person. */
    boolean mayBeQuick() {
        return requests.era().takesTokens()
                && !quickRefused
                && !supertoken().isEmpty()
                && cookies.value(LoginRequests.LOGIN_PAGES, "superuin").isPresent();
    }

    /** The session works: the next failure is a first one again. */
    void settled() {
        attempts = 0;
        quickRefused = false;
        quickFailures = 0;
        way.settled();
    }

    /** As {@link #again}, but the network says nothing about the tokens: they are good for another time. */
    private Next.Request cutOff(String reason) {
        if (ledByTokens && quickFailures++ < Steps.RETRIES) {
            quickRefused = false;
        }
        return again(reason);
    }

    private Next.Request begin() {
        Entrance entrance = entrance();
        lifecycle.become(entrance.phase());
        return entrance.first().get();
    }

    private Entrance entrance() {
        Session resumable = saved;
        if (resumable != null) {
            return new Entrance(Phase.RESUMING, () -> resume(resumable));
        }
        return mayBeQuick() ? new Entrance(Phase.QUICK_LOGIN, this::quick) : new Entrance(way.first(), way::begin);
    }

    private Next.Request resume(Session resumable) {
        return steps.once(() -> requests.channel().onlineBuddies(resumable), response -> resumed(response, resumable));
    }

    private Next resumed(HttpResponse response, Session resumable) {
        JsonAnswer answer = JsonAnswer.of(response);
        if (!(answer instanceof JsonAnswer.Json json)) {
            return steps.retry("get_online_buddies2: " + answer.kind());
        }
        if (json.retcode() == 0) {
            saved = null;
            log.info(
                    "account={} goes on with its saved session: qq={}",
                    account,
                    resumable.number().value());
            return then.apply(resumable);
        }
        if (PollVerdict.of(json.retcode()) == PollVerdict.SHAKY && doubts++ < Steps.RETRIES) {
            return again("get_online_buddies2 answered " + json.kind());
        }
        log.info("account={} signs in afresh: the saved session is gone, {}", account, json.kind());
        saved = null;
        return begin();
    }

    private Next.Request quick() {
        return steps.once(() -> requests.login().quick(supertoken()), this::quicklyAnswered);
    }

    private Next quicklyAnswered(HttpResponse response) {
        if (PtuiCallback.parse(response.text()).isEmpty() && mayBeTrouble(response)) {
            return steps.retry("pt4_auth: no ptui_auth_CB, HTTP status " + response.status());
        }
        Optional<QuickLogin> answer = QuickLogin.parse(response.text());
        if (answer.isPresent()) {
            return enterQuickly(answer.get());
        }
        log.info("account={} cannot sign in quickly: the tokens of the last time are no longer taken", account);
        quickRefused = true;
        return begin();
    }

    /** Whether an answer that is none says nothing about the tokens: some servers have no such page. */
    private boolean mayBeTrouble(HttpResponse response) {
        return response.status() / 100 != 4 && quickFailures++ < Steps.RETRIES;
    }

    private Next enterQuickly(QuickLogin answer) {
        // Should the way fail from here, the account's own way is next, not the same tokens for ever.
        quickRefused = true;
        ledByTokens = true;
        return opening.enterQuickly(answer.url());
    }

    private String supertoken() {
        return cookies.value(LoginRequests.LOGIN_PAGES, "supertoken").orElse("");
    }
}
