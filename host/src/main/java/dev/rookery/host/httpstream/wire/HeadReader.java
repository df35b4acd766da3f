package dev.rookery.host.httpstream.wire;

import static dev.rookery.host.httpstream.wire.Octets.CR;
import static dev.rookery.host.httpstream.wire.Octets.LF;

import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import dev.rookery.host.httpstream.wire.ResponseHead.Framing;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one head after another. A head that arrives whole, as nearly all do, is copied once and checked in one pass,
 * which also finds how its body is framed. One that arrives in pieces is gathered, and each line checked as soon as it
 * is there. Between heads nothing is held.
 */
final class HeadReader {

    private static final byte[] NOTHING = {};
    private static final int[] NO_LINES = {};
    private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.'};

    /** Enough for most heads without growing. */
    private static final int FIRST_LINES = 12;

    private static final int MAX_LENGTH_DIGITS = 18;

    private final WireLimits limits;

    // The head so far, and how much of it has been checked.
    private byte[] bytes = NOTHING;
    private int length;
    private int checked;

    // What the checked part says. The first field begins where the status line ends.
    private int[] lines = NO_LINES;
    private int count;
    private int status;
    private boolean oldVersion;
    private long contentLength;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;

    HeadReader(WireLimits limits) {
        this.limits = limits;
        reset();
    }

    /** Whether nothing of the next head has been read. */
    boolean isEmpty() {
        return length == 0;
    }

    /** Forgets a head that is not whole. */
    void reset() {
        bytes = NOTHING;
        lines = NO_LINES;
        length = 0;
        checked = 0;
        count = 0;
        contentLength = -1;
        oldVersion = false;
        chunked = false;
        close = false;
        keepAlive = false;
    }

    /**
     * Reads on. Consumes the head's bytes and none behind them.
     *
     * @param withoutBody whether the response to the request has no body in any case
     * @return the head, null when more is needed, which then has consumed everything
     */
    @Nullable
    ResponseHead read(ByteBuf in, boolean withoutBody) throws MalformedResponseException {
        int before = length;
        int from = in.readerIndex();
        int room = limits.statusLineBytes() + limits.fieldBytes() + 3 - length;
        int to = from + Math.min(room, in.readableBytes());
        int end = length == 0 ? endOfHead(in, from, to) : -1;
        boolean wholeLine = end >= 0 || in.indexOf(from, to, LF) >= 0;
        gather(in, (end < 0 ? to : end) - from);
        if (wholeLine && check()) {
            in.readerIndex(from + checked - before);
            ResponseHead head = head(withoutBody);
            reset();
            return head;
        }
        checkUnfinishedLine();
        return null;
    }

    /** Looks from line end to line end, for an empty line; -1 if there is none. */
    private static int endOfHead(ByteBuf in, int from, int to) {
        int lf = in.indexOf(from, to, LF);
        while (lf >= 0 && lf + 2 < to) {
            if (in.getByte(lf + 1) == CR && in.getByte(lf + 2) == LF) {
                return lf + 3;
            }
            lf = in.indexOf(lf + 1, to, LF);
        }
        return -1;
    }

    private void gather(ByteBuf in, int size) {
        if (length + size > bytes.length) {
            // Exactly enough for a head that comes whole; doubled for one that comes in pieces.
            bytes = Arrays.copyOf(bytes, length == 0 ? size : Math.max(length + size, 2 * bytes.length));
        }
        in.readBytes(bytes, length, size);
        length += size;
    }

    /** Checks the lines that are whole. True when the empty one was among them. */
    private boolean check() throws MalformedResponseException {
        int whole = length;
        while (whole > checked && bytes[whole - 1] != LF) {
            whole--;
        }
        while (checked < whole) {
            if (checked == 0) {
                checked = statusLine();
            } else if (bytes[checked] == CR && bytes[checked + 1] == LF) {
                checked += 2;
                return true;
            } else {
                checked = field(checked);
            }
        }
        return false;
    }

    /** The line not yet ended: within the bounds, and HTTP as far as one can tell. */
    private void checkUnfinishedLine() throws MalformedResponseException {
        if (checked > 0) {
            boolean endBegun = length == checked + 1 && bytes[checked] == CR;
            requireFieldRoom(endBegun ? checked : length);
            return;
        }
        if (!Arrays.equals(VERSION, 0, Math.min(length, VERSION.length), bytes, 0, Math.min(length, VERSION.length))) {
            throw new MalformedResponseException(Fault.STATUS_LINE);
        }
        requireStatusRoom(length);
    }

    /** {@code HTTP/1.1 200 OK}; that the line is whole keeps every access within the array. */
    private int statusLine() throws MalformedResponseException {
        byte[] line = bytes;
        int i = 0;
        while (i < VERSION.length && line[i] == VERSION[i]) {
            i++;
        }
        boolean valid = i == VERSION.length
                && Octets.isDigit(line[i])
                && line[i + 1] == ' '
                && line[i + 2] >= '1'
                && line[i + 2] <= '9'
                && Octets.isDigit(line[i + 3])
                && Octets.isDigit(line[i + 4])
                && (line[i + 5] == ' ' || line[i + 5] == CR || line[i + 5] == LF);
        if (!valid) {
            throw new MalformedResponseException(Fault.STATUS_LINE);
        }
        oldVersion = line[i] == '0';
        status = (line[i + 2] - '0') * 100 + (line[i + 3] - '0') * 10 + line[i + 4] - '0';
        int end = endOfLine(i + 5, Fault.STATUS_LINE);
        requireStatusRoom(end);
        lines = new int[FIRST_LINES];
        lines[0] = end;
        return end;
    }

