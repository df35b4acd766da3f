package dev.rookery.host.httpstream.wire;

import java.util.ArrayList;
import java.util.List;

/** Valid responses, as varied as HTTP allows. */
final class ResponseText {

    private static final String TOKEN = "abcXYZ019-_.!#$%&'*+^`|~";
    private static final String VISIBLE = "abc XYZ\t019:;,=\"()/\u0080\u00e9\u00ff";

    private static final List<String> FIELDS = List.of(
            "Content-Type: text/html; charset=UTF-8",
            "Set-Cookie: a=b; Path=/; HttpOnly",
            "Server:nginx",
            "Date: Tue, 31 Dec 2013 01:02:03 GMT  ",
            "Connection: close",
            "connection:keep-alive",
            "Connection: Keep-Alive, x",
            "Connection: x,Close",
            "Connections: close",
            "Content-Lengths: 7",
            "Transfer-Encodings: x",
            "Upgrade: h2c",
            "X-Empty:",
            "X-Empty: \t ");

    private final Fuzz fuzz;

    ResponseText(Fuzz fuzz) {
        this.fuzz = fuzz;
    }

    /** A response with any interim ones before it; complete, or complete when the connection ends. */
    String valid() {
        StringBuilder text = new StringBuilder();
        for (int i = fuzz.oneIn(5) ? 1 + fuzz.below(2) : 0; i > 0; i--) {
            text.append("HTTP/1.1 ")
                    .append(fuzz.pick(List.of("100 Continue", "102 Processing", "103 Early Hints")))
                    .append("\r\n")
                    .append(fields())
                    .append("\r\n");
        }
        boolean old = fuzz.oneIn(5);
        String status = fuzz.pick(List.of("200", "200", "200", "204", "206", "301", "304", "404", "500", "599", "101"));
        String reason = fuzz.pick(List.of(" OK", " Not Found", " ", "", " " + fuzz.word(1, 9, VISIBLE)));
        text.append(old ? "HTTP/1.0 " : "HTTP/1.1 ")
                .append(status)
                .append(reason)
                .append("\r\n");
        String body = fuzz.bytes(6);
        text.append(fields());
        switch (fuzz.below(old ? 3 : 5)) {
            case 0 -> text.append(fields()).append("\r\n").append(body);
            case 1, 2 ->
                text.append(fuzz.pick(List.of("Content-Length: ", "content-length:", "CONTENT-LENGTH:\t")))
                        .append(fuzz.pick(List.of("", "0")))
                        .append(body.length())
                        .append(fuzz.pick(List.of("", " ", "\t ")))
                        .append("\r\n")
                        .append(fields())
                        .append("\r\n")
                        .append(body);
            default ->
                text.append(fuzz.pick(List.of("Transfer-Encoding: chunked", "transfer-encoding:Chunked ")))
                        .append("\r\n")
                        .append(fields())
                        .append("\r\n")
                        .append(chunks());
        }
        return text.toString();
    }

    private String chunks() {
        StringBuilder text = new StringBuilder();
        for (int i = fuzz.below(4); i > 0; i--) {
            String chunk = fuzz.bytes(8) + (fuzz.oneIn(3) ? "x".repeat(20) : "x");
            text.append(size(chunk.length())).append("\r\n").append(chunk).append("\r\n");
        }
        return text.append(size(0))
                .append("\r\n")
                .append(fuzz.oneIn(3) ? fields() : "")
                .append("\r\n")
                .toString();
    }

    private String size(int size) {
        String digits = fuzz.pick(List.of("", "", "0", "000")) + Integer.toHexString(size);
        return (fuzz.oneIn(2) ? digits : digits.toUpperCase(java.util.Locale.ROOT))
                + fuzz.pick(List.of("", "", "", ";a", ";a=b;c", ";a=\"b c\"", "; a = b"));
    }

    private String fields() {
        List<String> fields = new ArrayList<>();
        for (int i = fuzz.below(4); i > 0; i--) {
            fields.add(
                    fuzz.oneIn(2) ? fuzz.pick(FIELDS) : "X" + fuzz.word(0, 9, TOKEN) + ":" + fuzz.word(0, 12, VISIBLE));
        }
        return fields.isEmpty() ? "" : String.join("\r\n", fields) + "\r\n";
    }
}
