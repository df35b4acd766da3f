package dev.rookery.host.heap;

import dev.rookery.host.heap.HeapDump.ClassDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a few readings of a dump tell beforehand: names, classes, roots, the JDK's own loaders, the suspects, and what
 * threads are called.
 */
final class HeapIndex {

    static final int THREAD_OBJECT = 0x08;
    static final int JAVA_FRAME = 0x03;

    private static final String SUSPECT = Suspect.class.getName().replace('.', '/');

    private final Map<Long, String> strings = new HashMap<>();
    private final Map<Long, Long> classNames = new HashMap<>();
    private final Map<Long, ClassDump> classes = new HashMap<>();
    private final LongTable roots = new LongTable();
    private final Map<Integer, Long> threadBySerial = new HashMap<>();
    private final Map<Long, Integer> frameOf = new HashMap<>();
    /** 1 for those that are threads, 0 for others that were asked about. */
    private final LongTable threadClasses = new LongTable();

    private LongTable layoutNumbers = new LongTable();
    private final List<Layout> layouts = new ArrayList<>();
    private final Set<Long> hostLoaders = new HashSet<>();
    private final Map<Long, Long> suspects = new HashMap<>();
    /** A thread's name is a string, which is an array: first by thread, then by string, then by array. */
    private final Map<Long, Long> nameOfThread = new HashMap<>();

    private final Map<Long, Long> textOfName = new HashMap<>();
    private final Map<Long, String> texts = new HashMap<>();
    private boolean throughSoft;
    private int idSize;

    /** Where in an instance references stand, and what the fields are called. */
    static final class Layout {
        private final List<String> names = new ArrayList<>();
        private int[] offsets = new int[4];

        private void add(String name, int offset) {
            offsets = names.size() == offsets.length ? Arrays.copyOf(offsets, 2 * offsets.length) : offsets;
            offsets[names.size()] = offset;
            names.add(name);
        }

        int size() {
            return names.size();
        }

        int offset(int field) {
            return offsets[field];
        }

        String name(int field) {
            return names.get(field);
        }
    }

    /** Reads it, four times. */
    static HeapIndex of(Path dump) throws IOException {
        HeapIndex index = new HeapIndex();
        index.idSize = HeapDump.read(dump, index.names());
        HeapDump.read(dump, index.objects());
        HeapDump.read(dump, index.strings());
        HeapDump.read(dump, index.texts());
        return index;
    }

    /** First reading: names, classes and roots. */
    private HeapDump.Visitor names() {
        return new HeapDump.Visitor() {
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
        };
    }

    /** Second reading: which objects are suspected, which loaders are the JDK's own, and which are threads. */
    private HeapDump.Visitor objects() {
        return new HeapDump.Visitor() {
            @Override
            public void instance(long id, long classId, byte[] fields) {
                String type = rawName(classId);
                if (type.startsWith("jdk/internal/loader/ClassLoaders$")) {
                    hostLoaders.add(id);
                } else if (type.equals(SUSPECT)) {
                    suspect(classId, fields);
                } else if (isThread(classId)) {
                    nameOfThread.put(id, reference(classId, fields, "name"));
                }
            }
        };
    }

    private HeapDump.Visitor strings() {
        Set<Long> wanted = Set.copyOf(nameOfThread.values());
        return new HeapDump.Visitor() {
            @Override
            public void instance(long id, long classId, byte[] fields) {
                if (wanted.contains(id)) {
                    textOfName.put(id, reference(classId, fields, "value"));
                }
            }
        };
    }

    private HeapDump.Visitor texts() {
        Set<Long> wanted = Set.copyOf(textOfName.values());
        return new HeapDump.Visitor() {
            @Override
            public void bytes(long id, byte[] elements) {
                if (wanted.contains(id)) {
                    boolean wide = elements.length > 1 && elements[1] == 0;
                    texts.put(id, new String(elements, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1));
                }
            }
        };
    }

    private long reference(long classId, byte[] fields, String name) {
        Layout layout = layout(classId);
        int at = layout.names.indexOf(name);
        return at < 0 ? 0 : id(fields, layout.offset(at));
    }

