package dev.rookery.host.httpstream.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an origin: carries one exchange at a time and tells how it ended. It is the last handler of its
 * channel's pipeline. Event loop only.
 *
 * <pre>
 * CONNECTING ──► IDLE ──► SENDING ──► WAITING ──► RECEIVING ──► IDLE (to the pool) or CLOSED
 *      └──────────┴──────────┴───────────┴────────────┴───────► CLOSED
 * </pre>
 *
 * <p>Kept for another exchange only after an answer that came whole, to a request that went out whole, with neither
 * side asking to close. Everything else ends in CLOSED: a protocol error, an early close, a cancelled exchange.
 */
public final class Connection extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** How far a connection, and the exchange it carries, has come. */
    public enum State {
        /** Looking up, connecting and the TLS handshake. */
        CONNECTING,
        /** Open, with nothing to do. */
        IDLE,
        /** The request goes out. */
        SENDING,
        /** The request is out, nothing of the answer is there. */
        WAITING,
        /** The head of the answer is there. */
        RECEIVING,
        /** For good. */
        CLOSED
    }

    /** Hears how an exchange ended: one of the two, once. */
    public interface Listener {

        /** The answer is there, whole; the connection is back in the pool or closed. */
        void answered(Answer answer);

        /**
         * There will be no answer; the connection is closed.
         *
         * @param stale whether this looks like the server's having closed a kept-alive connection: it was used before
         *     and not one byte came back
         */
        void failed(State reached, String reason, @Nullable Throwable cause, boolean stale);
    }

    /** Whom a connection belongs to between exchanges. */
    interface Owner {

        /** It may be used again. */
        void unused(Connection connection);

        /** It is closed. */
        void closed(Connection connection);
    }

    private final Origin origin;
    private final Owner owner;
    private final ConnectionOptions options;

    private State state = State.CONNECTING;
    private @Nullable Channel channel;

    // Of the exchange under way; the listener is null when there is none.
    private @Nullable Listener listener;
    private @Nullable FullHttpRequest request;
    private @Nullable Answer answer;
    private boolean sent;
    private boolean heard;
    private boolean lastOne;

    private boolean usedBefore;
    private boolean saidGoodbye;

    Connection(Origin origin, Owner owner, ConnectionOptions options) {
        this.origin = origin;
        this.owner = owner;
        this.options = options;
    }

    Origin origin() {
        return origin;
    }

    /** How far the exchange under way has come. */
    public State state() {
        return state;
    }

    boolean isUsable() {
        return state == State.IDLE && channel != null && channel.isActive();
    }

    /** The channel exists; it may yet have to connect. */
    void opened(Channel toBe) {
        channel = toBe;
    }

    /** Connected, TLS agreed upon: what waits to be sent is sent. */
    void connected() {
        if (state == State.CONNECTING) {
            state = State.IDLE;
            transmit();
        }
    }

    /** Begins an exchange, at once or when connected. The request is released in any case. */
    public void send(FullHttpRequest what, Listener hears) {
        request = what;
        listener = hears;
        transmit();
    }

    private void transmit() {
        FullHttpRequest what = request;
        if (state != State.IDLE || what == null || channel == null) {
            return;
        }
        request = null;
        answer = null;
        sent = false;
        heard = false;
        lastOne = !HttpUtil.isKeepAlive(what);
        state = State.SENDING;
        channel.writeAndFlush(what).addListener(written -> {
            if (!written.isSuccess()) {
                fail(Reason.ofExchange(written.cause()), written.cause());
                return;
            }
            sent = true;
            if (state == State.SENDING) {
                state = State.WAITING;
            }
        });
    }

    /** Gives up: nothing more is heard of the exchange. */
    public void abandon() {
        listener = null;
        close();
    }

    /** Closes; an exchange under way must have been told before. */
    void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            if (request != null) {
                request.release();
                request = null;
            }
            owner.closed(this);
            if (channel != null) {
                channel.close().addListener(done -> {
                    if (!done.isSuccess()) {
                        log.debug("close failed origin={}", origin, done.cause());
                    }
                });
            }
        }
    }

    /** Ends the exchange under way, if any, and the connection. The first failure is told, others are its echo. */
    void fail(String reason, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        State reached = state;
        boolean stale = usedBefore && !heard && (state == State.SENDING || state == State.WAITING);
        Listener hears = listener;
        abandon();
        if (hears != null) {
            hears.failed(reached, reason, cause, stale);
        }
    }

    /** Bytes have come, before anybody made sense of them. */
    void heardBytes() {
        heard = true;
        if (state == State.IDLE) {
            close(); // Nobody asked for anything: what comes must not be taken for the next answer.
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        if (part instanceof io.netty.handler.codec.http.HttpResponse head) {
            if (answer != null) {
                lastOne = true; // A second answer to one request: the first is good, the connection is not.
                return;
            }
            state = head.decoderResult().isFailure() ? state : State.RECEIVING;
            if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                throw new BrokenAnswerException("the peer switched protocols, which nobody asked for");
            }
            answer = new Answer(head, options.maxBodyBytes());
        }
        Answer current = answer;
        if (part instanceof HttpContent content && current != null && !current.isComplete()) {
            current.add(content);
            if (current.isComplete()) {
                completed(ctx, current);
            }
        }
    }

    private void completed(ChannelHandlerContext ctx, Answer whole) throws BrokenAnswerException {
        if (whole.isInterim()) {
            answer = null;
            state = sent ? State.WAITING : State.SENDING;
        } else if (origin.tls() && !saidGoodbye && !ctx.channel().isActive() && whole.endsWithConnection()) {
            throw new BrokenAnswerException("the connection was cut in the middle of the answer (TLS was not ended)");
        }
    }

    /** Everything that was read has been decoded: only now it shows whether anything followed the answer. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        Answer whole = answer;
        Listener hears = listener;
        if (state != State.RECEIVING || whole == null || !whole.isComplete() || hears == null) {
            return;
        }
        listener = null;
        answer = null;
        if (sent && !lastOne && whole.keepsAlive() && ctx.channel().isActive()) {
            usedBefore = true;
            state = State.IDLE;
            owner.unused(this);
        } else {
            close();
        }
        hears.answered(whole);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        channelReadComplete(ctx);
        Answer begun = answer;
        int received = begun == null ? 0 : begun.receivedBytes();
        fail(
                switch (state) {
                    case CONNECTING -> origin + " closed the connection before it was ready";
                    case RECEIVING ->
                        "the peer closed the connection in the middle of the answer, after " + received
                                + " bytes of the body";
                    default -> "the peer closed the connection before it answered";
                },
                null);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                connected();
            } else {
                fail(Reason.ofConnecting(handshake.cause(), origin), handshake.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent goodbye) {
            saidGoodbye = goodbye.isSuccess();
            if (state == State.IDLE) {
                close();
            }
        } else if (event instanceof IdleStateEvent && state == State.IDLE) {
            close();
        } else if (event instanceof IdleStateEvent && state == State.RECEIVING) {
            fail("nothing more of the answer came for " + Reason.spoken(options.idleTimeout()), null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(state == State.CONNECTING ? Reason.ofConnecting(cause, origin) : Reason.ofExchange(cause), cause);
    }
}