    private int field(int at) throws MalformedResponseException {
        byte[] line = bytes;
        int colon = at;
        while (Octets.isToken(line[colon])) {
            colon++;
        }
        if (line[colon] != ':' || colon == at) {
            throw new MalformedResponseException(faultOfName(at, colon));
        }
        int end = endOfLine(colon + 1, Fault.FIELD_VALUE);
        requireFieldRoom(end);
        if (count == limits.fields()) {
            throw new MalformedResponseException(
                    Fault.TOO_MANY_FIELDS, "there are more than " + limits.fields() + " header fields");
        }
        if (++count == lines.length) {
            lines = Arrays.copyOf(lines, 2 * lines.length);
        }
        lines[count] = end;
        switch (colon - at) {
            case 10 -> connection(at, end);
            case 14 -> contentLength(at, end);
            case 17 -> transferEncoding(at, end);
            default -> {}
        }
        return end;
    }

    private Fault faultOfName(int at, int end) {
        if (!Octets.isSpace(bytes[end])) {
            return Fault.FIELD_NAME;
        }
        return end == at ? Fault.FOLDED_FIELD : Fault.SPACE_BEFORE_COLON;
    }

    /** Past the line end; everything before it must be what a value may hold. */
    private int endOfLine(int at, Fault otherwise) throws MalformedResponseException {
        byte[] line = bytes;
        int i = at;
        while (Octets.isValue(line[i])) {
            i++;
        }
        if (line[i] == CR && line[i + 1] == LF) {
            return i + 2;
        }
        throw new MalformedResponseException(line[i] == CR || line[i] == LF ? Fault.LINE_END : otherwise);
    }

    private void connection(int at, int end) {
        if (!Octets.isNameAt(bytes, at, "connection")) {
            return;
        }
        int from = at + "connection:".length();
        for (int i = from; i < end - 1; i++) {
            if (bytes[i] == ',' || bytes[i] == CR) {
                close |= isValue(from, i, "close");
                keepAlive |= isValue(from, i, "keep-alive");
                from = i + 1;
            }
        }
    }

    private void contentLength(int at, int end) throws MalformedResponseException {
        if (!Octets.isNameAt(bytes, at, "content-length")) {
            return;
        }
        int from = skipSpaces(at + "content-length:".length(), end);
        int i = from;
        long value = 0;
        while (Octets.isDigit(bytes[i]) && i - from < MAX_LENGTH_DIGITS) {
            value = value * 10 + bytes[i++] - '0';
        }
        if (contentLength >= 0 || i == from || skipSpaces(i, end) != end - 2) {
            throw new MalformedResponseException(Fault.CONTENT_LENGTH);
        }
        contentLength = value;
    }

    private void transferEncoding(int at, int end) throws MalformedResponseException {
        if (!Octets.isNameAt(bytes, at, "transfer-encoding")) {
            return;
        }
        if (chunked || !isValue(at + "transfer-encoding:".length(), end - 2, "chunked")) {
            throw new MalformedResponseException(Fault.TRANSFER_ENCODING);
        }
        chunked = true;
    }

    /** Whether this word, whatever its case, is all that stands there but for spaces. */
    private boolean isValue(int from, int to, String word) {
        int at = skipSpaces(from, to);
        int end = at + word.length();
        return end <= to && Octets.isNameAt(bytes, at, word) && skipSpaces(end, to) == to;
    }

    private int skipSpaces(int from, int to) {
        int i = from;
        while (i < to && Octets.isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    private void requireStatusRoom(int end) throws MalformedResponseException {
        if (end > limits.statusLineBytes()) {
            throw new MalformedResponseException(
                    Fault.STATUS_LINE_TOO_LONG,
                    "the status line is longer than " + limits.statusLineBytes() + " bytes");
        }
    }

    private void requireFieldRoom(int end) throws MalformedResponseException {
        if (end - lines[0] > limits.fieldBytes()) {
            throw new MalformedResponseException(
                    Fault.FIELDS_TOO_LARGE, "the header fields are larger than " + limits.fieldBytes() + " bytes");
        }
    }

    private ResponseHead head(boolean withoutBody) throws MalformedResponseException {
        if (chunked && (contentLength >= 0 || oldVersion)) {
            throw new MalformedResponseException(Fault.AMBIGUOUS_FRAMING);
        }
        Framing framing = Framing.UNTIL_CLOSE;
        if (withoutBody || status < 200 || status == 204 || status == 304) {
            framing = Framing.NO_BODY;
        } else if (chunked) {
            framing = Framing.CHUNKED;
        } else if (contentLength >= 0) {
            framing = Framing.LENGTH;
        }
        boolean persistent = !close && (!oldVersion || keepAlive) && framing != Framing.UNTIL_CLOSE;
        byte[] exact = bytes.length == checked ? bytes : Arrays.copyOf(bytes, checked);
        return new ResponseHead(exact, lines, count, status, contentLength, framing, persistent);
    }
}
