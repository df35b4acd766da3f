package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Supplier;

/**
 * Gets a session's link back: login2 with the session at hand, as lwqq and Mojo-Webqq do after 120 and 121. Trouble
 * with the network is borne with back-off; a server that refuses (112, 113 and 115 in lwqq) costs a sign-in. On the
 * loop only.
 */
final class Relink {

    private final Session session;
    private final Requests requests;
    private final CookieJar cookies;
    private final Lifecycle lifecycle;
    private final SignIn signIn;
    private final TroubleLog trouble;
    private final IntFunction<Duration> backoff;
    private final Supplier<Next> then;

    /** How many answers in a row were none. */
    private int failures;

    /**
     * Creates the relink of one session.
     *
     * @param then goes on with the session once it has its link back
     */
    Relink(
            Session session,
            Requests requests,
            CookieJar cookies,
            Lifecycle lifecycle,
            SignIn signIn,
            TroubleLog trouble,
            IntFunction<Duration> backoff,
            Supplier<Next> then) {
        this.session = session;
        this.requests = requests;
        this.cookies = cookies;
        this.lifecycle = lifecycle;
        this.signIn = signIn;
        this.trouble = trouble;
        this.backoff = backoff;
        this.then = then;
    }

    /**
     * Begins.
     *
     * @param reason why, one sentence for a person
     * @param wait how long to wait before
     */
    Next begin(String reason, Duration wait) {
        lifecycle.become(Phase.RELINKING, reason);
        failures = 0;
        return ask().after(wait);
    }

    private Next.Request ask() {
        return Next.request(requests.channel().relink(session), this::answered, this::failed);
    }

    private Next answered(HttpResponse response) {
        JsonAnswer answer = JsonAnswer.of(response);
        if (!(answer instanceof JsonAnswer.Json json)) {
            trouble.warn("relink", answer.kind());
            return later();
        }
        if (json.retcode() == 0) {
            adopt(json.result());
            return then.get();
        }
        if (PollVerdict.of(json.retcode()) == PollVerdict.SHAKY && failures < Steps.RETRIES) {
            trouble.warn("relink", json.kind());
            return later();
        }
        return signIn.again("login2 answered " + json.kind() + " when asked for the session again");
    }

    private void adopt(JsonNode result) {
        session.relink(result);
        // Mojo-Webqq sets these cookies as well.
        for (String name : new String[] {"ptwebqq", "skey"}) {
            String value = result.path(name).asText("");
            if (!value.isEmpty()) {
                cookies.set(requests.era().channelPages(), name + "=" + value + "; path=/; domain=qq.com");
            }
        }
    }

    private Next failed(HttpStreamException failure) {
        trouble.warn("relink", failure);
        return later();
    }

    private Next later() {
        return ask().after(backoff.apply(failures++));
    }
}
