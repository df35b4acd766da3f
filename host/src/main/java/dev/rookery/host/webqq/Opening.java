package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.LoginRequests;
import dev.rookery.host.webqq.wire.PollVerdict;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second half of every sign-in, from the address that the login page names to a session: check_sig, getvfwebqq in
 * era B, login2, get_online_buddies2. On the loop only.
 */
final class Opening {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);

    private final String account;
    private final boolean endpoint;
    private final Requests requests;
    private final CookieJar cookies;
    private final Lifecycle lifecycle;
    private final Steps steps;
    private final Function<Session, Next> then;
    private final long clientId;
    private String vfwebqq = "";

    /**
     * Creates the opening of one account.
     *
     * @param endpoint whether every request goes to an address of the operator's
     * @param then goes on with a session
     */
    Opening(
            String account,
            boolean endpoint,
            Requests requests,
            CookieJar cookies,
            Lifecycle lifecycle,
            Steps steps,
            Function<Session, Next> then) {
        this.account = account;
        this.endpoint = endpoint;
        this.requests = requests;
        this.cookies = cookies;
        this.lifecycle = lifecycle;
        this.steps = steps;
        this.then = then;
        this.clientId = requests.era().newClientId();
    }

    /**
     * Goes on from the account's own way in.
     *
     * @param url where check_sig is, as the server named it
     */
    Next enter(String url) {
        return enter(url, requests.login()::checkSig);
    }

    /** As {@link #enter}, from the quick way. */
    Next enterQuickly(String url) {
        return enter(url, requests.login()::quickCheckSig);
    }

    private Next enter(String url, Function<String, HttpRequest> checkSig) {
        HttpRequest request;
        try {
            request = checkSig.apply(url);
        } catch (IllegalArgumentException e) {
            // Its message would quote the address, which is a key.
            return steps.again("the login page sent us to something that is no address");
        }
        String host = Objects.requireNonNullElse(request.uri().getHost(), "");
        if (host.equals("aq.qq.com")) {
            lifecycle.become(
                    Phase.REFUSED,
                    "the account is locked after a sign-in from an unusual place: unlock it at aq.qq.com");
            return Next.none();
        }
        Optional<String> objection = objection(request.uri(), endpoint);
        if (objection.isPresent()) {
            return steps.again(objection.get());
        }
        lifecycle.become(Phase.CHECKING_SIG);
        return steps.then(() -> request, response -> sigChecked(response, request.uri()));
    }

    /**
     * Why an address that the login page names is not visited; empty when it may be. With an endpoint every request
     * goes to the operator's own server, so any host may stand in it.
     */
    static Optional<String> objection(URI address, boolean endpoint) {
        String host = Objects.requireNonNullElse(address.getHost(), "");
        return endpoint || host.endsWith(".qq.com")
                ? Optional.empty()
                : Optional.of("the login page sent us to " + host + " (expected: a host of qq.com)");
    }

    /** The page behind the redirect does not matter (it was 404 for weeks in 2018); what matters are the cookies. */
    private Next sigChecked(HttpResponse response, URI address) {
        if (response.status() >= 500) {
            return steps.retry("check_sig: HTTP status " + response.status());
        }
        String ptwebqq = cookie("ptwebqq", address).orElse("");
        Optional<QqNumber> number = cookie("uin", address).flatMap(QqNumber::ofUinCookie);
        if (!requests.era().hasVfwebqqCall()) {
            return logIn(ptwebqq, number);
        }
        lifecycle.become(Phase.FETCHING_VFWEBQQ);
        return steps.then(
                () -> requests.api().vfwebqq(ptwebqq, clientId), answer -> vfwebqqFetched(answer, ptwebqq, number));
    }

    private Next vfwebqqFetched(HttpResponse response, String ptwebqq, Optional<QqNumber> number) {
        if (!(JsonAnswer.of(response) instanceof JsonAnswer.Json json)) {
            return steps.retry("getvfwebqq: " + JsonAnswer.of(response).kind());
        }
        if (json.retcode() != 0) {
            return steps.again("getvfwebqq answered " + json.kind());
        }
        vfwebqq = json.result().path("vfwebqq").asText("");
        return logIn(ptwebqq, number);
    }

    private Next logIn(String ptwebqq, Optional<QqNumber> number) {
        lifecycle.become(Phase.LOGGING_IN);
        return steps.then(
                () -> requests.channel().login2(ptwebqq, clientId), answer -> loggedIn(answer, ptwebqq, number));
    }

    private Next loggedIn(HttpResponse response, String ptwebqq, Optional<QqNumber> number) {
        if (!(JsonAnswer.of(response) instanceof JsonAnswer.Json json)) {
            return steps.retry("login2: " + JsonAnswer.of(response).kind());
        }
        JsonNode result = json.result();
        String psessionid = result.path("psessionid").asText("");
        if (json.retcode() != 0 || psessionid.isEmpty()) {
            return steps.again("login2 answered " + json.kind() + (json.retcode() == 0 ? " without a psessionid" : ""));
        }
        long uin = result.path("uin").asLong(number.map(QqNumber::value).orElse(0L));
        if (uin <= 0) {
            return steps.again("login2 did not tell the account's number");
        }
        // In era B both steps bring a vfwebqq; clients go by the first one.
        String key = vfwebqq.isEmpty() ? result.path("vfwebqq").asText("") : vfwebqq;
        Session session = new Session(requests.era(), new QqNumber(uin), clientId, ptwebqq, key, psessionid);
        lifecycle.become(Phase.LISTING_ONLINE);
        log.info("account={} signed in: qq={}", account, uin);
        return steps.then(() -> requests.channel().onlineBuddies(session), answer -> listed(answer, session));
    }

    private Next listed(HttpResponse response, Session session) {
        JsonAnswer answer = JsonAnswer.of(response);
        if (answer instanceof JsonAnswer.Json json && PollVerdict.of(json.retcode()) == PollVerdict.SIGN_IN_AGAIN) {
            return steps.again("get_online_buddies2 answered " + json.kind());
        }
        return then.apply(session);
    }

    /** A cookie, wherever the server put it: for all of qq.com as Tencent did, or for the host that set it. */
    private Optional<String> cookie(String name, URI setBy) {
        return cookies.value(requests.era().channelPages(), name)
                .or(() -> cookies.value(setBy, name))
                .or(() -> cookies.value(LoginRequests.LOGIN_PAGES, name));
    }
}
