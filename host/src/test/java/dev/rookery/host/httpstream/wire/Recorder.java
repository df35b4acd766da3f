package dev.rookery.host.httpstream.wire;

import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feeds a reader with pieces of a text (one character a byte) and keeps what its sink hears. */
final class Recorder implements ResponseReader.Sink {

    private final ResponseReader reader;
    private final StringBuilder body = new StringBuilder();
    final List<ResponseHead> interims = new ArrayList<>();
    private @Nullable ResponseHead head;
    private boolean ended;
    private @Nullable MalformedResponseException failure;
    private String unread = "";

    private Recorder(WireLimits limits) {
        reader = new ResponseReader(limits, this);
    }

    /** Expects one response. */
    static Recorder expecting(WireLimits limits, boolean withoutBody) {
        Recorder recorder = new Recorder(limits);
        recorder.reader.begin(withoutBody);
        return recorder;
    }

    /** Expects one response with a body, within the default limits, and hears this. */
    static Recorder hearing(String text) {
        return expecting(WireLimits.DEFAULTS, false).hear(text);
    }

    /** Hears these bytes as one buffer. */
    Recorder hear(String text) {
        if (failure == null) {
            // Memory of which one byte before and behind is not the reader's business.
            ByteBuf in = Unpooled.buffer(text.length() + 2).writeByte('\n');
            in.writeCharSequence(text, StandardCharsets.ISO_8859_1);
            in.skipBytes(1);
            try {
                reader.read(in);
            } catch (MalformedResponseException e) {
                failure = e;
            }
            unread = in.toString(StandardCharsets.ISO_8859_1);
            in.release();
        }
        return this;
    }

    /** Hears a text cut before each of these places, which ascend; stops where bytes are left. */
    Recorder hear(String text, int... cuts) {
        int from = 0;
        for (int i = 0; i <= cuts.length && unread.isEmpty(); i++) {
            int to = i < cuts.length ? cuts[i] : text.length();
            if (from < to) {
                hear(text.substring(from, to));
            }
            from = to;
        }
        unread += from < text.length() ? text.substring(from) : "";
        return this;
    }

    /** Hears a text byte by byte. */
    Recorder hearBytes(String text) {
        int[] cuts = new int[text.length()];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = i;
        }
        return hear(text, cuts);
    }

    /** Hears the end of the connection. */
    Recorder hearEnd() {
        if (failure == null) {
            try {
                reader.endOfInput();
            } catch (MalformedResponseException e) {
                failure = e;
            }
        }
        return this;
    }

    ResponseReader reader() {
        return reader;
    }

    ResponseHead head() {
        if (head == null) {
            throw new AssertionError("no head, failure=" + failure);
        }
        return head;
    }

    String body() {
        return body.toString();
    }

    boolean hasEnded() {
        return ended;
    }

    String unread() {
        return unread;
    }

    @Nullable
    Fault fault() {
        return failure == null ? null : failure.fault();
    }

    String failure() {
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    /** All that was heard, for comparing. What a body cut short had, and why it was refused, may hang on the cuts. */
    String summary() {
        if (fault() != null) {
            return "refused";
        }
        StringBuilder all = new StringBuilder();
        interims.forEach(
                interim -> all.append(interim.status()).append(interim.all()).append('\n'));
        if (head != null) {
            all.append(head.status()).append(head.all()).append('\n');
        }
        return all.append(body)
                .append(ended ? "\nend" : "\nmore")
                .append(unread)
                .toString();
    }

    /** A response that has ended, in the terms of the oracle. */
    NettyReader asNettyWould() {
        require(ended, "no end");
        // Netty drops Transfer-Encoding where no body follows.
        List<Map.Entry<String, String>> fields = head().all().stream()
                .filter(field -> head().chunked() || !field.getKey().equalsIgnoreCase("Transfer-Encoding"))
                .toList();
        return new NettyReader(
                interims.stream().map(ResponseHead::status).toList(),
                head().status(),
                fields,
                body(),
                head().keepAlive());
    }

    @Override
    public void interim(ResponseHead interim) {
        require(head == null, "an interim answer after the head");
        interims.add(interim);
    }

    @Override
    public void head(ResponseHead answer) {
        require(head == null, "a second head");
        head = answer;
    }

    @Override
    public void body(ByteBuf piece) {
        require(head != null && !ended && piece.isReadable(), "a body out of order or empty");
        body.append(piece.toString(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void end() {
        require(head != null && !ended, "an end out of order");
        ended = true;
    }

    private static void require(boolean valid, String otherwise) {
        if (!valid) {
            throw new AssertionError(otherwise);
        }
    }
}
