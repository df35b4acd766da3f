package dev.rookery.bench;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * The command line that the echo servers share, each a process of its own: {@code STYLE [PORT]}, the style
 * {@code toggling} or {@code direct}, the port any free one by default. Prints {@code port N} when it listens.
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

    static void tellPort(SocketAddress listening) {
        System.out.println("port " + ((InetSocketAddress) listening).getPort());
        System.out.flush();
    }
}
