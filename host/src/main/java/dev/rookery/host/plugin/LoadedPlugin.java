package dev.rookery.host.plugin;

import dev.rookery.api.plugin.BotPlugin;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin in one of its lives.
 *
 * @param jar what it said of itself when it was loaded
 * @param origin what it was loaded from, and can be again
 * @param plugin this life
 */
record LoadedPlugin(PluginJar jar, Origin origin, BotPluginAdapter plugin) {

    /** What a plugin is loaded from. */
    sealed interface Origin {

        /**
         * A work copy of a jar.
         *
         * @param file the copy
         * @param libraries its nested jars, unpacked, sorted by name
         */
        record Copy(Path file, List<Path> libraries) implements Origin {}

        /** A class of the class path. */
        record OfClass(Class<? extends BotPlugin> type) implements Origin {}
    }

    String id() {
        return jar.id();
    }
}
