package dev.rookery.host.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or data, written with its unit: {@code 512B}, {@code 64KiB}, {@code 10MiB}, {@code 1GiB}.
 *
 * @param bytes the amount; not negative
 */
public record ByteSize(long bytes) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB)");

    /** Refuses negative amounts. */
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: zero or more)");
        }
    }

    /** Empty when the text is no size or does not fit 63 bits. */
    static Optional<ByteSize> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        long amount = Long.parseLong(matcher.group(1));
        return amount > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(new ByteSize(amount << shift));
    }
}
