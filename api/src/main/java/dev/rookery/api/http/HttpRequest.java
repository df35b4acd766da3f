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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request. Immutable: what says more of it answers another request.
 *
 * <pre>{@code
 * HttpRequest.get("https://example.org/search").query("q", "企鹅")
 * HttpRequest.post("https://example.org/api").json(Map.of("a", 1)).timeout(Duration.ofSeconds(5))
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

    private final Terms terms;

    /** What is said of a request; changed only before there is a request of it. */
    private static final class Terms {

        final String method;
        final String uri;
        final List<Map.Entry<String, String>> query;
        final List<Map.Entry<String, String>> form;
        final List<Map.Entry<String, String>> headers;
        String contentType = "";
        byte @Nullable [] body;

        @Nullable
        Object json;

        Duration timeout = Duration.ofSeconds(15);
        int redirects = 5;
        int maxBody = 1 << 20;
        boolean cut;

        Terms(String method, String uri) {
            this.method = method;
            this.uri = uri;
            this.query = new ArrayList<>();
            this.form = new ArrayList<>();
            this.headers = new ArrayList<>();
        }

        Terms(Terms other) {
            this.method = other.method;
            this.uri = other.uri;
            this.query = new ArrayList<>(other.query);
            this.form = new ArrayList<>(other.form);
            this.headers = new ArrayList<>(other.headers);
            this.contentType = other.contentType;
            this.body = other.body;
            this.json = other.json;
            this.timeout = other.timeout;
            this.redirects = other.redirects;
            this.maxBody = other.maxBody;
            this.cut = other.cut;
        }
    }

    private HttpRequest(Terms terms) {
        this.terms = terms;
    }

    private HttpRequest with(Consumer<Terms> change) {
        Terms changed = new Terms(terms);
        change.accept(changed);
        return new HttpRequest(changed);
    }

    /**
     * A GET.
     *
     * @param uri an absolute http or https address; what it lacks in percent signs is added
     * @return the request
     */
    public static HttpRequest get(String uri) {
        return of("GET", uri);
    }

    /**
     * A POST.
     *
     * @param uri as above
     * @return the request
     */
    public static HttpRequest post(String uri) {
        return of("POST", uri);
    }

    /**
     * A request of any kind.
     *
     * @param method GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS
     * @param uri as above
     * @return the request
     * @throws IllegalArgumentException if it is another method
     */
    public static HttpRequest of(String method, String uri) {
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method: " + method + " (expected: one of " + METHODS + ")");
        }
        return new HttpRequest(new Terms(method, Objects.requireNonNull(uri, "uri")));
    }

    /**
     * Adds to the query, encoded as UTF-8.
     *
     * @param name of the parameter
     * @param value of the parameter
     * @return the request with it
     */
    public HttpRequest query(String name, String value) {
        Map.Entry<String, String> parameter = Map.entry(name, value);
        return with(terms -> terms.query.add(parameter));
    }

    /**
     * Adds a header field. Those that say how the body is sent, and {@code Host}, are the client's own.
     *
     * @param name of the field
     * @param value of the field
     * @return the request with it
     * @throws IllegalArgumentException if it is one of those
     */
    public HttpRequest header(String name, String value) {
        if (OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header field " + name + " (expected: none of " + OF_THE_CLIENT + ")");
        }
        Map.Entry<String, String> field = Map.entry(name, value);
        return with(terms -> terms.headers.add(field));
    }

    /**
     * Adds a field to a form, which becomes the body, encoded as UTF-8.
     *
     * @param name of the field
     * @param value of the field
     * @return the request with it
     * @throws IllegalStateException if it has another body
     */
    public HttpRequest form(String name, String value) {
        if (terms.body != null || terms.json != null) {
            throw bodyAndForm();
        }
        Map.Entry<String, String> field = Map.entry(name, value);
        return with(terms -> terms.form.add(field));
    }

    /**
     * Sets the body to JSON.
     *
     * @param value a {@code String} that is JSON already; or a record, as of {@link HttpResponse#json(Class)}; or a
     *     collection, or a map with names, of what a record may have. It becomes JSON when it is sent: do not change it
     * @return the request with it
     * @throws IllegalArgumentException if a text is larger than {@link #MAX_BODY}; for other values sending throws it,
     *     also if they have no JSON
     * @throws IllegalStateException if it has fields of a form
     */
    public HttpRequest json(Object value) {
        if (value instanceof String text) {
            return body("application/json", text.getBytes(StandardCharsets.UTF_8));
        }
        Objects.requireNonNull(value, "value");
        requireNoForm();
        return with(terms -> {
            terms.contentType = "application/json";
            terms.body = null;
            terms.json = value;
        });
    }

    /**
     * Sets the body.
     *
     * @param contentType what it is
     * @param bytes the content
     * @return the request with it
     * @throws IllegalArgumentException if it is larger than {@link #MAX_BODY}
     * @throws IllegalStateException if it has fields of a form
     */
    public HttpRequest body(String contentType, byte[] bytes) {
        if (bytes.length > MAX_BODY) {
            throw new IllegalArgumentException("body: " + bytes.length + " bytes (expected: at most " + MAX_BODY + ")");
        }
        Objects.requireNonNull(contentType, "contentType");
        requireNoForm();
        byte[] copy = bytes.clone();
        return with(terms -> {
            terms.contentType = contentType;
            terms.body = copy;
            terms.json = null;
        });
    }

    /**
     * Bounds how long all of it may take, redirects included.
     *
     * @param time more than zero, at most {@link #MAX_TIMEOUT}; 15 seconds unless said
     * @return the request with it
     * @throws IllegalArgumentException if it is out of bounds
     */
    public HttpRequest timeout(Duration time) {
        if (time.isZero() || time.isNegative() || time.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout: " + time + " (expected: more than zero, at most " + MAX_TIMEOUT + ")");
        }
        return with(terms -> terms.timeout = time);
    }

    /**
     * Says how many redirects are followed; the one after is the response. None from https to http ever is.
     *
     * @param most 0 to {@link #MAX_REDIRECTS}; 5 unless said
     * @return the request with it
     * @throws IllegalArgumentException if it is out of bounds
     */
    public HttpRequest followRedirects(int most) {
        if (most < 0 || most > MAX_REDIRECTS) {
            throw new IllegalArgumentException("followRedirects: " + most + " (expected: 0 to " + MAX_REDIRECTS + ")");
        }
        return with(terms -> terms.redirects = most);
    }

    /**
     * Bounds how many bytes the body of the response may have, decompressed.
     *
     * @param bytes 1 to {@link #MAX_BODY}; 1 MiB unless said
     * @return the request with it
     * @throws IllegalArgumentException if it is out of bounds
     */
    public HttpRequest maxBody(int bytes) {
        if (bytes < 1 || bytes > MAX_BODY) {
            throw new IllegalArgumentException("maxBody: " + bytes + " (expected: 1 to " + MAX_BODY + ")");
        }
        return with(terms -> terms.maxBody = bytes);
    }

    /**
     * Takes the beginning of a body that is larger than {@link #maxBody(int)}, rather than failing: the rest is not
     * fetched.
     *
     * @return the request with it
     */
    public HttpRequest cutBody() {
        return with(terms -> terms.cut = true);
    }

    private void requireNoForm() {
        if (!terms.form.isEmpty()) {
            throw bodyAndForm();
        }
    }

    private static IllegalStateException bodyAndForm() {
        return new IllegalStateException("both a body and form fields (expected: one of them)");
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
     * The address as it was given, without what {@link #query(String, String)} adds.
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
        return List.copyOf(terms.query);
    }

    /**
     * The fields of the form that is the body.
     *
     * @return names and values in order; empty for none
     */
    public List<Map.Entry<String, String>> form() {
        return List.copyOf(terms.form);
    }

    /**
     * The header fields.
     *
     * @return names and values in order
     */
    public List<Map.Entry<String, String>> headers() {
        return List.copyOf(terms.headers);
    }

    /**
     * The body, other than a form or a value that becomes JSON.
     *
     * @return a copy; empty for none
     */
    public Optional<byte[]> body() {
        return Optional.ofNullable(terms.body).map(byte[]::clone);
    }

    /**
     * The value that becomes the body when it is sent.
     *
     * @return empty for none, or for a text
     */
    public Optional<Object> json() {
        return Optional.ofNullable(terms.json);
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
}
