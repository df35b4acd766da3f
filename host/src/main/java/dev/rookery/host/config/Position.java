package dev.rookery.host.config;

import org.yaml.snakeyaml.error.Mark;

/**
 * A place in a configuration file.
 *
 * @param line counted from 1
 * @param column in characters, counted from 1
 */
record Position(int line, int column) {

    static final Position START = new Position(1, 1);

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The place that is reached after reading a text from its beginning. */
    static Position after(CharSequence text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(Character.codePointAt(text, i))) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Position(line, column);
    }
}
