package dev.rookery.api.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request. Immutable.
 *
 * <pre>{@code
 * HttpRequest.get("https://example.org/search").query("q", "企鹅").build()
 * HttpRequest.post("https://example.org/api").json("{\"a\":1}").timeout(Duration.ofSeconds(5)).build()
 * }</pre>
 */
public final class HttpRequest {

    /** How many bytes a body may have, of a request and of a response. */
    public static final int MAX_BODY = 8 << 20;

    /** How long a request may take. */
    public static final Duration MAX_TIMEOUT = Duration.ofMinutes(2);

    /** How many redirects are followed. */
    public static final int MAX_REDIRECTS = 10;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Fields that say how the connection is used or whom it is with. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Builder terms;
    private final List<Map.Entry<String, String>> query;
    private final List<Map.Entry<String, String>> form;
    private final List<Map.Entry<String, String>> headers;

    private HttpRequest(Builder terms) {
        this.terms = new Builder(terms);
        this.query = List.copyOf(terms.query);
        this.form = List.copyOf(terms.form);
        this.headers = List.copyOf(terms.headers);
    }

    /**
     * Begins a GET.
     *
     * @param uri an absolute http or https address; what it lacks in percent signs is added
     * @return to say more
     */
    public static Builder get(String uri) {
        return of("GET", uri);
    }

    /**
     * Begins a POST.
     *
     * @param uri as above
     * @return to say more
     */
    public static Builder post(String uri) {
        return of("POST", uri);
    }

