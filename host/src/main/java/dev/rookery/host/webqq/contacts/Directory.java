package dev.rookery.host.webqq.contacts;

import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import dev.rookery.host.webqq.wire.ContactHash;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import dev.rookery.host.webqq.wire.Uin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who is who: the lists at sign-in, members and numbers when the first message of a chat asks for them, all
 * of it again now and then. One login has one, since every handle changes with it; what outlasts it are the
 * {@link Identities}. On the loop only.
 */
public final class Directory {

    /**
     * How long a question is not asked again that did not help, or the contact servers would hear of every message.
     * Doubles with each failure in a row.
     */
    public static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    /** What that time never exceeds. */
    public static final Duration MAX_ASK_AGAIN = Duration.ofHours(1);

    /** How many questions are remembered as asked; beyond that the oldest may be asked again early. */
    public static final int MAX_ASKED = 1000;

    /**
     * How many questions are under way at once; further ones wait for their turn. After a long absence every group
     * speaks at once.
     */
    public static final int MAX_UNDER_WAY = 4;

    /** How many questions may wait; a further one is not asked. */
    public static final int MAX_QUEUED = 10_000;

    /** Of how many groups and discussions the members are read anew at each refresh: those used last. */
    public static final int MAX_REFRESHED = 50;

    /** The partial answer of overloaded contact servers. */
    private static final int PARTIAL = 100003;

    /** The proof is of a kind that is no longer or not yet in force. */
    private static final int WRONG_HASH = 50;

    private static final Logger log = LoggerFactory.getLogger(Directory.class);

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
    private final IoLoop loop;
    private final TroubleLog trouble;
    private final Duration refresh;
    private final Contacts contacts;
    private final Identities identities;
    private final WhoIs whoIs;
    private Consumer<Change> changes = change -> {};
    private @Nullable Timer timer;
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

    /**
     * Begins a login.
     *
     * @param account the account's name
     * @param identities told that a login has begun
     * @param refresh how long after each other the lists are read anew; zero for never
     */
    public Directory(
            String account,
            Session session,
            Requests requests,
            HttpStream stream,
            IoLoop loop,
            TroubleLog trouble,
            Identities identities,
            Duration refresh) {
        this.account = account;
        this.session = session;
        this.requests = requests;
        this.stream = stream;
        this.loop = loop;
        this.trouble = trouble;
        this.identities = identities;
        this.refresh = refresh;
        identities.begin(session.number());
        this.contacts = new Contacts(session.self(), identities);
        this.whoIs = new WhoIs(contacts, identities);
    }

    public Contacts contacts() {
        return contacts;
    }

    public WhoIs whoIs() {
        return whoIs;
    }

    /** Says who is told what comparing lists shows. */
    public void onChange(Consumer<Change> listener) {
        changes = listener;
    }

    /**
     * Reads who we are, the three lists and the recent chats, one after the other, as Mojo-Webqq does: accounts that
     * skipped a part of what the official page asks for met with 103 and 1202 more often (seen in RuiRuiQQ). A list
     * that fails is left out and asked for again when a message needs it. From then on the lists are refreshed.
     *
     * @param then what comes after them
     */
    public Next load(Supplier<Next> then) {
        refreshLater();
        return load(
                List.of(
                        new Lookup.Self(),
                        new Lookup.Friends(),
                        new Lookup.Groups(),
                        new Lookup.Discussions(),
                        new Lookup.Recent()),
                then);
    }

    /** Takes somebody's lasting number, which a notice told. */
    public void learnNumber(Uin person, QqNumber number) {
        identities.learnNumber(person, number);
    }

    /** Reads the friends anew. */
    public void refreshFriends() {
        ask(new Lookup.Friends(), trouble -> {});
    }

    /** Reads the groups anew. */
    public void refreshGroups() {
        ask(new Lookup.Groups(), trouble -> {});
    }

