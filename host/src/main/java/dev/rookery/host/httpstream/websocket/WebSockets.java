package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.connection.ConnectionPool;
import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import dev.rookery.host.ioloop.TimerWheel;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The web sockets of one stream, and what they share. Loop only but for {@link #open}. */
public final class WebSockets {

    private final EventLoop loop;
    private final TimerWheel wheel;
    private final ConnectionPool pool;
    private final CookieJar cookies;
    private final @Nullable Origin endpoint;
    private final String userAgent;
    private final FrameMasks masks = new FrameMasks();
    private final Set<Session> sessions = new LinkedHashSet<>();

    private @Nullable MessageDeflater deflater;
    private boolean closing;

    /**
     * None yet.
     *
     * @param endpoint whom every request is sent to; null for the hosts that they name
     */
    public WebSockets(
            EventLoop loop,
            TimerWheel wheel,
            ConnectionPool pool,
            CookieJar cookies,
            @Nullable Origin endpoint,
            String userAgent) {
        this.loop = loop;
        this.wheel = wheel;
        this.pool = pool;
        this.cookies = cookies;
        this.endpoint = endpoint;
        this.userAgent = userAgent;
    }

    /**
     * Opens one. Any thread.
     *
     * @throws RejectedExecutionException if the loop has stopped
     */
    public WebSocket open(WebSocketRequest request, WebSocketListener listener) {
        Session session = new Session(this, request, listener);
        loop.execute(session::start);
        return session;
    }

    /** Ends all of them, and those that are opened later: the listeners hear of it, the servers are told 1001. */
    public void close() {
        closing = true;
        List.copyOf(sessions).forEach(session -> session.fail(Kind.CLOSED, "the stream was closed", null));
        if (deflater != null) {
            deflater.close();
        }
    }

    /** Takes care of one, unless the stream is closed. */
    boolean begins(Session session) {
        return !closing && sessions.add(session);
    }

    void ended(Session session) {
        sessions.remove(session);
    }

    EventLoop loop() {
        return loop;
    }

    TimerWheel wheel() {
        return wheel;
    }

    ConnectionPool pool() {
        return pool;
    }

    CookieJar cookies() {
        return cookies;
    }

    @Nullable
    Origin endpoint() {
        return endpoint;
    }

    String userAgent() {
        return userAgent;
    }

    FrameMasks masks() {
        return masks;
    }

    /** Made when the first message is compressed. */
    MessageDeflater deflater() {
        if (deflater == null) {
            deflater = new MessageDeflater();
        }
        return deflater;
    }
}
