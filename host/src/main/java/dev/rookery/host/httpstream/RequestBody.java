package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.RequestContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request. Immutable. */
final class RequestBody {

    static final RequestBody NONE = new RequestBody(new byte[0], null);

    private final byte[] bytes;
    private final @Nullable BodySource source;

    private RequestBody(byte[] bytes, @Nullable BodySource source) {
        this.bytes = bytes;
        this.source = source;
    }

    static RequestBody of(byte[] bytes) {
        return new RequestBody(bytes, null);
    }

    static RequestBody of(BodySource source) {
        return new RequestBody(NONE.bytes, source);
    }

    /** In memory, none if there is no body; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Where it comes from when it is not in memory. */
    @Nullable
    BodySource source() {
        return source;
    }

    /** Whether there is none, or one of no bytes in memory. */
    boolean isEmpty() {
        return source == null && bytes.length == 0;
    }

    /** How many bytes it has; -1 if that is not known. */
    long length() {
        return source == null ? bytes.length : source.length();
    }

    /** Whether it can be sent again. */
    boolean isRepeatable() {
        return source == null || source.isRepeatable();
    }

    /** It, piece by piece. */
    RequestContent content(FileThreads files) {
        BodySource from = source == null ? new BodySource.Parts(List.of(BodySource.Bytes.of(bytes))) : source;
        return new RequestContent(from.open(files), from.length());
    }
}
