package dev.rookery.host.storage;

/** What is stored, or a default, is no value of the type that is asked for. */
final class MisfitException extends Exception {

    MisfitException(String message) {
        super(message);
    }

    MisfitException(String message, Throwable cause) {
        super(message, cause);
    }
}
