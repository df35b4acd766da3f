package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.connection.Call;
import dev.rookery.host.httpstream.connection.Connection;
import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import dev.rookery.host.httpstream.wire.RequestWriter;
import dev.rookery.host.httpstream.wire.ResponseHead;
import dev.rookery.host.ioloop.Timeout;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a web socket over a connection of its own (RFC 6455 part 4.1), within its time; it is its own deadline. Loop
 * only. Tells its session the outcome, once, unless it is abandoned before.
 */
final class Handshake extends Timeout implements Call {

    private static final int KEY_BYTES = 16;
    private static final int HEAD_BYTES = 512;

    private final WebSockets sockets;
    private final WebSocketRequest request;
    private final Session session;
    private final String key;

    private @Nullable Connection connection;
    private @Nullable Agreement agreement;
    private boolean ended;

    Handshake(WebSockets sockets, WebSocketRequest request, Session session) {
        this.sockets = sockets;
        this.request = request;
        this.session = session;
        this.key = Base64.getEncoder().encodeToString(sockets.masks().nextBytes(KEY_BYTES));
    }

    void start() {
        sockets.wheel().arm(this, request.limits().handshakeTimeout());
        sockets.pool().send(target(), this);
    }

    /** Gives up; the session hears nothing more. */
    void abandon() {
        stop();
        if (connection != null) {
            connection.abandon();
            connection = null;
        } else {
            sockets.pool().forget(target(), this);
        }
    }

    private void stop() {
        ended = true;
        sockets.wheel().disarm(this);
    }

    private Origin target() {
        Origin endpoint = sockets.endpoint();
        return endpoint == null ? request.origin() : endpoint;
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public void carriedBy(Connection carrier) {
        connection = carrier;
    }

    @Override
    public ByteBuf request(ByteBufAllocator allocator) {
        ByteBuf out = allocator.ioBuffer(HEAD_BYTES);
        RequestWriter writer = new RequestWriter(out, "GET", request.target());
        if (!request.has("host")) {
            writer.field("Host", request.origin().authority());
        }
        writer.field("Upgrade", "websocket")
                .field("Connection", "Upgrade")
                .field("Sec-WebSocket-Key", key)
                .field("Sec-WebSocket-Version", "13");
        if (!request.subprotocols().isEmpty()) {
            writer.field("Sec-WebSocket-Protocol", String.join(", ", request.subprotocols()));
        }
        if (request.compressed()) {
            writer.field("Sec-WebSocket-Extensions", Agreement.OFFER);
        }
        writer.fields(request.fields());
        if (!request.has("user-agent")) {
            writer.field("User-Agent", sockets.userAgent());
        }
        String cookies = request.has("cookie") ? null : sockets.cookies().header(request.uri());
        if (cookies != null) {
            writer.field("Cookie", cookies);
        }
        writer.end();
        return out;
    }

    @Override
    public boolean isAnsweredWithoutBody() {
        return false;
    }

    @Override
    public boolean endsConnection() {
        return false;
    }

    @Override
    public boolean switches() {
        return true;
    }

    @Override
    public void head(ResponseHead head) {
        List<String> cookies = head.fields("Set-Cookie");
        if (!cookies.isEmpty()) {
            sockets.cookies().store(request.uri(), cookies);
        }
        if (head.status() != 101) {
            abandon();
            session.fail(WebSocketException.rejected(session.host(), head));
            return;
        }
        try {
            agreement = Agreement.of(request, key, head);
        } catch (Agreement.BrokenException e) {
            fail(Kind.HANDSHAKE, String.valueOf(e.getMessage()), null);
        }
    }

    @Override
    public void switched(Channel channel) {
        connection = null;
        stop();
        if (agreement != null) {
            session.opened(channel, agreement);
        }
    }

    @Override
    public void body(ByteBuf piece) {
        // An answer other than 101 is given up at its head, and a 101 has no body.
    }

    @Override
    public void end() {
        // As above.
    }

    @Override
    public void answered() {
        // As above.
    }

    @Override
    public void failed(Connection.State reached, String reason, @Nullable Throwable cause, boolean stale) {
        connection = null;
        stop();
        session.fail(reached == Connection.State.CONNECTING ? Kind.CONNECT : Kind.HANDSHAKE, reason, cause);
    }

    @Override
    public void refused(String reason) {
        if (!ended) {
            stop();
            session.fail(Kind.CONNECT, reason, null);
        }
    }

    /** The deadline. */
    @Override
    protected void expired() {
        fail(Kind.TIMEOUT, "not open within " + Reason.spoken(request.limits().handshakeTimeout()), null);
    }

    private void fail(Kind kind, String reason, @Nullable Throwable cause) {
        abandon();
        session.fail(kind, reason, cause);
    }
}
