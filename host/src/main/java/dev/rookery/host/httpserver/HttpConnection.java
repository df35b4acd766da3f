package dev.rookery.host.httpserver;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: assembles requests, hands them to the handler one at a time, keeps the rest waiting in order.
 *
 * <p>Reading goes on while an answer is owed, because only reading shows that the peer has gone; what it pipelines
 * meanwhile waits in {@code pending}, of which only the head has been given to the handler. All on the event loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

    /** How long a refused request may go on arriving, so that the peer reads the refusal before the reset. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SocketChannel channel;
    private final HttpHandler handler;
    private final HttpLimits limits;
    private final boolean secure;
    private final Deque<Exchange> pending = new ArrayDeque<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    /** The request whose body is arriving. */
    private @Nullable HttpRequest arriving;
    /** The arriving request waits for "100 Continue", which must not overtake answers that are still owed. */
    private boolean continueOwed;
    /** The last answer has been decided: whatever still arrives is thrown away. */
    private boolean deaf;

    private boolean dispatching;
    private long requestDue;
    private @Nullable Future<?> clock;

    HttpConnection(SocketChannel channel, HttpHandler handler, HttpLimits limits, boolean secure) {
        this.channel = channel;
        this.handler = handler;
        this.limits = limits;
        this.secure = secure;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        requestDue = System.nanoTime() + limits.requestTimeout().toNanos();
        watchTheClock();
        super.channelActive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!deaf && message instanceof HttpObject part) {
                read(part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(HttpObject part) {
        DecoderResult result = part.decoderResult();
        if (result.isFailure()) {
            refuse(statusOf(result.cause()));
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(request);
        }
        if (part instanceof HttpContent content && arriving != null) {
            if (body.size() + content.content().readableBytes() > limits.bodyBytes()) {
                refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
                return;
            }
            byte[] bytes = new byte[content.content().readableBytes()];
            content.content().readBytes(bytes);
            body.writeBytes(bytes);
            if (content instanceof LastHttpContent) {
                Exchange exchange = new Exchange(this, channel, arriving, body.toByteArray());
                arriving = null;
                body.reset();
                enqueue(exchange);
            }
        }
    }

    private void begin(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            refuse(HttpResponseStatus.BAD_REQUEST);
        } else if (request.method().equals(HttpMethod.CONNECT)
                || request.method().equals(HttpMethod.TRACE)) {
            refuse(HttpResponseStatus.METHOD_NOT_ALLOWED);
        } else if (HttpUtil.getContentLength(request, 0L) > limits.bodyBytes()) {
            refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        } else {
            arriving = request;
            continueOwed = HttpUtil.is100ContinueExpected(request);
            invite();
        }
    }

    /** Tells a client that waits for leave to send its body to go on, as soon as no earlier answer is owed. */
    private void invite() {
        if (continueOwed && pending.isEmpty()) {
            continueOwed = false;
            channel.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE))
                    .addListener(this::closeOnFailure);
        }
    }

    /** Answers what cannot be handled, after the answers owed before, and closes. */
    private void refuse(HttpResponseStatus status) {
        deaf = true;
        arriving = null;
        continueOwed = false;
        enqueue(new Exchange(this, channel, status));
    }

    private void enqueue(Exchange exchange) {
        pending.add(exchange);
        if (pending.size() > limits.pipelined()) {
            channel.config().setAutoRead(false);
        }
        dispatch();
    }

    private void dispatch() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        try {
            Exchange exchange = pending.peek();
            while (exchange != null && exchange.begin()) {
                handle(exchange);
                exchange = pending.peek();
            }
        } finally {
            dispatching = false;
        }
    }

    private void handle(Exchange exchange) {
        try {
            HttpResponseStatus refusal = exchange.refusal();
            if (refusal == null) {
                handler.handle(exchange);
            } else {
                exchange.respond(Response.text(refusal.code(), refusal.reasonPhrase()));
            }
        } catch (Exception failure) {
            log.error("request failed method={} path={}", exchange.method(), exchange.path(), failure);
            if (exchange.isOpen()) {
                exchange.respond(Response.text(500, "Internal Server Error"));
            }
        }
    }

    /** The head of the queue has been answered, and {@code written} tells when the bytes have left. */
    void answered(Exchange exchange, ChannelFuture written, boolean keepAlive) {
        assert exchange == pending.peek();
        pending.poll();
        requestDue = System.nanoTime() + limits.requestTimeout().toNanos();
        if (exchange.refusal() != null) {
            written.addListener(this::linger);
        } else if (keepAlive) {
            written.addListener(this::closeOnFailure);
            invite();
            dispatch();
        } else {
            deaf = true;
            pending.clear();
            written.addListener(ChannelFutureListener.CLOSE);
        }
        if (pending.size() <= limits.pipelined()) {
            channel.config().setAutoRead(true);
        }
    }

    /** What follows on this connection is not HTTP any more. Reading goes on, to see the peer go. */
    void takenOver() {
        deaf = true;
        pending.clear();
        stopTheClock();
        channel.pipeline().remove(HttpResponseEncoder.class);
        channel.config().setAutoRead(true);
    }

    /** Says that nothing follows, but goes on reading for a moment: closing at once would reset the refusal away. */
    private void linger(Future<? super Void> written) {
        requestDue = System.nanoTime() + LINGER_NANOS;
        channel.shutdownOutput().addListener(this::closeOnFailure);
        stopTheClock();
        watchTheClock();
    }

    private void watchTheClock() {
        long wait = pending.isEmpty()
                ? requestDue - System.nanoTime()
                : limits.requestTimeout().toNanos();
        if (wait <= 0) {
            closeNow();
        } else if (channel.isOpen()) {
            clock = channel.eventLoop().schedule(this::watchTheClock, wait, TimeUnit.NANOSECONDS);
        }
    }

    private void stopTheClock() {
        if (clock != null) {
            clock.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        deaf = true;
        stopTheClock();
        for (Exchange exchange = pending.poll(); exchange != null; exchange = pending.poll()) {
            exchange.peerGone();
        }
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure.getCause() instanceof SSLException refusal) {
            log.warn("tls failed peer={} reason={}", channel.remoteAddress(), reasonOf(refusal));
        } else if (failure instanceof IOException) {
            log.debug("connection lost peer={} reason={}", channel.remoteAddress(), failure.getMessage());
        } else {
            log.error("connection failed peer={}", channel.remoteAddress(), failure);
        }
        closeNow();
    }

    /** For people: most often a client that has not been told to trust the certificate, or that speaks plain HTTP. */
    private static @Nullable String reasonOf(SSLException refusal) {
        // Netty's own words would quote the request, cookies included.
        return refusal instanceof NotSslRecordException ? "no TLS (expected: https)" : refusal.getMessage();
    }

    /** Whether it is under TLS. */
    boolean isSecure() {
        return secure;
    }

    void closeAfterWrites() {
        deaf = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    void closeNow() {
        channel.close().addListener(this::reportFailedClose);
    }

    private void closeOnFailure(Future<? super Void> done) {
        if (!done.isSuccess()) {
            closeNow();
        }
    }

    private void reportFailedClose(Future<? super Void> done) {
        if (!done.isSuccess()) {
            log.warn("connection not closed peer={}", channel.remoteAddress(), done.cause());
        }
    }

    private static HttpResponseStatus statusOf(@Nullable Throwable failure) {
        if (failure instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return failure instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }
}
