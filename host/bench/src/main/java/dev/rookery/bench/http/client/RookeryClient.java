package dev.rookery.bench.http.client;

import dev.rookery.host.httpstream.BorrowingSubscriber;
import dev.rookery.host.httpstream.Errorback;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.Readback;
import dev.rookery.host.httpstream.connection.PoolLimits;
import dev.rookery.host.ioloop.IoLoop;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Ours: a chain whose readback asks for the same request again. */
final class RookeryClient implements Client {

    private final IoLoop loop = new IoLoop("http");
    private final HttpStream stream;
    private final Duration timeout;

    RookeryClient(ClientOptions options) {
        timeout = options.timeout();
        stream = new HttpStream(
                loop,
                HttpStreamOptions.defaults()
                        .withTrust(options.trust())
                        .withIdleTimeout(timeout)
                        .withLimits(PoolLimits.DEFAULTS.withUnusedPerHost(options.connections())));
    }

    @Override
    public void get(URI uri, Callback callback) {
        HttpRequest request = HttpRequest.get(uri.toString()).timeout(timeout).build();
        Repeated repeated = new Repeated(request, callback);
        stream.add(request, repeated, repeated);
    }

    @Override
    public void download(URI uri, IntConsumer pieces, Callback callback) {
        transfer(
                HttpRequest.get(uri.toString())
                        .receive(head -> new Borrowing(piece -> pieces.accept(piece.remaining()))),
                callback);
    }

    @Override
    public void upload(URI uri, long length, Callback callback) {
        transfer(
                HttpRequest.post(uri.toString()).body("application/octet-stream", new Zeros(length), length), callback);
    }

    /** Lent like the buffers of the peers that hand out Netty's. */
    private static final class Borrowing extends Passing<ByteBuffer> implements BorrowingSubscriber {
        Borrowing(Consumer<ByteBuffer> pieces) {
            super(pieces);
        }
    }

    private void transfer(HttpRequest.Builder request, Callback callback) {
        Repeated once = new Repeated(request.timeout(timeout).build(), callback);
        stream.add(once.request, once, once);
    }

    @Override
    public String library() {
        return Jars.nameOf(HttpStream.class);
    }

    private static final class Repeated implements Readback, Errorback {

        private final HttpRequest request;
        private final Callback callback;
        private final Next again;

        Repeated(HttpRequest request, Callback callback) {
            this.request = request;
            this.callback = callback;
            again = Next.request(request, this);
        }

        @Override
        public Next read(HttpResponse response) {
            return callback.answered(response.status(), response.body()) ? again : Next.none();
        }

        @Override
        public Next failed(HttpStreamException failure) {
            callback.failed(failure);
            return Next.none();
        }
    }
}
