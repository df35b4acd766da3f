package dev.rookery.host.outgoing;

import dev.rookery.api.http.Http;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpFailure.Kind;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.host.dispatch.OwnedService;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web as one plugin has it. Any thread. */
final class OwnedHttp implements Http, OwnedService {

    /** How much longer than the request's own time a caller waits. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(OwnedHttp.class);

    private final Owner owner;
    private final OutgoingHttp all;
    private final RequestAllowance allowance;
    private @Nullable HttpStream stream;
    private boolean closed;

    OwnedHttp(Owner owner, OutgoingHttp all, Timers timers) {
        this.owner = owner;
        this.all = all;
        this.allowance = new RequestAllowance(timers);
    }

    @Override
    public CompletionStage<HttpResponse> send(HttpRequest request) {
        CompletableFuture<HttpResponse> told = new CompletableFuture<>();
        CompletionStage<HttpResponse> outcome = begin(request).outcome();
        outcome.whenComplete((response, failure) -> {
            try {
                owner.callbacks().execute(() -> {
                    if (response == null) {
                        told.completeExceptionally(failure);
                    } else {
                        told.complete(response);
                    }
                });
            } catch (RejectedExecutionException stoppedOrFull) {
                log.debug("nobody is there to be told plugin={} failure={}", owner.id(), failure);
            }
        });
        return told.minimalCompletionStage();
    }

    @Override
    public HttpResponse fetch(HttpRequest request) throws HttpFailure, InterruptedException {
        Exchange exchange = begin(request);
        try {
            return exchange.outcome().get(request.timeout().plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HttpFailure failure
                    ? new HttpFailure(failure.kind(), String.valueOf(failure.getMessage()))
                    : new HttpFailure(Kind.NETWORK, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            exchange.giveUp();
            throw new HttpFailure(
                    Kind.TIME, "no answer within " + request.timeout().plus(MARGIN));
        } catch (InterruptedException e) {
            exchange.giveUp();
            throw e;
        }
    }

    private Exchange begin(HttpRequest request) {
        HttpStream open = open();
        Exchange exchange = new Exchange(JsonBody.written(request));
        HttpFailure objection = allowance.take();
        if (objection != null) {
            exchange.outcome().completeExceptionally(objection);
            return exchange;
        }
        CompletionStage<HttpResponse> outcome = exchange.outcome();
        outcome.whenComplete((response, failure) -> allowance.giveBack());
        try {
            exchange.begin(open, "http of plugin " + owner.id());
        } catch (RejectedExecutionException e) {
            exchange.outcome().completeExceptionally(new HttpFailure(Kind.STOPPED, "the host is stopping"));
        } catch (RuntimeException e) {
            exchange.outcome().completeExceptionally(e);
            throw e;
        }
        return exchange;
    }

    private synchronized HttpStream open() {
        if (closed) {
            throw new IllegalStateException("plugin " + owner.id() + " is disabled; it can ask the web nothing more");
        }
        if (stream == null) {
            stream = all.stream();
        }
        return stream;
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        HttpStream open;
        synchronized (this) {
            closed = true;
            open = stream;
            stream = null;
        }
        if (open != null) {
            open.close().thenRun(() -> log.debug("http closed plugin={}", owner.id()));
        }
    }
}
