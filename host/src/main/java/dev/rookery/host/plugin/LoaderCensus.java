package dev.rookery.host.plugin;

import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the class loaders of plugins in memory by the JVM's own histogram of classes, which collects garbage before it
 * counts. It takes as long as a full collection, so it is for a person who waits for the answer.
 */
final class LoaderCensus {

    private static final Logger log = LoggerFactory.getLogger(LoaderCensus.class);

    /** A line reads {@code num: instances bytes class}. */
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(PluginRuntime.LOADER) + "(\\s|$)");

    private LoaderCensus() {}

    /** How many there are; empty where the JVM has no such histogram. */
    static OptionalInt take() {
        try {
            Object histogram = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Matcher line = LINE.matcher((String) histogram);
            return OptionalInt.of(line.find() ? Integer.parseInt(line.group(1)) : 0);
        } catch (JMException | RuntimeException e) {
            log.debug("no histogram of classes on this JVM", e);
            return OptionalInt.empty();
        }
    }
}
