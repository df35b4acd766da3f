package dev.rookery.host.plugin;

/**
 * A plugin's section of the configuration does not fit its settings record. The message says all; no stack is needed.
 */
final class SettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SettingsException(String problems, IllegalArgumentException cause) {
        super(problems, cause);
    }
}
