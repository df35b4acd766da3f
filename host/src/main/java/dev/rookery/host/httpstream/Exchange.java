package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.Call;
import dev.rookery.host.httpstream.connection.Connection;
import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.wire.ResponseHead;
import dev.rookery.host.ioloop.Timeout;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to one outcome, within its time: over the redirects it asked to have followed, and once more
 * over a fresh connection when a kept one turned out to be dead. It is its own deadline. Event loop only.
 */
final class Exchange extends Timeout implements Call {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /** Hears the outcome: one of the two, once. */
    interface Listener {

        /** The response that the caller is to see. */
        void answered(HttpResponse response);

        /** There is none. */
        void failed(HttpStreamException failure);
    }

    private final HttpStream stream;
    private final Listener listener;
    private final long started = System.nanoTime();

    private HttpRequest request;
    private int redirectsLeft;
    private boolean ended;

    // Of the request that is under way. Without a connection it waits for one.
    private @Nullable Connection connection;
    private @Nullable ResponseHead head;
    private @Nullable CollectedBody body;
    private @Nullable HttpResponse response;

    Exchange(HttpStream stream, HttpRequest request, Listener listener) {
        this.stream = stream;
        this.listener = listener;
        this.request = request;
        this.redirectsLeft = request.redirects();
    }

    void start() {
        stream.wheel().arm(this, bound().toNanos());
        stream.pool().send(target(), this);
    }

    /** Gives up; the listener hears nothing. */
    void abandon() {
        stop();
        if (connection != null) {
            connection.abandon();
            connection = null;
        } else {
            stream.pool().forget(target(), this);
        }
    }

    /** A failure of this exchange that is not the connection's. */
    HttpStreamException failure(Phase phase, String reason, @Nullable Throwable cause) {
        return new HttpStreamException(phase, request.method(), request.uri().getHost(), elapsed(), reason, cause);
    }

    @Override
    public boolean isAlone() {
        return request.isAlone();
    }

    @Override
    public void carriedBy(Connection carrier) {
        connection = carrier;
    }

    @Override
    public ByteBuf request(ByteBufAllocator allocator) {
        return WireRequest.encode(request, stream.cookies().header(request.uri()), allocator);
    }

    @Override
    public boolean isAnsweredWithoutBody() {
        return request.method().equals("HEAD");
    }

    @Override
    public boolean endsConnection() {
        return request.endsConnection();
    }

    @Override
    public void head(ResponseHead received) {
        head = received;
        long announced = isAnsweredWithoutBody() ? 0 : received.contentLength();
        if (announced > stream.options().maxBodyBytes()) {
            fail(ContentCoding.tooLarge(stream.options().maxBodyBytes()), null);
        } else {
            body = new CollectedBody((int) announced);
        }
    }

    @Override
    public void body(ByteBuf piece) {
        CollectedBody collected = body;
        if (collected == null) {
            return;
        }
        if (collected.size() + (long) piece.readableBytes() > stream.options().maxBodyBytes()) {
            fail(ContentCoding.tooLarge(stream.options().maxBodyBytes()), null);
        } else {
            collected.add(piece);
        }
    }

    private void fail(String reason, @Nullable Throwable cause) {
        if (connection != null) {
            connection.fail(reason, cause);
        }
    }

    private void forgetAnswer() {
        head = null;
        body = null;
        response = null;
    }

    @Override
    public void end() {
        CollectedBody collected = body;
        ResponseHead received = head;
        if (collected == null || received == null) {
            return;
        }
        try {
            response = HttpResponse.of(
                    request.uri(), received, collected.bytes(), stream.options().maxBodyBytes());
        } catch (BrokenContentException e) {
            fail(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    @Override
    public void answered() {
        HttpResponse whole = Objects.requireNonNull(response);
        connection = null;
        forgetAnswer();
        List<String> cookies = whole.setCookies();
        if (!cookies.isEmpty()) {
            stream.cookies().store(request.uri(), cookies);
        }
        if (log.isDebugEnabled()) {
            log.debug(
                    "answered request=\"{}\" status={} bytes={} elapsedMs={}",
                    request,
                    whole.status(),
                    whole.size(),
                    elapsed().toMillis());
        }
        HttpRequest redirected = redirectsLeft > 0 ? Redirect.follow(request, whole) : null;
        if (redirected == null) {
            stop();
            listener.answered(whole);
            return;
        }
        redirectsLeft--;
        request = redirected;
        stream.pool().send(target(), this);
    }

    @Override
    public void failed(Connection.State reached, String reason, @Nullable Throwable cause, boolean stale) {
        connection = null;
        forgetAnswer();
        if (stale && request.isRepeatable()) {
            // A fresh connection is never stale, so this happens once.
            log.debug("repeating request=\"{}\" reason=\"{}\"", request, reason);
            stream.pool().sendAfresh(target(), this);
            return;
        }
        stop();
        listener.failed(failure(phase(reached), reason, cause));
    }

    @Override
    public void refused(String reason) {
        if (!ended) {
            stop();
            listener.failed(failure(Phase.QUEUE, reason, null));
        }
    }

    /** The deadline. */
    @Override
    protected void expired() {
        Phase phase = connection == null ? Phase.QUEUE : phase(connection.state());
        abandon();
        listener.failed(failure(phase, "no complete answer within " + Reason.spoken(bound()), null));
    }

    private void stop() {
        ended = true;
        stream.wheel().disarm(this);
    }

    private static Phase phase(Connection.State reached) {
        return switch (reached) {
            case CONNECTING -> Phase.CONNECT;
            case IDLE, SENDING -> Phase.SEND;
            case WAITING -> Phase.WAIT;
            case RECEIVING -> Phase.RECEIVE;
            case CLOSED -> Phase.CLOSED;
        };
    }

    private Duration bound() {
        return request.timeout().isZero() ? stream.options().requestTimeout() : request.timeout();
    }

    private Origin target() {
        Origin endpoint = stream.endpoint();
        return endpoint == null ? request.origin() : endpoint;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
