package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer: status, content type, body and further header fields.
 *
 * <p>Header names leave the server in exactly the spelling and order given here. {@code Date}, {@code Content-Length}
 * and {@code Connection} are added by the server and must not be given. Not for use by several threads at a time.
 */
public final class Response {

    /** A header field as it goes out. */
    public record Field(String name, String value) {}

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final List<Field> fields = new ArrayList<>();

    private Response(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    /** An answer with the given bytes, which must not be changed afterwards. */
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, contentType, body);
    }

    /** An answer with a text, sent as UTF-8. The content type should say so. */
    public static Response of(int status, String contentType, String body) {
        return new Response(status, contentType, body.getBytes(UTF_8));
    }

    /** A short text for people. */
    public static Response text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body + "\n");
    }

    /** Adds a header field after those already there, also when one of that name exists. */
    public Response header(String name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** The same with another body. */
    public Response withBody(byte[] other) {
        Response changed = new Response(status, contentType, other);
        changed.fields.addAll(fields);
        return changed;
    }

    /** The same with its header fields changed; those for which the change answers nothing are left out. */
    public Response withFields(Function<Field, Optional<Field>> change) {
        Response changed = new Response(status, contentType, body);
        fields.forEach(field -> change.apply(field).ifPresent(changed.fields::add));
        return changed;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The content type. */
    public String contentType() {
        return contentType;
    }

    /** The bytes of the body, which must not be changed. */
    public byte[] body() {
        return body;
    }

    /** The header fields that were added, in their order. */
    public List<Field> fields() {
        return Collections.unmodifiableList(fields);
    }
}
