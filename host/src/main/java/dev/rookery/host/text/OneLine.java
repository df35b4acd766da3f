package dev.rookery.host.text;

import java.util.regex.Pattern;

/** Makes foreign texts fit for the operator's terminal, log and page. */
public final class OneLine {

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    private OneLine() {}

    /**
     * A text without what could steer a terminal, forge a line or turn the direction of writing.
     *
     * @param text from a network or a plugin
     * @param most how many characters of it are shown; an ellipsis stands for the rest
     * @return one line
     */
    public static String of(String text, int most) {
        String clipped = text.length() > most ? text.substring(0, most) + "…" : text;
        return STEERING.matcher(clipped).replaceAll(" ").strip();
    }
}
