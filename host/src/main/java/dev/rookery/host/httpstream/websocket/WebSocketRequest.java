package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.wire.EncodedFields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Asks for a web socket: immutable, made by a builder, opened any number of times.
 *
 * <p>The stream adds {@code Host}, {@code User-Agent} and the cookies of its jar; a header field of the same name given
 * here takes their place. Compression (permessage-deflate) is offered unless it is {@linkplain Builder#uncompressed()
 * declined}.
 */
public final class WebSocketRequest {

    private static final String EXPECTED = " (expected: an absolute ws or wss address with a host)";
    private static final int MAX_PORT = 65_535;

    private final URI uri;
    private final Origin origin;
    private final EncodedFields fields;
    private final List<String> fieldNames;
    private final List<String> subprotocols;
    private final WebSocketLimits limits;
    private final boolean compressed;

    private WebSocketRequest(Builder builder) {
        uri = parse(builder.uri);
        origin = Origin.of(uri);
        fields = EncodedFields.of(builder.headers);
        fieldNames = builder.headers.stream()
                .map(field -> field.getKey().toLowerCase(Locale.ROOT))
                .toList();
        subprotocols = List.copyOf(builder.subprotocols);
        limits = builder.limits;
        compressed = builder.compressed;
    }

    /** A web socket at this ws or wss address. */
    public static Builder to(String uri) {
        return new Builder(uri);
    }

    /** The address with http for ws and https for wss, as cookies and connections know it. */
    URI uri() {
        return uri;
    }

    /** Whom the address leads to. */
    Origin origin() {
        return origin;
    }

    /** Path and query, as they stand in the request line. */
    String target() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** The caller's header fields. */
    EncodedFields fields() {
        return fields;
    }

    /** Whether the caller has given a field of the name, in lower case. */
    boolean has(String fieldName) {
        return fieldNames.contains(fieldName);
    }

    List<String> subprotocols() {
        return subprotocols;
    }

    WebSocketLimits limits() {
        return limits;
    }

    /** Whether compression is offered. */
    boolean compressed() {
        return compressed;
    }

    /** Host and path; without path parameters, query and header fields, which may be secret. */
    @Override
    public String toString() {
        return "web socket " + Origin.shown(uri);
    }

    /** The address is not repeated in the exception: its query may be secret. */
    private static URI parse(String text) {
        URI given;
        try {
            given = new URI(new URI(text.strip()).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("address: " + e.getReason() + " at index " + e.getIndex() + EXPECTED);
        }
        boolean tls = "wss".equalsIgnoreCase(given.getScheme());
        if (!tls && !"ws".equalsIgnoreCase(given.getScheme())) {
            throw new IllegalArgumentException("address: scheme " + given.getScheme() + EXPECTED);
        }
        if (given.getHost() == null) {
            throw new IllegalArgumentException("address: no host" + EXPECTED);
        }
        if (given.getRawUserInfo() != null) {
            throw new IllegalArgumentException("address: user info (expected: an Authorization header field)");
        }
        if (given.getRawFragment() != null) {
            throw new IllegalArgumentException("address: fragment (expected: none, RFC 6455 part 3)");
        }
        if (given.getPort() == 0 || given.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("address: port " + given.getPort() + " (expected: 1 to 65535)");
        }
        return URI.create(given.toString().replaceFirst("^[^:]+", tls ? "https" : "http"));
    }

    /** Collects a request. Not for use by several threads at once. */
    public static final class Builder {

        private final String uri;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private final List<String> subprotocols = new ArrayList<>();
        private WebSocketLimits limits = WebSocketLimits.DEFAULTS;
        private boolean compressed = true;

        private Builder(String uri) {
            this.uri = uri;
        }

        /**
         * Appends a header field.
         *
         * @throws IllegalArgumentException if the field belongs to the handshake: Connection, Upgrade, Sec-WebSocket-…
         */
        public Builder header(String name, String value) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("connection") || lower.equals("upgrade") || lower.startsWith("sec-websocket-")) {
                throw new IllegalArgumentException(name + " (expected: left to the handshake)");
            }
            headers.add(Map.entry(name, value));
            return this;
        }

        /**
         * Offers a subprotocol, the one wanted most first.
         *
         * @throws IllegalArgumentException if it is empty, was offered before, or is no token
         */
        public Builder subprotocol(String name) {
            boolean token = name.chars().allMatch(c -> c > ' ' && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
            if (name.isEmpty() || !token || subprotocols.contains(name)) {
                throw new IllegalArgumentException("subprotocol: " + name + " (expected: a token, offered once)");
            }
            subprotocols.add(name);
            return this;
        }

        /** Other bounds than {@link WebSocketLimits#DEFAULTS}. */
        public Builder limits(WebSocketLimits bounds) {
            limits = bounds;
            return this;
        }

        /** Offers no compression. */
        public Builder uncompressed() {
            compressed = false;
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if the address is no absolute ws or wss address, or a header field cannot be
         *     sent
         */
        public WebSocketRequest build() {
            return new WebSocketRequest(this);
        }
    }
}
