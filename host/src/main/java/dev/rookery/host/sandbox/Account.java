package dev.rookery.host.sandbox;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account of the sandbox: its number, what it sees of the world, its chats and its session. Several accounts may
 * share a world; an account on which nothing happens costs about a kilobyte.
 */
final class Account {

    private final World configured;
    private final long qq;
    private final SignInRules signInRules;
    private Uins lastUins;
    private boolean remapUins;
    private final Sessions sessions;
    private final Conversations conversations;
    private final Tallies tallies = new Tallies();
    /** From the first change on, or the first question that the configured world alone cannot answer. */
    private @Nullable LiveWorld live;

    private @Nullable ActionLog actions;

    Account(World world, long qq, SandboxOptions options, SessionIndex index, EventFeed feed, int maxSent) {
        this.configured = world;
        this.qq = qq;
        this.lastUins = Uins.fixed(world.account().uin(), qq);
        this.remapUins = options.remapUins();
        this.signInRules = new SignInRules(options.captcha());
        this.sessions = new Sessions(options, index);
        this.conversations = new Conversations(this, feed, maxSent);
    }

    /** The number that people know, and the uin of the account on the wire. */
    long qq() {
        return qq;
    }

    /** The account as a person: that of the world, with the number of this account. */
    World.Person self() {
        return world().account().withNumber(qq);
    }

    /** Whom the account knows now. In it the account has the number of the world's account, see {@link Uins}. */
    World world() {
        return live == null ? configured : live.now();
    }

    /** The world of the account as something that changes; the other accounts that share the world do not see it. */
    LiveWorld live() {
        LiveWorld changing = live;
        if (changing == null) {
            changing = new LiveWorld(configured);
            live = changing;
        }
        return changing;
    }

    /** Anybody of that uin, also who has left every list. */
    Optional<World.Person> person(long uin) {
        return live == null ? configured.person(uin) : live.person(uin);
    }

    /** How loud a group is for the account, as a mask of the wire. */
    int mask(long gid) {
        return live == null ? 0 : live.notes(gid).mask();
    }

    /** Whether a member of a group must not speak there now. */
    boolean isSilent(long gid, long uin) {
        return live != null && live.notes(gid).isSilent(uin);
    }

    /** The membership counter of a discussion. */
    int discussionSeq(long did) {
        return live == null ? LiveWorld.FIRST_DISCUSSION_SEQ : live.discussionSeq(did);
    }

    /** What the bot has done besides sending. */
    ActionLog actions() {
        ActionLog log = actions;
        if (log == null) {
            log = new ActionLog();
            actions = log;
        }
        return log;
    }

    /** Tells something to the bot, if it has a session of that era; nobody else would understand it. */
    void tell(Era era, Incoming notice) {
        if (sessions.current().filter(session -> session.era() == era).isPresent()) {
            sessions.deliver(notice);
        }
    }

    SignInRules signInRules() {
        return signInRules;
    }

    Sessions sessions() {
        return sessions;
    }

    Conversations conversations() {
        return conversations;
    }

    Tallies tallies() {
        return tallies;
    }

    /**
     * The numbers that a login which begins now will see: those of the world or, if wanted, others than the last one.
     */
    Uins newUins() {
        lastUins = remapUins
                ? Uins.otherThan(lastUins)
                : Uins.fixed(configured.account().uin(), qq);
        return lastUins;
    }

    /** Whether each login from now on sees other numbers. */
    void remapUins(boolean wanted) {
        remapUins = wanted;
    }

    /** The value of the cookies that tell the account: {@code o} and at least ten digits. */
    String uinCookie() {
        return String.format(Locale.ROOT, "o%010d", qq());
    }

    /** The account that such a cookie tells; -1 when it tells none. */
    static long ofUinCookie(String cookie) {
        return cookie.startsWith("o") ? Requests.number(cookie.substring(1)) : -1;
    }
}
