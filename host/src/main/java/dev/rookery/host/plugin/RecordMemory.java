package dev.rookery.host.plugin;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's memory of the record class whose methods it made last: up to JDK 19 {@link ObjectMethods} keeps it, and
 * with it its class loader, until it makes those of another one ({@code OBJECT_EQ.asTypeCache}). So a plugin that
 * compares records of its own would stay in memory through no fault of its own. Any thread.
 */
final class RecordMemory {

    private static final Logger log = LoggerFactory.getLogger(RecordMemory.class);

    private RecordMemory() {}

    private record Other(String text) {}

    /** Has the JDK think of a record of the host's. */
    static void forget() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle text = lookup.findGetter(Other.class, "text", String.class);
            for (String method : List.of("equals", "hashCode", "toString")) {
                Object unused = ObjectMethods.bootstrap(lookup, method, MethodHandle.class, Other.class, "text", text);
            }
        } catch (Throwable e) { // declared by the JDK; what follows must happen all the same
            log.debug("the JDK may keep a record class that has gone", e);
        }
    }
}
