package dev.rookery.host.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of phrases, read to the end.
 *
 * @param name the file's name
 * @param phrases by key
 */
record PhraseFile(String name, Map<String, String> phrases) {

    /** A longer file is not used. */
    static final int LONGEST = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(PhraseFile.class);

    PhraseFile {
        phrases = Map.copyOf(phrases);
    }

    /** Reads a file. One that cannot be used is logged and counts as missing. */
    static Optional<PhraseFile> read(String owner, String name, Function<String, @Nullable InputStream> files) {
        try (InputStream in = files.apply(name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException("longer than " + LONGEST + " bytes");
            }
            return Optional.of(new PhraseFile(name, parsed(bytes)));
        } catch (CharacterCodingException e) {
            log.warn("phrases cannot be read plugin={} file={} reason=\"not UTF-8\"", owner, name);
        } catch (IOException | IllegalArgumentException e) {
            log.warn("phrases cannot be read plugin={} file={} reason=\"{}\"", owner, name, e.getMessage());
        }
        return Optional.empty();
    }

    private static Map<String, String> parsed(byte[] bytes) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        Properties properties = new Properties();
        properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        Map<String, String> phrases = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> phrases.put(key, properties.getProperty(key)));
        return phrases;
    }
}
