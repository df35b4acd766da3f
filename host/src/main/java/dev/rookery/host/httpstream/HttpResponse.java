package dev.rookery.host.httpstream;

import io.netty.handler.codec.http.HttpUtil;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A complete HTTP response: never one whose connection was cut before its end. Immutable. */
public final class HttpResponse {

    private final URI uri;
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    HttpResponse(URI uri, int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.uri = uri;
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** The address that answered: the request's, or the last one of the redirects that were followed. */
    public URI uri() {
        return uri;
    }

    /** 200 to 599 from any sane server; redirects and errors are responses like others. */
    public int status() {
        return status;
    }

    /** Header fields in the order they came. Those that described a compressed body are gone with the compression. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** The first header field of the name, whatever its case. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All header fields of the name, whatever its case. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(h -> h.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The body, decompressed. A Content-Encoding other than gzip is left as it came, with its header field. */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The body as text, by the charset of Content-Type, UTF-8 without one or with an unknown one. Bytes that are not of
     * the charset become U+FFFD.
     */
    public String text() {
        return new String(body, HttpUtil.getCharset(header("Content-Type").orElse(""), StandardCharsets.UTF_8));
    }

    /** Status, host, path and size; without query, header fields and body, which may be secret. */
    @Override
    public String toString() {
        return status + " " + uri.getHost() + uri.getRawPath() + " " + body.length + " bytes";
    }
}
