package dev.rookery.host.webqq.contacts;

import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.webqq.wire.ContactHash;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Finds out who is who: the lists at sign-in, members when the first message of a chat asks for them. One login has
 * one; what an earlier login knew is worth nothing, since every uin has changed. On the loop only.
 */
public final class Directory {

    /** How long a question is not asked again that did not help, or the contact servers would hear of every message. */
    public static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    /** How many questions are remembered as asked; beyond that the oldest may be asked again early. */
    public static final int MAX_ASKED = 1000;

    /**
     * How many questions are under way at once; further ones wait for their turn, at most one per chat that has
     * something to tell. After a long absence every group speaks at once.
     */
    public static final int MAX_UNDER_WAY = 4;

    /** The partial answer of overloaded contact servers. */
    private static final int PARTIAL = 100003;

    /** The proof is of a kind that is no longer or not yet in force. */
    private static final int WRONG_HASH = 50;

    private final Session session;
    private final Requests requests;
    private final HttpStream stream;
    private final TroubleLog trouble;
    private final Contacts contacts;
    /** Who waits for the answer to which question, under way or queued. */
    private final Map<Lookup, List<Runnable>> open = new HashMap<>();

    private final Queue<Lookup> queued = new ArrayDeque<>();
    private int underWay;
    private final Map<Lookup, Long> asked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Lookup, Long> eldest) {
            return size() > MAX_ASKED;
        }
    };

    public Directory(Session session, Requests requests, HttpStream stream, TroubleLog trouble) {
        this.session = session;
        this.requests = requests;
        this.stream = stream;
        this.trouble = trouble;
        this.contacts = new Contacts(session.self());
    }

    public Contacts contacts() {
        return contacts;
    }

    /**
     * Reads who we are and the three lists, one after the other, as Mojo-Webqq does. A list that fails is left out and
     * asked for again when a message needs it.
     *
     * @param then what comes after them
     */
    public Next load(Supplier<Next> then) {
        return load(
                List.of(new Lookup.Self(), new Lookup.Friends(), new Lookup.Groups(), new Lookup.Discussions()), then);
    }

    /** The question that may tell more about the chat or sender of a message; empty when none would. */
    public Optional<Lookup> missing(WireMessage message) {
        return contacts.missing(message).filter(lookup -> {
            Long before = asked.get(lookup);
            return before == null || System.nanoTime() - before > ASK_AGAIN.toNanos();
        });
    }

    /**
     * Asks, or joins the same question if it is under way or queued.
     *
     * @param then runs when there is an answer or none will come: the request's timeout after its turn has come
     */
    public void ask(Lookup lookup, Runnable then) {
        List<Runnable> waiting = open.get(lookup);
        if (waiting != null) {
            waiting.add(then);
            return;
        }
        open.put(lookup, new ArrayList<>(List.of(then)));
        queued.add(lookup);
        askNext();
    }

    private void askNext() {
        if (underWay == MAX_UNDER_WAY || queued.isEmpty()) {
            return;
        }
        Lookup lookup = queued.remove();
        underWay++;
        Next.Request question = question(lookup, () -> answered(lookup));
        Chain unused = stream.add(
                question.request(), question.readback(), Objects.requireNonNull(question.errorback(), "errorback"));
    }

    private Next load(List<Lookup> lookups, Supplier<Next> then) {
        if (lookups.isEmpty()) {
            return then.get();
        }
        Lookup first = lookups.get(0);
        List<Lookup> rest = lookups.subList(1, lookups.size());
        return question(first, () -> load(rest, then));
    }

    private Next.Request question(Lookup lookup, Supplier<Next> then) {
        ContactHash tried = session.hashInForce();
        return Next.request(
                lookup.request(requests, session),
                response -> {
                    if (JsonAnswer.of(response) instanceof JsonAnswer.Json json
                            && json.retcode() == WRONG_HASH
                            && session.refuseHash(tried)) {
                        return question(lookup, then);
                    }
                    take(lookup, response);
                    return then.get();
                },
                failure -> {
                    trouble.warn(during(lookup), failure);
                    return then.get();
                });
    }

    private Next answered(Lookup lookup) {
        asked.remove(lookup);
        asked.put(lookup, System.nanoTime());
        underWay--;
        askNext();
        List<Runnable> waiting = open.remove(lookup);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
        return Next.none();
    }

    private void take(Lookup lookup, HttpResponse response) {
        JsonAnswer answer = JsonAnswer.of(response);
        if (answer instanceof JsonAnswer.Json json && (json.retcode() == 0 || json.retcode() == PARTIAL)) {
            lookup.learn(json.result(), contacts);
            if (json.retcode() == 0) {
                return;
            }
        }
        trouble.warn(during(lookup), answer.kind());
    }

    private static String during(Lookup lookup) {
        return lookup.getClass().getSimpleName();
    }
}
