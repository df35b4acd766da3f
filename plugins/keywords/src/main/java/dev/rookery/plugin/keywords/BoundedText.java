package dev.rookery.plugin.keywords;

/**
 * A text that can be looked at so many times only. A regular expression such as {@code a*a*a*a*a*a*b} looks at sixty
 * characters hundreds of millions of times; this ends it after a moment, always the same one, whatever else the machine
 * does.
 */
final class BoundedText implements CharSequence {

    /** How often; a sensible expression looks at each character a few times. */
    static final int LOOKS = 100_000;

    /** The looks are used up. */
    static final class TooSlowException extends RuntimeException {
        TooSlowException() {
            super("the pattern takes too long", null, false, false);
        }
    }

    private final String text;
    private int looks;

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new TooSlowException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
