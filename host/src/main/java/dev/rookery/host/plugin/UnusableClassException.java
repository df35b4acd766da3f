package dev.rookery.host.plugin;

/** A class that a plugin names is not what it has to be. The message says all; no stack is needed. */
final class UnusableClassException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableClassException(String message) {
        super(message, null, false, false);
    }
}
