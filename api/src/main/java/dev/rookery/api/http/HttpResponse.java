package dev.rookery.api.http;

import dev.rookery.api.ProvidedByHost;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server answered. Immutable. */
@ProvidedByHost
public interface HttpResponse {

    /**
     * What was asked last: the request's address, or that of the last redirect that was followed.
     *
     * @return an absolute address
     */
    URI uri();

    /**
     * How it went.
     *
     * @return 200 to 599
     */
    int status();

    /**
     * Whether the status is one of success.
     *
     * @return true for 200 to 299
     */
    default boolean isSuccess() {
        return status() / 100 == 2;
    }

    /**
     * The header fields in the order they came.
     *
     * @return names as the server wrote them
     */
    List<Map.Entry<String, String>> headers();

    /**
     * The first header field of a name.
     *
     * @param name in any case
     * @return its value
     */
    Optional<String> header(String name);

    /**
     * The body, decompressed.
     *
     * @return a copy
     */
    byte[] body();

    /**
     * Whether the body was longer, and the request allowed to {@linkplain HttpRequest#cutBody leave out} the rest.
     *
     * @return true if bytes are missing at the end
     */
    boolean isCut();

    /**
     * The body as text, as browsers read it: by its first bytes, by the charset of its Content-Type, by what a page of
     * HTML or XML says of itself, else by what fits: UTF-8, or GB18030, or Windows-1252.
     *
     * @return bytes that are not of the charset become U+FFFD
     */
    default String text() {
        return BodyText.decode(body(), header("Content-Type").orElse(""));
    }

    /**
     * The body as text.
     *
     * @param charset of which it is
     * @return bytes that are not of the charset become U+FFFD
     */
    default String text(Charset charset) {
        return new String(body(), charset);
    }

    /**
     * The body as JSON, read as one value, in most cases a record of the plugin's own. The types are those of
     * {@link dev.rookery.api.storage.Storage#space values that are stored}, and so are the rules: fields without a
     * component are left out, missing ones take their {@link dev.rookery.api.config.Default}, an {@code Optional} or
     * collection is empty then and a {@code @Nullable} component null.
     *
     * <pre>{@code
     * record Rates(String base, Map<String, Double> rates) {}
     *
     * Rates rates = context.http().fetch(HttpRequest.get("https://example.org/latest")).json(Rates.class);
     * }</pre>
     *
     * @param type what it is
     * @param <T> what it is
     * @return the value
     * @throws HttpFailure of the kind {@link HttpFailure.Kind#BODY} if it is no JSON, a component is missing or a value
     *     does not fit; the message tells status and place
     * @throws IllegalArgumentException if the type is none of those
     */
    <T> T json(Class<T> type) throws HttpFailure;

    /**
     * The body as a JSON array; otherwise as {@link #json(Class)}.
     *
     * @param type what it holds
     * @param <T> what it holds
     * @return the values, unmodifiable
     * @throws HttpFailure if it is none of them
     */
    <T> List<T> jsonList(Class<T> type) throws HttpFailure;

    /**
     * The body as a JSON object whose names are not known before; otherwise as {@link #json(Class)}.
     *
     * @param type what each field holds
     * @param <T> what each field holds
     * @return the values by name, in the order of the body; unmodifiable
     * @throws HttpFailure if it is none of them
     */
    <T> Map<String, T> jsonMap(Class<T> type) throws HttpFailure;
}
