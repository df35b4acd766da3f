package dev.rookery.bench.http.client;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** reactor-netty-http. It keeps no cookies, so the server's is a constant header field. */
final class ReactorNettyClient implements Client {

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
