package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.HttpLimits;
import dev.rookery.host.httpserver.HttpServer;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded WebQQ server of one account or many, with a chat page to speak to their bots.
 *
 * <p>One port serves WebQQ, told apart by Host header and path, the chat page at {@code /} and the control API under
 * {@code /sandbox/} (see {@code ControlApi} for its calls). It speaks SmartQQ with QR sign-in, well enough for
 * unmodified clients of that time; sessions whose login2 goes to {@code d.web2.qq.com} get the message shapes of the
 * older WebQQ.
 *
 * <p>Everything runs on the loop that was given; the methods here may be called by any thread but that of the loop.
 */
public final class Sandbox {

    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

    private final IoLoop loop;
    private final SandboxServer webqq;
    private final HttpServer server;

    private Sandbox(IoLoop loop, SandboxServer webqq, HttpServer server) {
        this.loop = loop;
        this.webqq = webqq;
        this.server = server;
    }

    /**
     * Starts a sandbox.
     *
     * @throws java.net.BindException when the port is in use; its message names the address
     * @throws IOException when listening fails for another reason
     */
    public static Sandbox start(IoLoop loop, SandboxOptions options) throws IOException {
        SandboxServer webqq = new SandboxServer(options);
        HttpServer server = HttpServer.bind(
                loop, options.listen(), webqq, HttpLimits.DEFAULTS.withConnections(options.connections()));
        log.debug("sandbox started address={} autoScan={}", server.address(), options.autoScan());
        return new Sandbox(loop, webqq, server);
    }

    /** Where it listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** The ways in which it misbehaves; none to begin with. */
    public Faults faults() {
        return webqq.faults();
    }

    /** What it has counted; completes on the loop. */
    public CompletionStage<Statistics> statistics() {
        return CompletableFuture.supplyAsync(webqq::statistics, loop::execute);
    }

    /** Stops listening and cuts all connections, held polls included; completes when that is done, within about 1 s. */
    public CompletionStage<Void> stop() {
        return server.close();
    }
}
