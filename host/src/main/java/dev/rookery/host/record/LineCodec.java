package dev.rookery.host.record;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.record.RecordedLine.Header;
import java.lang.reflect.Type;

/** Lines of a recording as text and back. The record's simple name says which line it is. Not for several threads. */
final class LineCodec {

    /** Longer lines are neither written nor read. */
    static final int MOST_CHARACTERS = 1 << 20;

    private static final String LINE = "line";
    private static final String MAGIC = "rookery-recording";

    private static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNameLength(200)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ValueCodec values;

    LineCodec(Mask mask) {
        values = new ValueCodec(mask);
    }

    /** A value as the text of a line that holds it: for arguments and answers. */
    String valueText(Object value, Type type) {
        return values.write(value, type).toString();
    }

    Object value(String text, Type type) throws RecordingException {
        return values.read(parse(text), type);
    }

    /** One line, without its end. */
    String write(RecordedLine line) {
        ObjectNode object = JSON.createObjectNode();
        if (line instanceof Header) {
            object.put(MAGIC, Header.VERSION);
        } else {
            object.put(LINE, line.getClass().getSimpleName());
        }
        object.setAll((ObjectNode) values.write(line, line.getClass()));
        return object.toString();
    }

    Header readHeader(String text) throws RecordingException {
        JsonNode object = parse(text);
        JsonNode version = object.path(MAGIC);
        if (!version.isInt()) {
            throw new RecordingException("no recording: the first line has no \"" + MAGIC
                    + "\" (expected: a file that rookery run --record wrote)");
        }
        if (version.intValue() != Header.VERSION) {
            throw new RecordingException("a recording of version " + version + " (expected: version " + Header.VERSION
                    + ", which this test kit can read)");
        }
        return (Header) values.read(object, Header.class);
    }

    RecordedLine read(String text) throws RecordingException {
        JsonNode object = parse(text);
        String name = object.path(LINE).asText();
        for (Class<?> type : RecordedLine.class.getPermittedSubclasses()) {
            if (type != Header.class && type.getSimpleName().equals(name)) {
                return (RecordedLine) values.read(object, type);
            }
        }
        throw new RecordingException(
                "line: \"" + name + "\" (expected: Heard, Said, Sent, Called, Answered, Lost or Ended)");
    }

    private static JsonNode parse(String text) throws RecordingException {
        try {
            JsonNode node = JSON.readTree(text);
            if (node == null || !node.isContainerNode()) {
                throw new RecordingException("no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new RecordingException("no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
