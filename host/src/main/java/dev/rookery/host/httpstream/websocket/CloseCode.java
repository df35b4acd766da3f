package dev.rookery.host.httpstream.websocket;

import io.netty.buffer.ByteBufUtil;

/** What may stand in a Close frame (RFC 6455 part 7.4). */
final class CloseCode {

    /** What the listener is told when the server gave no code. */
    static final int NONE = 1005;

    private CloseCode() {}

    /** Whether a frame may carry the code. */
    static boolean isSendable(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    /** @throws IllegalArgumentException if a frame may not carry the code or has no room for the reason */
    static void requireSendable(int code, String reason) {
        if (!isSendable(code)) {
            throw new IllegalArgumentException(
                    "code: " + code + " (expected: 1000 to 1003, 1007 to 1014 or 3000 to 4999)");
        }
        int bytes = ByteBufUtil.utf8Bytes(reason);
        if (bytes > WebSocket.MAX_REASON_BYTES) {
            throw new IllegalArgumentException(
                    "reason: " + bytes + " bytes (expected: at most " + WebSocket.MAX_REASON_BYTES + ")");
        }
    }
}
