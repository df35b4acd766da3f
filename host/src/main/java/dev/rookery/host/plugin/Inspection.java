package dev.rookery.host.plugin;

import java.nio.file.Path;

/** What came of looking into one file of the plugin directory. */
sealed interface Inspection {

    /** The file. */
    Path file();

    /** It is a plugin. */
    record Accepted(PluginJar jar) implements Inspection {
        @Override
        public Path file() {
            return jar.file();
        }
    }

    /** It is not, and why. */
    record Refused(PluginStatus status) implements Inspection {
        @Override
        public Path file() {
            return status.file();
        }
    }
}
