package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.network.AccountListener;
import dev.rookery.host.httpstream.CookieJar;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.Readback;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.PollVerdict;
import dev.rookery.host.webqq.wire.PtuiCallback;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.QrLoginRequests;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import dev.rookery.host.webqq.wire.WireText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in by QR code, a chain of requests: ptqrshow, ptqrlogin until the code is scanned and confirmed, check_sig,
 * getvfwebqq, login2, get_online_buddies2. A step that gets no proper answer is repeated a few times with back-off;
 * then, and when a server says no, everything begins again with a new code after a wait that grows. On the loop only.
 */
final class SignIn {

    /** How often a step is repeated after trouble with the network before a new code is shown. */
    static final int STEP_RETRIES = 5;

    private static final String SCAN = "scan the QR code with the QQ app of the account's phone";

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private final String account;
    private final WebQqOptions options;
    private final Requests requests;
    private final CookieJar cookies;
    private final Lifecycle lifecycle;
    private final AccountListener listener;
    private final TroubleLog trouble;
    private final QrCodeFile qrCode;
    private final Function<Session, Next> then;
    private final IntFunction<Duration> backoff;

    /** How many attempts to sign in came to nothing since a session last worked. */
    private int attempts;

    /** How many codes were shown since a session last worked. */
    private int codes;

    /** How often the step at hand has failed, and how to do it again. */
    private int failures;

    private int retries;
    private Supplier<Next.Request> step = this::fetchCode;
    private final long clientId;
    private String vfwebqq = "";

    SignIn(
            String account,
            WebQqOptions options,
            Requests requests,
            CookieJar cookies,
            Lifecycle lifecycle,
            AccountListener listener,
            TroubleLog trouble,
            QrCodeFile qrCode,
            IntFunction<Duration> backoff,
            Function<Session, Next> then) {
        this.account = account;
        this.options = options;
        this.requests = requests;
        this.clientId = requests.era().newClientId();
        this.cookies = cookies;
        this.lifecycle = lifecycle;
        this.listener = listener;
        this.trouble = trouble;
        this.qrCode = qrCode;
        this.then = then;
        this.backoff = backoff;
    }

    /** Begins with a code at once. */
    Next.Request begin() {
        lifecycle.become(Phase.FETCHING_CODE);
        return fetchCode();
    }

    /**
     * Begins with a new code after a while.
     *
     * @param reason why, one sentence for a person
     */
    Next.Request again(String reason) {
        lifecycle.become(Phase.WAITING_TO_SIGN_IN, reason);
        Duration wait = backoff.apply(attempts++);
        log.debug("account={} signs in again: wait={}", account, wait);
        return fetchCode().after(wait);
    }

    /** The session works: the next failure is a first one again. */
    void settled() {
        attempts = 0;
        codes = 0;
    }

    private Next.Request fetchCode() {
        return step(0, requests.qrLogin()::code, this::codeFetched);
    }

    private Next codeFetched(HttpResponse response) {
        byte[] picture = response.body();
        Optional<String> qrsig = cookies.value(QrLoginRequests.LOGIN_PAGES, "qrsig");
        if (response.status() != 200 || picture.length == 0 || qrsig.isEmpty()) {
            return retry("ptqrshow: no picture or no qrsig, HTTP status " + response.status());
        }
        codes++;
        qrCode.write(picture);
        lifecycle.become(Phase.WAITING_FOR_SCAN, SCAN);
        log.info("account={} waits for a scan: file={}", account, qrCode.path());
        listener.onEvent(new AccountNeedsAttention(
                account,
                AccountNeedsAttention.Need.SCAN_CODE,
                SCAN + ", or open " + qrCode.path(),
                picture,
                Instant.now()));
        String token = qrsig.get();
        return step(STEP_RETRIES, () -> requests.qrLogin().state(token), this::scanned);
    }

    private Next scanned(HttpResponse response) {
        Optional<PtuiCallback> callback = PtuiCallback.parse(response.text());
        if (callback.isEmpty()) {
            return retry("ptqrlogin: no ptuiCB, HTTP status " + response.status());
        }
        failures = 0;
        PtuiCallback said = callback.get();
        switch (said.code()) {
            case PtuiCallback.WAITING_FOR_SCAN -> lifecycle.become(Phase.WAITING_FOR_SCAN, SCAN);
            case PtuiCallback.SCANNED -> lifecycle.become(Phase.SCANNED, "confirm the sign-in on the phone");
            case PtuiCallback.SIGNED_IN -> {
                return checkSig(said.url());
            }
            case PtuiCallback.EXPIRED -> {
                return codes < options.qrCodes() ? begin() : again("nobody scanned " + codes + " QR codes");
            }
            default -> {
                return again("the login page answered " + said.code() + ": " + WireText.name(said.words()));
            }
        }
        return step.get().after(options.scanInterval());
    }

