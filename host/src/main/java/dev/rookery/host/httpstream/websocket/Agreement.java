package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.wire.ResponseHead;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What client and server have agreed upon in the handshake.
 *
 * @param subprotocol one of those offered; empty for none
 * @param compressed whether messages may be compressed
 */
record Agreement(String subprotocol, boolean compressed) {

    /**
     * The compression offered: that this side compresses each message by itself is said so that the server need keep no
     * memory for it (RFC 7692 part 7.1.1.2).
     */
    static final String OFFER = "permessage-deflate; client_no_context_takeover";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final List<String> WINDOWS = List.of("8", "9", "10", "11", "12", "13", "14", "15");

    /** A 101 that opens no web socket; never repeats what the server sent. */
    static final class BrokenException extends Exception {
        BrokenException(String message) {
            super(message, null, false, false);
        }
    }

    /** What a 101 agrees to, checked as RFC 6455 part 4.1 and RFC 7692 part 7.1 say. */
    static Agreement of(WebSocketRequest request, String key, ResponseHead head) throws BrokenException {
        require(hasToken(head, "Upgrade", "websocket"), "the server switched to another protocol than websocket");
        require(hasToken(head, "Connection", "upgrade"), "the answer lacks Connection: Upgrade");
        require(
                head.fields("Sec-WebSocket-Accept").equals(List.of(accept(key))),
                "Sec-WebSocket-Accept does not answer the key");
        List<String> chosen = head.fields("Sec-WebSocket-Protocol");
        String subprotocol = chosen.isEmpty() ? "" : chosen.get(0);
        require(
                chosen.isEmpty()
                        || (chosen.size() == 1 && request.subprotocols().contains(subprotocol)),
                "the server chose a subprotocol that was not offered");
        String extensions = String.join(",", head.fields("Sec-WebSocket-Extensions"));
        if (extensions.isBlank()) {
            return new Agreement(subprotocol, false);
        }
        require(request.compressed(), "the server chose an extension that was not offered");
        requireOffered(extensions);
        return new Agreement(subprotocol, true);
    }

    private static void requireOffered(String extensions) throws BrokenException {
        List<WebSocketExtensionData> all = WebSocketExtensionUtil.extractExtensions(extensions);
        require(
                all.size() == 1 && all.get(0).name().equals("permessage-deflate"),
                "the server chose an extension that was not offered");
        for (Map.Entry<String, String> parameter : all.get(0).parameters().entrySet()) {
            String value = parameter.getValue();
            boolean offered = switch (parameter.getKey()) {
                case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
                case "server_max_window_bits" -> WINDOWS.contains(value);
                default -> false; // client_max_window_bits among them: it may be chosen only if offered.
            };
            require(offered, "the server chose a compression that was not offered");
        }
    }

    /** The base64 of the SHA-1 of the key and a constant (RFC 6455 part 4.2.2). */
    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static boolean hasToken(ResponseHead head, String field, String token) {
        return Arrays.stream(String.join(",", head.fields(field)).split(","))
                .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).equals(token));
    }

    private static void require(boolean kept, String otherwise) throws BrokenException {
        if (!kept) {
            throw new BrokenException(otherwise);
        }
    }
}
