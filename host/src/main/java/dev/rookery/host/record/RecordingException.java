package dev.rookery.host.record;

import java.io.IOException;

/** A file is no recording that can be read. The message says where, what is wrong and what would be right. */
public final class RecordingException extends IOException {

    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, with the place before it. */
    RecordingException at(String place) {
        return new RecordingException(place + ": " + getMessage(), this);
    }
}
