package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer: status, content type, body and further header fields.
 *
 * <p>Header names leave the server in exactly the spelling and order given here. {@code Date}, {@code Content-Length}
 * and {@code Connection} are added by the server and must not be given. Not for use by several threads at a time.
 */
public final class Response {

    /** A header field as it goes out. */
    record Field(String name, String value) {}

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

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    List<Field> fields() {
        return fields;
    }
}
