package dev.rookery.host.outgoing;

import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpFailure.Kind;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.http.HttpResponse;
import dev.rookery.host.httpstream.Chain;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.connection.RefusedAddressException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** One request under way. What is not said to be of any thread is of the loop. */
final class Exchange {

    private final HttpRequest request;
    private final CompletableFuture<HttpResponse> outcome = new CompletableFuture<>();
    private volatile @Nullable Chain chain;

    Exchange(HttpRequest request) {
        this.request = request;
    }

    /** What comes of it: completes on the loop, exceptionally with an {@link HttpFailure}. Any thread. */
    CompletableFuture<HttpResponse> outcome() {
        return outcome;
    }

    /**
     * Sends it. Any thread.
     *
     * @throws IllegalArgumentException if it can be none
     */
    void begin(HttpStream stream, String name) {
        chain = stream.add(
                name,
                Next.request(
                        translated(),
                        answered -> Next.none(), // The collector has told what there was.
                        failure -> {
                            outcome.completeExceptionally(translated(failure));
                            return Next.none();
                        }));
    }

    /** Nobody waits any more. Any thread. */
    void giveUp() {
        Chain begun = chain;
        if (begun != null) {
            begun.cancel();
        }
        outcome.cancel(false);
    }

    private dev.rookery.host.httpstream.HttpRequest translated() {
        dev.rookery.host.httpstream.HttpRequest.Builder builder = dev.rookery.host.httpstream.HttpRequest.of(
                        request.method(), request.uri())
                .timeout(request.timeout())
                .followRedirects(request.redirects())
                .receive(Collector::new);
        request.query().forEach(parameter -> builder.query(parameter.getKey(), parameter.getValue()));
        request.headers().forEach(field -> builder.header(field.getKey(), field.getValue()));
        request.form().forEach(field -> builder.form(field.getKey(), field.getValue()));
        request.body().ifPresent(body -> builder.body(request.contentType(), body));
        return builder.build();
    }

    private HttpFailure translated(HttpStreamException failure) {
        Kind kind = switch (failure.phase()) {
            case CLOSED -> Kind.STOPPED;
            case QUEUE -> Kind.LIMIT;
            default ->
                failure.getCause() instanceof RefusedAddressException
                        ? Kind.ADDRESS
                        : failure.elapsed().compareTo(request.timeout()) >= 0 ? Kind.TIME : Kind.NETWORK;
        };
        return new HttpFailure(kind, String.valueOf(failure.getMessage()));
    }

    /** Takes the body of one response, and no more of it than was asked for. */
    private final class Collector implements Flow.Subscriber<ByteBuffer> {

        private final dev.rookery.host.httpstream.HttpResponse head;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        Collector(dev.rookery.host.httpstream.HttpResponse head) {
            this.head = head;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            int room = request.maxBody() - body.size();
            byte[] taken = new byte[Math.min(room, piece.remaining())];
            piece.get(taken);
            body.writeBytes(taken);
            if (piece.hasRemaining()) {
                full();
            }
        }

        private void full() {
            if (request.cutsBody()) {
                outcome.complete(new CollectedResponse(head, body.toByteArray(), true));
            } else {
                outcome.completeExceptionally(new HttpFailure(
                        Kind.SIZE,
                        "the body of " + head.uri().getHost() + " is larger than " + request.maxBody() + " bytes"));
            }
            if (subscription != null) {
                subscription.cancel();
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The errorback hears it as well.
        }

        @Override
        public void onComplete() {
            outcome.complete(new CollectedResponse(head, body.toByteArray(), false));
        }
    }
}
