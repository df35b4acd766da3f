package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.HttpLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Sandbox} behaves. Immutable: each {@code with…} answers a changed copy of {@link #defaults()}.
 *
 * <p>A class rather than a record, because a record would repeat its whole list of components in each of them.
 */
public final class SandboxOptions {

    /** The functions that Tencent has used for the hash of the contact lists, by the names that lwqq gave them. */
    public enum HashVariant {
        /** Any of the others. */
        ANY,
        /** Of December 2013, and of SmartQQ to its end. */
        P,
        /** Of early August 2013. */
        N,
        /** Of August 2013 and May 2014. */
        Q,
        /** Of June 2014. */
        O
    }

    // Written only while a copy is being made, before anybody else sees it.
    private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private boolean autoScan;
    private Duration pollHold = Duration.ofSeconds(8);
    private Duration errorHold = Duration.ofSeconds(1);
    private boolean strict;
    private boolean captcha;
    private boolean kickMessage;
    private boolean remapUins;
    private HashVariant hash = HashVariant.ANY;
    private @Nullable InetSocketAddress tlsListen;
    private Path authorityDirectory = Path.of(".");
    private List<World> worlds = List.of();
    private int accounts = 1;
    private int connections = HttpLimits.DEFAULTS.connections();
    private boolean repeatsDropped;

    private SandboxOptions() {}

    private SandboxOptions(SandboxOptions other) {
        this.listen = other.listen;
        this.autoScan = other.autoScan;
        this.pollHold = other.pollHold;
        this.errorHold = other.errorHold;
        this.strict = other.strict;
        this.captcha = other.captcha;
        this.kickMessage = other.kickMessage;
        this.remapUins = other.remapUins;
        this.hash = other.hash;
        this.tlsListen = other.tlsListen;
        this.authorityDirectory = other.authorityDirectory;
        this.worlds = other.worlds;
        this.accounts = other.accounts;
        this.connections = other.connections;
        this.repeatsDropped = other.repeatsDropped;
    }

    /** The defaults, told at each {@code with…}. */
    public static SandboxOptions defaults() {
        return new SandboxOptions().with(copy -> copy.worlds = List.of(World.standard()));
    }

    /**
     * Where to listen; default loopback with any free port. Who can reach the port can read every chat and speak as
     * anybody, so think before choosing a public address.
     */
    public SandboxOptions withListen(InetSocketAddress address) {
        return with(copy -> copy.listen = address);
    }

    /**
     * Whether a QR code counts as scanned and confirmed as soon as it is asked about; default no: somebody presses the
     * button on the page or calls {@code /sandbox/scan}.
     *
     * <p>Which account it signs in: the accounts take turns, in the order in which the codes are handed out; one that
     * has a session is passed over, unless all of them have one, when it is simply the next one's turn.
     */
    public SandboxOptions withAutoScan(boolean scan) {
        return with(copy -> copy.autoScan = scan);
    }

    /** How long a poll without a message is held; default 8 s, because ScienJus/smartqq gives up after 10 s. */
    public SandboxOptions withPollHold(Duration hold) {
        return with(copy -> copy.pollHold = notNegative("pollHold", hold));
    }

    /** How long a refusal is held back, so that clients that retry without a pause do not spin; default 1 s. */
    public SandboxOptions withErrorHold(Duration hold) {
        return with(copy -> copy.errorHold = notNegative("errorHold", hold));
    }

    /**
     * Whether everything that clients send to prove something is verified; default no, since the historical clients
     * send little of it right. Then: password, verify code and login_sig (codes 3, 4, 24 and 4 with sub-code 2),
     * ptqrtoken (expired), the contact hash (retcode 50), psessionid, clientid and vfwebqq (103), with nothing found by
     * cookies that a client has to name; {@code bkn} (ec 4), the signature of a temporary session (100001), the captcha
     * of a search (100110), that a message has a text (100006), that a picture exists (404).
     */
    public SandboxOptions withStrict(boolean verify) {
        return with(copy -> copy.strict = verify);
    }

    /**
     * Serves HTTPS, too; default no. A certificate for all names that clients ask for is signed by an authority of the
     * sandbox's own, which is made at the first start and kept.
     *
     * @param address where to listen for it, port 0 for any free one
     * @param directory where the authority lives; clients are told to trust {@code ca.pem} in it. It also holds private
     *     keys, readable by their owner only
     */
    public SandboxOptions withTls(InetSocketAddress address, Path directory) {
        return with(copy -> {
            copy.tlsListen = address;
            copy.authorityDirectory = directory;
        });
    }

    /** Whether signing in with a password takes a captcha; default no. {@code /sandbox/captcha} changes it later. */
    public SandboxOptions withCaptcha(boolean wanted) {
        return with(copy -> copy.captcha = wanted);
    }

    /**
     * Whether a session that another sign-in has ended is told so by a message of the type {@code kick_message};
     * default no: by retcode 121.
     */
    public SandboxOptions withKickMessage(boolean message) {
        return with(copy -> copy.kickMessage = message);
    }

    /**
     * Whether each login sees other uins, gids, codes and dids than the one before, as on the real service; default no:
     * those of the world. {@code /sandbox/remap-uins} changes it later. QQ numbers, names and remarks stay, and so do
     * numbers below 100000.
     */
    public SandboxOptions withRemapUins(boolean remap) {
        return with(copy -> copy.remapUins = remap);
    }

    /** Which contact hash is right; default all that there have been. The others are refused with retcode 50. */
    public SandboxOptions withContactHash(HashVariant variant) {
        return with(copy -> copy.hash = variant);
    }

    /** Who there is to talk to, for one account; default {@link World#standard()}. */
    public SandboxOptions withWorld(World world) {
        return withWorlds(List.of(world));
    }

    /** One account per world, at least one; the first is the one that control calls mean when they name none. */
    public SandboxOptions withWorlds(List<World> worlds) {
        if (worlds.isEmpty()) {
            throw new IllegalArgumentException("worlds: none (expected: at least one)");
        }
        return with(copy -> copy.worlds = List.copyOf(worlds));
    }

    /**
     * How many accounts there are per world; default 1. Their numbers count up from that of the world's account; all
     * see the same people, groups and discussions, being in each of them in place of the world's account, and each has
     * chats and sessions of its own. The people are shared, not copied.
     */
    public SandboxOptions withAccounts(int perWorld) {
        if (perWorld < 1) {
            throw new IllegalArgumentException("accounts: " + perWorld + " (expected: one or more)");
        }
        return with(copy -> copy.accounts = perWorld);
    }

    /**
     * How many connections may be open at once; further ones are closed as they come. Default 1024, or four for each
     * account where that is more.
     */
    public SandboxOptions withConnections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("connections: " + most + " (expected: one or more)");
        }
        return with(copy -> copy.connections = most);
    }

    /**
     * Whether a send with a {@code msg_id} that the session has used before is answered like any other but not
     * delivered, as the real service did with repeats; default no, since some clients use one twice.
     */
    public SandboxOptions withRepeatsDropped(boolean dropped) {
        return with(copy -> copy.repeatsDropped = dropped);
    }

    boolean strict() {
        return strict;
    }

    boolean repeatsDropped() {
        return repeatsDropped;
    }

    InetSocketAddress listen() {
        return listen;
    }

    boolean autoScan() {
        return autoScan;
    }

    Duration pollHold() {
        return pollHold;
    }

    Duration errorHold() {
        return errorHold;
    }

    boolean captcha() {
        return captcha;
    }

    boolean kickMessage() {
        return kickMessage;
    }

    boolean remapUins() {
        return remapUins;
    }

    HashVariant contactHash() {
        return hash;
    }

    /** Where to listen for HTTPS; null for nowhere. */
    @Nullable
    InetSocketAddress tlsListen() {
        return tlsListen;
    }

    Path authorityDirectory() {
        return authorityDirectory;
    }

    List<World> worlds() {
        return worlds;
    }

    int accounts() {
        return accounts;
    }

    int connections() {
        return connections;
    }

    private SandboxOptions with(Consumer<SandboxOptions> change) {
        SandboxOptions copy = new SandboxOptions(this);
        change.accept(copy);
        return copy;
    }

    private static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: zero or more)");
        }
        return value;
    }
}
