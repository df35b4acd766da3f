package dev.rookery.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;

/**
 * The command line that the echo servers share, each a {@link ChildProcess}: {@code STYLE [PORT]}, the style
 * {@code toggling} or {@code direct}, the port any free one by default. Greets with {@code port}, and runs until its
 * input ends.
 *
 * @param toggling whether to wait for WRITE before every answer
 * @param port on loopback, 0 for any free one
 */
record EchoProgram(boolean toggling, int port) {

    static EchoProgram parse(String[] args) {
        if (args.length < 1 || args.length > 2 || !(args[0].equals("toggling") || args[0].equals("direct"))) {
            throw new IllegalArgumentException(String.join(" ", args) + " (expected: toggling|direct [PORT])");
        }
        return new EchoProgram(args[0].equals("toggling"), args.length == 2 ? Integer.parseInt(args[1]) : 0);
    }

    /** Says where the server listens, and ends the process when nobody asks for it any more. */
    static void serve(SocketAddress listening) throws IOException {
        Dialogue.hold(Map.of("port", ((InetSocketAddress) listening).getPort()), (verb, values) -> {
            throw new IllegalArgumentException(verb + " (expected: nothing, an echo server is asked over its port)");
        });
        System.exit(0);
    }
}
