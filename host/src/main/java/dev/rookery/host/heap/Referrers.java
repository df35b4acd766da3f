package dev.rookery.host.heap;

import dev.rookery.host.heap.HeapDump.ClassDump;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the dump: tells some ways who refers to what they want. Of all others a look at one table is enough.
 */
final class Referrers implements HeapDump.Visitor {

    private final HeapIndex index;
    private final List<Way> ways;
    /** By which ways an object is wanted, a bit for each. */
    private final LongTable wanted = new LongTable();

    /** Begins a reading for the ways, 31 at the most. */
    Referrers(HeapIndex index, List<Way> ways) {
        this.index = index;
        this.ways = ways;
        for (int i = 0; i < ways.size(); i++) {
            int bit = 1 << i;
            ways.get(i).next(id -> wanted.put(id, Math.max(0, wanted.get(id)) | bit));
        }
    }

    /** Whether there is nothing to read for. */
    boolean isEmpty() {
        return wanted.size() == 0;
    }

    private void reference(long from, long classId, long to, @Nullable String field) {
        int by = wanted.get(to);
        for (int i = 0; by > 0; i++, by >>= 1) {
            if ((by & 1) != 0) {
                ways.get(i).leads(from, classId, to, Objects.requireNonNullElse(field, ""));
            }
        }
    }

    @Override
    public void classDump(ClassDump type) {
        for (int i = 0; i < type.statics.length; i++) {
            if (wanted.get(type.statics[i]) > 0) {
                reference(type.id, 0, type.statics[i], index.string(type.staticNames[i]));
            }
        }
        reference(type.id, 0, type.superId, "superclass");
        reference(type.id, 0, type.loaderId, "classLoader");
        reference(type.id, 0, type.domainId, "protectionDomain");
    }

    @Override
    public void instance(long id, long classId, byte[] fields) {
        reference(id, classId, classId, "getClass()");
        HeapIndex.Layout layout = index.layout(classId);
        for (int i = 0; i < layout.size(); i++) {
            reference(id, classId, index.id(fields, layout.offset(i)), layout.name(i));
        }
    }

    @Override
    public void objects(long id, long classId, long[] elements) {
        for (int i = 0; i < elements.length; i++) {
            if (wanted.get(elements[i]) > 0) {
                reference(id, classId, elements[i], "[" + i + "]");
            }
        }
    }
}
