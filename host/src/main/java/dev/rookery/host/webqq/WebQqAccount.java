package dev.rookery.host.webqq;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.contacts.AccountBook;
import dev.rookery.host.webqq.contacts.Directory;
import dev.rookery.host.webqq.contacts.Identities;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One WebQQ account: signs in by QR code or password, hears friends, groups and discussions through the poll, speaks to
 * them, and comes back by itself when it is cut off. What it signed in to outlives a restart, see {@link SessionFile}.
 *
 * <p>Its whole state lives on one event loop, hence without locks; the public methods may be called on any thread and
 * only hand over. What happens is told through the listener on the loop. One chain of requests signs in and polls, see
 * {@link MainChain}; sends and questions about names have chains of their own.
 */
public final class WebQqAccount implements NetworkAccount {

    private final String name;
    private final IoLoop loop;
    private final WebQqOptions options;
    private final HttpStream stream;
    private final Identities identities;
    private final Requests requests;
    private final AccountFile picture;
    private final SessionFile saved;
    private final Recipients recipients;
    private final AccountOperations operations;
    private final Sender sender;
    private final Outbox outbox;
    private final SessionCheck check;
    private final RecentMessages recent = new RecentMessages();
    private final TroubleLog trouble;
    private final IntFunction<Duration> backoff;
    private final AtomicBoolean started = new AtomicBoolean();
    private AccountListener listener = event -> CompletableFuture.completedFuture(null);
    private final Lifecycle lifecycle;
    private final SignIn signIn;
    private final Heartbeat heartbeat;
    private final Shutdown shutdown;
    private final Takeovers takeovers = new Takeovers(System::nanoTime);

    private final MainChain main;

    /** Of the latest login; null before the first one. */
    private @Nullable LiveSession live;

