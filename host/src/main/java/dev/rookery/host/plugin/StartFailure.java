package dev.rookery.host.plugin;

import dev.rookery.host.text.FileTrouble;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Why a plugin did not start.
 *
 * @param reason for the operator
 * @param cause for the log, if its stack tells more than the reason
 */
record StartFailure(String reason, @Nullable Throwable cause) {

    /** Causes are followed this far; a chain can be a circle. */
    private static final int DEEPEST_CAUSE = 32;

    static StartFailure of(Throwable failure) {
        if (failure instanceof UnusableClassException
                || failure instanceof SettingsException
                || failure instanceof TimeoutException) {
            return new StartFailure(String.valueOf(failure.getMessage()), null);
        }
        Throwable root = rootOf(failure);
        String reason = root == failure ? failure.toString() : failure + ", caused by " + root;
        if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
            reason += " (expected: the plugin brings its libraries, in its jar as lib/<name>.jar)";
        }
        return new StartFailure(reason, failure);
    }

    /** As {@link #of}, before any code of the plugin runs: of trouble with files a stack tells nothing. */
    static StartFailure ofLoading(Throwable failure) {
        return failure instanceof IOException trouble ? new StartFailure(FileTrouble.of(trouble), null) : of(failure);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < DEEPEST_CAUSE && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }
}
