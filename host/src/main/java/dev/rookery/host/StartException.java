package dev.rookery.host;

import picocli.CommandLine.ExitCode;

/** Why the host cannot start, in words for the operator. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private StartException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The operator can put it right: exit code 2. */
    static StartException mistake(String message) {
        return new StartException(ExitCode.USAGE, message);
    }

    /** Something outside went wrong: exit code 1. */
    static StartException failure(String message) {
        return new StartException(ExitCode.SOFTWARE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
