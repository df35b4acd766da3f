package dev.rookery.host.webqq;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.Errorback;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import dev.rookery.host.webqq.contacts.AccountBook;
import dev.rookery.host.webqq.contacts.Directory;
import dev.rookery.host.webqq.contacts.Identities;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.PollVerdict;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TroubleLog;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One WebQQ account: signs in by QR code or password, hears friends, groups and discussions through the poll, speaks to
 * them, and comes back by itself when it is cut off. What it signed in to outlives a restart, see {@link SessionFile}.
 *
 * <p>Its whole state lives on one event loop, hence without locks; the public methods may be called on any thread and
 * only hand over. What happens is told through the listener on the loop. There is at most one chain of requests that
 * signs in or polls; sends and questions about names have chains of their own.
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
    private final RecentMessages recent = new RecentMessages();
    private final TroubleLog trouble;
    private final IntFunction<Duration> backoff;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private AccountListener listener = event -> CompletableFuture.completedFuture(null);
    private final Lifecycle lifecycle;
    private final SignIn signIn;
    private final Heartbeat heartbeat;
    private final Takeovers takeovers = new Takeovers(System::nanoTime);

    /** The chain that signs in or polls, or the timer that will begin it. */
    private Chain main = () -> {};

    private @Nullable Timer beginning;

    /** Of the current login; null before the first one. */
    private @Nullable Session session;

    private @Nullable Arrivals arrivals;

    private @Nullable Directory directory;

    /** Whether a doubtful session is being checked. */
    private boolean checking;

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
        this.recipients =
                new Recipients(identities, () -> Optional.ofNullable(directory).map(Directory::contacts));
        this.requests = new Requests(login.era(), options.pollTimeout(), options.contactTimeout());
        Backoff patience = new Backoff(options.backoffBase(), options.backoffCap());
        RandomGenerator random = RandomGenerator.getDefault();
        this.backoff = attempt -> patience.delay(attempt, random.nextDouble());
        this.picture = new AccountFile(options.directory(), name, login instanceof Login.Qr ? "qr" : "captcha", "png");
        this.saved = new SessionFile(options.directory(), name, login, options.endpoint());
        this.trouble = new TroubleLog(name);
        this.sender = new Sender(name, loop, stream, requests, options.send(), this::check);
        this.operations = new AccountOperations(
                name,
                loop,
                requests,
                stream.cookies(),
                new Calls(stream, this::check),
                this::usableSession,
                new AccountBook(loop, () -> Optional.ofNullable(directory), identities),
                recipients,
                options.send());
        this.lifecycle = new Lifecycle(name, event -> listener.onEvent(event));
        this.heartbeat = new Heartbeat(
                stream,
                requests.channel(),
                options.session().heartbeat(),
                () -> lifecycle.phase().isSignedIn());
        this.signIn = new SignIn(
                name,
                options.endpoint() != null,
                requests,
                stream.cookies(),
                lifecycle,
                trouble,
                backoff,
                this::wayIn,
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
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        try {
            loop.execute(() -> sendOnLoop(chat, message, result));
        } catch (RejectedExecutionException e) {
            result.complete(new SendResult.Refused("the account is stopped"));
        }
        return result;
    }

    /** {@inheritDoc} */
    @Override
    public CompletionStage<Boolean> answer(String text) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                Optional<Next.Request> next = signIn.answer(text);
                next.ifPresent(this::begin);
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
            stopped.complete(null);
        }
        return stopped.minimalCompletionStage();
    }

    private WayIn wayIn(Steps steps, Function<String, Next> enter) {
        SessionOptions session = options.session();
        return session.login() instanceof Login.Password who
                ? new PasswordLogin(
                        who, session, requests.passwordLogin(), stream.cookies(), lifecycle, steps, picture, enter)
                : new QrLogin(session, requests.qrLogin(), stream.cookies(), lifecycle, steps, picture, enter);
    }

    private void resume(Optional<SessionFile.Saved> found) {
        assert loop.inEventLoop();
        if (lifecycle.phase() == Phase.RESUMING) {
            found.ifPresent(content -> stream.cookies().load(content.cookies()));
            begin(signIn.begin(found.map(SessionFile.Saved::session)));
        }
    }

    private void begin(Next.Request first) {
        assert loop.inEventLoop();
        cancelMain();
        beginning = loop.schedule(first.delay(), () -> {
            beginning = null;
            Errorback errorback = Objects.requireNonNull(first.errorback(), "errorback");
            main = stream.add(first.request(), first.readback(), errorback);
        });
    }

    private Next signedIn(Session signedIn) {
        assert loop.inEventLoop();
        leaveDirectory();
        lifecycle.become(Phase.LOADING_CONTACTS);
        Directory entered =
                new Directory(name, signedIn, requests, stream, loop, trouble, identities, options.contactRefresh());
        Arrivals current = new Arrivals(name, entered, recent, event -> listener.onEvent(event));
        session = signedIn;
        directory = entered;
        arrivals = current;
        Poll poll = new Poll(
                name,
                signedIn,
                options,
                requests,
                lifecycle,
                signIn,
                current::offer,
                current::offer,
                trouble,
                stream.cookies(),
                backoff,
                takeovers,
                () -> saved.write(signedIn, stream.cookies()));
        saved.write(signedIn, stream.cookies());
        if (signedIn.era().hasHeartbeat()) {
            heartbeat.begin();
        }
        return entered.load(poll::begin);
    }

    /** Tells what still waits for names of the login so far, and refreshes its lists no more. */
    private void leaveDirectory() {
        if (arrivals != null) {
            arrivals.flush();
        }
        if (directory != null) {
            directory.close();
        }
    }

    private void sendOnLoop(ChatId chat, Message message, CompletableFuture<SendResult> result) {
        assert loop.inEventLoop();
        Optional<Session> current = usableSession();
        if (current.isEmpty()) {
            result.complete(new SendResult.Refused(
                    "the account is not on line: " + lifecycle.phase().state()));
            return;
        }
        Recipient recipient;
        try {
            recipient = recipients.of(chat);
        } catch (IllegalArgumentException e) {
            result.complete(new SendResult.Refused(String.valueOf(e.getMessage())));
            return;
        }
        sender.send(current.get(), recipient, message, result);
    }

    /** The session with which something can be said and done now. */
    private Optional<Session> usableSession() {
        return lifecycle.phase().canSend() ? Optional.ofNullable(session) : Optional.empty();
    }

    /**
     * Finds out whether a session is gone, as an answer to a send suggests: a refusal may concern only the chat, and a
     * new sign-in costs a person with a phone (qqbot asks the same question before it gives up).
     */
    private void check(Session doubtful) {
        assert loop.inEventLoop();
        if (checking || doubtful != session || !lifecycle.phase().hears()) {
            return;
        }
        checking = true;
        Chain unused = stream.add(
                requests.channel().onlineBuddies(doubtful),
                response -> {
                    checking = false;
                    if (JsonAnswer.of(response) instanceof JsonAnswer.Json json
                            && PollVerdict.of(json.retcode()) == PollVerdict.SIGN_IN_AGAIN
                            && doubtful == session
                            && lifecycle.phase().hears()) {
                        begin(signIn.again("the session is gone: " + json.kind()));
                    }
                    return Next.none();
                },
                failure -> {
                    checking = false;
                    trouble.warn("session check", failure);
                    return Next.none();
                });
    }

    private void cancelMain() {
        main.cancel();
        heartbeat.end();
        if (beginning != null) {
            beginning.cancel();
            beginning = null;
        }
    }

    private void stopHearingOnLoop() {
        assert loop.inEventLoop();
        if (lifecycle.phase().isSignedIn()) {
            cancelMain();
            lifecycle.become(Phase.DEAF);
        } else if (lifecycle.phase().isSigningIn()) {
            cancelMain();
            lifecycle.become(Phase.OFFLINE);
        }
        if (arrivals != null) {
            arrivals.flush();
        }
    }

    private void stopOnLoop() {
        assert loop.inEventLoop();
        if (!lifecycle.phase().mayBecome(Phase.STOPPING) || lifecycle.phase() == Phase.STOPPING) {
            return;
        }
        boolean signedIn = lifecycle.phase().isSignedIn();
        cancelMain();
        lifecycle.become(Phase.STOPPING);
        operations.close();
        Timer patience = loop.schedule(options.stopTimeout(), sender::abandon);
        sender.whenIdle(() -> {
            patience.cancel();
            leaveDirectory();
            Session last = session;
            if (last == null || !signedIn) {
                close(saved.done());
            } else if (options.session().signOutOnStop()) {
                new SignOut(stream, requests, options.stopTimeout()).begin(last, () -> close(saved.remove()));
            } else {
                saved.write(last, stream.cookies());
                close(saved.done());
            }
        });
    }

    private void close(CompletionStage<Void> files) {
        lifecycle.become(Phase.STOPPED);
        CompletionStage<Void> removed = picture.remove();
        CompletionStage<Void> remembered = identities.close();
        stream.close()
                .thenCompose(closed -> removed)
                .thenCompose(gone -> remembered)
                .thenCompose(done -> files)
                .whenComplete((done, failure) -> stopped.complete(null));
    }
}
