package dev.rookery.host.heap;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a heap dump in the HPROF binary format, as HotSpot writes it, from the first byte to the last, and shows what
 * it holds to a visitor. Keeps nothing but one record at a time. (The format: hprof_b_spec.h of the JDK's sources.)
 */
final class HeapDump implements Closeable {

    /** A longer array or instance is passed over, references in it are not seen. */
    private static final int LONGEST = 64 << 20;

    /** The types of values by their number, in bytes; 2 is an object, whose size the file tells. */
    private static final int[] SIZES = {0, 0, 0, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    static final int OBJECT = 2;
    static final int BYTE = 8;

    /** Is shown what a dump holds; what it does not override does not interest it. */
    interface Visitor {

        default void string(long id, String text) {}

        default void className(long classId, long nameId) {}

        default void root(int kind, long id, int thread) {}

        default void classDump(ClassDump found) {}

        /** The array may be longer, and is used again. */
        default void instance(long id, long classId, byte[] fields) {}

        default void objects(long id, long classId, long[] elements) {}

        default void bytes(long id, byte[] elements) {}
    }

    /** A class: what it extends, who loaded it, its static fields that hold objects, and how its instances look. */
    static final class ClassDump {
        final long id;
        final long superId;
        final long loaderId;
        final long domainId;
        final long[] staticNames;
        final long[] statics;
        final long[] fieldNames;
        final byte[] fieldTypes;

        ClassDump(
                long id,
                long superId,
                long loaderId,
                long domainId,
                long[] staticNames,
                long[] statics,
                long[] fieldNames,
                byte[] fieldTypes) {
            this.id = id;
            this.superId = superId;
            this.loaderId = loaderId;
            this.domainId = domainId;
            this.staticNames = staticNames;
            this.statics = statics;
            this.fieldNames = fieldNames;
            this.fieldTypes = fieldTypes;
        }
    }

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 18];
    private int position;
    private int limit;
    private final int idSize;
    /** The fields of an instance, used again for the next one. */
    private byte[] fields = new byte[1 << 10];

    private long left;

    private HeapDump(Path file) throws IOException {
        this.in = Files.newInputStream(file);
        while (u1() != 0) {
            // the name of the format
        }
        this.idSize = u4();
        if (idSize != 4 && idSize != 8) {
            throw new IOException("no heap dump: ids of " + idSize + " bytes (expected: 4 or 8)");
        }
        skip(8);
    }

    /** Shows all of a file. */
    static int read(Path file, Visitor visitor) throws IOException {
        try (HeapDump dump = new HeapDump(file)) {
            dump.read(visitor);
            return dump.idSize;
        }
    }

    /** How many bytes a value takes in an instance. */
    static int size(int type, int idSize) {
        return type == OBJECT ? idSize : SIZES[type];
    }

    private void read(Visitor visitor) throws IOException {
        while (position < limit || fill()) {
            int tag = u1();
            skip(4);
            left = Integer.toUnsignedLong(u4());
            switch (tag) {
                case 0x01 -> visitor.string(id(), new String(bytes((int) left), StandardCharsets.UTF_8));
                case 0x02 -> {
                    skip(4);
                    long classId = id();
                    skip(4);
                    visitor.className(classId, id());
                }
                case 0x0C, 0x1C -> {
                    while (left > 0) {
                        heapRecord(visitor);
                    }
                }
                default -> skip(left);
            }
        }
    }

    private void heapRecord(Visitor visitor) throws IOException {
        int kind = u1();
        switch (kind) {
            case 0xFF, 0x05, 0x07 -> visitor.root(kind, id(), 0);
            case 0x01 -> {
                visitor.root(kind, id(), 0);
                skip(idSize);
            }
            case 0x02, 0x03, 0x08 -> {
                visitor.root(kind, id(), u4());
                skip(4);
            }
            case 0x04, 0x06 -> visitor.root(kind, id(), u4());
            case 0x20 -> visitor.classDump(classDump());
            case 0x21 -> {
                long id = id();
                skip(4);
                long classId = id();
                long length = Integer.toUnsignedLong(u4());
                if (length > LONGEST) {
                    skip(length);
                } else {
                    fields = length > fields.length ? new byte[(int) length] : fields;
                    bytes(fields, (int) length);
                    visitor.instance(id, classId, fields);
                }
            }
            case 0x22 -> objects(visitor);
            case 0x23 -> {
                long id = id();
                skip(4);
                long count = Integer.toUnsignedLong(u4());
                int type = u1();
                if (type == BYTE && count <= 1 << 10) {
                    visitor.bytes(id, bytes((int) count));
                } else {
                    skip(count * SIZES[type]);
                }
            }
            default -> throw new IOException("no heap dump: record " + kind + " in it");
        }
    }

    private void objects(Visitor visitor) throws IOException {
        long id = id();
        skip(4);
        long count = Integer.toUnsignedLong(u4());
        long classId = id();
        if (count * idSize > LONGEST) {
            skip(count * idSize);
            return;
        }
        long[] elements = new long[(int) count];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = id();
        }
        visitor.objects(id, classId, elements);
    }

    private ClassDump classDump() throws IOException {
        long id = id();
        skip(4);
        long superId = id();
        long loaderId = id();
        skip(idSize);
        long domainId = id();
        skip(2L * idSize + 4);
        for (int i = u2(); i > 0; i--) {
            skip(2);
            skip(size(u1(), idSize));
        }
        int count = u2();
        long[] staticNames = new long[count];
        long[] statics = new long[count];
        for (int i = 0; i < count; i++) {
            staticNames[i] = id();
            int type = u1();
            if (type == OBJECT) {
                statics[i] = id();
            } else {
                skip(SIZES[type]);
            }
        }
        count = u2();
        long[] fieldNames = new long[count];
        byte[] fieldTypes = new byte[count];
        for (int i = 0; i < count; i++) {
            fieldNames[i] = id();
            fieldTypes[i] = (byte) u1();
        }
        return new ClassDump(id, superId, loaderId, domainId, staticNames, statics, fieldNames, fieldTypes);
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        bytes(bytes, length);
        return bytes;
    }

    private void bytes(byte[] to, int length) throws IOException {
        left -= length;
        for (int done = 0; done < length; ) {
            ensure(1);
            int count = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, to, done, count);
            position += count;
            done += count;
        }
    }

    /** Makes so many bytes, few, be there in one piece. */
    private void ensure(int count) throws IOException {
        while (limit - position < count) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
            if (!fill()) {
                throw new EOFException("the heap dump ends too early");
            }
        }
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count > 0;
    }

    private int u1() throws IOException {
        ensure(1);
        left--;
        return buffer[position++] & 0xFF;
    }

    private int u2() throws IOException {
        return u1() << 8 | u1();
    }

    private int u4() throws IOException {
        ensure(4);
        left -= 4;
        position += 4;
        return (int) INT.get(buffer, position - 4);
    }

    private long id() throws IOException {
        if (idSize == 4) {
            return Integer.toUnsignedLong(u4());
        }
        ensure(8);
        left -= 8;
        position += 8;
        return (long) LONG.get(buffer, position - 8);
    }

    private void skip(long length) throws IOException {
        left -= length;
        long rest = length;
        while (rest > limit - position) {
            rest -= limit - position;
            position = limit;
            if (rest > 0 && !fill()) {
                throw new EOFException("the heap dump ends too early");
            }
        }
        position += (int) rest;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
