package dev.rookery.host.httpstream.wire;

import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the responses of one connection, one after another: {@link #begin}, then {@link #read} for whatever comes,
 * until the {@link Sink} hears {@code end}. On the connection's loop only; between responses it holds no bytes.
 *
 * <pre>
 * interim* head body* end       a whole response
 * interim* head? body*          then an exception: malformed, or cut
 * </pre>
 *
 * <p>A body is framed by Content-Length, by chunks, or by the end of the connection; a 1xx, 204 or 304 has none, nor
 * has the answer to HEAD. A 101 ends at once and what follows it, in the new protocol, is left unread. Trailer fields
 * are checked and dropped. Every bound is listed at {@link WireLimits}.
 *
 * <p>It is strict, because a client that reads a response otherwise than the machines on the way can be made to take
 * one response for another: lines end with CR LF, names are tokens, values hold no control characters, folded fields,
 * spaces before the colon, more than one Content-Length, Content-Length with Transfer-Encoding and codings that were
 * not asked for are refused.
 */
public final class ResponseReader {

    /** Hears the parts of a response; see the order at {@link ResponseReader}. */
    public interface Sink {

        /** A 1xx other than 101: the response is still to come. */
        void interim(ResponseHead head);

        /** The head of the response, once. */
        void head(ResponseHead head);

        /**
         * The next bytes of the body: all that is readable in {@code piece}, at least one.
         *
         * @param piece valid during this call only, and perhaps the very buffer that was given to {@link #read}: to
         *     keep it, copy it or take a {@code retainedSlice()}. What is not read here is skipped
         */
        void body(ByteBuf piece);

        /** The response is whole. The next one may be begun here. */
        void end();
    }

    private enum State {
        IDLE,
        HEAD,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private final WireLimits limits;
    private final Sink sink;
    private final HeadReader heads;

    private State state = State.IDLE;
    private boolean withoutBody;
    private int interims;
    private long missing;
    private @Nullable ChunkFraming chunks;

    /** Reads for this sink, within these limits. */
    public ResponseReader(WireLimits limits, Sink sink) {
        this.limits = limits;
        this.sink = sink;
        heads = new HeadReader(limits);
    }

    /**
     * Expects a response.
     *
     * @param withoutBody whether it will have no body whatever its head says: it answers HEAD
     * @throws IllegalStateException if the response before is not over
     */
    public void begin(boolean withoutBody) {
        if (state != State.IDLE) {
            throw new IllegalStateException("begin in state " + state + " (expected: after end, or after stop)");
        }
        this.withoutBody = withoutBody;
        interims = 0;
        state = State.HEAD;
    }

    /** Expects nothing any more: the rest of the response is left unread. Allowed from inside the sink. */
    public void stop() {
        state = State.IDLE;
        heads.reset();
        chunks = null;
    }

    /**
     * Reads up to the end of the response or of the bytes. Whatever is readable afterwards came behind the end, or when
     * nothing was expected: nobody's answer, unless it follows a 101.
     *
     * @throws MalformedResponseException if it is not valid or beyond a limit; nothing is expected then
     */
    public void read(ByteBuf in) throws MalformedResponseException {
        try {
            boolean more = true;
            while (more && in.isReadable()) {
                more = switch (state) {
                    case IDLE -> false;
                    case HEAD -> readHead(in);
                    case LENGTH -> readLength(in);
                    case CHUNKED -> readChunks(in);
                    case UNTIL_CLOSE -> {
                        piece(in, in.readableBytes());
                        yield true;
                    }
                };
            }
        } catch (MalformedResponseException e) {
            stop();
            throw e;
        }
    }

    /**
     * The peer has closed: nothing more will come.
     *
     * @return whether that was the end of a response, which the sink has heard; false if nothing was expected
     * @throws MalformedResponseException with {@link Fault#CUT} if it came too early
     */
    public boolean endOfInput() throws MalformedResponseException {
        State cut = state;
        String where = switch (cut) {
            case IDLE, UNTIL_CLOSE -> "";
            case HEAD -> heads.isEmpty() ? "before it answered" : "in the middle of the header fields";
            case LENGTH -> "in the middle of the answer, " + missing + " bytes before its end";
            case CHUNKED -> "in the middle of the answer, before its last chunk";
        };
        stop();
        if (!where.isEmpty()) {
            throw new MalformedResponseException(Fault.CUT, "the peer closed the connection " + where);
        }
        if (cut == State.UNTIL_CLOSE) {
            sink.end();
        }
        return cut == State.UNTIL_CLOSE;
    }

    // Each of these says whether to read on. After end() that is no, even if the sink has begun the next response: what
    // was there before its request was sent is not its response.

    private boolean readHead(ByteBuf in) throws MalformedResponseException {
        ResponseHead head = heads.read(in, withoutBody);
        if (head == null) {
            return false;
        }
        if (head.status() < 200 && head.status() != 101) {
            if (interims++ == limits.interims()) {
                throw new MalformedResponseException(
                        Fault.TOO_MANY_INTERIMS,
                        "there are more than " + limits.interims() + " interim answers before the answer");
            }
            sink.interim(head);
            return true;
        }
        switch (head.framing()) {
            case NO_BODY -> begin(State.LENGTH, 0);
            case LENGTH -> begin(State.LENGTH, head.contentLength());
            case UNTIL_CLOSE -> begin(State.UNTIL_CLOSE, 0);
            case CHUNKED -> {
                begin(State.CHUNKED, 0);
                chunks = new ChunkFraming(limits, limits.fieldBytes() - head.fieldBytes());
            }
        }
        sink.head(head);
        return goOnUnlessWhole();
    }

    private void begin(State body, long length) {
        state = body;
        missing = length;
    }

    private boolean readLength(ByteBuf in) {
        int size = (int) Math.min(missing, in.readableBytes());
        missing -= size;
        piece(in, size);
        return goOnUnlessWhole();
    }

    private boolean goOnUnlessWhole() {
        if (state != State.LENGTH || missing > 0) {
            return true;
        }
        state = State.IDLE;
        sink.end();
        return false;
    }

    private boolean readChunks(ByteBuf in) throws MalformedResponseException {
        ChunkFraming framing = chunks;
        int size = framing == null ? 0 : framing.next(in);
        if (size == ChunkFraming.END) {
            stop();
            sink.end();
            return false;
        }
        if (size > 0) {
            piece(in, size);
        }
        return true;
    }

    private void piece(ByteBuf in, int size) {
        int end = in.readerIndex() + size;
        // The usual case, nothing behind the body, goes without an object of its own.
        sink.body(size == in.readableBytes() ? in : in.readSlice(size));
        in.readerIndex(end);
    }
}