    private Next checkSig(String url) {
        lifecycle.become(Phase.CHECKING_SIG);
        HttpRequest request;
        try {
            request = requests.qrLogin().checkSig(url);
        } catch (IllegalArgumentException e) {
            // Its message would quote the address, which is a key.
            return again("the login page sent us to something that is no address");
        }
        Optional<String> objection = objection(request.uri(), options.endpoint() != null);
        if (objection.isPresent()) {
            return again(objection.get());
        }
        return step(STEP_RETRIES, () -> request, response -> sigChecked(response, request.uri()));
    }

    /**
     * Why an address that the login page names is not visited; empty when it may be. With an endpoint every request
     * goes to the operator's own server, so any host may stand in it.
     */
    static Optional<String> objection(URI address, boolean endpoint) {
        String host = Objects.requireNonNullElse(address.getHost(), "");
        if (host.equals("aq.qq.com")) {
            return Optional.of("the account is locked after a sign-in from an unusual place: unlock it at aq.qq.com");
        }
        return endpoint || host.endsWith(".qq.com")
                ? Optional.empty()
                : Optional.of("the login page sent us to " + host + " (expected: a host of qq.com)");
    }

    /** The page behind the redirect does not matter (it was 404 for weeks in 2018); what matters are the cookies. */
    private Next sigChecked(HttpResponse response, URI address) {
        if (response.status() >= 500) {
            return retry("check_sig: HTTP status " + response.status());
        }
        lifecycle.become(Phase.FETCHING_VFWEBQQ);
        String ptwebqq = cookie("ptwebqq", address).orElse("");
        Optional<QqNumber> number = cookie("uin", address).flatMap(QqNumber::ofUinCookie);
        return step(
                STEP_RETRIES,
                () -> requests.api().vfwebqq(ptwebqq, clientId),
                answer -> vfwebqqFetched(answer, ptwebqq, number));
    }

    private Next vfwebqqFetched(HttpResponse response, String ptwebqq, Optional<QqNumber> number) {
        if (!(JsonAnswer.of(response) instanceof JsonAnswer.Json json)) {
            return retry("getvfwebqq: " + JsonAnswer.of(response).kind());
        }
        if (json.retcode() != 0) {
            return again("getvfwebqq answered " + json.kind());
        }
        vfwebqq = json.result().path("vfwebqq").asText();
        lifecycle.become(Phase.LOGGING_IN);
        return step(
                STEP_RETRIES,
                () -> requests.channel().login2(ptwebqq, clientId),
                answer -> loggedIn(answer, ptwebqq, number));
    }

    private Next loggedIn(HttpResponse response, String ptwebqq, Optional<QqNumber> number) {
        if (!(JsonAnswer.of(response) instanceof JsonAnswer.Json json)) {
            return retry("login2: " + JsonAnswer.of(response).kind());
        }
        JsonNode result = json.result();
        String psessionid = result.path("psessionid").asText();
        if (json.retcode() != 0 || psessionid.isEmpty()) {
            return again("login2 answered " + json.kind() + (json.retcode() == 0 ? " without a psessionid" : ""));
        }
        long uin = result.path("uin").asLong(number.map(QqNumber::value).orElse(0L));
        if (uin <= 0) {
            return again("login2 did not tell the account's number");
        }
        // Both steps bring a vfwebqq; clients of era B go by the first one.
        String key = vfwebqq.isEmpty() ? result.path("vfwebqq").asText() : vfwebqq;
        Session session = new Session(requests.era(), new QqNumber(uin), clientId, ptwebqq, key, psessionid);
        // The code has done its work; the file is removed in the background and stop() waits for it.
        var unused = qrCode.remove();
        lifecycle.become(Phase.LISTING_ONLINE);
        log.info("account={} signed in: qq={}", account, uin);
        return step(STEP_RETRIES, () -> requests.channel().onlineBuddies(session), answer -> listed(answer, session));
    }

    private Next listed(HttpResponse response, Session session) {
        JsonAnswer answer = JsonAnswer.of(response);
        if (answer instanceof JsonAnswer.Json json && PollVerdict.of(json.retcode()) == PollVerdict.SIGN_IN_AGAIN) {
            return again("get_online_buddies2 answered " + json.kind());
        }
        return then.apply(session);
    }

    private Next.Request step(int mayRetry, Supplier<HttpRequest> request, Readback readback) {
        failures = 0;
        retries = mayRetry;
        step = () -> Next.request(request.get(), readback, this::failed);
        return step.get();
    }

    private Next failed(HttpStreamException failure) {
        trouble.warn("sign-in", failure);
        return repeat(TroubleLog.kind(failure));
    }

    private Next retry(String kind) {
        trouble.warn("sign-in", kind);
        return repeat(kind);
    }

    private Next repeat(String reason) {
        if (failures >= retries) {
            return again(reason);
        }
        return step.get().after(backoff.apply(failures++));
    }

    /** A cookie, wherever the server put it: for all of qq.com as Tencent did, or for the host that set it. */
    private Optional<String> cookie(String name, URI setBy) {
        return cookies.value(requests.era().channelPages(), name)
                .or(() -> cookies.value(setBy, name))
                .or(() -> cookies.value(QrLoginRequests.LOGIN_PAGES, name));
    }
}
