package dev.rookery.host;

import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
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
     * Starts it.
     *
     * @param address the address to listen on
     * @param port 0 for any free one
     * @param portOption the option that chose the port, for the message when it is in use
     * @param autoScan whether QR codes count as scanned at once
     */
    static RunningSandbox start(String address, int port, String portOption, boolean autoScan) throws StartException {
        if (port < 0 || port > 65_535) {
            throw StartException.mistake(portOption + ": " + port + " (expected: 0 to 65535)");
        }
        IoLoop loop = new IoLoop("sandbox-io");
        SandboxOptions options = SandboxOptions.defaults()
                .withListen(new InetSocketAddress(address, port))
                .withAutoScan(autoScan);
        try {
            return new RunningSandbox(loop, Sandbox.start(loop, options));
        } catch (IOException e) {
            loop.stop();
            throw StartException.mistake(portOption + ": " + e.getMessage() + " (expected: a free port; 0 takes any)");
        }
    }

    /** The address of the chat page, which is that of everything. */
    String page() {
        InetSocketAddress address = sandbox.address();
        return "http://" + address.getHostString() + ":" + address.getPort();
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
