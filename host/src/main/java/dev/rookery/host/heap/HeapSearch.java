package dev.rookery.host.heap;

import dev.rookery.host.heap.HeapDump.ClassDump;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shortest way from a root of garbage collection to an object, through strong references, in a dump that it
 * has the JVM write and deletes again. The dump is read once for each step of the way, backwards from the object, so
 * that memory is needed for what leads to it only.
 *
 * <p>Writing the dump stops the process for as long as it takes, a second for some hundred megabytes: to be used once
 * for a riddle, not for watching. Blocks its caller.
 *
 * <table>
 * <caption>Bounds and what happens beyond them</caption>
 * <tr><td>{@link #LARGEST_HEAP}</td><td>1 GiB used</td><td>no dump is written</td></tr>
 * <tr><td>{@link #LONGEST_WAY}</td><td>40 steps</td><td>nothing is found</td></tr>
 * <tr><td>{@link #MOST_OBJECTS}</td><td>200,000 that lead to the object</td><td>nothing is found</td></tr>
 * </table>
 */
public final class HeapSearch {

    /** A fuller heap is not dumped. */
    public static final long LARGEST_HEAP = 1L << 30;

    private static final int LONGEST_WAY = 40;
    private static final int MOST_OBJECTS = 200_000;
    private static final int THREAD_OBJECT = 0x08;
    private static final int JAVA_FRAME = 0x03;

    /** One object on the way: what it is, and by which field it leads to the one before. */
    private record Step(long id, long classId, String field, int next) {}

    private final Path dump;
    private final Map<Long, String> strings = new HashMap<>();
    private final Map<Long, Long> classNames = new HashMap<>();
    private final Map<Long, ClassDump> classes = new HashMap<>();
    private final LongTable roots = new LongTable();
    private final Map<Integer, Long> threadBySerial = new HashMap<>();
    private final Map<Long, Integer> frameOf = new HashMap<>();
    private final LongTable layoutNumbers = new LongTable();
    private final List<Layout> layouts = new ArrayList<>();
    private final LongTable found = new LongTable();
    private final List<Step> steps = new ArrayList<>();
    private Set<Long> hostLoaders = Set.of();
    private int idSize;

    /** Where in an instance references stand, and what the fields are called. */
    private static final class Layout {
        private final List<Integer> offsets = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
    }

    private HeapSearch(Path dump) {
        this.dump = dump;
    }

    /**
     * Asks the heap.
     *
     * @param suspect the object
     * @param directory where the dump may lie meanwhile
     * @return the way from a root to the object, a step each; empty if no strong one was found
     * @throws IOException if no dump can be written or read, or the heap is too large
     */
    public static List<String> whatHolds(Suspect suspect, Path directory) throws IOException {
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        if (used > LARGEST_HEAP) {
            throw new IOException("a heap of " + (used >> 20) + " MiB is not looked into (expected: at most "
                    + (LARGEST_HEAP >> 20) + ")");
        }
        Path dump = directory.resolve("leak-" + suspect.number + ".hprof").toAbsolutePath();
        Files.deleteIfExists(dump);
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "dumpHeap",
                            new Object[] {dump.toString(), true},
                            new String[] {"java.lang.String", "boolean"});
            return new HeapSearch(dump).search(suspect.number);
        } catch (JMException e) {
            throw new IOException("this JVM writes no heap dump: " + e, e);
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    private List<String> search(long number) throws IOException {
        idSize = HeapDump.read(dump, new Index());
        Start start = new Start(number);
        int unused = HeapDump.read(dump, start);
        hostLoaders = start.hostLoaders;
        if (start.object == 0) {
            return List.of();
        }
        found.put(start.object, 0);
        steps.add(new Step(start.object, 0, "", -1));
        for (int i = 0; i < LONGEST_WAY && steps.size() < MOST_OBJECTS; i++) {
            int before = steps.size();
            unused = HeapDump.read(dump, new Backwards(before));
            for (int step = before; step < steps.size(); step++) {
                if (isRoot(steps.get(step))) {
                    return describe(step);
                }
            }
            if (steps.size() == before) {
                return List.of();
            }
        }
        return List.of();
    }

    /** Classes of the JDK and the host stay for ever, and with them what their static fields hold. */
    private boolean isRoot(Step step) {
        ClassDump type = classes.get(step.id());
        return type == null ? roots.get(step.id()) >= 0 : type.loaderId == 0 || hostLoaders.contains(type.loaderId);
    }

    private List<String> describe(int root) throws IOException {
        List<String> way = new ArrayList<>();
        for (int i = root; i >= 0; i = steps.get(i).next()) {
            Step step = steps.get(i);
            String what = i == root ? rootName(step) : "";
            String name = classes.containsKey(step.id()) ? "class " + name(step.id()) : instanceName(step);
            way.add(what + name + (step.field().isEmpty() ? "" : " ." + step.field()));
        }
        return way;
    }

    private String rootName(Step step) throws IOException {
        if (classes.containsKey(step.id())) {
            return "static field of ";
        }
        int kind = roots.get(step.id());
        if (kind == JAVA_FRAME) {
            Long thread = threadBySerial.get(frameOf.getOrDefault(step.id(), 0));
            return "local variable of thread " + (thread == null ? "?" : threadName(thread)) + ": ";
        }
        return kind == THREAD_OBJECT ? "running " : "native code: ";
    }

    private String instanceName(Step step) throws IOException {
        if (step.classId() == 0) {
            return "its class loader";
        }
        return isA(step.classId(), "java/lang/Thread") ? "thread " + threadName(step.id()) : name(step.classId());
    }

    private boolean isA(long classId, String wanted) {
        for (ClassDump type = classes.get(classId); type != null; type = classes.get(type.superId)) {
            if (wanted.equals(rawName(type.id))) {
                return true;
            }
        }
        return false;
    }

    private String rawName(long classId) {
        Long name = classNames.get(classId);
        return name == null ? "?" : strings.getOrDefault(name, "?");
    }

    private String name(long classId) {
        return rawName(classId).replace('/', '.');
    }

    /** A thread's name, which is a string, which is an array. */
    private String threadName(long thread) throws IOException {
        long holder = reference(thread, "name");
        long value = holder == 0 ? 0 : reference(holder, "value");
        String[] text = {"?"};
        if (value != 0) {
            int unused = HeapDump.read(dump, new HeapDump.Visitor() {
                @Override
                public void bytes(long id, byte[] elements) {
                    if (id == value) {
                        boolean wide = elements.length > 1 && elements[1] == 0;
                        text[0] = new String(elements, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
                    }
                }
            });
        }
        return '"' + text[0] + '"';
    }

    private long reference(long object, String field) throws IOException {
        long[] value = new long[1];
        int unused = HeapDump.read(dump, new HeapDump.Visitor() {
            @Override
            public void instance(long id, long classId, byte[] fields) {
                if (id == object) {
                    Layout layout = layout(classId);
                    int at = layout.names.indexOf(field);
                    value[0] = at < 0 ? 0 : id(fields, layout.offsets.get(at));
                }
            }
        });
        return value[0];
    }

    private long id(byte[] fields, int offset) {
        return idSize == 8
                ? (long) HeapDump.LONG.get(fields, offset)
                : Integer.toUnsignedLong((int) HeapDump.INT.get(fields, offset));
    }

    /** Strong references only: what a Reference refers to does not count. */
    private Layout layout(long classId) {
        int number = layoutNumbers.get(classId);
        if (number >= 0) {
            return layouts.get(number);
        }
        Layout layout = new Layout();
        int offset = 0;
        for (ClassDump type = classes.get(classId); type != null; type = classes.get(type.superId)) {
            boolean reference = "java/lang/ref/Reference".equals(rawName(type.id));
            for (int i = 0; i < type.fieldTypes.length; i++) {
                if (type.fieldTypes[i] == HeapDump.OBJECT && !reference) {
                    layout.offsets.add(offset);
                    layout.names.add(strings.getOrDefault(type.fieldNames[i], "?"));
                }
                offset += HeapDump.size(type.fieldTypes[i], idSize);
            }
        }
        layoutNumbers.put(classId, layouts.size());
        layouts.add(layout);
        return layout;
    }

    /** First reading: names, classes and roots. */
    private final class Index implements HeapDump.Visitor {

        @Override
        public void string(long id, String text) {
            strings.put(id, text);
        }

        @Override
        public void className(long classId, long nameId) {
            classNames.put(classId, nameId);
        }

        @Override
        public void classDump(ClassDump type) {
            classes.put(type.id, type);
        }

        @Override
        public void root(int kind, long id, int thread) {
            if (kind == THREAD_OBJECT) {
                threadBySerial.put(thread, id);
            } else if (kind == JAVA_FRAME) {
                frameOf.putIfAbsent(id, thread);
            }
            if (roots.get(id) != THREAD_OBJECT) {
                roots.put(id, kind);
            }
        }
    }

    /** Second reading: which object it is about, and which loaders are the JDK's own. */
    private final class Start implements HeapDump.Visitor {

        private final long number;
        private final Set<Long> hostLoaders = new HashSet<>();
        private long object;

        Start(long number) {
            this.number = number;
        }

        @Override
        public void instance(long id, long classId, byte[] fields) {
            String type = rawName(classId);
            if (type.startsWith("jdk/internal/loader/ClassLoaders$")) {
                hostLoaders.add(id);
            } else if (type.equals(Suspect.class.getName().replace('.', '/'))) {
                ByteBuffer values = ByteBuffer.wrap(fields);
                int offset = 0;
                long referent = 0;
                boolean wanted = false;
                for (ClassDump of = classes.get(classId); of != null; of = classes.get(of.superId)) {
                    for (int i = 0; i < of.fieldTypes.length; i++) {
                        String name = strings.getOrDefault(of.fieldNames[i], "?");
                        wanted |= name.equals("number") && values.getLong(offset) == number;
                        referent = name.equals("referent") ? id(fields, offset) : referent;
                        offset += HeapDump.size(of.fieldTypes[i], idSize);
                    }
                }
                object = wanted ? referent : object;
            }
        }
    }

    /** Each further reading: who refers to what was found before. */
    private final class Backwards implements HeapDump.Visitor {

        private final int known;

        Backwards(int known) {
            this.known = known;
        }

        private boolean leads(long from, long classId, long to, @Nullable String field) {
            int next = to == 0 ? -1 : found.get(to);
            if (next < 0 || next >= known || steps.size() >= MOST_OBJECTS) {
                return false;
            }
            found.put(from, steps.size());
            steps.add(new Step(from, classId, field == null ? "" : field, next));
            return true;
        }

        @Override
        public void classDump(ClassDump type) {
            if (found.get(type.id) >= 0) {
                return;
            }
            for (int i = 0; i < type.statics.length; i++) {
                if (leads(type.id, 0, type.statics[i], strings.get(type.staticNames[i]))) {
                    return;
                }
            }
            if (!leads(type.id, 0, type.superId, "superclass") && !leads(type.id, 0, type.loaderId, "classLoader")) {
                boolean unused = leads(type.id, 0, type.domainId, "protectionDomain");
            }
        }

        @Override
        public void instance(long id, long classId, byte[] fields) {
            if (found.get(id) >= 0 || leads(id, classId, classId, "getClass()")) {
                return;
            }
            Layout layout = layout(classId);
            for (int i = 0; i < layout.names.size(); i++) {
                if (leads(id, classId, id(fields, layout.offsets.get(i)), layout.names.get(i))) {
                    return;
                }
            }
        }

        @Override
        public void objects(long id, long classId, long[] elements) {
            if (found.get(id) >= 0) {
                return;
            }
            for (int i = 0; i < elements.length; i++) {
                if (leads(id, classId, elements[i], "[" + i + "]")) {
                    return;
                }
            }
        }
    }
}
