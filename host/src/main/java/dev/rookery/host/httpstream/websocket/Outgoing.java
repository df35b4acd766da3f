package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** The messages of one web socket on their way out: counted from {@code send} on, written on the loop. */
final class Outgoing {

    /** Shorter messages go as they are: compressed they would hardly be shorter. */
    private static final int MIN_COMPRESSED_BYTES = 128;

    private final Session session;
    private final WebSockets sockets;
    private final int maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    private boolean compressed;

    Outgoing(Session session, WebSockets sockets, int maxBytes) {
        this.session = session;
        this.sockets = sockets;
        this.maxBytes = maxBytes;
    }

    /** Whether the server understands compressed messages; loop only. */
    void compress(boolean agreed) {
        compressed = agreed;
    }

    long bytes() {
        return bytes.get();
    }

    CompletionStage<Void> send(String text) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] message = new byte[utf8.remaining()];
            utf8.get(message);
            return send(message, true);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text: half a surrogate pair (expected: what UTF-8 can say)", e);
        }
    }

    CompletionStage<Void> send(byte[] binary) {
        return send(binary.clone(), false);
    }

    private CompletionStage<Void> send(byte[] message, boolean text) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        long cost = (long) message.length + WebSocket.MESSAGE_OVERHEAD;
        long waiting = bytes.addAndGet(cost);
        if (waiting > maxBytes) {
            refuse(
                    sent,
                    cost,
                    Kind.FULL,
                    (waiting - cost) + " bytes wait to go out, no room in " + maxBytes + " for a message of "
                            + message.length);
        } else if (sockets.loop().inEventLoop()) {
            write(message, text, cost, sent);
        } else {
            try {
                sockets.loop().execute(() -> write(message, text, cost, sent));
            } catch (RejectedExecutionException e) {
                refuse(sent, cost, Kind.NOT_OPEN, "the loop has stopped");
            }
        }
        return sent.minimalCompletionStage();
    }

    private void write(byte[] message, boolean text, long cost, CompletableFuture<Void> sent) {
        Channel channel = session.sendingTo();
        if (channel == null) {
            refuse(sent, cost, Kind.NOT_OPEN, "it is not open");
            return;
        }
        channel.writeAndFlush(frame(channel, message, text)).addListener(written -> {
            bytes.addAndGet(-cost);
            if (written.isSuccess()) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(
                        session.failure(Kind.CONNECTION, "the message was not written", written.cause()));
            }
        });
    }

    private WebSocketFrame frame(Channel channel, byte[] message, boolean text) {
        boolean smaller = compressed && message.length >= MIN_COMPRESSED_BYTES;
        ByteBuf payload = smaller ? channel.alloc().buffer() : Unpooled.wrappedBuffer(message);
        if (smaller) {
            sockets.deflater().deflate(message, payload);
        }
        int rsv = smaller ? MessageReader.COMPRESSED : 0;
        return text ? new TextWebSocketFrame(true, rsv, payload) : new BinaryWebSocketFrame(true, rsv, payload);
    }

    private void refuse(CompletableFuture<Void> sent, long cost, Kind kind, String reason) {
        bytes.addAndGet(-cost);
        sent.completeExceptionally(session.failure(kind, reason, null));
    }
}