    /**
     * Begins a request.
     *
     * @param method GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS
     * @param uri as above
     * @return to say more
     * @throws IllegalArgumentException if it is another method
     */
    public static Builder of(String method, String uri) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method: " + method + " (expected: one of " + METHODS + ")");
        }
        return new Builder(method, Objects.requireNonNull(uri, "uri"));
    }

    /**
     * The method.
     *
     * @return in capitals
     */
    public String method() {
        return terms.method;
    }

    /**
     * The address as it was given, without what {@link Builder#query} adds.
     *
     * @return the address
     */
    public String uri() {
        return terms.uri;
    }

    /**
     * What is added to the query.
     *
     * @return names and values in order
     */
    public List<Map.Entry<String, String>> query() {
        return query;
    }

    /**
     * The fields of the form that is the body.
     *
     * @return names and values in order; empty for none
     */
    public List<Map.Entry<String, String>> form() {
        return form;
    }

    /**
     * The header fields.
     *
     * @return names and values in order
     */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /**
     * The body, other than a form.
     *
     * @return a copy; empty for none
     */
    public Optional<byte[]> body() {
        return Optional.ofNullable(terms.body).map(byte[]::clone);
    }

    /**
     * What the body is.
     *
     * @return empty without a body
     */
    public String contentType() {
        return terms.contentType;
    }

    /**
     * How long all of it may take.
     *
     * @return more than zero
     */
    public Duration timeout() {
        return terms.timeout;
    }

    /**
     * How many redirects are followed.
     *
     * @return zero or more
     */
    public int redirects() {
        return terms.redirects;
    }

    /**
     * How many bytes the body of the response may have.
     *
     * @return more than zero
     */
    public int maxBody() {
        return terms.maxBody;
    }

    /**
     * Whether the rest of a longer body is left out, rather than the request failing.
     *
     * @return true if so
     */
    public boolean cutsBody() {
        return terms.cut;
    }

    /** Method only: an address may hold secrets. */
    @Override
    public String toString() {
        return "HttpRequest[" + terms.method + "]";
    }

    /** Collects a request. Not for use by several threads at once. */
    public static final class Builder {

        private final String method;
        private final String uri;
        private final List<Map.Entry<String, String>> query = new ArrayList<>();
        private final List<Map.Entry<String, String>> form = new ArrayList<>();
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();
        private String contentType = "";
        private byte @Nullable [] body;
        private Duration timeout = Duration.ofSeconds(15);
        private int redirects = 5;
        private int maxBody = 1 << 20;
        private boolean cut;

        private Builder(String method, String uri) {
            this.method = method;
            this.uri = uri;
        }

        private Builder(Builder other) {
            this(other.method, other.uri);
            this.contentType = other.contentType;
            this.body = other.body;
            this.timeout = other.timeout;
            this.redirects = other.redirects;
            this.maxBody = other.maxBody;
            this.cut = other.cut;
        }

        /**
         * Adds to the query, encoded as UTF-8.
         *
         * @param name of the parameter
         * @param value of the parameter
         * @return this
         */
        public Builder query(String name, String value) {
            query.add(Map.entry(name, value));
            return this;
        }

        /**
         * Adds a header field. Those that say how the body is sent, and {@code Host}, are the client's own.
         *
         * @param name of the field
         * @param value of the field
         * @return this
         * @throws IllegalArgumentException if it is one of those
         */
        public Builder header(String name, String value) {
            if (OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "header field " + name + " (expected: none of " + OF_THE_CLIENT + ")");
            }
            headers.add(Map.entry(name, value));
            return this;
        }

        /**
         * Adds a field to a form, which becomes the body, encoded as UTF-8.
         *
         * @param name of the field
         * @param value of the field
         * @return this
         */
        public Builder form(String name, String value) {
            form.add(Map.entry(name, value));
            return this;
        }

        /**
         * Sets the body to a JSON text.
         *
         * @param text the JSON
         * @return this
         * @throws IllegalArgumentException if it is larger than {@link #MAX_BODY}
         */
        public Builder json(String text) {
            return body("application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Sets the body.
         *
         * @param contentType what it is
         * @param bytes the content
         * @return this
         * @throws IllegalArgumentException if it is larger than {@link #MAX_BODY}
         */
        public Builder body(String contentType, byte[] bytes) {
            if (bytes.length > MAX_BODY) {
                throw new IllegalArgumentException(
                        "body: " + bytes.length + " bytes (expected: at most " + MAX_BODY + ")");
            }
            this.contentType = Objects.requireNonNull(contentType, "contentType");
            body = bytes.clone();
            return this;
        }

        /**
         * Bounds how long all of it may take, redirects included.
         *
         * @param time more than zero, at most {@link #MAX_TIMEOUT}; 15 seconds unless said
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration time) {
            if (time.isZero() || time.isNegative() || time.compareTo(MAX_TIMEOUT) > 0) {
                throw new IllegalArgumentException(
                        "timeout: " + time + " (expected: more than zero, at most " + MAX_TIMEOUT + ")");
            }
            timeout = time;
            return this;
        }

        /**
         * Says how many redirects are followed; the one after is the response. None from https to http ever is.
         *
         * @param most 0 to {@link #MAX_REDIRECTS}; 5 unless said
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder followRedirects(int most) {
            if (most < 0 || most > MAX_REDIRECTS) {
                throw new IllegalArgumentException(
                        "followRedirects: " + most + " (expected: 0 to " + MAX_REDIRECTS + ")");
            }
            redirects = most;
            return this;
        }

        /**
         * Bounds how many bytes the body of the response may have, decompressed.
         *
         * @param bytes 1 to {@link #MAX_BODY}; 1 MiB unless said
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder maxBody(int bytes) {
            if (bytes < 1 || bytes > MAX_BODY) {
                throw new IllegalArgumentException("maxBody: " + bytes + " (expected: 1 to " + MAX_BODY + ")");
            }
            maxBody = bytes;
            return this;
        }

        /**
         * Takes the beginning of a body that is larger than {@link #maxBody}, rather than failing: the rest is not
         * fetched.
         *
         * @return this
         */
        public Builder cutBody() {
            cut = true;
            return this;
        }

        /**
         * The request.
         *
         * @return it
         * @throws IllegalStateException if both a body and form fields were given
         */
        public HttpRequest build() {
            if (body != null && !form.isEmpty()) {
                throw new IllegalStateException("both a body and form fields (expected: one of them)");
            }
            return new HttpRequest(this);
        }
    }
}
