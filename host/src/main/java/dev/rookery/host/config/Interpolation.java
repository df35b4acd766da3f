package dev.rookery.host.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fills in <code>${NAME}</code>, <code>${NAME:-default}</code> (used as well when the variable is empty, as shells do)
 * and <code>${file:path}</code>; <code>$${</code> stands for a plain <code>${</code>. Works on one scalar after
 * parsing, so that what is filled in can never change the structure; one pass, so that it is never interpreted either.
 * Messages name variables and files, never their contents.
 */
final class Interpolation {

    /** Bytes of a file that is filled in; a longer one is refused. Default: {@value}. */
    static final int MAX_FILE_BYTES = 64 * 1024;

    /** Characters filled in over a whole document; more is refused, so that memory stays bounded. Default: {@value}. */
    static final int MAX_FILLED_IN = 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FORMS = "${NAME}, ${NAME:-default}, ${file:path}, or $${ for a plain ${";

    private final Path folder;
    private final Map<String, String> environment;
    private int filledIn;

    /**
     * For one document.
     *
     * @param folder what relative file names are relative to
     * @param environment the variables
     */
    Interpolation(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Something could not be filled in. */
    static final class UnresolvedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String expected;

        UnresolvedException(String what, String expected) {
            super(what, null, false, false);
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    /** The text with everything filled in. */
    String fillIn(String text) throws UnresolvedException {
        int open = text.indexOf("${");
        if (open < 0) {
            return text;
        }
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (; open >= 0; open = text.indexOf("${", from)) {
            if (open > from && text.charAt(open - 1) == '$') {
                filled.append(text, from, open - 1).append("${");
                from = open + 2;
                continue;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new UnresolvedException("'${' is not closed by '}'", FORMS);
            }
            if (filledIn > MAX_FILLED_IN) {
                throw new UnresolvedException(
                        "too much is filled in from variables and files",
                        "at most " + MAX_FILLED_IN + " characters in a whole document");
            }
            String value = resolve(text.substring(open + 2, close));
            filledIn += value.length();
            filled.append(text, from, open).append(value);
            from = close + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private String resolve(String expression) throws UnresolvedException {
        if (expression.contains("${")) {
            throw new UnresolvedException("'${' inside of '${…}'", FORMS);
        }
        if (expression.startsWith("file:")) {
            return file(expression.substring("file:".length()));
        }
        int separator = expression.indexOf(":-");
        String name = separator < 0 ? expression : expression.substring(0, separator);
        if (!NAME.matcher(name).matches()) {
            // Not quoted: it may be part of a password that happens to contain the two characters.
            throw new UnresolvedException("what stands between '${' and '}' is not understood", FORMS);
        }
        String value = environment.getOrDefault(name, "");
        if (separator >= 0 && value.isEmpty()) {
            return expression.substring(separator + 2);
        }
        if (!environment.containsKey(name)) {
            throw new UnresolvedException(
                    "environment variable " + name + " is not set",
                    "the variable to be set, or a default as in ${" + name + ":-default}");
        }
        return value;
    }

    private String file(String name) throws UnresolvedException {
        String expected = "a readable UTF-8 text file of at most " + MAX_FILE_BYTES / 1024 + " KiB";
        String what = "file " + Wording.quoted(name);
        try {
            Path path = folder.resolve(Path.of(name));
            Optional<String> trouble = name.isEmpty() ? Optional.of("no file is named") : trouble(path, what);
            if (trouble.isPresent()) {
                throw new UnresolvedException(trouble.get(), expected);
            }
            byte[] bytes = read(path);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new UnresolvedException(what + " is too long", expected);
            }
            return withoutTrailingNewline(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new UnresolvedException(what + " is not UTF-8 text", expected);
        } catch (IOException | InvalidPathException e) {
            throw new UnresolvedException(what + " cannot be read", expected);
        }
    }

    private static Optional<String> trouble(Path path, String what) {
        if (!Files.exists(path)) {
            return Optional.of(what + " does not exist");
        }
        // A pipe or a device could block the start for ever.
        return Files.isRegularFile(path) ? Optional.empty() : Optional.of(what + " is not a regular file");
    }

    private static byte[] read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MAX_FILE_BYTES + 1);
        }
    }

    private static String withoutTrailingNewline(String text) {
        String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return cut.length() < text.length() && cut.endsWith("\r") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
