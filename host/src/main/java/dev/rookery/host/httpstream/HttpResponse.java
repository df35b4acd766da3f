package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.Origin;
import dev.rookery.host.httpstream.wire.ResponseHead;
import io.netty.handler.codec.http.HttpUtil;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A complete HTTP response: never one whose connection was cut before its end. Immutable. */
public final class HttpResponse {

    private final URI uri;
    private final ResponseHead head;
    private final boolean decoded;
    private final byte[] body;

    private HttpResponse(URI uri, ResponseHead head, boolean decoded, byte[] body) {
        this.uri = uri;
        this.head = head;
        this.decoded = decoded;
        this.body = body;
    }

    /** The response with its body decoded, if it is coded in a way that the stream has asked for. */
    static HttpResponse of(URI uri, ResponseHead head, byte[] received, int maxBytes) throws BrokenContentException {
        String encoding = head.field("Content-Encoding");
        return encoding != null && ContentDecoder.isDecoded(encoding)
                ? new HttpResponse(uri, head, true, ContentDecoder.decode(encoding, received, maxBytes))
                : new HttpResponse(uri, head, false, received);
    }

    /** The response without a body: it goes elsewhere, or has not come yet. */
    static HttpResponse withoutBody(URI uri, ResponseHead head) {
        boolean coded = ContentDecoder.isDecoded(head.field("Content-Encoding"));
        return new HttpResponse(uri, head, coded, new byte[0]);
    }

    /** The address that answered: the request's, or the last one of the redirects that were followed. */
    public URI uri() {
        return uri;
    }

    /** 200 to 599 from any sane server; redirects and errors are responses like others. */
    public int status() {
        return head.status();
    }

    /** Header fields in the order they came. Those that described a compressed body are gone with the compression. */
    public List<Map.Entry<String, String>> headers() {
        List<Map.Entry<String, String>> all = head.all();
        if (decoded) {
            all.removeIf(field -> isOfTheCoding(field.getKey()));
        }
        return List.copyOf(all);
    }

    /** The first header field of the name, whatever its case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(field(name));
    }

    /** All header fields of the name, whatever its case. */
    public List<String> headers(String name) {
        return isHidden(name) ? List.of() : List.copyOf(head.fields(name));
    }

    /** How large the body is, decoded. */
    int size() {
        return body.length;
    }

    List<String> setCookies() {
        return head.fields("Set-Cookie");
    }

    /**
     * The body, decompressed, as a copy of the caller's own. A Content-Encoding that the stream did not ask for is left
     * as it came, with its header field.
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The body as text, by the charset of Content-Type, UTF-8 without one or with an unknown one. Bytes that are not of
     * the charset become U+FFFD.
     */
    public String text() {
        String type = field("Content-Type");
        return text(type == null ? StandardCharsets.UTF_8 : HttpUtil.getCharset(type, StandardCharsets.UTF_8));
    }

    /** The body as text by this charset, whatever its Content-Type says. Bytes that are not of it become U+FFFD. */
    public String text(Charset charset) {
        return new String(body, charset);
    }

    /** Status, host, path and size; without path parameters, query, header fields and body, which may be secret. */
    @Override
    public String toString() {
        return status() + " " + Origin.shown(uri) + " " + body.length + " bytes";
    }

    private @Nullable String field(String name) {
        return isHidden(name) ? null : head.field(name);
    }

    private boolean isHidden(String name) {
        return decoded && isOfTheCoding(name);
    }

    private static boolean isOfTheCoding(String name) {
        return name.equalsIgnoreCase("Content-Encoding") || name.equalsIgnoreCase("Content-Length");
    }
}
