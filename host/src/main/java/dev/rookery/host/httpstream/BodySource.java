package dev.rookery.host.httpstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Flow;

/** Where the body of a request comes from when it is not in memory. Immutable. */
sealed interface BodySource {

    /** How many bytes it has; -1 if that is not known. */
    long length();

    /** Whether it can be opened again. */
    boolean isRepeatable();

    /** What publishes it. */
    Flow.Publisher<ByteBuffer> open(FileThreads files);

    /** What the caller publishes. */
    record Published(Flow.Publisher<ByteBuffer> publisher, long length) implements BodySource {

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public Flow.Publisher<ByteBuffer> open(FileThreads files) {
            return publisher;
        }
    }

    /** Files and what stands around them. */
    record Parts(List<Part> parts) implements BodySource {

        /** Copies the list. */
        public Parts {
            parts = List.copyOf(parts);
        }

        @Override
        public long length() {
            return parts.stream().mapToLong(Part::length).sum();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public Flow.Publisher<ByteBuffer> open(FileThreads files) {
            return subscriber -> subscriber.onSubscribe(new PartsReading(files, parts, subscriber));
        }
    }

    /** A piece of {@link Parts}. */
    sealed interface Part {

        /** How many bytes it has. */
        long length();
    }

    /** Bytes in memory. */
    record Bytes(ByteBuffer content) implements Part {

        static Bytes of(byte[] bytes) {
            return new Bytes(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        }

        @Override
        public long length() {
            return content.remaining();
        }
    }

    /** A file as large as it was when the request was built. */
    record File(Path path, long length) implements Part {

        /**
         * A file that can be read now.
         *
         * @throws IllegalArgumentException if there is none
         */
        static File of(Path path) {
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                throw new IllegalArgumentException("file: " + path + " (expected: a file that can be read)");
            }
            try {
                return new File(path, Files.size(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
