package dev.rookery.host.httpstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A form with files, {@code multipart/form-data}, byte for byte as browsers send it (HTML standard part 4.10.21.8): no
 * header fields beside Content-Disposition and a file's Content-Type, UTF-8, line breaks and quotes in names
 * percent-encoded. Held in memory, at most {@link #MAX_BYTES}, but for files given by their path, which are read while
 * they are sent. Not for use by several threads at once.
 */
public final class Multipart {

    /** The largest body that can be put together; what exceeds it is refused with an IllegalArgumentException. */
    public static final int MAX_BYTES = 16 << 20;

    private static final String NEW_LINE = "\r\n";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_LETTERS = 16;

    private final String boundary;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    /** What came before {@link #parts}, ending with a file. */
    private final List<BodySource.Part> before = new ArrayList<>();

    private int inMemory;

    /** An empty form with a boundary that no content will contain by chance: 95 bits of it are random. */
    public Multipart() {
        this("----WebKitFormBoundary" + random());
    }

    Multipart(String boundary) {
        this.boundary = boundary;
    }

    /** Appends a field; line breaks in its value become CRLF. */
    public Multipart field(String name, String value) {
        begin("form-data; name=\"" + escaped(name) + '"' + NEW_LINE);
        add(value.replaceAll("\r\n|\r|\n", NEW_LINE));
        return end();
    }

    /**
     * Appends a file.
     *
     * @param name the field's name
     * @param fileName what the file is called, without a path
     * @param contentType what it is, for example {@code image/png}; no line breaks
     * @param content its bytes, sent as they are
     */
    public Multipart file(String name, String fileName, String contentType, byte[] content) {
        beginFile(name, fileName, contentType);
        add(content);
        return end();
    }

    /**
     * Appends a file that is read while the form is sent, and must not change from now on.
     *
     * @param name the field's name
     * @param fileName what the file is called, without a path
     * @param contentType what it is, for example {@code image/png}; no line breaks
     * @param content where it is
     * @throws IllegalArgumentException if it cannot be read
     */
    public Multipart file(String name, String fileName, String contentType, Path content) {
        BodySource.File file = BodySource.File.of(content);
        beginFile(name, fileName, contentType);
        before.add(BodySource.Bytes.of(parts.toByteArray()));
        before.add(file);
        parts.reset();
        return end();
    }

    /** Whether there is no file in it that is still to be read. */
    boolean isInMemory() {
        return before.isEmpty();
    }

    /** All of it, as it is now. */
    BodySource source() {
        List<BodySource.Part> all = new ArrayList<>(before);
        all.add(BodySource.Bytes.of(body()));
        return new BodySource.Parts(all);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** What is in memory behind the last file, and the end. */
    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(parts.size() + boundary.length() + 8);
        body.writeBytes(parts.toByteArray());
        body.writeBytes(bytes("--" + boundary + "--" + NEW_LINE));
        return body.toByteArray();
    }

    private void beginFile(String name, String fileName, String contentType) {
        HeaderField.of("Content-Type", contentType);
        begin("form-data; name=\"" + escaped(name) + "\"; filename=\"" + escaped(fileName) + '"' + NEW_LINE
                + "Content-Type: " + contentType + NEW_LINE);
    }

    private void begin(String disposition) {
        add("--" + boundary + NEW_LINE + "Content-Disposition: " + disposition + NEW_LINE);
    }

    private Multipart end() {
        add(NEW_LINE);
        return this;
    }

    private void add(String text) {
        add(bytes(text));
    }

    private void add(byte[] more) {
        long size = (long) inMemory + more.length;
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "multipart body: " + size + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        inMemory = (int) size;
        parts.writeBytes(more);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }

    private static String random() {
        StringBuilder letters = new StringBuilder(RANDOM_LETTERS);
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            letters.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
