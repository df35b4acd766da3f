package dev.rookery.api.message;

import java.util.Arrays;
import java.util.Objects;

/** Where the bytes of a picture are. */
public sealed interface Media {

    /** The bytes themselves. */
    final class Bytes implements Media {

        private final byte[] data;
        private final String contentType;

        /**
         * Holds bytes.
         *
         * @param data the picture's bytes
         * @param contentType what they are, for example {@code image/png}
         */
        public Bytes(byte[] data, String contentType) {
            this.data = data.clone();
            this.contentType = Objects.requireNonNull(contentType, "contentType");
        }

        /**
         * The bytes.
         *
         * @return a copy
         */
        public byte[] data() {
            return data.clone();
        }

        /**
         * How many bytes.
         *
         * @return the length of {@link #data()}
         */
        public int size() {
            return data.length;
        }

        /**
         * What they are.
         *
         * @return for example {@code image/png}
         */
        public String contentType() {
            return contentType;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that
                    && contentType.equals(that.contentType)
                    && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return 31 * contentType.hashCode() + Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return "Bytes[" + contentType + ", " + data.length + " bytes]";
        }
    }

    /**
     * Still with the network; {@link dev.rookery.api.account.Account#fetch} brings the bytes for as long as the network
     * keeps them.
     *
     * @param account the account that heard it
     * @param reference the network's own word for it, opaque
     */
    record Remote(String account, String reference) implements Media {}
}
