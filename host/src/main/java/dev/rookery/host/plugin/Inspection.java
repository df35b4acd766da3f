package dev.rookery.host.plugin;

/** What came of looking into one file of the plugin directory. */
sealed interface Inspection {

    /** It is a plugin. */
    record Accepted(PluginJar jar) implements Inspection {}

    /** It is not, and why. */
    record Refused(PluginStatus status) implements Inspection {}
}
