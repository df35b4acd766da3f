package dev.rookery.bench.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** What the server says: five header fields and 200 bytes of JSON, made once. */
final class CannedAnswers {

    /** The cookie that {@link #COOKIE_PATH} sets. */
    static final String COOKIE = "session=0123456789abcdef0123456789abcdef";

    static final String KEEP_ALIVE_PATH = "/keepalive";
    static final String COOKIE_PATH = "/cookie";
    static final String SEEN_PATH = "/seen";
    static final String POLL_PATH = "/poll";
    static final String DOWNLOAD_PATH = "/download";
    static final String UPLOAD_PATH = "/upload";

    /** Before the number of bytes in the query of a download or an upload. */
    static final String BYTES = "bytes=";

    static final String BODY =
            "{\"retcode\":0,\"result\":[{\"poll_type\":\"message\",\"value\":{\"from_uin\":1234567890,"
                    + "\"to_uin\":987654321,\"time\":1400000000,\"content\":[[\"font\",{\"size\":10,\"color\":\"000000\"}],\""
                    + "How are you? I am fine, thanks\"]}}]}";

    private CannedAnswers() {}

    /** The usual answer. */
    static ByteBuf usual() {
        return answer("", BODY);
    }

    /** The usual answer with a cookie. */
    static ByteBuf withCookie() {
        return answer("Set-Cookie: " + COOKIE + "; Path=/\r\n", BODY);
    }

    /** Whether the server was sent a cookie. */
    static ByteBuf seen(boolean cookie) {
        return answer("", cookie ? "cookie" : "no cookie");
    }

    /** A short text, for once. */
    static ByteBuf saying(String text) {
        return Unpooled.copiedBuffer(head("", text.length()) + text, StandardCharsets.US_ASCII);
    }

    /** The head of an answer whose body comes by itself. */
    static ByteBuf headOf(long length) {
        return Unpooled.copiedBuffer(head("", length), StandardCharsets.US_ASCII);
    }

    private static ByteBuf answer(String field, String body) {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeBytes((head(field, body.length()) + body).getBytes(StandardCharsets.US_ASCII)));
    }

    private static String head(String field, long length) {
        return "HTTP/1.1 200 OK\r\nServer: bench\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n"
                + "Content-Type: application/json\r\nCache-Control: no-store\r\n" + field + "Content-Length: "
                + length + "\r\n\r\n";
    }
}
