package dev.rookery.bench.http.client;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.URI;
import java.util.function.IntConsumer;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;
import org.asynchttpclient.request.body.Body;

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
    public void download(URI uri, IntConsumer pieces, Callback callback) {
        Request request = new RequestBuilder("GET").setUrl(uri.toString()).build();
        var unused = client.executeRequest(request, new AsyncCompletionHandler<Void>() {
            @Override
            public State onBodyPartReceived(HttpResponseBodyPart part) {
                pieces.accept(part.length());
                return State.CONTINUE;
            }

            @Override
            public Void onCompleted(Response response) {
                callback.answered(response.getStatusCode(), new byte[0]);
                return null;
            }

            @Override
            public void onThrowable(Throwable cause) {
                callback.failed(cause);
            }
        });
    }

    @Override
    public void upload(URI uri, long length, Callback callback) {
        Request request = new RequestBuilder("POST")
                .setUrl(uri.toString())
                .setBody(() -> new ZerosBody(length))
                .build();
        var unused = client.executeRequest(request, new AsyncCompletionHandler<Void>() {
            @Override
            public Void onCompleted(Response response) {
                callback.answered(response.getStatusCode(), response.getResponseBodyAsBytes());
                return null;
            }

            @Override
            public void onThrowable(Throwable cause) {
                callback.failed(cause);
            }
        });
    }

    private static final class ZerosBody implements Body {

        private final long length;
        private long left;

        ZerosBody(long length) {
            this.length = length;
            left = length;
        }

        @Override
        public long getContentLength() {
            return length;
        }

        @Override
        public BodyState transferTo(ByteBuf target) {
            if (left == 0) {
                return BodyState.STOP;
            }
            int piece = (int) Math.min(left, target.writableBytes());
            target.writeZero(piece);
            left -= piece;
            return BodyState.CONTINUE;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    @Override
    public String library() {
        return Jars.nameOf(AsyncHttpClient.class);
    }
}
