package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.HttpLimits;
import dev.rookery.host.httpserver.HttpServer;
import dev.rookery.host.httpserver.ServerIdentity;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded WebQQ server of one account or many, with a chat page to speak to their bots.
 *
 * <p>One port serves WebQQ, told apart by Host header and path, the chat page at {@code /} and the control API under
 * {@code /sandbox/} (see {@code ControlApi} for its calls); another one serves the same under TLS. It speaks SmartQQ
 * with QR sign-in and WebQQ with passwords and captchas, well enough for unmodified clients of those times; sessions
 * whose login2 goes to {@code d.web2.qq.com} get the message shapes of the older WebQQ.
 *
 * <p>Everything runs on the loop that was given; the methods here may be called by any thread but that of the loop.
 */
public final class Sandbox {

    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

    /** Connections that there is room for at least: for a poll, a call, and as many again of a client before it. */
    private static final int CONNECTIONS_PER_ACCOUNT = 4;

    private final IoLoop loop;
    private final SandboxServer webqq;
    private final HttpServer server;
    private final @Nullable HttpServer tls;

    private Sandbox(IoLoop loop, SandboxServer webqq, HttpServer server, @Nullable HttpServer tls) {
        this.loop = loop;
        this.webqq = webqq;
        this.server = server;
        this.tls = tls;
    }

    /**
     * Starts a sandbox.
     *
     * @throws java.net.BindException when a port is in use; its message names the address
     * @throws IOException when listening fails for another reason, or certificates can be neither read nor made
     * @throws IllegalArgumentException when the numbers of accounts and people collide
     */
    public static Sandbox start(IoLoop loop, SandboxOptions options) throws IOException {
        Pictures.load();
        SandboxServer webqq = new SandboxServer(options);
        int accounts = options.worlds().size() * options.accounts();
        HttpLimits limits = HttpLimits.DEFAULTS.withConnections(
                Math.max(options.connections(), CONNECTIONS_PER_ACCOUNT * accounts));
        InetSocketAddress tlsAddress = options.tlsListen();
        ServerIdentity identity = tlsAddress == null ? null : identity(options.authorityDirectory(), tlsAddress);
        HttpServer server = HttpServer.bind(loop, options.listen(), webqq, limits);
        if (tlsAddress == null || identity == null) {
            log.debug("sandbox started address={} accounts={}", server.address(), accounts);
            return new Sandbox(loop, webqq, server, null);
        }
        try {
            HttpServer tls = HttpServer.bind(loop, tlsAddress, webqq, limits, identity);
            log.debug("sandbox started address={} tls={} accounts={}", server.address(), tls.address(), accounts);
            return new Sandbox(loop, webqq, server, tls);
        } catch (IOException failure) {
            server.close();
            throw failure;
        }
    }

    /** The names of all that clients ask for, and of this machine. */
    private static ServerIdentity identity(Path directory, InetSocketAddress listen) throws IOException {
        Set<String> names = new LinkedHashSet<>(TencentHosts.all());
        names.addAll(List.of("localhost", "127.0.0.1", "::1"));
        InetAddress address = listen.getAddress();
        if (address != null && !address.isAnyLocalAddress() && !address.isLoopbackAddress()) {
            names.add(address.getHostAddress().replaceFirst("%.*", ""));
        }
        return CertificateAuthority.open(directory, Instant.now()).identity(new ArrayList<>(names));
    }

    /** Where it listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Where it listens for HTTPS; empty unless that was asked for. */
    public Optional<InetSocketAddress> tlsAddress() {
        return Optional.ofNullable(tls).map(HttpServer::address);
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
        CompletionStage<Void> closed = server.close();
        if (tls == null) {
            return closed;
        }
        CompletionStage<Void> closedToo = tls.close();
        return closed.thenCompose(done -> closedToo);
    }
}
