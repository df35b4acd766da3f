package dev.rookery.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the figures come from. */
public final class Machine {

    private Machine() {}

    /** Processor, memory, system and JDK in one line each. */
    public static String describe() throws IOException {
        return "machine  " + proc("cpuinfo", "model name") + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors, memory " + proc("meminfo", "MemTotal") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + " " + System.getProperty("os.arch") + "\njdk      "
                + System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")
                + ", for host and bench";
    }

    /** The load average of the last minute. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** How many files and connections a process may have open; -1 where the system does not tell. */
    public static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : -1;
    }

    private static String proc(String file, String key) throws IOException {
        Path path = Path.of("/proc", file);
        if (!Files.isReadable(path)) {
            return key + " unknown";
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(key + " unknown");
        }
    }
}
