package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.ChainSnapshot.Waiting;
import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.Call;
import dev.rookery.host.httpstream.connection.Connection;
import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.connection.RequestContent;
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
final class Exchange extends Timeout implements Call, Delivery.Owner {

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
    private final @Nullable ExchangeEvents events;
    private final long started = System.nanoTime();

    private HttpRequest request;
    private int redirectsLeft;
    private boolean sent;
    private boolean ended;

    // Of the request that is under way. Without a connection it waits for one.
    private @Nullable Connection connection;
    private @Nullable ResponseHead head;
    private @Nullable CollectedBody body;
    private @Nullable HttpResponse response;

    /** Of a body that is not kept in memory. */
    private @Nullable Delivery delivery;

    /** Whether the response is whole, though its receiver may still be taking it. */
    private boolean received;

    /** One with an outcome for the listener; its events are null when nobody else listens. */
    Exchange(HttpStream stream, HttpRequest request, Listener listener, @Nullable ExchangeEvents events) {
        this.stream = stream;
        this.listener = listener;
        this.events = events;
        this.request = request;
        this.redirectsLeft = request.redirects();
    }

    void start() {
        stream.wheel().arm(this, bound());
        stream.pool().send(target(), this);
    }

    /** Gives up; the listener hears nothing. */
    void abandon() {
        stop();
        if (delivery != null || events != null) {
            giveUp(failure(Phase.CLOSED, "the request was given up", null));
        }
        if (connection != null) {
            connection.abandon();
            connection = null;
        } else {
            stream.pool().forget(target(), this);
        }
    }

    /** A failure of this exchange that is not the connection's. */
    HttpStreamException failure(Phase phase, String reason, @Nullable Throwable cause) {
        return new HttpStreamException(
                phase, request.method(), request.uri().getHost(), elapsed(), reason, sent, cause);
    }

    /** Those who hear it beside the listener. */
    private void giveUp(HttpStreamException failure) {
        if (delivery != null) {
            delivery.fail(failure);
        }
        if (events != null) {
            events.failed(failure);
        }
    }

    /** How it stands. */
    ChainSnapshot snapshot(String name, int attempt) {
        return new ChainSnapshot(name, waiting(), elapsed(), request.toString(), attempt);
    }

    private Waiting waiting() {
        if (connection == null) {
            return received ? Waiting.BODY : Waiting.QUEUE;
        }
        return Waiting.of(connection.state());
    }

    @Override
    public boolean isAlone() {
        return request.isAlone();
    }

    @Override
    public void carriedBy(Connection carrier) {
        connection = carrier;
        if (events != null) {
            events.acquired(carrier.isReused());
        }
    }

    @Override
    public void connected() {
        if (events != null) {
            events.connected();
        }
    }

    @Override
    public void secured() {
        if (events != null) {
            events.secured();
        }
    }

    @Override
    public ByteBuf request(ByteBufAllocator allocator) {
        sent = true;
        if (events != null) {
            events.requestStarted(request);
        }
        return request.wire(stream.cookies().header(request.uri())).copy(allocator);
    }

    @Override
    public @Nullable RequestContent content() {
        return request.isSentWhole() ? null : request.body().content(stream.files());
    }

