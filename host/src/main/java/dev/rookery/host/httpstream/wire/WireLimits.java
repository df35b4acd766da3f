package dev.rookery.host.httpstream.wire;

/**
 * How much of a response other than its body is put up with. What goes beyond is refused with a
 * {@link MalformedResponseException}. The size of a body is for whoever keeps it to bound.
 *
 * <table>
 * <caption>Every bound of a {@link ResponseReader}</caption>
 * <tr><th>bound</th><th>default</th><th>fault beyond it</th></tr>
 * <tr><td>{@code statusLineBytes}</td><td>8 KiB</td><td>STATUS_LINE_TOO_LONG</td></tr>
 * <tr><td>{@code fieldBytes}</td><td>32 KiB</td><td>FIELDS_TOO_LARGE</td></tr>
 * <tr><td>{@code fields}</td><td>256</td><td>TOO_MANY_FIELDS</td></tr>
 * <tr><td>{@code interims}</td><td>16</td><td>TOO_MANY_INTERIMS</td></tr>
 * <tr><td>{@code chunkLineBytes}</td><td>256</td><td>CHUNK_LINE_TOO_LONG</td></tr>
 * <tr><td>digits of a Content-Length</td><td>18</td><td>CONTENT_LENGTH</td></tr>
 * <tr><td>size of a chunk</td><td>2 GiB - 1</td><td>CHUNK_SIZE</td></tr>
 * </table>
 *
 * @param statusLineBytes the status line with its line end
 * @param fieldBytes all fields of one response with their line ends: those of its head, and its trailer fields if any
 * @param fields how many fields one head may have, and how many trailer fields
 * @param interims how many 1xx responses may come before the response
 * @param chunkLineBytes the line before a chunk: size, extensions and line end
 */
public record WireLimits(int statusLineBytes, int fieldBytes, int fields, int interims, int chunkLineBytes) {

    /** The bounds of the table. */
    public static final WireLimits DEFAULTS = new WireLimits(8 << 10, 32 << 10, 256, 16, 256);

    /** Refuses bounds that are not positive; {@code interims} may be zero. */
    public WireLimits {
        requireAtLeast(1, "statusLineBytes", statusLineBytes);
        requireAtLeast(1, "fieldBytes", fieldBytes);
        requireAtLeast(1, "fields", fields);
        requireAtLeast(0, "interims", interims);
        requireAtLeast(1, "chunkLineBytes", chunkLineBytes);
    }

    private static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
