package dev.rookery.host;

import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox with a loop of its own, as the demo and the command {@code sandbox} run it. */
final class RunningSandbox {

    private static final Logger log = LoggerFactory.getLogger(RunningSandbox.class);

    private static final long STOP_SECONDS = 2;

    private final IoLoop loop;
    private final Sandbox sandbox;

    private RunningSandbox(IoLoop loop, Sandbox sandbox) {
        this.loop = loop;
        this.sandbox = sandbox;
    }

    /**
     * Starts it on loopback with its defaults and QR codes that count as scanned at once.
     *
     * @param portOption the option that chose the port, for the message when it is in use
     */
    static RunningSandbox start(int port, String portOption) throws StartException {
        return start(
                SandboxOptions.defaults()
                        .withListen(address("127.0.0.1", port, portOption))
                        .withAutoScan(true),
                portOption);
    }

    /** Starts it. {@code portOption} is what chose the ports, for the message when one is in use. */
    static RunningSandbox start(SandboxOptions options, String portOption) throws StartException {
        IoLoop loop = new IoLoop("sandbox-io");
        try {
            return new RunningSandbox(loop, Sandbox.start(loop, options));
        } catch (BindException e) {
            loop.stop();
            throw StartException.mistake(portOption + ": " + e.getMessage() + " (expected: a free port; 0 takes any)");
        } catch (IOException | IllegalArgumentException e) {
            loop.stop();
            throw StartException.mistake("sandbox: " + e.getMessage());
        }
    }

    /** An address to listen on, with port 0 for any free one. */
    static InetSocketAddress address(String address, int port, String portOption) throws StartException {
        if (port < 0 || port > 65_535) {
            throw StartException.mistake(portOption + ": " + port + " (expected: 0 to 65535)");
        }
        return new InetSocketAddress(address, port);
    }

    /** The address of the chat page, which is that of everything. */
    String page() {
        return url("http", sandbox.address());
    }

    /** The same under TLS, if that was asked for. */
    Optional<String> securePage() {
        return sandbox.tlsAddress().map(address -> url("https", address));
    }

    private static String url(String scheme, InetSocketAddress address) {
        String host = address.getHostString();
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    void stop() {
        try {
            sandbox.stop()
                    .thenCompose(closed -> loop.stop())
                    .toCompletableFuture()
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("sandbox did not stop in order", e);
        }
    }
}