    @Override
    public boolean awaitsContinue() {
        return request.expectsContinue();
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
    public void head(ResponseHead begun) {
        head = begun;
        if (events != null) {
            events.responseStarted(request, begun.status());
        }
        if (isDelivered(begun)) {
            return;
        }
        long announced = begun.bodyLength();
        if (announced > stream.options().maxBodyBytes()) {
            fail(ContentDecoder.tooLarge(stream.options().maxBodyBytes()), null);
        } else {
            body = new CollectedBody((int) announced);
        }
    }

    /** Whether somebody takes the body so that it is not kept in memory. */
    private boolean isDelivered(ResponseHead begun) {
        if (!request.wantsDelivery()) {
            return false;
        }
        HttpResponse empty = HttpResponse.withoutBody(request.uri(), begun);
        if (redirectsLeft > 0 && Redirect.follow(request, empty) != null) {
            return false;
        }
        Delivery begins;
        try {
            begins = Delivery.of(stream, request, empty, begun, this);
        } catch (RuntimeException e) {
            fail("the body handler threw " + e.getClass().getName(), e);
            return true;
        }
        if (begins == null) {
            return false;
        }
        response = empty;
        delivery = begins;
        begins.start();
        return true;
    }

    @Override
    public void body(ByteBuf piece) {
        CollectedBody collected = body;
        if (delivery != null) {
            delivery.add(piece);
        } else if (collected == null) {
            return;
        } else if (collected.size() + (long) piece.readableBytes()
                > stream.options().maxBodyBytes()) {
            fail(ContentDecoder.tooLarge(stream.options().maxBodyBytes()), null);
        } else {
            collected.add(piece);
        }
    }

    @Override
    public void pause() {
        if (connection != null) {
            connection.pause();
        }
    }

    @Override
    public void resume() {
        if (connection != null) {
            connection.resume();
        }
    }

    @Override
    public void delivered() {
        if (!ended && received) {
            conclude(Objects.requireNonNull(response));
        }
    }

    @Override
    public void undelivered(String reason, @Nullable Throwable cause) {
        if (connection != null) {
            connection.fail(reason, cause);
        } else if (!ended) {
            lost(failure(Phase.RECEIVE, reason, cause));
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
        delivery = null;
        received = false;
    }

    @Override
    public void end() {
        CollectedBody collected = body;
        ResponseHead begun = head;
        if (delivery != null) {
            delivery.end();
        } else if (collected != null && begun != null) {
            try {
                response = HttpResponse.of(
                        request.uri(),
                        begun,
                        collected.bytes(),
                        stream.options().maxBodyBytes());
            } catch (BrokenContentException e) {
                fail(String.valueOf(e.getMessage()), e.getCause());
            }
        }
    }

    @Override
    public void answered() {
        HttpResponse whole = Objects.requireNonNull(response);
        connection = null;
        received = true;
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
        if (delivery == null || delivery.isOver()) {
            conclude(whole);
        }
    }

    private void conclude(HttpResponse whole) {
        boolean inMemory = delivery == null;
        forgetAnswer();
        HttpRequest redirected = inMemory && redirectsLeft > 0 ? Redirect.follow(request, whole) : null;
        if (redirected == null) {
            stop();
            if (events != null) {
                events.answered(whole);
            }
            listener.answered(whole);
            return;
        }
        redirectsLeft--;
        if (events != null) {
            events.redirected(request, redirected);
        }
        request = redirected;
        stream.pool().send(target(), this);
    }

    @Override
    public void failed(Connection.State reached, String reason, @Nullable Throwable cause, boolean stale) {
        connection = null;
        if (stale && request.isRepeatable()) {
            // A fresh connection is never stale, so this happens once.
            forgetAnswer();
            log.debug("repeating request=\"{}\" reason=\"{}\"", request, reason);
            stream.pool().sendAfresh(target(), this);
            return;
        }
        lost(failure(Phase.of(reached), reason, cause));
    }

    private void lost(HttpStreamException failure) {
        stop();
        giveUp(failure);
        forgetAnswer();
        listener.failed(failure);
    }

    @Override
    public void refused(String reason) {
        if (!ended) {
            lost(failure(Phase.QUEUE, reason, null));
        }
    }

    /** The deadline. */
    @Override
    protected void expired() {
        Phase reached = received ? Phase.RECEIVE : connection == null ? Phase.QUEUE : Phase.of(connection.state());
        HttpStreamException failure = failure(reached, "no complete answer within " + Reason.spoken(bound()), null);
        giveUp(failure);
        abandon();
        listener.failed(failure);
    }

    private void stop() {
        ended = true;
        stream.wheel().disarm(this);
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
