package dev.rookery.host.httpstream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that came whole but cannot be decoded, or grows too large; the message is meant for a person. */
final class BrokenContentException extends IOException {

    BrokenContentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A peer's fault, not ours: no stack trace. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