    /** What it refers to is no strong reference and not in its layout. */
    private void suspect(long classId, byte[] fields) {
        int offset = 0;
        long referent = 0;
        long number = 0;
        for (ClassDump of = classes.get(classId); of != null; of = classes.get(of.superId)) {
            for (int i = 0; i < of.fieldTypes.length; i++) {
                String name = strings.getOrDefault(of.fieldNames[i], "?");
                number = name.equals("number") ? (long) HeapDump.LONG.get(fields, offset) : number;
                referent = name.equals("referent") ? id(fields, offset) : referent;
                offset += HeapDump.size(of.fieldTypes[i], idSize);
            }
        }
        suspects.put(number, referent);
    }

    /** The id of what a suspect refers to; 0 if it is gone. */
    long object(Suspect suspect) {
        return suspects.getOrDefault(suspect.number, 0L);
    }

    boolean isClass(long id) {
        return classes.containsKey(id);
    }

    /** Classes of the JDK and the host stay for ever, and with them what their static fields hold. */
    boolean isRoot(long id) {
        ClassDump type = classes.get(id);
        return type == null ? roots.get(id) >= 0 : type.loaderId == 0 || hostLoaders.contains(type.loaderId);
    }

    /** The kind of a root that is no class. */
    int rootKind(long id) {
        return roots.get(id);
    }

    /** The name of the thread that has an object in one of its frames. */
    String threadWithFrameOf(long id) {
        Long thread = threadBySerial.get(frameOf.getOrDefault(id, 0));
        return thread == null ? "?" : threadName(thread);
    }

    /** What a thread is called, in quotes. */
    String threadName(long thread) {
        long text = textOfName.getOrDefault(nameOfThread.getOrDefault(thread, 0L), 0L);
        return '"' + texts.getOrDefault(text, "?") + '"';
    }

    /** The text of a name in the dump; null if it is not there. */
    @Nullable
    String string(long id) {
        return strings.get(id);
    }

    String className(long classId) {
        return rawName(classId).replace('/', '.');
    }

    private String rawName(long classId) {
        Long name = classNames.get(classId);
        return name == null ? "?" : strings.getOrDefault(name, "?");
    }

    boolean isThread(long classId) {
        int known = threadClasses.get(classId);
        if (known >= 0) {
            return known == 1;
        }
        boolean thread = isKindOf(classId, "java/lang/Thread");
        threadClasses.put(classId, thread ? 1 : 0);
        return thread;
    }

    private boolean isKindOf(long classId, String name) {
        boolean found = false;
        for (ClassDump type = classes.get(classId); type != null; type = classes.get(type.superId)) {
            found |= rawName(type.id).equals(name);
        }
        return found;
    }

    long id(byte[] fields, int offset) {
        return idSize == 8
                ? (long) HeapDump.LONG.get(fields, offset)
                : Integer.toUnsignedLong((int) HeapDump.INT.get(fields, offset));
    }

    /** From now on what a soft reference refers to counts, too. */
    void followSoft() {
        throughSoft = true;
        layoutNumbers = new LongTable();
        layouts.clear();
    }

    /** Strong references only, unless said otherwise: what a Reference refers to does not count. */
    Layout layout(long classId) {
        int number = layoutNumbers.get(classId);
        if (number >= 0) {
            return layouts.get(number);
        }
        Layout layout = new Layout();
        boolean soft = throughSoft && isKindOf(classId, "java/lang/ref/SoftReference");
        int offset = 0;
        for (ClassDump type = classes.get(classId); type != null; type = classes.get(type.superId)) {
            boolean reference = rawName(type.id).equals("java/lang/ref/Reference");
            for (int i = 0; i < type.fieldTypes.length; i++) {
                String name = strings.getOrDefault(type.fieldNames[i], "?");
                if (type.fieldTypes[i] == HeapDump.OBJECT && (!reference || (soft && name.equals("referent")))) {
                    layout.add(name, offset);
                }
                offset += HeapDump.size(type.fieldTypes[i], idSize);
            }
        }
        layoutNumbers.put(classId, layouts.size());
        layouts.add(layout);
        return layout;
    }
}
