package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.Answer;
import dev.rookery.host.httpstream.connection.Connection;
import dev.rookery.host.httpstream.connection.ConnectionPool;
import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.cookie.CookieJar;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to one outcome, within its time: over the redirects it asked to have followed, and once more
 * over a fresh connection when a kept one turned out to be dead. Event loop only.
 */
final class Exchange implements Connection.Listener {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /** Hears the outcome: one of the two, once. */
    interface Listener {

        /** The response that the caller is to see. */
        void answered(HttpResponse response);

        /** There is none. */
        void failed(HttpStreamException failure);
    }

    private final EventLoop loop;
    private final ConnectionPool pool;
    private final CookieJar cookies;
    private final HttpStreamOptions options;
    private final HttpRequest asked;
    private final Listener listener;
    private final long started = System.nanoTime();

    private HttpRequest request;
    private int redirectsLeft;
    private @Nullable Connection connection;
    private @Nullable Future<?> limit;

    Exchange(
            EventLoop loop,
            ConnectionPool pool,
            CookieJar cookies,
            HttpStreamOptions options,
            HttpRequest request,
            Listener listener) {
        this.loop = loop;
        this.pool = pool;
        this.cookies = cookies;
        this.options = options;
        this.asked = request;
        this.listener = listener;
        this.request = request;
        this.redirectsLeft = request.redirects();
    }

    void start() {
        Duration bound = asked.timeout().isZero() ? options.requestTimeout() : asked.timeout();
        limit = loop.schedule(() -> late(bound), TimeUnit.NANOSECONDS.convert(bound), TimeUnit.NANOSECONDS);
        transmit(pool.take(target()));
    }

    /** Gives up; the listener hears nothing. */
    void abandon() {
        stopClock();
        if (connection != null) {
            connection.abandon();
            connection = null;
        }
    }

    /** A failure of this exchange that is not the connection's. */
    HttpStreamException failure(Phase phase, String reason, @Nullable Throwable cause) {
        return new HttpStreamException(phase, request.method(), request.uri().getHost(), elapsed(), reason, cause);
    }

    @Override
    public void answered(Answer answer) {
        connection = null;
        cookies.store(request.uri(), answer.headers(HttpHeaderNames.SET_COOKIE));
        log.debug(
                "answered request=\"{}\" status={} bytes={} elapsedMs={}",
                request,
                answer.status(),
                answer.receivedBytes(),
                elapsed().toMillis());
        HttpResponse response = new HttpResponse(request.uri(), answer.status(), answer.headers(), answer.body());
        HttpRequest redirected = redirectsLeft > 0 ? Redirect.follow(request, response) : null;
        if (redirected == null) {
            stopClock();
            listener.answered(response);
            return;
        }
        redirectsLeft--;
        request = redirected;
        transmit(pool.take(target()));
    }

    @Override
    public void failed(Connection.State reached, String reason, @Nullable Throwable cause, boolean stale) {
        connection = null;
        if (stale && request.isRepeatable()) {
            // A fresh connection is never stale, so this happens once.
            log.debug("repeating request=\"{}\" reason=\"{}\"", request, reason);
            transmit(pool.open(target()));
            return;
        }
        stopClock();
        listener.failed(failure(phase(reached), reason, cause));
    }

    private void transmit(Connection over) {
        connection = over;
        over.send(WireRequest.of(request, cookies.header(request.uri())), this);
    }

    private void late(Duration bound) {
        Phase phase = connection == null ? Phase.WAIT : phase(connection.state());
        abandon();
        listener.failed(failure(phase, "no complete answer within " + Reason.spoken(bound), null));
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

    private Origin target() {
        URI endpoint = options.endpoint();
        return Origin.of(endpoint == null ? request.uri() : endpoint);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void stopClock() {
        if (limit != null) {
            limit.cancel(false);
        }
    }
}
