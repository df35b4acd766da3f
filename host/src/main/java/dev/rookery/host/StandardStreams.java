package dev.rookery.host;

import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.Charset;

/**
 * Keeps what the host reads and writes apart from what all code of the JVM is given: a plugin that closes
 * {@code System.out}, locks {@code System.err} for ever or reads from {@code System.in} must take neither the log nor
 * the terminal from the operator.
 */
final class StandardStreams {

    private static final InputStream TERMINAL = System.in;

    private StandardStreams() {}

    /** To be called once, before anything else runs. */
    static void shield() {
        System.setOut(shielded(System.out, "stdout.encoding"));
        System.setErr(shielded(System.err, "stderr.encoding"));
        System.setIn(InputStream.nullInputStream());
        // Can be set once in the life of a JVM, and a plugin's would be asked for every jar that is opened.
        URL.setURLStreamHandlerFactory(protocol -> null);
    }

    /** What is typed. */
    static InputStream terminal() {
        return TERMINAL;
    }

    /** Writes, where the log does, without its own lock, which anybody can hold; the real one is in nobody's hands. */
    private static PrintStream shielded(PrintStream real, String encoding) {
        Charset charset = Charset.forName(
                System.getProperty(encoding, Charset.defaultCharset().name()));
        return new PrintStream(real, true, charset) {
            @Override
            public void write(int b) {
                real.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                real.write(bytes, from, length);
            }

            @Override
            public void write(byte[] bytes) {
                real.write(bytes, 0, bytes.length);
            }

            @Override
            public void flush() {
                real.flush();
            }

            @Override
            public void close() {
                real.flush();
            }
        };
    }
}
