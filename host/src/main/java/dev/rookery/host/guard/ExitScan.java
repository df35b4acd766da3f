package dev.rookery.host.guard;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds in a class file the calls that end the process. It reads the constant pool only, so it also finds method
 * references, but no reflection: a reason to warn, not a fence.
 */
public final class ExitScan {

    private static final Map<String, Set<String>> ENDING = Map.of(
            "java/lang/System", Set.of("exit"),
            "java/lang/Runtime", Set.of("exit", "halt"));

    private static final int MAGIC = 0xCAFEBABE;

    private final String[] texts;
    private final int[] first;
    private final int[] second;
    private final byte[] tags;

    private ExitScan(int size) {
        texts = new String[size];
        first = new int[size];
        second = new int[size];
        tags = new byte[size];
    }

    /**
     * Looks through one class file.
     *
     * @param classFile is read as far as its constant pool goes and not closed
     * @return the first such call, as {@code System.exit}; empty if there is none or it is no class file
     * @throws IOException if it cannot be read or ends too soon
     */
    public static Optional<String> find(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(classFile));
        if (in.readInt() != MAGIC) {
            return Optional.empty();
        }
        in.readInt(); // version
        ExitScan scan = new ExitScan(in.readUnsignedShort());
        scan.read(in);
        return scan.calls();
    }

    /** Reads the constants, JVM specification 4.4. */
    private void read(DataInputStream in) throws IOException {
        for (int i = 1; i < tags.length; i++) {
            tags[i] = in.readByte();
            switch (tags[i]) {
                case 1 -> texts[i] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++; // takes two places
                }
                case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                }
                case 15 -> {
                    in.readByte();
                    in.readUnsignedShort();
                }
                default -> throw new IOException("constant of unknown kind " + tags[i]);
            }
        }
    }

    private Optional<String> calls() {
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 10) {
                String owner = text(at(first, first[i]));
                String method = text(at(first, second[i]));
                if (ENDING.getOrDefault(owner, Set.of()).contains(method)) {
                    return Optional.of(owner.substring(owner.lastIndexOf('/') + 1) + '.' + method);
                }
            }
        }
        return Optional.empty();
    }

    private static int at(int[] places, int index) {
        return index < places.length ? places[index] : 0;
    }

    private String text(int index) {
        String text = index < texts.length ? texts[index] : null;
        return text == null ? "" : text;
    }
}
