package dev.rookery.bench.http.client;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.URI;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;

/** async-http-client 3. */
final class AhcClient implements Client {

    private final AsyncHttpClient client;

    AhcClient(ClientOptions options) throws IOException {
        client = new DefaultAsyncHttpClient(new DefaultAsyncHttpClientConfig.Builder()
                .setIoThreadsCount(1)
                .setUseNativeTransport(false)
                .setHttp2Enabled(false)
                .setMaxConnectionsPerHost(options.connections())
                .setPooledConnectionIdleTimeout(options.timeout())
                .setRequestTimeout(options.timeout())
                .setReadTimeout(options.timeout())
                .setSslContext(SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(options.trust().toFile())
                        .build())
                .build());
    }

    @Override
    public void get(URI uri, Callback callback) {
        Request request = new RequestBuilder("GET").setUrl(uri.toString()).build();
        var unused = client.executeRequest(request, new AsyncCompletionHandler<Void>() {
            @Override
            public Void onCompleted(Response response) {
                if (callback.answered(response.getStatusCode(), response.getResponseBodyAsBytes())) {
                    var unused = client.executeRequest(request, this);
                }
                return null;
            }

            @Override
            public void onThrowable(Throwable cause) {
                callback.failed(cause);
            }
        });
    }

    @Override
    public String library() {
        return Jars.nameOf(AsyncHttpClient.class);
    }
}
