package dev.rookery.host.plugin;

/** What the operator asked for cannot be done. The message says all; no stack is needed. */
public final class PluginOperationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PluginOperationException(String message) {
        super(message, null, false, false);
    }
}
