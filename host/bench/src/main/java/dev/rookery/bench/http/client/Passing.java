package dev.rookery.bench.http.client;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for one piece of a body after the other and keeps none. How it ends is told by the exchange. */
class Passing<T> implements Flow.Subscriber<T> {

    private final Consumer<T> pieces;
    private Flow.@Nullable Subscription source;

    Passing(Consumer<T> pieces) {
        this.pieces = pieces;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(T piece) {
        pieces.accept(piece);
        Objects.requireNonNull(source).request(1);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
