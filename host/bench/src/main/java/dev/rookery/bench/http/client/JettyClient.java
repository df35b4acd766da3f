package dev.rookery.bench.http.client;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty's client with one selector and its own pool of threads, which it cannot do without. */
final class JettyClient implements Client {

    private final HttpClient client;
    private final Duration timeout;

    JettyClient(ClientOptions options) throws Exception {
        timeout = options.timeout();
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setTrustStore(Trust.store(options.trust()));
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(tls);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setMaxConnectionsPerDestination(options.connections());
        client.setMaxRequestsQueuedPerDestination(Math.max(options.connections(), 1024));
        client.setIdleTimeout(timeout.toMillis());
        client.start();
    }

    @Override
    public void get(URI uri, Callback callback) {
        client.newRequest(uri)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .send(new BufferingResponseListener() {
                    @Override
                    public void onComplete(Result result) {
                        if (result.isFailed()) {
                            callback.failed(result.getFailure());
                        } else if (callback.answered(result.getResponse().getStatus(), getContent())) {
                            get(uri, callback);
                        }
                    }
                });
    }

    @Override
    public String library() {
        return Jars.nameOf(HttpClient.class);
    }
}
