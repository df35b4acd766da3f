package dev.rookery.host.httpstream.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Header fields that many requests have in common, checked and encoded once. Immutable, for any thread. */
public final class EncodedFields {

    /** No fields. */
    public static final EncodedFields NONE = of(List.of());

    final byte[] bytes;

    private EncodedFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Encodes fields in their order.
     *
     * @throws IllegalArgumentException if one cannot be sent; see {@link RequestWriter#field}
     */
    public static EncodedFields of(List<Map.Entry<String, String>> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields) {
            String line = RequestWriter.checkedName(field.getKey()) + ": "
                    + RequestWriter.checkedValue(field.getKey(), field.getValue()) + "\r\n";
            out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        return new EncodedFields(out.toByteArray());
    }

    /** Encodes one field. */
    public static EncodedFields of(String name, String value) {
        return of(List.of(Map.entry(name, value)));
    }

    /** How many bytes they take, line ends included. */
    public int size() {
        return bytes.length;
    }

    /** The size only: fields may be secret. */
    @Override
    public String toString() {
        return bytes.length + " bytes of fields";
    }
}
