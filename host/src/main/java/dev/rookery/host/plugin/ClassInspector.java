package dev.rookery.host.plugin;

import dev.rookery.host.guard.ExitScan;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Looks into the class files of one jar: for those that are not the plugin's to bring, and for what they call. */
final class ClassInspector {

    private final long mostBytes;
    private final Consumer<String> problems;
    private final Consumer<String> warnings;
    private final Set<String> ignored = new TreeSet<>();
    private final Set<String> exits = new TreeSet<>();
    private final Set<String> forbidden = new TreeSet<>();
    private long bytes;

    /**
     * Has seen none yet.
     *
     * @param mostBytes of all classes together, unpacked
     */
    ClassInspector(long mostBytes, Consumer<String> problems, Consumer<String> warnings) {
        this.mostBytes = mostBytes;
        this.problems = problems;
        this.warnings = warnings;
    }

    /**
     * Looks into one.
     *
     * @param name of its entry in the jar
     * @param content read as far as needed, not closed
     * @return false, and a problem is noted, if there is more of them than is looked at
     */
    boolean look(String name, InputStream content) throws IOException {
        String className = name.replace('/', '.');
        if (className.startsWith("org.pf4j.")) {
            forbidden.add(name);
        }
        PluginClassFilter.PACKAGES.stream().filter(className::startsWith).forEach(ignored::add);
        try {
            ExitScan.find(new Metered(content)).ifPresent(call -> exits.add(name + " calls " + call));
        } catch (EOFException cutOff) {
            warnings.accept(name + " is cut off (expected: a complete class file)");
        } catch (TooLarge e) {
            problems.accept(name + " and the classes before it have more than " + mostBytes
                    + " bytes (expected: fewer; libraries go into the jar as lib/<name>.jar)");
            return false;
        }
        return true;
    }

    /** Tells what was found in all of them. */
    void tell() {
        if (!forbidden.isEmpty()) {
            problems.accept("contains " + first(forbidden)
                    + " (expected: no classes in org.pf4j, they come from the host; depend on them as provided)");
        }
        if (!ignored.isEmpty()) {
            warnings.accept("bundles classes of " + String.join("* and ", ignored)
                    + "* which are ignored, they come from the host (expected: depend on them as provided)");
        }
        if (!exits.isEmpty()) {
            warnings.accept(first(exits) + ", which ends the host and all its plugins (expected: no such call)");
        }
    }

    private static String first(Collection<String> names) {
        String rest = names.size() > 1 ? " and " + (names.size() - 1) + " more" : "";
        return names.iterator().next() + rest;
    }

    /** There is more than is looked at. */
    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;
    }

    /** A class file, read in pieces; packed ones may be so large that the inspection would not end. */
    private final class Metered extends FilterInputStream {

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            bytes += Math.max(0, count);
            if (bytes > mostBytes) {
                throw new TooLarge();
            }
            return count;
        }
    }
}
