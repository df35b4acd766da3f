package dev.rookery.host.httpstream.connection;

import dev.rookery.host.httpstream.wire.MalformedResponseException;
import dev.rookery.host.httpstream.wire.ResponseHead;
import dev.rookery.host.httpstream.wire.ResponseReader;
import dev.rookery.host.httpstream.wire.WireLimits;
import dev.rookery.host.ioloop.Timeout;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an origin: carries one call at a time and tells how it ended. It is the only handler of its
 * channel's pipeline but for TLS. Event loop only.
 *
 * <pre>
 * CONNECTING ──► IDLE ──► SENDING ──► WAITING ──► RECEIVING ──► IDLE (to the pool) or CLOSED
 *      └──────────┴──────────┴───────────┴────────────┴───────► CLOSED
 * </pre>
 *
 * <p>Kept for another call only after an answer that came whole, to a request that went out whole, with neither side
 * asking to close. Everything else ends in CLOSED: a protocol error, an early close, a cancelled call; or, when a call
 * asked for another protocol and got it, in SWITCHED until the channel is closed.
 */
public final class Connection extends ChannelInboundHandlerAdapter
        implements ResponseReader.Sink, ChannelFutureListener {

    /**
     * How long the body of a request that expects a 100 waits for it: servers may ignore that (RFC 9110 part 10.1.1).
     */
    public static final Duration CONTINUE_WAIT = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** How far a connection, and the call it carries, has come. */
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
        /** It carries another protocol and is no handler of its channel any more. */
        SWITCHED,
        /** For good. */
        CLOSED
    }

    private final Origin origin;
    private final ConnectionPool pool;
    private final ResponseReader reader = new ResponseReader(WireLimits.DEFAULTS, this);

    private State state = State.CONNECTING;
    private Connector.@Nullable Attempt attempt;
    private @Nullable Channel channel;

    // Of the call under way, which is null when there is none.
    private @Nullable Call call;
    private @Nullable ContentSender sender;
    private long bodyBytes;
    private boolean paused;
    private boolean heard;
    private boolean whole;
    private boolean switching;
    private boolean lastOne;

    private boolean usedBefore;
    private boolean saidGoodbye;

    /** Bounds connecting and silence inside an answer; null as long as neither is to be bounded, as on a long poll. */
    private @Nullable Timeout clock;

    // Of the pool.
    final ConnectionPool.Host host;
    long idleSince;

    @Nullable
    ConnectionList list;

    @Nullable
    Connection previous;

    @Nullable
    Connection next;

    Connection(ConnectionPool.Host host, ConnectionPool pool) {
        this.host = host;
        this.origin = host.origin;
        this.pool = pool;
    }

    /** Whom it leads to. */
    public Origin origin() {
        return origin;
    }

    /** How far it, and the call it carries, has come. */
    public State state() {
        if (state == State.SENDING && isSent()) {
            state = State.WAITING;
        }
        return state;
    }

    /** Whether it carried another call before. */
    public boolean isReused() {
        return usedBefore;
    }

    boolean isUsable() {
        return state == State.IDLE && channel != null && channel.isActive();
    }

    /** Begins to connect. */
    void connect(Connector connector) {
        pool.wheel().arm(clock(), pool.options().connectTimeout());
        attempt = connector.connect(this);
    }

    /** The channel is connected and this is in its pipeline. Without TLS it is ready; else TLS follows. */
    void opened(Channel connected) {
        attempt = null;
        channel = connected;
        connected.closeFuture().addListener(this);
        if (call != null) {
            call.connected();
        }
        if (!origin.tls()) {
            ready();
        }
    }

    private void ready() {
        if (state == State.CONNECTING) {
            stopClock();
            clock = null;
            state = State.IDLE;
            transmit();
        }
    }

    /** Begins a call, at once or when connected. */
    void send(Call carried) {
        call = carried;
        carried.carriedBy(this);
        transmit();
    }

    private void transmit() {
        Call carried = call;
        Channel open = channel;
        if (state != State.IDLE || carried == null || open == null) {
            return;
        }
        bodyBytes = 0;
        heard = false;
        whole = false;
        lastOne = carried.endsConnection() || carried.isAlone();
        state = State.SENDING;
        reader.begin(carried.isAnsweredWithoutBody());
        write(open, carried.request(open.alloc()));
        if (state == State.SENDING && !open.isActive()) {
            fail("the connection is closed", null);
        }
        RequestContent content = carried.content();
        if (content != null && state == State.SENDING) {
            sender = new ContentSender(this, open, content);
            if (carried.awaitsContinue()) {
                pool.wheel().arm(clock(), CONTINUE_WAIT);
            } else {
                sender.start();
            }
        }
    }

    // A failure comes as exceptionCaught. Whether all of it has gone is asked for when somebody wants to know.
    @SuppressWarnings("FutureReturnValueIgnored")
    static void write(Channel open, ByteBuf request) {
        open.writeAndFlush(request, open.voidPromise());
    }

    private boolean isSent() {
        if (sender != null && !sender.isDone()) {
            return false;
        }
        ChannelOutboundBuffer waiting =
                channel == null ? null : channel.unsafe().outboundBuffer();
        return waiting == null || waiting.isEmpty();
    }

    /** Reads no more until {@link #resume}: the receiver of the body is busy. What has been read still comes. */
    public void pause() {
        if (channel != null && !paused) {
            paused = true;
            stopClock();
            channel.config().setAutoRead(false);
        }
    }

    /** Reads on. */
    public void resume() {
        if (channel != null && paused) {
            paused = false;
            channel.config().setAutoRead(true);
            boundSilence();
        }
    }

    /** Gives up: nothing more is heard of the call. */
    public void abandon() {
        call = null;
        close();
    }

    /** Closes; a call under way must have been told before. */
    void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        stopClock();
        reader.stop();
        forgetSender();
        if (attempt != null) {
            attempt.abandon();
            attempt = null;
        }
        pool.closed(this);
        if (channel == null) {
            pool.gone();
        } else {
            channel.close().addListener(closed -> {
                if (!closed.isSuccess()) {
                    log.debug("close failed origin={}", origin, closed.cause());
                }
            });
        }
    }

    /** The channel is closed. */
    @Override
    public void operationComplete(ChannelFuture closed) {
        if (state == State.SWITCHED) {
            close(); // By the other protocol's handlers or by the peer: nobody has told the pool.
        }
        pool.gone();
    }

    /** Ends the call under way, if any, and the connection. The first failure is told, others are its echo. */
    public void fail(String reason, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        State reached = state();
        boolean stale = usedBefore && !heard && (reached == State.SENDING || reached == State.WAITING);
        Call hears = call;
        abandon();
        if (hears != null) {
            hears.failed(reached, reason, cause, stale);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        try {
            if (state == State.CLOSED) {
                return;
            }
            if (call == null) {
                close(); // Nobody asked for anything: what comes must not be taken for the next answer.
                return;
            }
            heard = true;
            ByteBuf in = (ByteBuf) bytes;
            reader.read(in);
            if (whole && switching) {
                handOver(ctx, in);
                return;
            }
            // Bytes behind the answer: the answer is good, the connection is not.
            lastOne |= whole && in.isReadable();
        } catch (MalformedResponseException e) {
            fail(Reason.ofExchange(e), e);
        } finally {
            ReferenceCountUtil.release(bytes);
        }
    }

    @Override
    public void interim(ResponseHead head) {
        if (head.status() == HttpResponseStatus.CONTINUE.code()) {
            startSender();
        }
    }

    @Override
    public void head(ResponseHead head) {
        if (sender != null && !sender.isStarted()) {
            stopClock(); // The answer came instead of the 100: the body is not wanted.
        }
        state = State.RECEIVING;
        lastOne |= !head.keepAlive();
        switching = head.status() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        if (switching && (call == null || !call.switches())) {
            fail("the peer switched protocols, which nobody asked for", null);
        } else if (call != null) {
            call.head(head);
        }
    }

    @Override
    public void body(ByteBuf piece) {
        bodyBytes += piece.readableBytes();
        if (call != null) {
            call.body(piece);
        }
    }

    @Override
    public void end() {
        if (call != null) {
            call.end();
        }
        whole = state == State.RECEIVING;
    }

    /** The channel is another protocol's from here on, together with the bytes that are left. */
    private void handOver(ChannelHandlerContext ctx, ByteBuf rest) {
        Call hears = call;
        call = null;
        whole = false;
        stopClock();
        state = State.SWITCHED;
        if (hears != null) {
            hears.switched(ctx.channel());
        }
        if (rest.isReadable()) {
            ctx.fireChannelRead(rest.retain());
        }
        ctx.pipeline().remove(this);
    }

    /** Everything that was read has been looked at: only now it shows whether anything followed the answer. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (whole) {
            finish(ctx.channel().isActive());
        } else if (!paused) {
            boundSilence();
        }
    }

    private void boundSilence() {
        if (state == State.RECEIVING) {
            pool.wheel().arm(clock(), pool.options().idleTimeout());
        }
    }

    private void finish(boolean open) {
        Call hears = call;
        call = null;
        whole = false;
        resume();
        stopClock();
        if (open && !lastOne && isSent()) {
            sender = null;
            usedBefore = true;
            state = State.IDLE;
            pool.unused(this);
        } else {
            close();
        }
        if (hears != null) {
            hears.answered();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (sender != null) {
            sender.askForMore();
        }
    }

    private void startSender() {
        if (sender != null && !sender.isStarted()) {
            stopClock();
            sender.start();
        }
    }

    private void forgetSender() {
        if (sender != null) {
            sender.cancel();
            sender = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.CONNECTING) {
            fail(origin + " closed the connection before it was ready", null);
            return;
        }
        try {
            boolean endedByClose = !whole && reader.endOfInput();
            if (endedByClose && origin.tls() && !saidGoodbye) {
                fail("the connection was cut in the middle of the answer (TLS was not ended)", null);
            } else if (whole) {
                finish(false);
            } else {
                close();
            }
        } catch (MalformedResponseException e) {
            fail(
                    state == State.RECEIVING
                            ? "the peer closed the connection in the middle of the answer, after " + bodyBytes
                                    + " bytes of the body"
                            : Reason.ofExchange(e),
                    null);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                if (call != null) {
                    call.secured();
                }
                ready();
            } else {
                fail(Reason.ofConnecting(handshake.cause(), origin), handshake.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent goodbye) {
            saidGoodbye = goodbye.isSuccess();
            lastOne = true; // It may come with the answer, before that is known to be over.
            if (state == State.IDLE) {
                close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(state == State.CONNECTING ? Reason.ofConnecting(cause, origin) : Reason.ofExchange(cause), cause);
    }

    private Timeout clock() {
        if (clock == null) {
            clock = new Timeout() {
                @Override
                protected void expired() {
                    tooSlow();
                }
            };
        }
        return clock;
    }

    private void stopClock() {
        if (clock != null) {
            pool.wheel().disarm(clock);
        }
    }

    private void tooSlow() {
        ConnectionOptions bounds = pool.options();
        if (state == State.SENDING) {
            startSender(); // The server did not say 100.
            return;
        }
        fail(
                state == State.CONNECTING
                        ? "no connection with " + origin + " within " + Reason.spoken(bounds.connectTimeout()) + ": "
                                + (attempt == null ? "the TLS handshake is not finished" : attempt.progress())
                        : "nothing more of the answer came for " + Reason.spoken(bounds.idleTimeout()),
                null);
    }
}
