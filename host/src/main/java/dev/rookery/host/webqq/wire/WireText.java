package dev.rookery.host.webqq.wire;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings texts and names of the wire into the form in which the rest of the host knows them. */
public final class WireText {

    /** The entities that era-B servers put into texts and names (Mojo-Webqq un-escapes exactly these). */
    private static final Map<String, String> ENTITIES =
            Map.of("&nbsp;", " ", "&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\"", "&#39;", "'", "&#92;", "\\");

    private static final Pattern ENTITY = Pattern.compile("&(?:nbsp|lt|gt|amp|quot|#39|#92);");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private WireText() {}

    /** A text of a message: entities read, once and not again in what comes out; line breaks as {@code \n}. */
    public static String text(String wire) {
        String plain = wire.indexOf('&') < 0
                ? wire
                : ENTITY.matcher(wire).replaceAll(entity -> Matcher.quoteReplacement(ENTITIES.get(entity.group())));
        return lines(plain);
    }

    /** The name of a person or chat: as a text, with plain spaces and without control characters. */
    public static String name(String wire) {
        return CONTROL.matcher(text(wire).replace('\u00a0', ' ')).replaceAll("").strip();
    }

    /** Every line break as {@code \n}: {@code \r\n} and {@code \r} come from some senders. */
    public static String lines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
