package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.host.httpserver.Exchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578), as browsers and libcurl send it. The server bounds the
 * body, this reader the number of parts ({@value #MAX_PARTS}), the length of a boundary ({@value #MAX_BOUNDARY}) and of
 * the head of a part ({@value #MAX_HEAD} bytes).
 */
final class Multipart {

    static final int MAX_PARTS = 64;
    static final int MAX_BOUNDARY = 70;
    static final int MAX_HEAD = 4_096;

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data;.*?\\bboundary=(?:\"([^\"]+)\"|([^\\s;,]+)).*");
    private static final Pattern NAME = Pattern.compile("(?i)(?<![a-z])name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("(?i)filename=\"([^\"]*)\"");

    /** A part. */
    static final class Part {

        private final String filename;
        private final byte[] bytes;

        private Part(String filename, byte[] bytes) {
            this.filename = filename;
            this.bytes = bytes;
        }

        /** The file name that came with it, empty for none. */
        String filename() {
            return filename;
        }

        /** Not a copy; nobody changes them. */
        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, UTF_8);
        }
    }

    private final Map<String, Part> parts = new LinkedHashMap<>();

    private Multipart() {}

    /**
     * Reads the body of a request.
     *
     * @throws IllegalArgumentException when it is no such body, or beyond a bound
     */
    static Multipart of(Exchange exchange) {
        return of(exchange.header("Content-Type").orElse(""), exchange.body());
    }

    static Multipart of(String contentType, byte[] body) {
        Matcher type = BOUNDARY.matcher(contentType);
        if (!type.matches()) {
            throw new IllegalArgumentException("Content-Type (expected: multipart/form-data with a boundary)");
        }
        String boundary = type.group(1) == null ? type.group(2) : type.group(1);
        if (boundary.length() > MAX_BOUNDARY) {
            throw new IllegalArgumentException("boundary: longer than " + MAX_BOUNDARY + " characters");
        }
        Multipart read = new Multipart();
        // One char per byte, so that indexes in the text are indexes in the body.
        String text = new String(body, ISO_8859_1);
        String delimiter = "--" + boundary;
        int at = text.indexOf(delimiter);
        while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
            int head = text.indexOf("\r\n", at + delimiter.length());
            int content = head < 0 ? -1 : text.indexOf("\r\n\r\n", head);
            int next = content < 0 ? -1 : text.indexOf("\r\n" + delimiter, content + 2);
            if (next < 0) {
                throw new IllegalArgumentException("multipart body: part " + (read.parts.size() + 1) + " has no end");
            }
            if (content - head > MAX_HEAD || read.parts.size() == MAX_PARTS) {
                throw new IllegalArgumentException("multipart body: more than " + MAX_PARTS + " parts, or more than "
                        + MAX_HEAD + " bytes before one");
            }
            read.add(text.substring(head, content), text.substring(Math.min(content + 4, next), next));
            at = next + 2;
        }
        return read;
    }

    private void add(String head, String content) {
        Matcher name = NAME.matcher(head);
        if (name.find()) {
            Matcher filename = FILENAME.matcher(head);
            String file = filename.find() ? new String(filename.group(1).getBytes(ISO_8859_1), UTF_8) : "";
            parts.putIfAbsent(name.group(1), new Part(file, content.getBytes(ISO_8859_1)));
        }
    }

    Optional<Part> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    /** The text of a part; empty when there is none of that name. */
    String text(String name) {
        return part(name).map(Part::text).orElse("");
    }
}
