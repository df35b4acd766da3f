package dev.rookery.bench.http.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** reactor-netty-http. It keeps no cookies, so the server's is a constant header field. */
final class ReactorNettyClient implements Client {

    private static final ByteBuf PIECE =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(Zeros.PIECE_BYTES).writeZero(Zeros.PIECE_BYTES));

    private final LoopResources loops = LoopResources.create("reactor", 1, 1, true);
    private final ConnectionProvider connections;
    private final HttpClient client;

    ReactorNettyClient(ClientOptions options) throws SSLException {
        connections = ConnectionProvider.builder("bench")
                .maxConnections(options.connections())
                .pendingAcquireMaxCount(-1)
                .lifo()
                .build();
        SslContext tls = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(options.trust().toFile())
                .build();
        client = HttpClient.create(connections)
                .runOn(loops, false)
                .protocol(HttpProtocol.HTTP11)
                .responseTimeout(options.timeout())
                .secure(spec -> spec.sslContext(tls))
                .headers(headers -> headers.set("Cookie", options.cookie()));
    }

    @Override
    public void get(URI uri, Callback callback) {
        new Repeated(uri, callback).send();
    }

    @Override
    public void download(URI uri, IntConsumer pieces, Callback callback) {
        var unused = client.get()
                .uri(uri)
                .response((response, content) -> content.doOnNext(piece -> pieces.accept(piece.readableBytes()))
                        .then(Mono.fromSupplier(
                                () -> callback.answered(response.status().code(), new byte[0]))))
                .subscribe(again -> {}, callback::failed);
    }

    @Override
    public void upload(URI uri, long length, Callback callback) {
        Flux<ByteBuf> zeros = Flux.generate(() -> length, (left, sink) -> {
            int piece = (int) Math.min(left, Zeros.PIECE_BYTES);
            sink.next(PIECE.retainedSlice(0, piece));
            if (left == piece) {
                sink.complete();
            }
            return left - piece;
        });
        var unused = client.headers(headers -> headers.set("Content-Length", length))
                .post()
                .uri(uri)
                .send(zeros)
                .responseSingle((response, content) -> content.asByteArray()
                        .map(body -> callback.answered(response.status().code(), body)))
                .subscribe(again -> {}, callback::failed);
    }

    @Override
    public String library() {
        return Jars.nameOf(HttpClient.class);
    }

    private final class Repeated {

        private final Callback callback;
        private final Mono<Boolean> exchange;

        Repeated(URI uri, Callback callback) {
            this.callback = callback;
            exchange = client.get()
                    .uri(uri)
                    .responseSingle((response, content) -> content.asByteArray()
                            .map(body -> callback.answered(response.status().code(), body)));
        }

        void send() {
            var unused = exchange.subscribe(
                    again -> {
                        if (again) {
                            send();
                        }
                    },
                    callback::failed);
        }
    }
}