    /** Refreshes nothing more and answers no further question. */
    public void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /**
     * Asks what is missing of a chat and of people in it.
     *
     * @param then runs when there is an answer or none will come: the request's timeout after its turn has come. More
     *     may be missing then
     * @return whether something was asked; false when all is known that can be
     */
    public boolean ask(ChatHandle chat, Collection<Uin> people, Runnable then) {
        Optional<Lookup> missing = closed ? Optional.empty() : missing(chat, people);
        missing.ifPresent(lookup -> ask(lookup, trouble -> then.run()));
        return missing.isPresent();
    }

    /** The question that may tell more about a chat and people in it; empty when none would. */
    Optional<Lookup> missing(ChatHandle chat, Collection<Uin> people) {
        return whoIs.wanted(chat, people).stream()
                .filter(lookup -> !refused.contains(lookup.getClass()))
                .filter(lookup -> {
                    Asked before = asked.get(lookup);
                    return before == null || !before.isRecent();
                })
                .findFirst();
    }

    /**
     * Asks, or joins the same question if it is under way or queued.
     *
     * @param then told why there was no whole answer, or an empty text
     */
    void ask(Lookup lookup, Consumer<String> then) {
        List<Consumer<String>> waiting = open.get(lookup);
        if (waiting != null) {
            waiting.add(then);
            return;
        }
        if (closed || queued.size() >= MAX_QUEUED) {
            asked.put(lookup, new Asked(System.nanoTime(), 1));
            then.accept(closed ? "the account has left this session" : "too many questions wait: " + MAX_QUEUED);
            return;
        }
        open.put(lookup, new ArrayList<>(List.of(then)));
        queued.add(lookup);
        askNext();
    }

    /** Asks, unless the answer is known already. */
    void askUnless(boolean known, Lookup lookup, Consumer<String> then) {
        if (known) {
            then.accept("");
        } else {
            ask(lookup, then);
        }
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

    private Next load(List<Lookup> lookups, Supplier<Next> then) {
        if (lookups.isEmpty()) {
            return then.get();
        }
        Lookup first = lookups.get(0);
        List<Lookup> rest = lookups.subList(1, lookups.size());
        return question(first, outcome -> load(rest, then));
    }

    private Next.Request question(Lookup lookup, Outcome then) {
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

    private Next answered(Lookup lookup, String outcome) {
        note(lookup, outcome);
        underWay--;
        askNext();
        List<Consumer<String>> waiting = open.remove(lookup);
        if (waiting != null) {
            waiting.forEach(one -> one.accept(outcome));
        }
        return Next.none();
    }

    private void note(Lookup lookup, String outcome) {
        Asked before = asked.remove(lookup);
        int failures = outcome.isEmpty() ? 0 : before == null ? 1 : before.failures() + 1;
        asked.put(lookup, new Asked(System.nanoTime(), failures));
    }

    /** Learns from an answer; tells why it was not whole, or nothing. */
    private String take(Lookup lookup, HttpResponse response) {
        JsonAnswer answer = JsonAnswer.of(response);
        boolean complete = answer instanceof JsonAnswer.Json json && json.retcode() == 0;
        if (answer instanceof JsonAnswer.Json json && (complete || json.retcode() == PARTIAL)) {
            lookup.learn(json.result(), complete, contacts, identities);
            contacts.takeChanges().forEach(changes);
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

    private void refreshLater() {
        if (!refresh.isZero() && !closed) {
            timer = loop.schedule(refresh, () -> {
                refresh();
                refreshLater();
            });
        }
    }

    private void refresh() {
        List<Lookup> lists =
                new ArrayList<>(List.of(new Lookup.Friends(), new Lookup.Groups(), new Lookup.Discussions()));
        if (contacts.friends().isStatusKnown()) {
            lists.add(new Lookup.Online());
        }
        List<Room> used = new ArrayList<>(contacts.used());
        used.subList(Math.max(0, used.size() - MAX_REFRESHED), used.size())
                .forEach(room -> lists.add(WhoIs.members(room)));
        lists.forEach(lookup -> ask(lookup, trouble -> {}));
    }

    private static String during(Lookup lookup) {
        return lookup.getClass().getSimpleName();
    }

    /** What comes after a question, by why it had no whole answer. */
    private interface Outcome {
        Next come(String trouble);
    }
}
