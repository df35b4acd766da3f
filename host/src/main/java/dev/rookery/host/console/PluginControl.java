package dev.rookery.host.console;

import dev.rookery.host.control.Answer;
import java.nio.file.Path;
import java.util.List;

/** What an operator may have done to plugins. The calls may block; each answers with what to print. */
public interface PluginControl {

    /** All plugins: id, version, state, file. */
    Answer list();

    /** The ids of the plugins that there are. */
    List<String> ids();

    /** All that is known of one. */
    Answer info(String id);

    /** Copies a jar into the plugin folder, after having looked at it; a running host starts it. */
    Answer add(Path jar);

    /** Stops a plugin and deletes its jar. */
    Answer remove(String id);

    /** Lets a plugin be started, now and from now on. */
    Answer enable(String id);

    /** Stops a plugin, and keeps it stopped over restarts. */
    Answer disable(String id);

    /** Puts the jar that is in the folder now in the place of the plugin that runs. */
    Answer reload(String id);

    /** Looks at a jar, or at all of the folder, and starts nothing. */
    Answer verify(Path jar);

    /** As {@link #verify(Path)}, of all jars in the folder. */
    Answer verifyAll();
}
