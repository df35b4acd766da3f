package dev.rookery.host.json;

/** A text is no JSON, or no value of the type that is asked for. The message says where and what would be right. */
public final class MisfitException extends Exception {

    private static final long serialVersionUID = 1;

    MisfitException(String message) {
        super(message);
    }

    MisfitException(String message, Throwable cause) {
        super(message, cause);
    }
}
