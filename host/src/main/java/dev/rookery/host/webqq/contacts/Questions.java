package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.webqq.wire.ContactHash;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the contact servers in one session: equal questions once, few at a time, and none again soon that did not help.
 * An answer that comes after the session was left teaches nothing, since its handles are another's by then. On the loop
 * only.
 */
final class Questions {

    /**
     * How long a question is not asked again that did not help, or the contact servers would hear of every message.
     * Doubles with each failure in a row.
     */
    static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    /** What that time never exceeds. */
    static final Duration MAX_ASK_AGAIN = Duration.ofHours(1);

    /** How many questions are remembered as asked; beyond that the oldest may be asked again early. */
    static final int MAX_ASKED = 1000;

    /**
     * How many questions are under way at once; further ones wait for their turn. After a long absence every group
     * speaks at once.
     */
    static final int MAX_UNDER_WAY = 4;

    /** How many questions may wait; a further one is not asked. */
    static final int MAX_QUEUED = 10_000;

    /** The partial answer of overloaded contact servers. */
    private static final int PARTIAL = 100003;

    /** The proof is of a kind that is no longer or not yet in force. */
    private static final int WRONG_HASH = 50;

    private static final String LEFT = "the account has left this session";

    private static final Logger log = LoggerFactory.getLogger(Questions.class);

    /** Learns from an answer. */
    interface Learner {
        void learn(Lookup lookup, JsonNode result, boolean complete);
    }

    /** What comes after a question, by why it had no whole answer. */
    interface Outcome {
        Next come(String trouble);
    }

    private record Asked(long nanos, int failures) {
        boolean isRecent() {
            Duration wait = ASK_AGAIN.multipliedBy(1L << Math.min(10, Math.max(0, failures - 1)));
            Duration quiet = wait.compareTo(MAX_ASK_AGAIN) > 0 ? MAX_ASK_AGAIN : wait;
            return System.nanoTime() - nanos <= quiet.toNanos();
        }
    }

    private final String account;
    private final Session session;
    private final Requests requests;
    private final HttpStream stream;
    private final TroubleLog trouble;
    private final Learner learner;
    private boolean closed;

    /** Who waits for the answer to which question, under way or queued; told why there was none, or nothing. */
    private final Map<Lookup, List<Consumer<String>>> open = new HashMap<>();

    private final Queue<Lookup> queued = new ArrayDeque<>();
    private int underWay;

    /** Kinds of questions that this server does not answer. */
    private final Set<Class<?>> refused = new HashSet<>();

    private final Map<Lookup, Asked> asked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Lookup, Asked> eldest) {
            return size() > MAX_ASKED;
        }
    };

    /** Creates the questions of one session. */
    Questions(
            String account,
            Session session,
            Requests requests,
            HttpStream stream,
            TroubleLog trouble,
            Learner learner) {
        this.account = account;
        this.session = session;
        this.requests = requests;
        this.stream = stream;
        this.trouble = trouble;
        this.learner = learner;
    }

    /** Whether a question may help: it was not asked just now, and the server answers its kind. */
    boolean mayHelp(Lookup lookup) {
        Asked before = asked.get(lookup);
        return !closed && !refused.contains(lookup.getClass()) && (before == null || !before.isRecent());
    }

    /**
     * Asks, or joins the same question if it is under way or queued.
     *
     * @param then told why there was no whole answer, or an empty text
     */
    void ask(Lookup lookup, Consumer<String> then) {
        if (closed) {
            then.accept(LEFT);
            return;
        }
        List<Consumer<String>> waiting = open.get(lookup);
        if (waiting != null) {
            waiting.add(then);
            return;
        }
        if (queued.size() >= MAX_QUEUED) {
            asked.put(lookup, new Asked(System.nanoTime(), 1));
            then.accept("too many questions wait: " + MAX_QUEUED);
            return;
        }
        open.put(lookup, new ArrayList<>(List.of(then)));
        queued.add(lookup);
        askNext();
    }

    /** A question as a step of a chain. */
    Next.Request question(Lookup lookup, Outcome then) {
        ContactHash tried = session.hashInForce();
        return Next.request(
                lookup.request(requests, session),
                response -> {
                    if (JsonAnswer.of(response) instanceof JsonAnswer.Json json
                            && json.retcode() == WRONG_HASH
                            && session.refuseHash(tried)) {
                        return question(lookup, then);
                    }
                    return then.come(take(lookup, response));
                },
                failure -> {
                    trouble.warn(during(lookup), failure);
                    return then.come(TroubleLog.kind(failure));
                });
    }

    /** Asks nothing more; whoever waits for their turn is told so. */
    void close() {
        closed = true;
        List<Lookup> unasked = List.copyOf(queued);
        queued.clear();
        unasked.forEach(lookup -> tell(lookup, LEFT));
    }

    private void askNext() {
        if (underWay == MAX_UNDER_WAY || queued.isEmpty()) {
            return;
        }
        Lookup lookup = queued.remove();
        underWay++;
        Next.Request question = question(lookup, outcome -> answered(lookup, outcome));
        Chain unused = stream.add(
                question.request(), question.readback(), Objects.requireNonNull(question.errorback(), "errorback"));
    }

    private Next answered(Lookup lookup, String outcome) {
        note(lookup, outcome);
        underWay--;
        askNext();
        tell(lookup, outcome);
        return Next.none();
    }

    private void tell(Lookup lookup, String outcome) {
        List<Consumer<String>> waiting = open.remove(lookup);
        if (waiting != null) {
            waiting.forEach(one -> one.accept(outcome));
        }
    }

    private void note(Lookup lookup, String outcome) {
        Asked before = asked.remove(lookup);
        int failures = outcome.isEmpty() ? 0 : before == null ? 1 : before.failures() + 1;
        asked.put(lookup, new Asked(System.nanoTime(), failures));
    }

    /** Learns from an answer; tells why it was not whole, or nothing. */
    private String take(Lookup lookup, HttpResponse response) {
        if (closed) {
            return LEFT;
        }
        JsonAnswer answer = JsonAnswer.of(response);
        boolean complete = answer instanceof JsonAnswer.Json json && json.retcode() == 0;
        if (answer instanceof JsonAnswer.Json json && (complete || json.retcode() == PARTIAL)) {
            learner.learn(lookup, json.result(), complete);
        }
        if (complete) {
            return "";
        }
        if (lookup.isRefusedForGood()) {
            if (refused.add(lookup.getClass())) {
                log.info(
                        "account={} the server tells no numbers: asked={} answer={}",
                        account,
                        during(lookup),
                        answer.kind());
            }
        } else {
            trouble.warn(during(lookup), answer.kind());
        }
        return answer.kind();
    }

    private static String during(Lookup lookup) {
        return lookup.getClass().getSimpleName();
    }
}
