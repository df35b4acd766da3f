package dev.rookery.host.httpstream.connection;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer that is not whole or not valid; the message is meant for a person. */
final class BrokenAnswerException extends IOException {

    BrokenAnswerException(String message) {
        this(message, null);
    }

    BrokenAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A peer's fault, not ours: no stack trace. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
