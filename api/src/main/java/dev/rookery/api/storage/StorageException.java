package dev.rookery.api.storage;

/**
 * Something could not be kept or read: the database is not usable at the moment, the plugin has stored as much as it
 * may, or what is stored does not fit the type that is asked for. The message says which and what to do. Nothing that
 * was stored before is harmed, and a later call may succeed.
 */
public final class StorageException extends RuntimeException {

    /**
     * Without a cause.
     *
     * @param message what is wrong and what would be right
     */
    public StorageException(String message) {
        super(message);
    }

    /**
     * With the cause.
     *
     * @param message what is wrong and what would be right
     * @param cause what the database or a record's constructor said
     */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
