package dev.rookery.host.httpstream.connection;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Puts one response together from what the codec decodes, and refuses one that is too large or not whole. Event loop
 * only.
 *
 * <p>The body is decompressed when all of it is there, rather than by Netty's decompressor on the way: that one takes
 * the end of the input for the end of the content, and a compressed body cut short would pass as complete.
 */
public final class Answer {

    private static final int FIRST_BUFFER = 64 << 10;

    private final io.netty.handler.codec.http.HttpResponse head;
    private final int maxBodyBytes;
    private final ByteArrayOutputStream received;
    private byte[] body = {};
    private boolean complete;

    /** Begins with the head. */
    Answer(io.netty.handler.codec.http.HttpResponse head, int maxBodyBytes) throws BrokenAnswerException {
        requireValid(head.decoderResult());
        this.head = head;
        this.maxBodyBytes = maxBodyBytes;
        long announced = HttpUtil.getContentLength(head, 0L);
        if (announced > maxBodyBytes) {
            throw tooLarge();
        }
        // Memory follows what has arrived, not what was announced.
        received = new ByteArrayOutputStream((int) Math.min(announced, FIRST_BUFFER));
    }

    /** Takes the next piece of the body. */
    void add(HttpContent content) throws IOException {
        requireValid(content.decoderResult());
        int size = content.content().readableBytes();
        if (received.size() + (long) size > maxBodyBytes) {
            throw tooLarge();
        }
        content.content().readBytes(received, size);
        if (content instanceof LastHttpContent) {
            body = received.toByteArray();
            if (isGzip() && body.length > 0) {
                body = gunzip();
                head.headers().remove(HttpHeaderNames.CONTENT_ENCODING).remove(HttpHeaderNames.CONTENT_LENGTH);
            }
            complete = true;
        }
    }

    boolean isComplete() {
        return complete;
    }

    /** Whether it is one of the answers before the answer: 100 Continue, 103 Early Hints. */
    boolean isInterim() {
        return status() < 200;
    }

    /** Whether only the end of the connection tells the end of the body. */
    boolean endsWithConnection() {
        return !HttpUtil.isContentLengthSet(head) && !HttpUtil.isTransferEncodingChunked(head);
    }

    /** Whether the server keeps the connection open for another request. */
    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    /** Its status. */
    public int status() {
        return head.status().code();
    }

    /** The size of the body on the wire so far. */
    public int receivedBytes() {
        return received.size();
    }

    /** The values of the fields of the name. */
    public List<String> headers(CharSequence name) {
        return head.headers().getAll(name);
    }

    /** All header fields in their order. */
    public List<Map.Entry<String, String>> headers() {
        return head.headers().entries().stream()
                .map(h -> Map.entry(h.getKey(), h.getValue()))
                .toList();
    }

    /** The complete body, decompressed. */
    public byte[] body() {
        return body;
    }

    private boolean isGzip() {
        String encoding = head.headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
        return HttpHeaderValues.GZIP.contentEqualsIgnoreCase(encoding)
                || HttpHeaderValues.X_GZIP.contentEqualsIgnoreCase(encoding);
    }

    private byte[] gunzip() throws BrokenAnswerException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(maxBodyBytes);
            if (in.read() >= 0) {
                throw tooLarge();
            }
            return plain;
        } catch (BrokenAnswerException e) {
            throw e;
        } catch (IOException e) {
            throw new BrokenAnswerException("the gzip body is broken: " + e.getMessage(), e);
        }
    }

    private BrokenAnswerException tooLarge() {
        return new BrokenAnswerException("the body is larger than " + maxBodyBytes + " bytes");
    }

    private static void requireValid(DecoderResult result) throws BrokenAnswerException {
        if (!result.isFailure()) {
            return;
        }
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException) {
            throw new BrokenAnswerException(Reason.ofExchange(cause), cause);
        }
        if (cause instanceof PrematureChannelClosureException) {
            throw new BrokenAnswerException("the peer closed the connection in the middle of the header fields", cause);
        }
        // What the decoder says is in the cause only: it may repeat what the peer sent.
        throw new BrokenAnswerException("the answer is not valid HTTP", cause);
    }
}
