package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.RequestContent;
import dev.rookery.host.httpstream.wire.EncodedFields;
import dev.rookery.host.httpstream.wire.RequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as it goes out: the caller's header fields in their order and spelling, then what the stream adds. */
final class WireRequest {

    static final Map.Entry<String, String> USER_AGENT = Map.entry("User-Agent", "Rookery/" + version());
    private static final Map.Entry<String, String> ACCEPT_ENCODING = Map.entry("Accept-Encoding", "gzip, deflate");

    /** What the stream adds, by whether the caller has written User-Agent (1) and Accept-Encoding (2). */
    private static final List<EncodedFields> ADDED = List.of(
            EncodedFields.of(List.of(USER_AGENT, ACCEPT_ENCODING)),
            EncodedFields.of(List.of(ACCEPT_ENCODING)),
            EncodedFields.of(List.of(USER_AGENT)),
            EncodedFields.NONE);

    private static final byte[] NOTHING = {};

    /** Request line, Host and Content-Length, roughly: a buffer that is too small grows. */
    private static final int LINES = 128;

    private WireRequest() {}

    /**
     * Encodes one into a buffer of its own.
     *
     * @param cookies the Cookie field, null for none; a Cookie field of the caller's own takes its place
     * @param content what is sent behind the buffer in place of the request's body; null if the body is in it
     */
    static ByteBuf encode(
            HttpRequest request,
            @Nullable String cookies,
            @Nullable RequestContent content,
            ByteBufAllocator allocator) {
        EncodedFields own = request.encodedFields();
        EncodedFields added = ADDED.get(
                (request.has(HttpRequest.USER_AGENT) ? 1 : 0) | (request.has(HttpRequest.ACCEPT_ENCODING) ? 2 : 0));
        byte[] body = content == null ? request.body() : NOTHING;
        String authority = request.origin().authority();
        int size = LINES
                + request.target().length()
                + authority.length()
                + own.size()
                + added.size()
                + (cookies == null ? 0 : cookies.length())
                + body.length;
        ByteBuf out = allocator.ioBuffer(size);
        RequestWriter writer = new RequestWriter(out, request.method(), request.target());
        if (!request.has(HttpRequest.HOST)) {
            writer.field("Host", authority);
        }
        writer.fields(own).fields(added);
        if (cookies != null && !request.has(HttpRequest.COOKIE)) {
            writer.field("Cookie", cookies);
        }
        if (request.expectsContinue()) {
            writer.expectContinue();
        }
        if (content == null) {
            if (request.announcesBody()) {
                writer.end(body);
            } else {
                writer.end();
            }
        } else if (content.length() < 0) {
            writer.endWithChunks();
        } else {
            writer.endWithLength(content.length());
        }
        return out;
    }

    private static String version() {
        String version = WireRequest.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
