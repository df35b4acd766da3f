package dev.rookery.bench.http.client;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.WebClientSession;
import io.vertx.ext.web.codec.BodyCodec;
import java.net.URI;
import java.time.Duration;
import java.util.function.IntConsumer;

/** Vert.x Web Client with a session, all requests from one context. */
final class VertxClient implements Client {

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(false));
    private final Context context = vertx.getOrCreateContext();
    private final WebClientSession client;
    private final Duration timeout;

    VertxClient(ClientOptions options) {
        timeout = options.timeout();
        client = WebClientSession.create(WebClient.create(
                vertx,
                new WebClientOptions()
                        .setKeepAlive(true)
                        .setKeepAliveTimeout((int) options.timeout().toSeconds())
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(options.trust().toString())),
                new PoolOptions().setHttp1MaxSize(options.connections()).setEventLoopSize(0)));
    }

    @Override
    public void get(URI uri, Callback callback) {
        HttpRequest<Buffer> request = client.getAbs(uri.toString()).timeout(timeout.toMillis());
        context.runOnContext(started -> send(request, callback));
    }

    private void send(HttpRequest<Buffer> request, Callback callback) {
        var unused = request.send().onComplete((response, failure) -> {
            if (failure != null) {
                callback.failed(failure);
            } else if (callback.answered(response.statusCode(), response.body().getBytes())) {
                send(request, callback);
            }
        });
    }

    @Override
    public void download(URI uri, IntConsumer pieces, Callback callback) {
        HttpRequest<Void> request = client.getAbs(uri.toString())
                .timeout(timeout.toMillis())
                .as(BodyCodec.pipe(new VertxStreams.Passing(pieces)));
        context.runOnContext(started -> {
            var unused = request.send().onComplete((response, failure) -> {
                if (failure != null) {
                    callback.failed(failure);
                } else {
                    callback.answered(response.statusCode(), new byte[0]);
                }
            });
        });
    }

    @Override
    public void upload(URI uri, long length, Callback callback) {
        HttpRequest<Buffer> request = client.postAbs(uri.toString())
                .timeout(timeout.toMillis())
                .putHeader("content-length", Long.toString(length));
        context.runOnContext(started -> {
            var unused = request.sendStream(new VertxStreams.Zeros(length)).onComplete((response, failure) -> {
                if (failure != null) {
                    callback.failed(failure);
                } else {
                    callback.answered(response.statusCode(), response.body().getBytes());
                }
            });
        });
    }

    @Override
    public String library() {
        return Jars.nameOf(WebClient.class);
    }
}
