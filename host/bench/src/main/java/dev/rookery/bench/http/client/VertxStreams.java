package dev.rookery.bench.http.client;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The two ends of a transfer, in Vert.x' terms. */
final class VertxStreams {

    private VertxStreams() {}

    /** Never full. */
    static final class Passing implements WriteStream<Buffer> {

        private final IntConsumer pieces;

        Passing(IntConsumer pieces) {
            this.pieces = pieces;
        }

        @Override
        public Future<Void> write(Buffer piece) {
            pieces.accept(piece.length());
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            return Future.succeededFuture();
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
            return this;
        }

        @Override
        public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
            return this;
        }
    }

    /** As many as are fetched. Of one context. */
    static final class Zeros implements ReadStream<Buffer> {

        private static final Buffer PIECE = Buffer.buffer(new byte[dev.rookery.bench.http.client.Zeros.PIECE_BYTES]);

        private @Nullable Handler<Buffer> handler;
        private @Nullable Handler<Void> endHandler;
        private long left;
        private long asked = Long.MAX_VALUE;
        private boolean reading;

        Zeros(long length) {
            left = length;
        }

        @Override
        public ReadStream<Buffer> handler(@Nullable Handler<Buffer> to) {
            handler = to;
            read();
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            asked = 0;
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            return fetch(Long.MAX_VALUE);
        }

        @Override
        public ReadStream<Buffer> fetch(long pieces) {
            asked = asked + pieces < 0 ? Long.MAX_VALUE : asked + pieces;
            read();
            return this;
        }

        private void read() {
            if (reading) {
                return;
            }
            reading = true;
            while (asked > 0 && left > 0 && handler != null) {
                if (asked != Long.MAX_VALUE) {
                    asked--;
                }
                int length = (int) Math.min(left, PIECE.length());
                left -= length;
                handler.handle(length == PIECE.length() ? PIECE : PIECE.slice(0, length));
            }
            reading = false;
            if (left == 0 && endHandler != null) {
                Handler<Void> ends = endHandler;
                endHandler = null;
                ends.handle(null);
            }
        }

        @Override
        public ReadStream<Buffer> endHandler(@Nullable Handler<Void> to) {
            endHandler = to;
            return this;
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> to) {
            return this;
        }
    }
}