    /**
     * Creates an account that does nothing yet.
     *
     * @param name the name that plugins, logs and pages use
     * @param loop where it lives; must run until {@link #stop} has completed
     * @param options how it behaves
     * @throws IllegalArgumentException if a password would be sent to whoever answers under the original names, and
     *     {@link SessionOptions#originalNames} does not allow it
     */
    public WebQqAccount(String name, IoLoop loop, WebQqOptions options) {
        Login login = options.session().login();
        if (login instanceof Login.Password
                && options.endpoint() == null
                && !options.session().originalNames()) {
            throw new IllegalArgumentException("account=" + name + " would send its password to whoever answers under"
                    + " the names that were Tencent's (expected: an endpoint, or originalNames)");
        }
        this.name = name;
        this.loop = loop;
        this.options = options;
        this.stream = new HttpStream(loop, options.http());
        this.identities = Identities.open(name, loop, options.directory());
        this.recipients = new Recipients(identities, () -> directory().map(Directory::contacts));
        this.requests = new Requests(login.era(), options.pollTimeout(), options.contactTimeout());
        Backoff patience = new Backoff(options.backoffBase(), options.backoffCap());
        RandomGenerator random = RandomGenerator.getDefault();
        this.backoff = attempt -> patience.delay(attempt, random.nextDouble());
        this.picture = new AccountFile(options.directory(), name, login instanceof Login.Qr ? "qr" : "captcha", "png");
        this.saved = new SessionFile(options.directory(), name, login, options.endpoint());
        this.trouble = new TroubleLog(name);
        this.lifecycle = new Lifecycle(name, event -> listener.onEvent(event));
        this.main = new MainChain(loop, stream);
        this.check = new SessionCheck(stream, requests, trouble, this::isPolledWith, this::signInAgain);
        this.sender = new Sender(name, loop, stream, requests, options.send(), check::doubt);
        this.outbox = new Outbox(loop, lifecycle, this::usableSession, recipients, sender);
        this.operations = new AccountOperations(
                name,
                loop,
                requests,
                stream.cookies(),
                new Calls(stream, check::doubt),
                this::usableSession,
                new AccountBook(loop, this::directory, identities),
                recipients,
                options.send());
        this.heartbeat = new Heartbeat(
                stream,
                requests.channel(),
                options.session().heartbeat(),
                () -> lifecycle.phase().isSignedIn());
        this.shutdown =
                new Shutdown(loop, options, stream, requests, lifecycle, sender, identities, saved, recent, picture);
        this.signIn = new SignIn(
                name,
                options.endpoint() != null,
                options.session(),
                picture,
                requests,
                stream.cookies(),
                lifecycle,
                trouble,
                backoff,
                this::signedIn);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Account operations() {
        return operations;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if it was started before
     */
    @Override
    public void start(AccountListener eventListener) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("account=" + name + " was started before (expected: once)");
        }
        loop.execute(() -> {
            listener = eventListener;
            if (lifecycle.phase() == Phase.OFFLINE) {
                lifecycle.become(Phase.RESUMING);
                CompletableFuture<Void> unused = saved.read().thenAcceptAsync(this::resume, loop::execute);
            }
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>Long messages are cut into parts, see {@link WebQqOptions}. Nothing is sent again by itself. The id of a sent
     * message is our own number for it, since WebQQ tells none.
     */
    @Override
    public CompletionStage<SendResult> send(ChatId chat, Message message) {
        return outbox.send(chat, message);
    }

    /** {@inheritDoc} */
    @Override
    public CompletionStage<Boolean> answer(String text) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                Optional<Next.Request> next = signIn.answer(text);
                next.ifPresent(main::begin);
                taken.complete(next.isPresent());
            });
        } catch (RejectedExecutionException e) {
            taken.complete(false);
        }
        return taken;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The poll under way is given up, and with it what the server may have answered it with at that moment. What
     * waits for names is told without them. A sign-in under way is abandoned. The session stays for sends.
     */
    @Override
    public CompletionStage<Void> stopHearing() {
        CompletableFuture<Void> silent = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                stopHearingOnLoop();
                silent.complete(null);
            });
        } catch (RejectedExecutionException e) {
            silent.complete(null);
        }
        return silent;
    }

    /**
     * {@inheritDoc}
     *
     * <p>In order: no more polls; sends under way are waited for, at most {@link WebQqOptions#stopTimeout}; the session
     * is saved for the next start, or signed out if {@link SessionOptions#signOutOnStop} says so, which takes twice as
     * long again at most; closes. A second call answers with the same end.
     */
    @Override
    public CompletionStage<Void> stop() {
        try {
            loop.execute(this::stopOnLoop);
        } catch (RejectedExecutionException e) {
            // The loop has ended, and everything with it.
            shutdown.done().complete(null);
        }
        return shutdown.done().minimalCompletionStage();
    }

    private void resume(Optional<SessionFile.Saved> found) {
        assert loop.inEventLoop();
        if (lifecycle.phase() == Phase.RESUMING) {
            found.ifPresent(content -> {
                stream.cookies().load(content.cookies());
                recent.load(content.heard());
            });
            main.begin(signIn.begin(found.map(SessionFile.Saved::session)));
        }
    }

    private Next signedIn(Session session) {
        assert loop.inEventLoop();
        main.giveUpLastPoll();
        if (live != null) {
            live.leave();
        }
        lifecycle.become(Phase.LOADING_CONTACTS);
        live = live(session);
        save(session);
        if (session.era().hasHeartbeat()) {
            heartbeat.begin();
        }
        return live.begin();
    }

    private LiveSession live(Session session) {
        Directory directory = new Directory(
                name,
                session,
                requests,
                stream,
                loop,
                trouble,
                identities,
                options.contactRefresh(),
                () -> lifecycle.phase().isSignedIn());
        Arrivals arrivals = new Arrivals(name, directory, recent, event -> listener.onEvent(event));
        Poll poll = new Poll(
                name,
                session,
                options,
                requests,
                lifecycle,
                signIn,
                new Intake(name, arrivals::offer, trouble),
                trouble,
                stream.cookies(),
                backoff,
                takeovers,
                () -> save(session));
        return new LiveSession(session, directory, arrivals, poll);
    }

    private void save(Session session) {
        saved.write(session, stream.cookies(), recent);
    }

    private Optional<Directory> directory() {
        return Optional.ofNullable(live).map(LiveSession::directory);
    }

    /** The session with which something can be said and done now. */
    private Optional<Session> usableSession() {
        return lifecycle.phase().canSend() ? Optional.ofNullable(live).map(LiveSession::session) : Optional.empty();
    }

    private boolean isPolledWith(Session session) {
        return live != null && live.session() == session && lifecycle.phase().polls();
    }

    /** Leaves a session that is gone. What answers its last poll is heard while the sign-in begins. */
    private void signInAgain(String reason) {
        heartbeat.end();
        boolean polling = live != null && live.poll().retire();
        Next.Request first = signIn.again(reason);
        if (polling) {
            main.beginBesideLastPoll(first);
        } else {
            main.begin(first);
        }
    }

    private void beSilent() {
        main.cancel();
        heartbeat.end();
    }

    private void stopHearingOnLoop() {
        assert loop.inEventLoop();
        if (lifecycle.phase().isSignedIn()) {
            beSilent();
            lifecycle.become(Phase.DEAF);
        } else if (lifecycle.phase().isSigningIn()) {
            beSilent();
            lifecycle.become(Phase.OFFLINE);
        }
        if (live != null) {
            live.arrivals().flush();
        }
    }

    private void stopOnLoop() {
        assert loop.inEventLoop();
        if (!lifecycle.phase().mayBecome(Phase.STOPPING) || lifecycle.phase() == Phase.STOPPING) {
            return;
        }
        boolean signedIn = lifecycle.phase().isSignedIn();
        beSilent();
        lifecycle.become(Phase.STOPPING);
        operations.close();
        shutdown.begin(live, signedIn);
    }
}
