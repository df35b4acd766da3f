package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import dev.rookery.host.webqq.contacts.Identities;
import dev.rookery.host.webqq.wire.Requests;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The end of an account that hears no more: sends under way are waited for, the session is saved or signed out, what is
 * remembered is written, the stream closes. Each wait is bounded by {@link WebQqOptions#stopTimeout}. On the loop only.
 */
final class Shutdown {

    private final IoLoop loop;
    private final WebQqOptions options;
    private final HttpStream stream;
    private final Requests requests;
    private final Lifecycle lifecycle;
    private final Sender sender;
    private final Identities identities;
    private final SessionFile saved;
    private final RecentMessages recent;
    private final AccountFile picture;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** Creates the shutdown of one account; nothing ends yet. */
    Shutdown(
            IoLoop loop,
            WebQqOptions options,
            HttpStream stream,
            Requests requests,
            Lifecycle lifecycle,
            Sender sender,
            Identities identities,
            SessionFile saved,
            RecentMessages recent,
            AccountFile picture) {
        this.loop = loop;
        this.options = options;
        this.stream = stream;
        this.requests = requests;
        this.lifecycle = lifecycle;
        this.sender = sender;
        this.identities = identities;
        this.saved = saved;
        this.recent = recent;
        this.picture = picture;
    }

    /** Completes when nothing is left running, never exceptionally. */
    CompletableFuture<Void> done() {
        return done;
    }

    /**
     * Begins.
     *
     * @param last the latest session; null when there was none
     * @param signedIn whether it holds, so that it can be signed out
     */
    void begin(@Nullable LiveSession last, boolean signedIn) {
        Timer patience = loop.schedule(options.stopTimeout(), sender::abandon);
        sender.whenIdle(() -> {
            patience.cancel();
            leave(last, signedIn);
        });
    }

    private void leave(@Nullable LiveSession last, boolean signedIn) {
        if (last != null) {
            last.leave();
        }
        if (last == null) {
            close(saved.done());
        } else if (signedIn && options.session().signOutOnStop()) {
            new SignOut(stream, requests, options.stopTimeout()).begin(last.session(), () -> close(saved.remove()));
        } else {
            // Also one that is gone: the next start finds that out by itself, and knows what was heard in it.
            saved.write(last.session(), stream.cookies(), recent);
            close(saved.done());
        }
    }

    private void close(CompletionStage<Void> files) {
        lifecycle.become(Phase.STOPPED);
        CompletionStage<Void> removed = picture.remove();
        CompletionStage<Void> remembered = identities.close();
        stream.close()
                .thenCompose(closed -> removed)
                .thenCompose(gone -> remembered)
                .thenCompose(written -> files)
                .whenComplete((closed, failure) -> done.complete(null));
    }
}
