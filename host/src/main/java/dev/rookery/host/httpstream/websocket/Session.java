package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import dev.rookery.host.ioloop.Timeout;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One web socket from its handshake to its end. Loop only but for what {@link WebSocket} offers.
 *
 * <pre>
 * OPENING ──► OPEN ──► CLOSING ──► ENDED
 *    └─────────┴─────────────────────┘
 * </pre>
 *
 * <p>OPENING: the handshake is under way. OPEN: messages go both ways, and the clock asks for signs of life. CLOSING:
 * this side has said goodbye, the clock bounds the wait for the answer. ENDED: the listener has heard how it ended; the
 * server is left to close the connection, so that what was told last is not lost, and the clock bounds that.
 */
final class Session implements WebSocket {

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private enum State {
        OPENING,
        OPEN,
        CLOSING,
        ENDED
    }

    private final WebSockets sockets;
    private final WebSocketRequest request;
    private final WebSocketListener listener;
    private final WebSocketLimits limits;
    private final Outgoing outgoing;
    private final Pongs pongs = new Pongs();

    private State state = State.OPENING;
    private @Nullable Handshake handshake;
    private @Nullable Channel channel;
    private volatile String subprotocol = "";

    private boolean silent;

    private final Timeout clock = new Timeout() {
        @Override
        protected void expired() {
            timeIsOver();
        }
    };

    Session(WebSockets sockets, WebSocketRequest request, WebSocketListener listener) {
        this.sockets = sockets;
        this.request = request;
        this.listener = listener;
        this.limits = request.limits();
        this.outgoing = new Outgoing(this, sockets, limits.maxOutgoingBytes());
    }

    String host() {
        return request.origin().host();
    }

    /** Whether what comes is still for the listener. */
    boolean isHearing() {
        return state == State.OPEN || state == State.CLOSING;
    }

    /** Where messages go; null when none may. */
    @Nullable
    Channel sendingTo() {
        return state == State.OPEN ? channel : null;
    }

    void start() {
        if (state != State.OPENING) {
            return; // Closed before it began.
        }
        if (!sockets.begins(this)) {
            fail(Kind.CLOSED, "the stream is closed", null);
            return;
        }
        handshake = new Handshake(sockets, request, this);
        handshake.start();
    }

    void opened(Channel connected, Agreement agreement) {
        handshake = null;
        channel = connected;
        subprotocol = agreement.subprotocol();
        outgoing.compress(agreement.compressed());
        state = State.OPEN;
        FrameHandler.install(connected.pipeline(), this, agreement, limits.maxMessageBytes(), sockets.masks());
        awaitNextPing();
        log.debug("web socket opened host={} compressed={}", host(), agreement.compressed());
        tell(() -> listener.opened(this));
    }

    void text(String message) {
        tell(() -> listener.text(this, message));
    }

    void binary(byte[] message) {
        tell(() -> listener.binary(this, message));
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (
                Throwable thrown) { // Whatever it is, it must not reach the pipeline, and the listener must hear of it.
            fail(Kind.LISTENER, "the listener threw " + thrown.getClass().getName(), thrown);
        }
    }

    /** The server has said goodbye. */
    void closed(int code, String reason) {
        if (state == State.OPEN) {
            write(CloseCode.isSendable(code) ? new CloseWebSocketFrame(code, "") : new CloseWebSocketFrame());
        }
        end(true);
        log.debug("web socket closed host={} code={}", host(), code);
        tellLast(() -> listener.closed(code, reason));
    }

    void tooLarge() {
        fail(Kind.TOO_LARGE, "a message is larger than " + limits.maxMessageBytes() + " bytes", null);
    }

    void fail(Kind kind, String reason, @Nullable Throwable cause) {
        fail(failure(kind, reason, cause));
    }

    WebSocketException failure(Kind kind, String reason, @Nullable Throwable cause) {
        return new WebSocketException(kind, host(), reason, cause);
    }

