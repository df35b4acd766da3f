package dev.rookery.host.sandbox;

import java.util.Locale;

/**
 * One account of the sandbox: its number, what it sees of the world, its chats and its session. Several accounts may
 * share a world; an account on which nothing happens costs about a kilobyte.
 */
final class Account {

    private final World world;
    private final World.Person self;
    private final SignInRules signInRules;
    private Uins lastUins;
    private boolean remapUins;
    private final Sessions sessions;
    private final Conversations conversations;
    private final Tallies tallies = new Tallies();

    Account(World world, long qq, SandboxOptions options, SessionIndex index, EventFeed feed, int maxSent) {
        this.world = world;
        this.self = world.account().withNumber(qq);
        this.lastUins = Uins.fixed(world.account().uin(), qq);
        this.remapUins = options.remapUins();
        this.signInRules = new SignInRules(options.captcha());
        this.sessions = new Sessions(options, index);
        this.conversations = new Conversations(this, feed, maxSent);
    }

    /** The number that people know, and the uin of the account on the wire. */
    long qq() {
        return self.qq();
    }

    /** The account as a person: that of the world, with the number of this account. */
    World.Person self() {
        return self;
    }

    /** Whom the account knows. In it the account has the number of the world's account, see {@link Uins}. */
    World world() {
        return world;
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
                : Uins.fixed(world.account().uin(), qq());
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
