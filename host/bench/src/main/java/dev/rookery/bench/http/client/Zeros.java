package dev.rookery.bench.http.client;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** So many zeros, published as they are asked for. To be subscribed to once. */
final class Zeros implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    /** How much is sent at a time, by every client that lets the program choose. */
    static final int PIECE_BYTES = 64 << 10;

    private static final ByteBuffer PIECE =
            ByteBuffer.allocateDirect(PIECE_BYTES).asReadOnlyBuffer();

    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private long left;
    private long asked;
    private boolean publishing;

    Zeros(long length) {
        left = length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> by) {
        subscriber = by;
        by.onSubscribe(this);
    }

    /** From one thread at a time, and from within onNext. */
    @Override
    public void request(long pieces) {
        asked = asked + pieces < 0 ? Long.MAX_VALUE : asked + pieces;
        Flow.Subscriber<? super ByteBuffer> to = subscriber;
        if (publishing || to == null) {
            return;
        }
        publishing = true;
        while (asked > 0 && left > 0) {
            asked--;
            int length = (int) Math.min(left, PIECE_BYTES);
            left -= length;
            to.onNext(PIECE.duplicate().limit(length));
            if (left == 0) {
                to.onComplete();
            }
        }
        publishing = false;
    }

    @Override
    public void cancel() {
        left = 0;
    }
}
