package dev.rookery.host.record;

import dev.rookery.api.message.Message;
import dev.rookery.host.record.RecordedLine.Header;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recordings as files and text. What is read is not trusted, whoever wrote it.
 *
 * <p>Bounds: {@value Recorder#MOST_BYTES} bytes of file, 1,048,576 characters of line, a beginning in this century, 31
 * days from there to any line, since a replay lives through all that time; beyond them the file is refused.
 */
public final class Recordings {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(31);

    private Recordings() {}

    /**
     * A whole recording.
     *
     * @param header its first line
     * @param lines the others
     */
    public record Contents(Header header, List<RecordedLine> lines) {

        /** Copies the list. */
        public Contents {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Reads a file. Blocks.
     *
     * @param file the file
     * @return what it holds
     * @throws RecordingException if it is no recording of this version, is cut off or broken: with file and line
     * @throws IOException if it cannot be read
     */
    public static Contents read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Recorder.MOST_BYTES) {
            throw new RecordingException(file + ": " + size + " bytes (expected: at most " + Recorder.MOST_BYTES + ")");
        }
        LineCodec codec = new LineCodec(new Mask(List.of(), false));
        int number = 1;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            Header header = inThisCentury(codec.readHeader(line(reader)
                    .orElseThrow(() -> new RecordingException("the file is empty (expected: a recording)"))));
            List<RecordedLine> lines = new ArrayList<>();
            number++;
            for (Optional<String> line = line(reader); line.isPresent(); line = line(reader)) {
                lines.add(within(header, codec.read(line.get())));
                number++;
            }
            return new Contents(header, lines);
        } catch (CharacterCodingException e) {
            throw new RecordingException("not UTF-8", e).at(file + ":" + number);
        } catch (RecordingException e) {
            throw e.at(file + ":" + number);
        }
    }

    /**
     * A recording as its file would be, for one that did not come from a host.
     *
     * @param contents header and lines
     * @return the text, with an end of line after each
     */
    public static String text(Contents contents) {
        LineCodec codec = new LineCodec(new Mask(List.of(), false));
        return Stream.concat(Stream.of(contents.header()), contents.lines().stream())
                .map(codec::write)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * A message as a recording holds it: without secrets, style and large pictures. Two messages of the same text here
     * are the same to a replay.
     *
     * @param message any message
     * @return JSON
     */
    public static String text(Message message) {
        return new LineCodec(new Mask(List.of(), false)).valueText(message, Message.class);
    }

    private static Header inThisCentury(Header header) throws RecordingException {
        if (header.at().isBefore(EARLIEST) || header.at().isAfter(LATEST)) {
            throw new RecordingException("at: " + header.at() + " (expected: a time of this century)");
        }
        return header;
    }

    private static RecordedLine within(Header header, RecordedLine line) throws RecordingException {
        if (Duration.between(header.at(), line.at()).compareTo(LONGEST) > 0) {
            throw new RecordingException("at: " + line.at() + " (expected: at most " + LONGEST.toDays()
                    + " days after the beginning, " + header.at() + ")");
        }
        return line;
    }

    /** The next line, which must have its end: the recorder writes whole lines. */
    private static Optional<String> line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c != '\n'; c = reader.read()) {
            if (c < 0 && line.isEmpty()) {
                return Optional.empty();
            }
            if (c < 0) {
                throw new RecordingException("the line is cut off (expected: a recording that was written to its end; "
                        + "delete the last line to replay what is before it)");
            }
            if (line.length() >= LineCodec.MOST_CHARACTERS) {
                throw new RecordingException(
                        "a line of more than " + LineCodec.MOST_CHARACTERS + " characters (expected: shorter lines)");
            }
            line.append((char) c);
        }
        return Optional.of(line.toString());
    }
}