    /** Ends without a goodbye; the first failure is told, others are its echo. */
    void fail(WebSocketException failure) {
        if (state == State.ENDED) {
            return;
        }
        int code = failure.kind().closeCode();
        boolean says = code != 0 && state == State.OPEN;
        if (says) {
            write(new CloseWebSocketFrame(code, ""));
        }
        end(says);
        log.debug("web socket failed error=\"{}\"", failure.getMessage());
        tellLast(() -> listener.failed(failure));
    }

    /** @param graceful whether the server is left to close the connection */
    private void end(boolean graceful) {
        state = State.ENDED;
        sockets.ended(this);
        if (handshake != null) {
            handshake.abandon();
            handshake = null;
        }
        if (channel == null) {
            return;
        }
        if (graceful) {
            sockets.wheel().arm(clock, limits.closeTimeout());
        } else {
            sockets.wheel().disarm(clock);
            closeChannel(channel);
        }
    }

    private void tellLast(Runnable event) {
        try {
            event.run();
        } catch (Throwable thrown) { // As in tell; nobody is left to hear of it but the log.
            log.warn("web socket listener threw at the end host={}", host(), thrown);
        }
    }

    /** The channel is closed. */
    void disconnected() {
        sockets.wheel().disarm(clock);
        fail(
                Kind.CONNECTION,
                state == State.CLOSING
                        ? "the connection was closed before the close was answered"
                        : "the connection was closed without a goodbye",
                null);
    }

    /** The server asks for a sign of life. */
    void pinged(byte[] payload) {
        if (state == State.OPEN && channel != null) {
            pongs.answer(channel, payload);
        }
    }

    /** Something has come. */
    void signOfLife() {
        if (silent && state == State.OPEN) {
            silent = false;
            awaitNextPing();
        }
    }

    private void awaitNextPing() {
        if (!limits.pingInterval().isZero()) {
            sockets.wheel().arm(clock, limits.pingInterval());
        }
    }

    private void timeIsOver() {
        switch (state) {
            case OPENING -> throw new IllegalStateException("the handshake has a clock of its own");
            case OPEN -> {
                if (silent) {
                    fail(
                            Kind.TIMEOUT,
                            "nothing came for " + Reason.spoken(limits.pingTimeout()) + " after a ping",
                            null);
                } else {
                    silent = true;
                    sockets.wheel().arm(clock, limits.pingTimeout());
                    write(new PingWebSocketFrame());
                }
            }
            case CLOSING ->
                fail(Kind.TIMEOUT, "the close was not answered within " + Reason.spoken(limits.closeTimeout()), null);
            case ENDED -> {
                if (channel != null) {
                    closeChannel(channel);
                }
            }
        }
    }

    @Override
    public CompletionStage<Void> send(String text) {
        return outgoing.send(text);
    }

    @Override
    public CompletionStage<Void> send(byte[] binary) {
        return outgoing.send(binary);
    }

    @Override
    public long outgoingBytes() {
        return outgoing.bytes();
    }

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public void close(int code, String reason) {
        CloseCode.requireSendable(code, reason);
        if (sockets.loop().inEventLoop() && state == State.OPEN) {
            beginClosing(code, reason); // At once, so that a message sent after it does not overtake it.
            return;
        }
        try {
            sockets.loop().execute(() -> beginClosing(code, reason));
        } catch (RejectedExecutionException e) {
            log.trace("closed after the loop had stopped, which had closed every channel already");
        }
    }

    private void beginClosing(int code, String reason) {
        if (state == State.OPENING) {
            fail(Kind.CLOSED, "given up before it was open", null);
        } else if (state == State.OPEN) {
            state = State.CLOSING;
            sockets.wheel().arm(clock, limits.closeTimeout());
            write(new CloseWebSocketFrame(code, reason));
        }
    }

    private void write(Object frame) {
        Channel open = channel;
        if (open == null) {
            throw new IllegalStateException("write in state " + state + " (expected: after opened)");
        }
        open.writeAndFlush(frame).addListener(written -> {
            if (!written.isSuccess()) {
                log.trace("control frame not written host={}", host(), written.cause());
            }
        });
    }

    private void closeChannel(Channel open) {
        open.close().addListener(done -> {
            if (!done.isSuccess()) {
                log.debug("close failed host={}", host(), done.cause());
            }
        });
    }
}
