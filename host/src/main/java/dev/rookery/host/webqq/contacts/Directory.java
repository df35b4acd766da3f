package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import dev.rookery.host.webqq.wire.Uin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is who: the lists at sign-in, members and numbers when the first message of a chat asks for them, all
 * of it again now and then. One login has one, since every handle changes with it; what outlasts it are the
 * {@link Identities}. On the loop only.
 */
public final class Directory {

    /** Of how many groups and discussions the members are read anew at each refresh: those used last. */
    public static final int MAX_REFRESHED = 50;

    private final IoLoop loop;
    private final Duration refresh;
    private final BooleanSupplier wanted;
    private final Contacts contacts;
    private final Identities identities;
    private final WhoIs whoIs;
    private final Questions questions;
    private Consumer<Change> changes = change -> {};
    private @Nullable Timer timer;
    private boolean closed;

    /**
     * Begins a login.
     *
     * @param account the account's name
     * @param identities told that a login has begun
     * @param refresh how long after each other the lists are read anew; zero for never
     * @param wanted whether the session is thought to hold; without it nothing is read anew
     */
    public Directory(
            String account,
            Session session,
            Requests requests,
            HttpStream stream,
            IoLoop loop,
            TroubleLog trouble,
            Identities identities,
            Duration refresh,
            BooleanSupplier wanted) {
        this.loop = loop;
        this.identities = identities;
        this.refresh = refresh;
        this.wanted = wanted;
        identities.begin(session.number());
        this.contacts = new Contacts(session.self(), identities);
        this.whoIs = new WhoIs(contacts, identities);
        this.questions = new Questions(account, session, requests, stream, trouble, this::learn);
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

    /** Ends with its login: refreshes and asks nothing more, and learns nothing from answers that come late. */
    public void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        questions.close();
    }

    /**
     * Asks what is missing of a chat and of people in it.
     *
     * @param then runs when there is an answer or none will come: the request's timeout after its turn has come. More
     *     may be missing then
     * @return whether something was asked; false when all is known that can be
     */
    public boolean ask(ChatHandle chat, Collection<Uin> people, Runnable then) {
        Optional<Lookup> missing =
                whoIs.wanted(chat, people).stream().filter(questions::mayHelp).findFirst();
        missing.ifPresent(lookup -> ask(lookup, trouble -> then.run()));
        return missing.isPresent();
    }

    /**
     * Asks, or joins the same question if it is under way or queued.
     *
     * @param then told why there was no whole answer, or an empty text
     */
    void ask(Lookup lookup, Consumer<String> then) {
        questions.ask(lookup, then);
    }

    /** Asks, unless the answer is known already. */
    void askUnless(boolean known, Lookup lookup, Consumer<String> then) {
        if (known) {
            then.accept("");
        } else {
            ask(lookup, then);
        }
    }

    private void learn(Lookup lookup, JsonNode result, boolean complete) {
        lookup.learn(result, complete, contacts, identities);
        contacts.takeChanges().forEach(changes);
    }

    private Next load(List<Lookup> lookups, Supplier<Next> then) {
        if (lookups.isEmpty()) {
            return then.get();
        }
        Lookup first = lookups.get(0);
        List<Lookup> rest = lookups.subList(1, lookups.size());
        return questions.question(first, outcome -> load(rest, then));
    }

    private void refreshLater() {
        if (!refresh.isZero() && !closed) {
            timer = loop.schedule(refresh, () -> {
                if (wanted.getAsBoolean()) {
                    refresh();
                }
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
}
