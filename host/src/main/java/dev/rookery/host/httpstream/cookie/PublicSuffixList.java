package dev.rookery.host.httpstream.cookie;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The domains under which strangers register theirs ({@code com}, {@code com.cn}, {@code github.io}), where a cookie
 * for the whole domain would go to all of them: the Public Suffix List of Mozilla (publicsuffix.org, MPL 2.0), its
 * public and its private part.
 *
 * <p>Names are asked as addresses spell them: lower case, labels of other scripts in punycode. A wildcard stands for
 * the first label of a rule, as everywhere in the list; a name that no rule speaks of has its last label for a suffix.
 *
 * <p>The rules are kept as one sorted array of bytes, 150 KB, and found by halving; as a set of strings they would take
 * ten times as much. Immutable.
 */
final class PublicSuffixList {

    /** As it is called in the jar of Apache HttpClient, which the build takes it from. */
    private static final String FILE = "effective_tld_names.dat";

    /** Loads the list when it is first asked for: a tenth of a second in a young JVM, and a file is read. */
    private static final class Mozilla {
        static final PublicSuffixList LIST = load();
    }

    /** ASCII, sorted, each after and before a line feed. */
    private final byte[] rules;

    private PublicSuffixList(byte[] rules) {
        this.rules = rules;
    }

    /** The list that comes with the host. */
    static PublicSuffixList mozilla() {
        return Mozilla.LIST;
    }

    /** Reads the format of publicsuffix.org: a rule a line, up to the first blank, and comments. */
    static PublicSuffixList read(Reader lines) {
        String sorted = new BufferedReader(lines)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("//"))
                .map(PublicSuffixList::rule)
                .sorted()
                .collect(Collectors.joining("\n", "\n", "\n"));
        return new PublicSuffixList(sorted.getBytes(StandardCharsets.US_ASCII));
    }

    private static String rule(String line) {
        int end = 0;
        boolean ascii = true;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            ascii &= line.charAt(end) < 0x80;
            end++;
        }
        String rule = line.substring(0, end);
        // Most are plain, and to ask for the punycode of each makes reading the list half as slow again.
        return ascii ? rule : IDN.toASCII(rule, IDN.ALLOW_UNASSIGNED);
    }

    private static PublicSuffixList load() {
        try (InputStream in = PublicSuffixList.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the public suffix list is missing: " + FILE
                        + " (expected: beside the class files of the host)");
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the public suffix list " + FILE, e);
        }
    }

    /** Whether anybody may register a name within this one. */
    boolean isPublicSuffix(String name) {
        return suffixStart(name) == 0;
    }

    /** Where in a name its public suffix begins, the longest there is: 5 in {@code a.qq.com.cn}. */
    int suffixStart(String name) {
        String full = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        int start = 0;
        for (int dot = full.indexOf('.'); dot >= 0; dot = full.indexOf('.', start)) {
            String rest = full.substring(start);
            if (contains("!" + rest)) {
                return dot + 1;
            }
            if (contains(rest) || contains("*" + full.substring(dot))) {
                return start;
            }
            start = dot + 1;
        }
        return start;
    }

    private boolean contains(String rule) {
        int low = 0;
        int high = rules.length - 1;
        while (low < high) {
            int start = startOfLine((low + high) >>> 1);
            int compared = compareLine(start, rule);
            if (compared == 0) {
                return true;
            }
            if (compared < 0) {
                low = endOfLine(start);
            } else {
                high = start - 1;
            }
        }
        return false;
    }

    /** The start of the line that an index is in, the line feed after a line counting as part of the next one. */
    private int startOfLine(int index) {
        int start = index;
        while (rules[start] != '\n') {
            start--;
        }
        return start + 1;
    }

    private int endOfLine(int start) {
        int end = start;
        while (rules[end] != '\n') {
            end++;
        }
        return end;
    }

    private int compareLine(int start, String rule) {
        for (int i = 0; i < rule.length(); i++) {
            byte b = rules[start + i];
            if (b == '\n' || b != rule.charAt(i)) {
                return b == '\n' ? -1 : b - rule.charAt(i);
            }
        }
        return rules[start + rule.length()] == '\n' ? 0 : 1;
    }
}
