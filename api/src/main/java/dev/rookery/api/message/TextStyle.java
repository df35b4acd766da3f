package dev.rookery.api.message;

/**
 * How a text looks, where a network tells or can show it.
 *
 * @param font the font's name; empty for the network's own
 * @param size in points; 0 for the network's own
 * @param bold whether it is bold
 * @param italic whether it is slanted
 * @param underlined whether it has a line below
 * @param color six hexadecimal digits, red, green, blue; empty for the network's own
 */
public record TextStyle(String font, int size, boolean bold, boolean italic, boolean underlined, String color) {

    /** Whatever the network shows by itself. */
    public static final TextStyle PLAIN = new TextStyle("", 0, false, false, false, "");
}
