package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
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
