package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.PollVerdict;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds out whether a session is gone, as an answer to a send suggests: a refusal may concern only the chat, and a new
 * sign-in costs a person with a phone (qqbot asks the same question before it gives up). One question at a time. On the
 * loop only.
 */
final class SessionCheck {

    private final HttpStream stream;
    private final Requests requests;
    private final TroubleLog trouble;
    private final Predicate<Session> current;
    private final Consumer<String> gone;
    private boolean underWay;

    /**
     * Creates the check of one account.
     *
     * @param current whether a session is the one that is polled with now; no other one is of interest
     * @param gone told that it is gone, one sentence for a person
     */
    SessionCheck(
            HttpStream stream,
            Requests requests,
            TroubleLog trouble,
            Predicate<Session> current,
            Consumer<String> gone) {
        this.stream = stream;
        this.requests = requests;
        this.trouble = trouble;
        this.current = current;
        this.gone = gone;
    }

    /** Checks a session, unless a check is under way. */
    void doubt(Session doubtful) {
        if (underWay || !current.test(doubtful)) {
            return;
        }
        underWay = true;
        Chain unused = stream.add(
                requests.channel().onlineBuddies(doubtful),
                response -> {
                    underWay = false;
                    if (JsonAnswer.of(response) instanceof JsonAnswer.Json json
                            && PollVerdict.of(json.retcode()) == PollVerdict.SIGN_IN_AGAIN
                            && current.test(doubtful)) {
                        gone.accept("the session is gone: " + json.kind());
                    }
                    return Next.none();
                },
                failure -> {
                    underWay = false;
                    trouble.warn("session check", failure);
                    return Next.none();
                });
    }
}
