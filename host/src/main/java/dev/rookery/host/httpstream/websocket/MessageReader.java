package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of data frames: fragments are put together, decompressed, texts decoded, all within the limit. The
 * order of the frames was checked by Netty's decoder. Loop only.
 */
final class MessageReader implements AutoCloseable {

    /** The bit of {@link WebSocketFrame#rsv()} that marks the first frame of a compressed message. */
    static final int COMPRESSED = 4;

    private final Session session;
    private final int maxBytes;
    private final @Nullable MessageInflater inflater;

    // Of the message under way.
    private boolean text;
    private boolean compressed;
    private @Nullable ByteArrayOutputStream fragments;

    /** @param inflater null if no compression was agreed upon */
    MessageReader(Session session, int maxBytes, @Nullable MessageInflater inflater) {
        this.session = session;
        this.maxBytes = maxBytes;
        this.inflater = inflater;
    }

    /** Takes the next frame; the caller's to release. */
    void read(WebSocketFrame frame) {
        boolean first = !(frame instanceof ContinuationWebSocketFrame);
        boolean marked = frame.rsv() == COMPRESSED && first && inflater != null;
        if (frame.rsv() != 0 && !marked) {
            session.fail(Kind.PROTOCOL, "a frame has reserved bits set", null);
            return;
        }
        if (first) {
            text = frame instanceof TextWebSocketFrame;
            compressed = marked;
        }
        ByteBuf content = frame.content();
        ByteArrayOutputStream before = fragments;
        if (content.readableBytes() > maxBytes - (before == null ? 0 : before.size())) {
            tooLarge();
        } else if (before == null && frame.isFinalFragment()) {
            whole(ByteBufUtil.getBytes(content));
        } else {
            collect(before == null ? new ByteArrayOutputStream() : before, content, frame.isFinalFragment());
        }
    }

    private void collect(ByteArrayOutputStream collected, ByteBuf content, boolean last) {
        collected.writeBytes(ByteBufUtil.getBytes(content));
        fragments = last ? null : collected;
        if (last) {
            whole(collected.toByteArray());
        }
    }

    private void whole(byte[] received) {
        try {
            byte[] message = compressed && inflater != null ? inflater.inflate(received, maxBytes) : received;
            if (text) {
                session.text(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(message))
                        .toString());
            } else {
                session.binary(message);
            }
        } catch (CharacterCodingException e) {
            session.fail(Kind.INVALID_PAYLOAD, "a text is not valid UTF-8", null);
        } catch (DataFormatException e) {
            session.fail(Kind.INVALID_PAYLOAD, "a message cannot be decompressed: " + e.getMessage(), e);
        } catch (MessageInflater.TooLargeException e) {
            tooLarge();
        }
    }

    private void tooLarge() {
        session.tooLarge();
    }

    @Override
    public void close() {
        fragments = null;
        if (inflater != null) {
            inflater.close();
        }
    }
}
