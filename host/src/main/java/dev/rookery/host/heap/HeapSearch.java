package dev.rookery.host.heap;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Finds the shortest way from a root of garbage collection to each of some objects, through strong references or, if
 * there is none, through soft ones as well, in a dump that it has the JVM write and deletes again. The dump is read
 * once for each step of the longest way, backwards from the objects, so that memory is needed for what leads to them
 * only.
 *
 * <p>Writing the dump stops the process for as long as it takes, a second for some hundred megabytes: to be used once
 * for a riddle, not for watching. Blocks its caller.
 *
 * <table>
 * <caption>Bounds and what happens beyond them</caption>
 * <tr><td>{@link #LARGEST_HEAP}</td><td>1 GiB used</td><td>no dump is written</td></tr>
 * <tr><td>{@link #LONGEST_WAY}</td><td>40 steps</td><td>nothing is found</td></tr>
 * <tr><td>{@link #MOST_OBJECTS}</td><td>200,000 that lead to the objects</td><td>nothing is found</td></tr>
 * </table>
 */
public final class HeapSearch {

    /** A fuller heap is not dumped. */
    public static final long LARGEST_HEAP = 1L << 30;

    private static final int LONGEST_WAY = 40;
    private static final int MOST_OBJECTS = 200_000;

    private HeapSearch() {}

    /**
     * What holds an object.
     *
     * @param softly whether nothing but soft references do, which the JVM clears when memory gets short
     * @param passing whether nothing was found that lasts: a local variable or native code, such as the JVM's own
     *     compiler, may let go the next moment
     * @param way from a root to the object, a step each; empty if none was found
     */
    public record Hold(boolean softly, boolean passing, List<String> way) {

        /** Copies the way. */
        public Hold {
            way = List.copyOf(way);
        }
    }

    /**
     * Asks the heap.
     *
     * @param suspects the objects, 1 to 31
     * @param directory where the dump may lie meanwhile
     * @return for each of them, in their order, what holds it
     * @throws IOException if no dump can be written or read, or the heap is too large
     */
    public static List<Hold> whatHolds(List<Suspect> suspects, Path directory) throws IOException {
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        if (used > LARGEST_HEAP) {
            throw new IOException("a heap of " + (used >> 20) + " MiB is not looked into (expected: at most "
                    + (LARGEST_HEAP >> 20) + ")");
        }
        Path dump =
                directory.resolve("leak-" + suspects.get(0).number + ".hprof").toAbsolutePath();
        Files.deleteIfExists(dump);
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "dumpHeap",
                            new Object[] {dump.toString(), true},
                            new String[] {"java.lang.String", "boolean"});
            return search(dump, suspects);
        } catch (JMException e) {
            throw new IOException("this JVM writes no heap dump: " + e, e);
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    private static List<Hold> search(Path dump, List<Suspect> suspects) throws IOException {
        HeapIndex index = HeapIndex.of(dump);
        List<Hold> holds = search(dump, index, suspects, false);
        if (holds.stream().noneMatch(hold -> hold.way().isEmpty())) {
            return holds;
        }
        index.followSoft();
        List<Hold> alsoSoft = search(dump, index, suspects, true);
        return IntStream.range(0, holds.size())
                .mapToObj(i -> holds.get(i).way().isEmpty() ? alsoSoft.get(i) : holds.get(i))
                .toList();
    }

    private static List<Hold> search(Path dump, HeapIndex index, List<Suspect> suspects, boolean softly)
            throws IOException {
        int share = MOST_OBJECTS / suspects.size();
        List<Way> ways = suspects.stream()
                .map(suspect -> new Way(index, index.object(suspect), share))
                .toList();
        Referrers referrers = new Referrers(index, ways);
        for (int i = 0; i < LONGEST_WAY && !referrers.isEmpty(); i++) {
            int unused = HeapDump.read(dump, referrers);
            referrers = new Referrers(index, ways);
        }
        return ways.stream().map(way -> hold(index, way.steps(), softly)).toList();
    }

    private static Hold hold(HeapIndex index, List<Way.Step> steps, boolean softly) {
        boolean found = !steps.isEmpty();
        return new Hold(softly && found, !found || isPassing(index, steps.get(0)), describe(index, steps));
    }

    private static boolean isPassing(HeapIndex index, Way.Step root) {
        return !index.isClass(root.id()) && index.rootKind(root.id()) != HeapIndex.THREAD_OBJECT;
    }

    private static List<String> describe(HeapIndex index, List<Way.Step> steps) {
        List<String> way = new ArrayList<>();
        for (Way.Step step : steps) {
            String what = way.isEmpty() ? rootName(index, step) : "";
            String name = index.isClass(step.id()) ? "class " + index.className(step.id()) : instanceName(index, step);
            way.add(what + name + (step.field().isEmpty() ? "" : " ." + step.field()));
        }
        return way;
    }

    private static String rootName(HeapIndex index, Way.Step step) {
        if (index.isClass(step.id())) {
            return "static field of ";
        }
        int kind = index.rootKind(step.id());
        if (kind == HeapIndex.JAVA_FRAME) {
            return "local variable of thread " + index.threadWithFrameOf(step.id()) + ": ";
        }
        return kind == HeapIndex.THREAD_OBJECT ? "running " : "native code: ";
    }

    private static String instanceName(HeapIndex index, Way.Step step) {
        if (step.classId() == 0) {
            return "its class loader";
        }
        return index.isThread(step.classId())
                ? "thread " + index.threadName(step.id())
                : index.className(step.classId());
    }
}
