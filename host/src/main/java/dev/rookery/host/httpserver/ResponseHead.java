package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The header fields that every answer gets, in the order in which they leave. */
final class ResponseHead {

    /** RFC 9110 section 5.6.7; the JDK's RFC 1123 format does not pad the day. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private ResponseHead() {}

    /** A whole answer to a request; a {@code HEAD} request gets the header fields only. */
    static FullHttpResponse withBody(Response response, HttpRequest request, boolean keepAlive) {
        boolean bodiless = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse whole = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(response.body()));
        describe(whole, response.contentType(), response.fields()).set("Content-Length", response.body().length);
        if (!keepAlive) {
            whole.headers().set("Connection", "close");
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            whole.headers().set("Connection", "keep-alive");
        }
        return whole;
    }

    static HttpHeaders describe(HttpResponse head, String contentType, List<Response.Field> fields) {
        HttpHeaders headers = head.headers();
        headers.set("Date", date());
        headers.set("Content-Type", contentType);
        fields.forEach(field -> headers.add(field.name(), field.value()));
        return headers;
    }

    /** The head of an answer as bytes, with the blank line at its end. */
    static byte[] bytes(Response response, boolean close) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(HttpResponseStatus.valueOf(response.status()))
                .append("\r\nDate: ")
                .append(date())
                .append("\r\nContent-Type: ")
                .append(response.contentType());
        response.fields()
                .forEach(field ->
                        head.append("\r\n").append(field.name()).append(": ").append(field.value()));
        head.append("\r\nContent-Length: ").append(response.body().length);
        return head.append(close ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n")
                .toString()
                .getBytes(UTF_8);
    }

    private static String date() {
        return HTTP_DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
    }
}
