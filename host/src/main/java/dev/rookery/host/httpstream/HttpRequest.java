package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.Origin;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request: immutable, made by a builder, sent any number of times.
 *
 * <p>The stream adds {@code Host}, {@code User-Agent}, {@code Accept-Encoding: gzip, deflate} (and {@code br}, if
 * brotli4j with its native library is on the class path) and the cookies of its jar; a header field of the same name
 * given here takes their place. {@code Content-Length} is always the stream's.
 */
public final class HttpRequest {

    /** The most redirects that a request may ask to have followed: what browsers put up with. */
    public static final int MAX_REDIRECTS = 20;

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    // What the stream must know of the fields, as bits.
    static final int USER_AGENT = 1;
    static final int ACCEPT_ENCODING = 2;
    static final int HOST = 4;
    static final int COOKIE = 8;
    static final int CLOSE = 16;

    /** Methods whose requests say how long their body is even when they have none. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final String method;
    private final URI uri;
    private final List<Map.Entry<String, String>> headers;
    private final RequestBody body;
    private final RequestTerms terms;
    private final int fieldBits;

    // Made when first asked for, on whichever thread; twice at worst.
    private @Nullable Origin origin;
    private @Nullable WireRequest wire;

    private HttpRequest(
            String method, URI uri, List<Map.Entry<String, String>> headers, RequestBody body, RequestTerms terms) {
        this.method = method;
        this.uri = uri;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.terms = terms;
        int bits = 0;
        for (Map.Entry<String, String> field : this.headers) {
            bits |= bit(field.getKey(), field.getValue());
        }
        this.fieldBits = bits;
    }

    private static int bit(String name, String value) {
        if (name.equalsIgnoreCase("User-Agent")) {
            return USER_AGENT;
        }
        if (name.equalsIgnoreCase("Accept-Encoding")) {
            return ACCEPT_ENCODING;
        }
        if (name.equalsIgnoreCase("Host")) {
            return HOST;
        }
        if (name.equalsIgnoreCase("Cookie")) {
            return COOKIE;
        }
        return name.equalsIgnoreCase("Connection")
                        && value.toLowerCase(Locale.ROOT).contains("close")
                ? CLOSE
                : 0;
    }

    /** A GET of the given http or https address. */
    public static Builder get(String uri) {
        return new Builder("GET", uri);
    }

    /** A POST to the given http or https address. */
    public static Builder post(String uri) {
        return new Builder("POST", uri);
    }

    /** A PUT to the given http or https address. */
    public static Builder put(String uri) {
        return new Builder("PUT", uri);
    }

    /** A PATCH of the given http or https address. */
    public static Builder patch(String uri) {
        return new Builder("PATCH", uri);
    }

    /** A DELETE of the given http or https address. */
    public static Builder delete(String uri) {
        return new Builder("DELETE", uri);
    }

    /** A HEAD of the given http or https address. */
    public static Builder head(String uri) {
        return new Builder("HEAD", uri);
    }

    /** A request with any other method, spelled as it is to be sent (methods are case-sensitive). */
    public static Builder of(String method, String uri) {
        return new Builder(HeaderField.requireToken("method", method), uri);
    }

    /** GET, POST, … */
    public String method() {
        return method;
    }

    /** The absolute address, percent-encoded, without a fragment. */
    public URI uri() {
        return uri;
    }

    /** Header fields in the order they were given, names as they were spelled. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    RequestBody body() {
        return body;
    }

    /** Who says what becomes of the body of the response; null to have it in memory. */
    @Nullable
    BodyHandler bodyHandler() {
        return terms.handler();
    }

    /** Where the body of a response of 2xx is written; null to have it in memory. */
    @Nullable
    Path file() {
        return terms.file();
    }

    /** Whether its body is in memory and goes out with its head. */
    boolean isSentWhole() {
        return body.source() == null && !expectsContinue();
    }

    /** Whether somebody is to be asked who takes the body of the response. */
    boolean wantsDelivery() {
        return terms.handler() != null || terms.file() != null;
    }

    /** Whether the body is sent only when the server says 100. */
    boolean expectsContinue() {
        return terms.expectsContinue() && !body.isEmpty();
    }

    /**
     * How long the whole exchange may take, from the start of connecting to the last byte of the body; zero for the
     * stream's default.
     */
    public Duration timeout() {
        return terms.timeout();
    }

    /** How many redirects are followed before the readback sees one; 0 by default. */
    public int redirects() {
        return terms.redirects();
    }

    /**
     * Whether it may be sent a second time when a kept-alive connection turns out to be dead: idempotent methods and
     * those marked {@link Builder#repeatable()}.
     */
    public boolean isRepeatable() {
        return terms.repeatable() || (IDEMPOTENT.contains(method) && body.isRepeatable());
    }

