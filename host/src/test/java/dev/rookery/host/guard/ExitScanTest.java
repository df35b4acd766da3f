package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ExitScanTest {

    private static final class Calls {
        static void call() {
            System.exit(3);
        }
    }

    private static final class Refers {
        static final IntConsumer REFERENCE = System::exit;
    }

    private static final class Halts {
        static void call() {
            Runtime.getRuntime().halt(3);
        }
    }

    private static final class Harmless {
        static final long LONG = 5L;
        static final double DOUBLE = 5.5;
        static final String TEXT = "java/lang/System.exit";

        static long call() {
            return LONG + System.nanoTime() + (long) DOUBLE + TEXT.length();
        }
    }

    private static Optional<String> find(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getName().replaceFirst(".*\\.", "") + ".class")) {
            return ExitScan.find(in);
        }
    }

    @Test
    void findsCallsAndReferences() throws IOException {
        assertThat(find(Calls.class)).contains("System.exit");
        assertThat(find(Refers.class)).contains("System.exit");
        assertThat(find(Halts.class)).contains("Runtime.halt");
        assertThat(find(Harmless.class)).isEmpty();
    }

    @Test
    void whatIsNoClassFileHasNone() throws IOException {
        assertThat(ExitScan.find(new ByteArrayInputStream(new byte[100]))).isEmpty();
    }

    @Test
    void whatEndsTooSoonIsAnError() {
        byte[] cut = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61, 0, 9, 1, 0};
        Assertions.assertThatThrownBy(() -> ExitScan.find(new ByteArrayInputStream(cut)))
                .isInstanceOf(EOFException.class);
    }
}
