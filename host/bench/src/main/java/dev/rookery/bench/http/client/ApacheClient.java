package dev.rookery.bench.http.client;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/** Apache HttpClient 5, the asynchronous one. */
final class ApacheClient implements Client {

    private final CloseableHttpAsyncClient client;

    ApacheClient(ClientOptions options) throws GeneralSecurityException, IOException {
        Timeout timeout = Timeout.of(options.timeout());
        client = HttpAsyncClients.custom()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSoTimeout(timeout)
                        .build())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(options.connections())
                        .setMaxConnTotal(ClientOptions.SERVERS * options.connections())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .setTlsStrategy(ClientTlsStrategyBuilder.create()
                                .setSslContext(Trust.context(options.trust()))
                                .buildAsync())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .build();
        client.start();
    }

    @Override
    public void get(URI uri, Callback callback) {
        SimpleHttpRequest request = SimpleRequestBuilder.get(uri).build();
        var unused = client.execute(request, new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse response) {
                if (callback.answered(response.getCode(), response.getBodyBytes())) {
                    var unused = client.execute(request, this);
                }
            }

            @Override
            public void failed(Exception cause) {
                callback.failed(cause);
            }

            @Override
            public void cancelled() {
                callback.failed(new IOException("cancelled"));
            }
        });
    }

    @Override
    public String library() {
        return Jars.nameOf(CloseableHttpAsyncClient.class);
    }
}
