package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.wire.EncodedFields;
import dev.rookery.host.httpstream.wire.RequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request as it goes out: the caller's header fields in their order and spelling, then what the stream adds. Encoded
 * once and copied for each send, as long as the cookies stay the same: a poll is sent for days. Immutable.
 */
final class WireRequest {

    static final Map.Entry<String, String> USER_AGENT = Map.entry("User-Agent", "Rookery/" + version());
    private static final Map.Entry<String, String> ACCEPT_ENCODING =
            Map.entry("Accept-Encoding", ContentDecoder.CODINGS);

    /** What the stream adds, by whether the caller has written User-Agent (1) and Accept-Encoding (2). */
    private static final List<EncodedFields> ADDED = List.of(
            EncodedFields.of(List.of(USER_AGENT, ACCEPT_ENCODING)),
            EncodedFields.of(List.of(ACCEPT_ENCODING)),
            EncodedFields.of(List.of(USER_AGENT)),
            EncodedFields.NONE);

    /** Most heads without cookies: a buffer that is too small grows. */
    private static final int FIRST_BYTES = 512;

    private final @Nullable String cookies;
    private final byte[] head;
    private final byte[] body;

    private WireRequest(@Nullable String cookies, byte[] head, byte[] body) {
        this.cookies = cookies;
        this.head = head;
        this.body = body;
    }

    /**
     * Encodes a request.
     *
     * @param cookies the Cookie field, null for none; a Cookie field of the caller's own takes its place
     */
    static WireRequest of(HttpRequest request, @Nullable String cookies) {
        ByteBuf out = Unpooled.buffer(FIRST_BYTES);
        try {
            writeHead(out, request, cookies);
            return new WireRequest(
                    cookies,
                    ByteBufUtil.getBytes(out),
                    request.isSentWhole() ? request.body().bytes() : RequestBody.NONE.bytes());
        } finally {
            out.release();
        }
    }

    private static void writeHead(ByteBuf out, HttpRequest request, @Nullable String cookies) {
        RequestWriter writer = new RequestWriter(out, request.method(), HttpAddress.target(request.uri()));
        if (!request.has(HttpRequest.HOST)) {
            writer.field("Host", request.origin().authority());
        }
        for (Map.Entry<String, String> field : request.headers()) {
            writer.field(field.getKey(), field.getValue());
        }
        writer.fields(ADDED.get(
                (request.has(HttpRequest.USER_AGENT) ? 1 : 0) | (request.has(HttpRequest.ACCEPT_ENCODING) ? 2 : 0)));
        if (cookies != null && !request.has(HttpRequest.COOKIE)) {
            writer.field("Cookie", cookies);
        }
        if (request.expectsContinue()) {
            writer.expectContinue();
        }
        if (!request.announcesBody()) {
            writer.end();
        } else if (request.body().length() < 0) {
            writer.endWithChunks();
        } else {
            writer.endWithLength(request.body().length());
        }
    }

    /** Whether it was encoded with the very cookies. */
    boolean isWith(@Nullable String otherCookies) {
        return Objects.equals(cookies, otherCookies);
    }

    /** The head, and the body unless that is sent piece by piece; the caller's to release. */
    ByteBuf copy(ByteBufAllocator allocator) {
        return allocator.ioBuffer(head.length + body.length).writeBytes(head).writeBytes(body);
    }

    /** The size only: fields may be secret. */
    @Override
    public String toString() {
        return head.length + body.length + " bytes";
    }

    private static String version() {
        String version = WireRequest.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
