package dev.rookery.host.scope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that keeps what was switched in chats: a list of rules in JSON, replaced as a whole, so that a crash leaves
 * the old one or the new one. A file that cannot be understood is never written over: it may hold what somebody wants
 * back.
 */
final class RuleFile {

    /** A larger file was not written by us. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;

    RuleFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the rules.
     *
     * @return none if there is no file
     * @throws IOException if it cannot be read or understood; the message names it and says what to do
     */
    List<Rule> read() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        if (bytes.length > MOST_BYTES) {
            throw unusable("larger than " + MOST_BYTES + " bytes");
        }
        try {
            return rules(JSON.readTree(bytes));
        } catch (JsonProcessingException e) {
            throw unusable("no JSON at " + place(e));
        } catch (IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? "its end"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private IOException unusable(String why) {
        return new IOException(file + ": " + why
                + " (expected: the rules as they were written; repair the file, or move it away to begin anew)");
    }

    private static List<Rule> rules(JsonNode root) {
        if (root.path("version").asInt() != VERSION || !root.path("rules").isArray()) {
            throw new IllegalArgumentException("no list of rules of version " + VERSION);
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : root.path("rules")) {
            if (!rule.path("on").isBoolean()) {
                throw new IllegalArgumentException("rule " + (rules.size() + 1) + " says neither on nor off");
            }
            rules.add(new Rule(
                    Subject.parse(rule.path("what").asText()),
                    Place.parse(rule.path("where").asText()),
                    rule.path("on").asBoolean(),
                    rule.path("said").asText()));
        }
        return rules;
    }

    /** Replaces the rules. */
    void write(List<Rule> rules) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", VERSION);
        ArrayNode list = root.putArray("rules");
        for (Rule rule : rules) {
            list.addObject()
                    .put("what", rule.subject().toString())
                    .put("where", rule.place().toString())
                    .put("on", rule.on())
                    .put("said", rule.source());
        }
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                whole, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes =
                    ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
