package dev.rookery.host.httpstream.connection;

import dev.rookery.host.httpstream.wire.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * One request and what becomes of it, as a connection sees it. All of it is called on the loop, in this order:
 *
 * <pre>
 * refused                                      there is no connection for it and no room to wait for one
 * carriedBy fresh? request head body* end answered     the response is whole
 * carriedBy fresh? request? head? body* end? failed    it is not, and the connection is closed
 * carriedBy fresh? request head switched               another protocol was asked for, and the answer is 101
 *
 * fresh: connected secured?                            as far as it came, when nobody used the connection before
 * </pre>
 */
public interface Call {

    /** Whether it wants a connection that carried nobody before and is closed after it. */
    boolean isAlone();

    /** The connection that it goes over from now on; the connection may yet have to connect. */
    void carriedBy(Connection connection);

    /** The connection that it goes over, a fresh one, is connected; TLS comes on top. */
    default void connected() {}

    /** The connection that it goes over, a fresh one, has done the TLS handshake. */
    default void secured() {}

    /**
     * The request as it goes out, head and body, unless the body is {@link #content}; called when the connection is
     * ready.
     *
     * @return the connection's to release
     */
    ByteBuf request(ByteBufAllocator allocator);

    /** The body, when it is sent piece by piece behind {@link #request}; null when it is part of that. */
    default @Nullable RequestContent content() {
        return null;
    }

    /** Whether the content is to wait for a 100, or for {@link Connection#CONTINUE_WAIT}. */
    default boolean awaitsContinue() {
        return false;
    }

    /** Whether the response has no body whatever its head says: it answers HEAD. */
    boolean isAnsweredWithoutBody();

    /** Whether the request asks the server to close the connection. */
    boolean endsConnection();

    /** The head of the response; not that of a 1xx, but for the 101 of a call that {@link #switches}. */
    void head(ResponseHead head);

    /** Whether it asks for another protocol, so that a 101 is an answer to it. */
    default boolean switches() {
        return false;
    }

    /**
     * The answer was 101: the channel speaks the other protocol from here on. The call puts its handlers at the end of
     * the pipeline; bytes that came behind the head are theirs. The pool counts the channel, and closes it with itself,
     * until it is closed.
     */
    default void switched(Channel channel) {
        throw new IllegalStateException("switched (expected: only for a call that switches)");
    }

    /** The next bytes of the body; valid during the call only. */
    void body(ByteBuf piece);

    /** The body is whole. What is wrong with it can still {@linkplain Connection#fail fail} the connection. */
    void end();

    /** The response is whole; the connection is back in the pool or closed. */
    void answered();

    /**
     * There will be no response; the connection is closed.
     *
     * @param reached how far it had come
     * @param stale whether this looks like the server's having closed a kept-alive connection: it was used before and
     *     not one byte came back
     */
    void failed(Connection.State reached, String reason, @Nullable Throwable cause, boolean stale);

    /** Too many wait for a connection already. */
    void refused(String reason);
}
