package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and the way to answer it: once, at once or later, with {@link #respond(Response)} or
 * {@link #openEventStream()}.
 *
 * <p>Every method is for the event loop only, and everything registered here is called there.
 */
public final class Exchange {

    /** How an exchange came to its end. */
    public enum End {
        /** An answer was given, or an event stream begun. */
        ANSWERED,
        /** See {@link #takeOver()}. */
        TAKEN_OVER,
        /** See {@link #abort()}. */
        ABORTED,
        /** The peer went away before the answer, or the server was closed. */
        PEER_GONE
    }

    /** An interceptor, and how much was registered before it: that belongs to whoever set it. */
    private record Layer(ResponseInterceptor interceptor, int closeActions, int timeouts) {}

    private enum State {
        WAITING,
        BEGUN,
        ANSWERED,
        GONE
    }

    private final HttpConnection connection;
    private final SocketChannel channel;
    private final HttpRequest request;
    private final byte[] body;
    private final @Nullable HttpResponseStatus refusal;
    private final RequestTarget target;
    private final List<Runnable> onClose = new ArrayList<>(1);
    private final List<Future<?>> timeouts = new ArrayList<>(1);
    private final Deque<Layer> layers = new ArrayDeque<>(0);
    private State state = State.WAITING;
    private Consumer<End> onEnd = end -> {};
    private @Nullable Parameters query;
    private @Nullable Parameters form;

    Exchange(HttpConnection connection, SocketChannel channel, HttpRequest request, byte[] body) {
        this(connection, channel, request, body, null);
    }

    /** A request that could not be read, to be answered with {@code refusal}. */
    Exchange(HttpConnection connection, SocketChannel channel, HttpResponseStatus refusal) {
        this(
                connection,
                channel,
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"),
                new byte[0],
                refusal);
    }

    private Exchange(
            HttpConnection connection,
            SocketChannel channel,
            HttpRequest request,
            byte[] body,
            @Nullable HttpResponseStatus refusal) {
        this.connection = connection;
        this.channel = channel;
        this.request = request;
        this.body = body;
        this.refusal = refusal;
        this.target = RequestTarget.of(request.uri(), header("Host").orElse(""));
    }

    /** The method, such as {@code GET}. */
    public String method() {
        return request.method().name();
    }

    /** The name that was asked for, lower case and without port; empty when HTTP/1.0 gave none. */
    public String host() {
        return target.host();
    }

    /** {@code https} when the connection is under TLS, else {@code http}. */
    public String scheme() {
        return connection.isSecure() ? "https" : "http";
    }

    /** The address of this server that the client is connected to. */
    public InetSocketAddress localAddress() {
        return channel.localAddress();
    }

    /** The path, percent-decoded. */
    public String path() {
        return target.path();
    }

    /** What follows the first question mark, as sent; empty when nothing does. */
    public String rawQuery() {
        return target.rawQuery();
    }

    /** The parameters of the query. */
    public Parameters query() {
        if (query == null) {
            query = Parameters.ofQuery(rawQuery());
        }
        return query;
    }

    /** The body read as a form in UTF-8, whatever its content type claims. */
    public Parameters form() {
        if (form == null) {
            form = Parameters.ofForm(bodyText());
        }
        return form;
    }

    /** The first header field of that name, in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    /** The value of the first cookie of that name. */
    public Optional<String> cookie(String name) {
        for (String field : request.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (String pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                    return Optional.of(pair.substring(equals + 1).strip());
                }
            }
        }
        return Optional.empty();
    }

    /** The bytes of the body, empty when there is none. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8 text. */
    public String bodyText() {
        return new String(body, UTF_8);
    }

    /** Whether an answer is still owed and there is somebody to take it. */
    public boolean isOpen() {
        return state == State.BEGUN && channel.isActive();
    }

    /** Has something done if the peer goes away before the answer is given. */
    public void onClose(Runnable action) {
        onClose.add(action);
    }

    /** Has something done once, when this exchange is over in whatever way; replaces what was to be done before. */
    public void onEnd(Consumer<End> action) {
        onEnd = action;
    }

    /**
     * Has something done after a time if the answer is still owed then. Zero means: after the loop has seen everything
     * that had arrived when it was asked.
     */
    public void onTimeout(Duration delay, Runnable action) {
        Runnable unlessOver = () -> {
            if (isOpen()) {
                action.run();
            }
        };
        Future<?> timeout = channel.eventLoop().schedule(unlessOver, delay.toNanos(), TimeUnit.NANOSECONDS);
        timeout.addListener(this::reportFailure);
        timeouts.add(timeout);
    }

    /**
     * Has the next answer go to an interceptor instead of the connection. Of several the last one set comes first. When
     * it is called, what the handler has registered since with {@link #onClose} and {@link #onTimeout} is over, as
     * after an answer; the interceptor may register anew.
     */
    public void intercept(ResponseInterceptor interceptor) {
        layers.push(new Layer(interceptor, onClose.size(), timeouts.size()));
    }

    /** Answers with a text body, see {@link #respond(Response)}. */
    public CompletionStage<Void> respond(int status, String contentType, String body) {
        return respond(Response.of(status, contentType, body));
    }

    /**
     * Answers. {@code Content-Length} and {@code Date} are added; a {@code HEAD} request gets the header fields only.
     * An interceptor, if there is one, takes it instead.
     *
     * @return completes on the loop: normally when the answer has been handed to the operating system on an open
     *     connection, exceptionally when the peer had gone before
     * @throws IllegalStateException when an answer has been given already
     */
    public CompletionStage<Void> respond(Response response) {
        if (state == State.GONE) {
            return CompletableFuture.failedStage(new ClosedChannelException());
        }
        Layer layer = layers.poll();
        if (layer != null) {
            onClose.subList(layer.closeActions(), onClose.size()).clear();
            List<Future<?>> over = timeouts.subList(layer.timeouts(), timeouts.size());
            over.forEach(timeout -> timeout.cancel(false));
            over.clear();
            return intercepted(layer.interceptor(), response);
        }
        boolean keepAlive = refusal == null && HttpUtil.isKeepAlive(request);
        finish(End.ANSWERED);
        ChannelFuture written = channel.writeAndFlush(ResponseHead.withBody(response, request, keepAlive));
        connection.answered(this, written, keepAlive);
        return stageOf(written);
    }

    /** An interceptor that throws must not leave the handler in doubt about its answer. */
    private CompletionStage<Void> intercepted(ResponseInterceptor interceptor, Response response) {
        try {
            return interceptor.intercept(response);
        } catch (RuntimeException failure) {
            channel.pipeline().fireExceptionCaught(failure);
            return CompletableFuture.failedStage(failure);
        }
    }

    /** Closes the connection without an answer, as a server does that breaks down. The peer-gone actions do not run. */
    public void abort() {
        onClose.clear();
        end(End.ABORTED);
        connection.closeNow();
    }

    /**
     * Takes the connection out of HTTP's hands, to send something that is no answer, or to break it. Nothing else is
     * read from it or answered on it. The peer-gone actions do not run.
     *
     * @throws IllegalStateException when an answer has been given already, or the peer has gone
     */
    public RawConnection takeOver() {
        layers.clear();
        onClose.clear();
        finish(End.TAKEN_OVER);
        connection.takenOver();
        return new RawConnection(channel);
    }

    /**
     * Answers with a stream of server-sent events that lasts until either side closes it. The connection is used for
     * nothing else.
     *
     * @throws IllegalStateException when an answer has been given already, or the peer has gone
     */
    public EventStream openEventStream() {
        if (state == State.GONE) {
            throw new IllegalStateException("the peer has gone");
        }
        boolean chunked = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        ResponseHead.describe(head, "text/event-stream; charset=utf-8", List.of())
                .set("Cache-Control", "no-store");
        head.headers().set(chunked ? "Transfer-Encoding" : "Connection", chunked ? "chunked" : "close");
        onClose.clear();
        finish(End.ANSWERED);
        channel.writeAndFlush(head).addListener(done -> {
            if (!done.isSuccess()) {
                connection.closeNow();
            }
        });
        return new EventStream(channel);
    }

    private void end(End how) {
        Consumer<End> action = onEnd;
        onEnd = end -> {};
        action.accept(how);
    }

    private void finish(End how) {
        assert channel.eventLoop().inEventLoop() : "answered off the event loop";
        if (state != State.BEGUN) {
            throw new IllegalStateException("answered twice: " + method() + " " + path());
        }
        state = State.ANSWERED;
        timeouts.forEach(timeout -> timeout.cancel(false));
        end(how);
    }

    static CompletionStage<Void> stageOf(ChannelFuture written) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        written.addListener(done -> {
            if (done.isSuccess()) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(done.cause());
            }
        });
        return sent.minimalCompletionStage();
    }

    /** A timeout that throws is an error of ours, to be handled as the pipeline handles any. */
    private void reportFailure(Future<?> timeout) {
        if (!timeout.isSuccess() && !timeout.isCancelled()) {
            channel.pipeline().fireExceptionCaught(timeout.cause());
        }
    }

    /** Marks that the handler has this request now; false when it has had it before. */
    boolean begin() {
        boolean first = state == State.WAITING;
        if (first) {
            state = State.BEGUN;
        }
        return first;
    }

    void peerGone() {
        boolean told = state == State.BEGUN;
        state = State.GONE;
        timeouts.forEach(timeout -> timeout.cancel(false));
        if (told) {
            end(End.PEER_GONE);
            onClose.forEach(Runnable::run);
        }
    }

    @Nullable
    HttpResponseStatus refusal() {
        return refusal;
    }
}
