package dev.rookery.api.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text of the bytes of a body as browsers do (the HTML standard, part 13.2.3): by its first bytes, by what the
 * server says, by what a page of HTML or XML says of itself, else by what fits: UTF-8, or GB18030, or Windows-1252.
 */
final class BodyText {

    /** How far into a page browsers look for what it says of itself. */
    private static final int LOOKED_AT = 1_024;

    private static final Pattern NAMED =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([^\\s;\"'/>]{1,40})", Pattern.CASE_INSENSITIVE);

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Where a label means more than its name says (the Encoding standard). */
    private static final Map<String, String> WIDER = Map.ofEntries(
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("utf-16", "UTF-16LE"),
            Map.entry("unicode", "UTF-8"));

    private BodyText() {}

    /**
     * The text of a body.
     *
     * @param page the bytes, perhaps cut off
     * @param contentType what the server says of it
     */
    static String decode(byte[] page, String contentType) {
        Charset charset = marked(page)
                .or(() -> named(contentType))
                .or(() -> ofItself(page, contentType.toLowerCase(Locale.ROOT)))
                .orElseGet(() -> fitting(page));
        String text = new String(page, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Optional<Charset> ofItself(byte[] page, String type) {
        if (!type.isEmpty() && !type.contains("html") && !type.contains("xml")) {
            return Optional.empty();
        }
        return named(new String(page, 0, Math.min(LOOKED_AT, page.length), StandardCharsets.ISO_8859_1))
                // A page that can be read so far is not of a charset of two bytes a letter.
                .map(found -> found.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : found);
    }

    private static Optional<Charset> marked(byte[] page) {
        if (begins(page, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (begins(page, 0xFE, 0xFF)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return begins(page, 0xFF, 0xFE) ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    private static boolean begins(byte[] page, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= page.length || (page[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Charset> named(String text) {
        Matcher found = NAMED.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        String label = found.group(1).toLowerCase(Locale.ROOT);
        try {
            return Optional.of(Charset.forName(WIDER.getOrDefault(label, label)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Charset fitting(byte[] page) {
        if (fits(page, StandardCharsets.UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        return fits(page, GB18030) ? GB18030 : WINDOWS_1252;
    }

    /** Whether the bytes are of a charset; the last letter may be cut off. */
    private static boolean fits(byte[] page, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(page.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(page), out, false);
        return !result.isError();
    }
}
