package dev.rookery.bench.http.client;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** {@code java.net.http}. Its process is told how large the common pool is, see {@link Client}'s caller. */
final class JdkClient implements Client {

    private final HttpClient client;
    private final Duration timeout;

    JdkClient(ClientOptions options) throws GeneralSecurityException, IOException {
        timeout = options.timeout();
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .sslContext(Trust.context(options.trust()))
                .build();
    }

    @Override
    public void get(URI uri, Callback callback) {
        send(HttpRequest.newBuilder(uri).timeout(timeout).build(), callback);
    }

    private void send(HttpRequest request, Callback callback) {
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((response, failure) -> {
                    if (failure != null) {
                        callback.failed(failure);
                    } else if (callback.answered(response.statusCode(), response.body())) {
                        send(request, callback);
                    }
                });
    }

    @Override
    public void download(URI uri, IntConsumer pieces, Callback callback) {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
        transfer(
                request,
                HttpResponse.BodyHandlers.fromSubscriber(
                        new Passing<>(buffers -> buffers.forEach(buffer -> pieces.accept(buffer.remaining())))),
                response -> new byte[0],
                callback);
    }

    @Override
    public void upload(URI uri, long length, Callback callback) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.fromPublisher(new Zeros(length), length))
                .build();
        transfer(request, HttpResponse.BodyHandlers.ofByteArray(), HttpResponse::body, callback);
    }

    private <T> void transfer(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            Function<HttpResponse<T>, byte[]> body,
            Callback callback) {
        var unused = client.sendAsync(request, handler).whenComplete((response, failure) -> {
            if (failure != null) {
                callback.failed(failure);
            } else {
                callback.answered(response.statusCode(), body.apply(response));
            }
        });
    }

    @Override
    public String library() {
        return "java.net.http, JDK " + Runtime.version();
    }
}
