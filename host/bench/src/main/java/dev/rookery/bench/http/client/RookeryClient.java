package dev.rookery.bench.http.client;

import dev.rookery.host.httpstream.Errorback;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.HttpResponse;
import dev.rookery.host.httpstream.HttpStream;
import dev.rookery.host.httpstream.HttpStreamException;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.httpstream.Next;
import dev.rookery.host.httpstream.Readback;
import dev.rookery.host.ioloop.IoLoop;
import java.net.URI;
import java.time.Duration;

/** Ours: a chain whose readback asks for the same request again. */
final class RookeryClient implements Client {

    private final IoLoop loop = new IoLoop("http");
    private final HttpStream stream;
    private final Duration timeout;

    RookeryClient(ClientOptions options) {
        timeout = options.timeout();
        stream = new HttpStream(loop, HttpStreamOptions.defaults().withTrust(options.trust()));
    }

    @Override
    public void get(URI uri, Callback callback) {
        HttpRequest request = HttpRequest.get(uri.toString()).timeout(timeout).build();
        Repeated repeated = new Repeated(request, callback);
        stream.add(request, repeated, repeated);
    }

    @Override
    public String library() {
        return Jars.nameOf(HttpStream.class);
    }

    private static final class Repeated implements Readback, Errorback {

        private final Callback callback;
        private final Next again;

        Repeated(HttpRequest request, Callback callback) {
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
