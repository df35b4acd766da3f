package dev.rookery.bench.http.client;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp. It has a thread for each call in flight, and an interface for cookies of which the smallest use is here. */
final class OkHttpClient implements Client {

    private final okhttp3.OkHttpClient client;

    OkHttpClient(ClientOptions options) throws GeneralSecurityException, IOException {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(options.connections());
        dispatcher.setMaxRequestsPerHost(options.connections());
        client = new okhttp3.OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(
                        options.connections(), options.timeout().toSeconds(), TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .readTimeout(options.timeout())
                .callTimeout(options.timeout())
                .cookieJar(new LastCookies())
                .sslSocketFactory(Trust.context(options.trust()).getSocketFactory(), Trust.manager(options.trust()))
                .build();
    }

    @Override
    public void get(URI uri, Callback callback) {
        Request request = new Request.Builder().url(uri.toString()).build();
        client.newCall(request).enqueue(new okhttp3.Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                boolean again;
                try (response) {
                    again = callback.answered(response.code(), response.body().bytes());
                } catch (IOException e) {
                    callback.failed(e);
                    return;
                }
                if (again) {
                    client.newCall(request).enqueue(this);
                }
            }

            @Override
            public void onFailure(Call call, IOException cause) {
                callback.failed(cause);
            }
        });
    }

    @Override
    public String library() {
        return Jars.nameOf(okhttp3.OkHttpClient.class);
    }

    private static final class LastCookies implements CookieJar {

        private final AtomicReference<List<Cookie>> last = new AtomicReference<>(List.of());

        @Override
        public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            last.set(List.copyOf(cookies));
        }

        @Override
        public List<Cookie> loadForRequest(HttpUrl url) {
            return Objects.requireNonNull(last.get());
        }
    }
}