    private static boolean has(List<Map.Entry<String, String>> fields, String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it goes over a connection of its own, see {@link Builder#alone()}. */
    public boolean isAlone() {
        return terms.alone();
    }

    /** Whether a redirect from https to http is followed, see {@link Builder#allowDowngrade()}. */
    boolean allowsDowngrade() {
        return terms.downgrade();
    }

    /** Whether there is a field of that kind among the caller's. */
    boolean has(int fieldBit) {
        return (fieldBits & fieldBit) != 0;
    }

    /** Whether the caller asks the server to close the connection. */
    boolean endsConnection() {
        return has(CLOSE);
    }

    /** Whether it says how long its body is even when there is none. */
    boolean announcesBody() {
        return !body.isEmpty() || WITH_BODY.contains(method);
    }

    /** Whom the address leads to. */
    Origin origin() {
        Origin known = origin;
        if (known == null) {
            known = Origin.of(uri);
            origin = known;
        }
        return known;
    }

    /** How it goes out with these cookies; kept until others come. */
    WireRequest wire(@Nullable String cookies) {
        WireRequest known = wire;
        if (known == null || !known.isWith(cookies)) {
            known = WireRequest.of(this, cookies);
            wire = known;
        }
        return known;
    }

    /** The same request as a redirect changes it; with its body or none. */
    HttpRequest redirected(String toMethod, URI to, List<Map.Entry<String, String>> withHeaders, boolean withBody) {
        return new HttpRequest(toMethod, to, withHeaders, withBody ? body : RequestBody.NONE, terms);
    }

    /** Method, host and path; without path parameters, query and header fields, which may be secret. */
    @Override
    public String toString() {
        return method + " " + Origin.shown(uri);
    }

    /** Collects a request. Not for use by several threads at once. */
    public static final class Builder {

        private static final String FORM = "application/x-www-form-urlencoded";

        private final String method;
        private final String uri;
        private final Parameters query = new Parameters();
        private final Parameters form = new Parameters();
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private RequestBody body = RequestBody.NONE;
        private Duration timeout = Duration.ZERO;
        private int redirects;
        private boolean repeatable;
        private boolean alone;
        private boolean downgrade;
        private boolean expectsContinue;
        private @Nullable BodyHandler handler;
        private @Nullable Path file;

        private Builder(String method, String uri) {
            this.method = method;
            this.uri = uri;
        }

        /** Appends a query parameter, encoded as UTF-8. */
        public Builder query(String name, String value) {
            query.add(name, value);
            return this;
        }

        /** Appends a form field, encoded as UTF-8; the body becomes application/x-www-form-urlencoded. */
        public Builder form(String name, String value) {
            form.add(name, value);
            return this;
        }

        /**
         * Appends a header field.
         *
         * @throws IllegalArgumentException if the name is no token, if the value holds a line break, another control
         *     character or one beyond Latin-1, or if the field is Content-Length or Transfer-Encoding
         */
        public Builder header(String name, String value) {
            headers.add(HeaderField.of(name, value));
            return this;
        }

        /**
         * Says who asks, by name and password, in an Authorization field (RFC 7617, UTF-8). It is dropped by a redirect
         * that leaves the origin, and never logged.
         *
         * @throws IllegalArgumentException if one of them holds a control character, or the name a colon
         */
        public Builder basicAuth(String user, String password) {
            return authorization(Credentials.basic(user, password));
        }

        /**
         * Says who asks, by a token, in an Authorization field (RFC 6750). It is dropped by a redirect that leaves the
         * origin, and never logged.
         *
         * @throws IllegalArgumentException if it holds anything but letters, digits and {@code -._~+/}, at the end
         *     {@code =}
         */
        public Builder bearer(String token) {
            return authorization(Credentials.bearer(token));
        }

        private Builder authorization(String credentials) {
            headers.removeIf(h -> h.getKey().equalsIgnoreCase("Authorization"));
            return header("Authorization", credentials);
        }

        /** Sets the body and its Content-Type. */
        public Builder body(String contentType, byte[] bytes) {
            return from(contentType, RequestBody.of(bytes.clone()));
        }

        /**
         * Sets the body to what a publisher publishes, and its Content-Type. The publisher is subscribed to when the
         * request is sent and asked for pieces as the connection takes them; it may signal on any thread, and what it
         * has published must not be changed. A request with such a body is sent again only if it is
         * {@link #repeatable()}, and a redirect that would repeat the body is left to the readback.
         *
         * @param length how many bytes it will publish, which becomes the Content-Length; one more or less is a failure
         *     in phase SEND. -1 if that is not known: the body is sent in chunks
         */
        public Builder body(String contentType, Flow.Publisher<ByteBuffer> publisher, long length) {
            if (length < -1) {
                throw new IllegalArgumentException(
                        "length: " + length + " (expected: zero or more, or -1 for unknown)");
            }
            return from(contentType, RequestBody.of(new BodySource.Published(publisher, length)));
        }

        /**
         * Sets the body to a file, and its Content-Type. The file is read while it is sent, on a thread of its own
         * kind, and must not change from now on.
         *
         * @throws IllegalArgumentException if it cannot be read
         */
        public Builder body(String contentType, Path content) {
            return from(contentType, RequestBody.of(new BodySource.Parts(List.of(BodySource.File.of(content)))));
        }

        /** Sets the body to a JSON text, as UTF-8, and the Content-Type to {@code application/json}. */
        public Builder json(String text) {
            return body("application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sets the body to a form with files, as it is now, and the Content-Type to go with it. */
        public Builder multipart(Multipart content) {
            return content.isInMemory()
                    ? body(content.contentType(), content.body())
                    : from(content.contentType(), RequestBody.of(content.source()));
        }

        private Builder from(String contentType, RequestBody content) {
            headers.removeIf(h -> h.getKey().equalsIgnoreCase("Content-Type"));
            header("Content-Type", contentType);
            body = content;
            return this;
        }

        /**
         * Sends the head first and the body when the server says 100, or after
         * {@link dev.rookery.host.httpstream.connection.Connection#CONTINUE_WAIT}; not at all when it answers before.
         * Without a body it says nothing.
         */
        public Builder expectContinue() {
            expectsContinue = true;
            return this;
        }

        /** Says who takes the body of the response, in place of having it in memory. */
        public Builder receive(BodyHandler by) {
            handler = by;
            file = null;
            return this;
        }

        /**
         * Writes the body of a response of 2xx to a file, decoded; that of any other is in memory as usual. The file is
         * replaced when the body is whole, before the readback is called; until then it is written beside it, as
         * {@code <name>.<random>.part}, each attempt in one of its own. A file that cannot be written is a failure in
         * phase RECEIVE.
         *
         * @throws IllegalArgumentException if the path ends in no name, as {@code /} does
         */
        public Builder download(Path to) {
            Path name = to.getFileName();
            if (name == null || name.toString().isEmpty()) {
                throw new IllegalArgumentException(
                        "download: '" + to + "' (expected: a path that ends in a file name)");
            }
            file = to;
            handler = null;
            return this;
        }

        /** Bounds the whole exchange in place of the stream's default; zero for the default again. */
        public Builder timeout(Duration wholeExchange) {
            if (wholeExchange.isNegative()) {
                throw new IllegalArgumentException("timeout: " + wholeExchange + " (expected: zero or more)");
            }
            timeout = wholeExchange;
            return this;
        }

        /** Follows up to this many redirects, 0 to {@link #MAX_REDIRECTS}; the readback sees the one after. */
        public Builder followRedirects(int atMost) {
            if (atMost < 0 || atMost > MAX_REDIRECTS) {
                throw new IllegalArgumentException(
                        "followRedirects: " + atMost + " (expected: 0 to " + MAX_REDIRECTS + ")");
            }
            redirects = atMost;
            return this;
        }

        /**
         * Follows redirects from https to http, too. Without it the readback sees such a redirect: everybody on the way
         * could read what comes next.
         */
        public Builder allowDowngrade() {
            downgrade = true;
            return this;
        }

        /** Says that the server does not mind hearing it twice, see {@link HttpRequest#isRepeatable()}. */
        public Builder repeatable() {
            repeatable = true;
            return this;
        }

        /**
         * Asks for a connection that carried nobody before and is closed afterwards, for long polls to servers that
         * forget connections (seen in pual).
         */
        public Builder alone() {
            alone = true;
            return this;
        }

        /**
         * The request.
         *
         * @throws IllegalArgumentException if the address is no absolute http or https address
         * @throws IllegalStateException if both a body and form fields were given
         */
        public HttpRequest build() {
            List<Map.Entry<String, String>> fields = new ArrayList<>(headers);
            RequestBody content = body;
            if (!form.isEmpty()) {
                if (!body.isEmpty()) {
                    throw new IllegalStateException("both a body and form fields (expected: one of them)");
                }
                content = RequestBody.of(form.toString().getBytes(StandardCharsets.US_ASCII));
                if (!has(fields, "Content-Type")) {
                    fields.add(Map.entry("Content-Type", FORM));
                }
            }
            URI address = HttpAddress.parse(query.in(uri));
            RequestTerms terms =
                    new RequestTerms(timeout, redirects, repeatable, alone, downgrade, expectsContinue, handler, file);
            return new HttpRequest(method, address, fields, content, terms);
        }
    }
}
