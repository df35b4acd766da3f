package dev.rookery.host.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.ioloop.IoEvent;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminal network: every TCP connection is a private chat with one person, every line a message, every answer one
 * or more lines. Try it with {@code nc 127.0.0.1 10000}.
 *
 * <p>There is no banner. A line is UTF-8 and ends with LF or CR LF; the last one may lack its end. Empty lines are
 * ignored, malformed bytes replaced, lines over 4096 bytes refused with a line. A peer that speaks faster than its
 * lines are handled is read no faster. One that ends its side ({@code printf 'hello\n' | nc -N …}) is still answered.
 * Bounds are in {@link LineLimits}.
 *
 * <p>A chat is as old as its connection. Its id is never used again, not even by a later process, so that no answer can
 * reach a stranger.
 *
 * <p>{@link #open} binds the port; connections are taken from {@link #start} on and wait in the backlog before.
 */
public final class LineAccount implements NetworkAccount {

    /** How many connections may wait to be taken; further ones are left to the peer's patience. */
    private static final int BACKLOG = 128;

    /** How much is read from one peer in one turn of the loop. */
    private static final int READ_BUFFER_BYTES = 16 * 1024;

    /** How long no connection is taken after taking one has failed, for example for lack of file descriptors. */
    private static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(LineAccount.class);

    private final String name;
    private final Person self;
    private final IoLoop loop;
    private final LineLimits limits;
    private final ServerSocketChannel server;
    private final InetSocketAddress address;
    /** Sets this account's chat ids apart from those of every other start. */
    private final String era = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    // From here on: on the loop only.
    private final Map<ChatId, LineConnection> connections = new HashMap<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
    private AccountListener listener = event -> CompletableFuture.completedFuture(null);
    private long connectionsSoFar;
    private long messagesSoFar;
    private boolean started;
    private boolean hearing;
    private boolean full;

    private LineAccount(String name, String botName, IoLoop loop, LineLimits limits, ServerSocketChannel server)
            throws IOException {
        this.name = name;
        this.self = new Person(new PersonId(name, "self"), botName);
        this.loop = loop;
        this.limits = limits;
        this.server = server;
        this.address = (InetSocketAddress) server.getLocalAddress();
    }

    /**
     * Binds the port.
     *
     * @param name the account's name as it stands in the configuration
     * @param botName what the bot is called in its chats
     * @param loop where the account lives; stopped after it
     * @param listen address and port; port 0 for any free one, see {@link #address}
     * @return the account, to be started
     * @throws IOException if the address is unknown or the port in use; the message says which
     */
    public static LineAccount open(String name, String botName, IoLoop loop, InetSocketAddress listen)
            throws IOException {
        return open(name, botName, loop, listen, LineLimits.DEFAULT);
    }

    static LineAccount open(String name, String botName, IoLoop loop, InetSocketAddress listen, LineLimits limits)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(listen, BACKLOG);
            server.configureBlocking(false);
            return new LineAccount(name, botName, loop, limits, server);
        } catch (IOException | UnresolvedAddressException e) {
            server.close();
            String reason = e instanceof UnresolvedAddressException ? "unknown host" : e.getMessage();
            throw new IOException("line account " + name + " cannot listen on " + text(listen) + ": " + reason, e);
        }
    }

    /** Where it listens, with the port that it got. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(AccountListener listener) {
        loop.execute(() -> {
            this.listener = listener;
            started = true;
            hearing = true;
            loop.addHandler(server, (channel, events) -> accept(), Set.of(IoEvent.READ));
            log.info("line network listens: account={} address={}", name, text(address));
            tell(AccountState.ONLINE);
        });
    }

    @Override
    public CompletionStage<SendResult> send(ChatId chat, Message message) {
        String text = message.plainText();
        byte[] bytes = (text.endsWith("\n") ? text : text + '\n').getBytes(UTF_8);
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                LineConnection connection = connections.get(chat);
                if (connection == null) {
                    result.complete(new SendResult.Refused("the connection is gone"));
                } else {
                    connection.enqueue(bytes, result);
                }
            });
        } catch (RejectedExecutionException stopped) {
            result.complete(new SendResult.Refused("not possible now: " + stopped.getMessage()));
        }
        return result;
    }

    /**
     * {@inheritDoc}
     *
     * <p>New connections wait in the backlog and those that are open are read no further; a line that was read and not
     * told yet is forgotten.
     */
    @Override
    public CompletionStage<Void> stopHearing() {
        CompletableFuture<Void> silent = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                stopAccepting();
                connections.values().forEach(LineConnection::stopHearing);
                silent.complete(null);
            });
        } catch (RejectedExecutionException loopStopped) {
            silent.complete(null);
        }
        return silent;
    }

    @Override
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        try {
            loop.execute(() -> closeAll(stopped));
        } catch (RejectedExecutionException loopStopped) {
            // The connections lived on the loop and ended with it; a server that was never started did not.
            closeServer(stopped);
        }
        return stopped;
    }

    /** Tells a line; the stage completes, on any thread, when it was handled. */
    CompletionStage<Void> heard(Chat chat, String text) {
        Person sender = new Person(new PersonId(name, chat.id().value()), chat.name());
        return listener.onEvent(
                new MessageReceived(nextMessageId(), chat, sender, self, Message.text(text), Instant.now()));
    }

    MessageId nextMessageId() {
        return new MessageId(Long.toString(++messagesSoFar));
    }

    /** Shared by all connections: each reads and decodes in one go. */
    ByteBuffer readBuffer() {
        return readBuffer;
    }

    void forget(LineConnection connection) {
        connections.remove(connection.chat().id());
        full = false;
    }

    /** How many connections are open. On the loop only. */
    int connectionCount() {
        return connections.size();
    }

    private void accept() {
        try {
            for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
                admit(peer);
            }
        } catch (IOException e) {
            log.warn("no connection taken for {}: account={} cause={}", ACCEPT_PAUSE, name, e.toString());
            loop.updateHandler(server, IoEvent.NONE);
            loop.schedule(ACCEPT_PAUSE, () -> {
                if (hearing) {
                    loop.updateHandler(server, Set.of(IoEvent.READ));
                }
            });
        }
    }

    private void admit(SocketChannel peer) throws IOException {
        try {
            peer.configureBlocking(false);
            if (connections.size() >= limits.connections()) {
                refuse(peer);
                return;
            }
            peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // A peer that vanished without a word, say by a pulled cable, is found out by the system in its own time.
            peer.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            ChatId id = new ChatId(name, ChatKind.FRIEND, era + '-' + ++connectionsSoFar);
            Chat chat = new Chat(id, text((InetSocketAddress) peer.getRemoteAddress()));
            LineConnection connection = new LineConnection(this, loop, limits, peer, chat);
            connection.open();
            connections.put(id, connection);
            log.debug("connection opened: chat={} peer={}", id, chat.name());
        } catch (IOException gone) {
            log.debug("peer went away at once: account={} cause={}", name, gone.toString());
            peer.close();
        }
    }

    private void refuse(SocketChannel peer) throws IOException {
        if (!full) {
            full = true;
            log.warn("connections refused: account={} open={}", name, connections.size());
        }
        // A fresh socket has room for a line; a peer that cannot take it has gone.
        peer.write(UTF_8.encode("refused: " + limits.connections() + " connections are open, try again later\n"));
        peer.close();
    }

    private void closeAll(CompletableFuture<Void> stopped) {
        if (started) {
            started = false;
            stopAccepting();
            for (LineConnection connection : List.copyOf(connections.values())) {
                connection.close("the account was stopped");
            }
            tell(AccountState.OFFLINE);
        }
        closeServer(stopped);
    }

    private void stopAccepting() {
        if (hearing) {
            hearing = false;
            loop.removeHandler(server);
        }
    }

    private void closeServer(CompletableFuture<Void> stopped) {
        try {
            server.close();
            // Done means that the port can be bound again.
            loop.executeNextTurn(() -> stopped.complete(null));
        } catch (RejectedExecutionException loopStopped) {
            stopped.complete(null);
        } catch (IOException e) {
            stopped.completeExceptionally(e);
        }
    }

    private void tell(AccountState state) {
        listener.onEvent(new AccountStateChanged(name, state, "", Instant.now()));
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ':' + address.getPort();
    }
}
