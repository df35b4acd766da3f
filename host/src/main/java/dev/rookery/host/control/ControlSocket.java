package dev.rookery.host.control;

import dev.rookery.host.ioloop.IoEvent;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands of the operator through the UNIX domain socket {@code control.sock} in the data folder, which its
 * owner alone can open. A socket that an earlier process left behind is replaced.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>what</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link #MOST_CONNECTIONS}</td><td>16</td><td>a further one is closed at once</td></tr>
 * <tr><td>request</td><td>64 KiB</td><td>answered with an error, closed</td></tr>
 * <tr><td>{@link ControlConnection#PATIENCE}</td><td>30 s</td><td>a peer that neither asks nor reads is let go</td></tr>
 * <tr><td>{@link #MOST_PATH_BYTES}</td><td>103</td><td>{@link #open} refuses a longer path</td></tr>
 * </table>
 *
 * <p>Lives on the loop; {@link #open} and {@link #close} may be called elsewhere.
 */
public final class ControlSocket {

    /** How many connections there may be at once. */
    static final int MOST_CONNECTIONS = 16;

    /** The longest path of a socket that every system takes: macOS has 104 bytes for it with a zero, Linux 108. */
    static final int MOST_PATH_BYTES = 103;

    /** How long to wait when a peer cannot be taken: most often no descriptor is left for it. Default: one second. */
    static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);

    /** Where the socket is made before it is put in place: a folder that nobody else can look into. */
    private static final String PRIVATE = ".c";

    private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);

    private final IoLoop loop;
    private final Path path;
    private final ServerSocketChannel server;
    private final Function<List<String>, CompletionStage<Answer>> commands;

    // On the loop only.
    private final Set<ControlConnection> connections = new HashSet<>();

    private ControlSocket(
            IoLoop loop,
            Path path,
            ServerSocketChannel server,
            Function<List<String>, CompletionStage<Answer>> commands) {
        this.loop = loop;
        this.path = path;
        this.server = server;
        this.commands = commands;
    }

    /**
     * Opens the socket.
     *
     * @param loop where it lives; not stopped by it
     * @param data the data folder, which this process holds the lock of
     * @param commands carries a command out; called on the loop, must not block; completes on any thread, and never
     *     exceptionally
     * @return the open socket
     * @throws IOException with a sentence for the operator if it cannot be opened
     */
    public static ControlSocket open(IoLoop loop, Path data, Function<List<String>, CompletionStage<Answer>> commands)
            throws IOException {
        Path path = data.resolve(Wire.NAME).toAbsolutePath();
        requireUsable(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(server, path);
            server.configureBlocking(false);
            ControlSocket socket = new ControlSocket(loop, path, server, commands);
            loop.execute(() -> loop.addHandler(server, (channel, events) -> socket.accept(), Set.of(IoEvent.READ)));
            return socket;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void requireUsable(Path path) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MOST_PATH_BYTES) {
            throw new IOException(
                    path + ": " + length + " bytes are too long for the path of a socket (expected: at most "
                            + MOST_PATH_BYTES + "; choose a data folder with a shorter path)");
        }
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    path + ": there is something else of that name (expected: nothing, or the socket of an"
                            + " earlier start)");
        }
    }

    /** Made in private and then put in place, so that it is never there with other permissions. */
    private static void bind(ServerSocketChannel server, Path path) throws IOException {
        Path folder = path.resolveSibling(PRIVATE);
        Path made = folder.resolve("s");
        Files.deleteIfExists(made);
        Files.deleteIfExists(folder);
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            server.bind(UnixDomainSocketAddress.of(made));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(folder);
        }
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /**
     * Lets all peers go and removes the socket.
     *
     * @return completes when that is done
     */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                closeAll();
                closed.complete(null);
            });
        } catch (RejectedExecutionException stopped) {
            closed.complete(null);
        }
        return closed;
    }

    private void closeAll() {
        Set.copyOf(connections).forEach(ControlConnection::close);
        try {
            if (server.isOpen()) {
                loop.removeHandler(server);
                server.close();
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            log.warn("control socket not removed path={} reason={}", path, e.toString());
        }
    }

    private void accept() {
        try {
            SocketChannel peer = server.accept();
            if (peer != null) {
                admit(peer);
            }
        } catch (IOException e) {
            log.warn("no peer of the control socket taken for {}: cause={}", ACCEPT_PAUSE, e.toString());
            loop.updateHandler(server, IoEvent.NONE);
            loop.schedule(ACCEPT_PAUSE, () -> {
                if (server.isOpen()) {
                    loop.updateHandler(server, Set.of(IoEvent.READ));
                }
            });
        }
    }

    private void admit(SocketChannel peer) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            log.warn("too many peers at the control socket, one is let go most={}", MOST_CONNECTIONS);
            peer.close();
            return;
        }
        peer.configureBlocking(false);
        ControlConnection connection = new ControlConnection(loop, peer, commands, connections::remove);
        connections.add(connection);
        connection.start();
    }
}
