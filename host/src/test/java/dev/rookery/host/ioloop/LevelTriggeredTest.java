package dev.rookery.host.ioloop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each kind of channel tells, and how often. */
class LevelTriggeredTest extends LoopFixture {

    private static final Set<IoEvent> READ = Set.of(IoEvent.READ);
    private static final Set<IoEvent> WRITE = Set.of(IoEvent.WRITE);

    private ServerSocketChannel server;
    private SocketChannel client;
    private SocketChannel peer;

    @BeforeEach
    void connect() throws IOException {
        server = ServerSocketChannel.open().bind(ANY_PORT);
        client = SocketChannel.open(server.getLocalAddress());
        peer = server.accept();
        client.configureBlocking(false);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        peer.close();
        server.close();
    }

    // Sockets

    @Test
    void writeOfASocketIsToldUntilItIsUpdatedAway() throws Exception {
        watch(client, WRITE, calls -> calls == 5);
        assertThat(List.of(nextTold(), nextTold(), nextTold(), nextTold(), nextTold()))
                .containsOnly(WRITE);
        turn();
        assertThat(told).isEmpty();
    }

    @Test
    void resetByThePeerIsToldAsReadAndTheReadThrows() throws Exception {
        CompletableFuture<IOException> thrown = new CompletableFuture<>();
        onLoop(() -> loop.addHandler(
                client,
                (channel, events) -> {
                    told.add(events);
                    try {
                        client.read(ByteBuffer.allocate(8));
                    } catch (IOException e) {
                        thrown.complete(e);
                        throw e;
                    }
                },
                READ));
        peer.setOption(StandardSocketOptions.SO_LINGER, 0);
        peer.close();
        assertThat(nextTold()).isEqualTo(READ);
        assertThat(thrown.get(10, SECONDS)).hasMessageContaining("reset");
        assertUnknown(client);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void halfCloseIsToldAsReadAgainAndAgainAndTheOtherDirectionStaysOpen() throws Exception {
        watch(client, READ, calls -> calls == 3);
        peer.shutdownOutput();
        assertThat(List.of(nextTold(), nextTold(), nextTold())).containsOnly(READ);
        turn();
        assertThat(told).isEmpty();
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        client.write(ByteBuffer.wrap(new byte[] {7}));
        assertThat(peer.read(ByteBuffer.allocate(8))).isEqualTo(1);
    }

    @Test
    void hangUpIsSilentToWhoWaitsForNothing() throws Exception {
        watch(client, IoEvent.NONE, calls -> false);
        peer.close();
        turn();
        assertThat(told).isEmpty();
        onLoop(() -> loop.updateHandler(client, READ));
        assertThat(nextTold()).isEqualTo(READ);
        onLoop(() -> loop.removeHandler(client));
    }

    @Test
    void fullSocketIsNotReadyToWriteUntilThePeerReads() throws Exception {
        AtomicLong written = new AtomicLong();
        onLoop(() -> {
            written.set(fill(client));
            loop.addHandler(
                    client,
                    (channel, events) -> {
                        // What lay between the two buffers may have arrived since.
                        long more = fill(client);
                        written.addAndGet(more);
                        told.add(more > 0 ? events : Set.of());
                    },
                    WRITE);
            return null;
        });
        turn();
        assertThat(told).isSubsetOf(List.of(WRITE));
        long before = onLoop(() -> {
            told.clear();
            return written.get();
        });
        drain(peer, before);
        assertThat(nextTold()).isEqualTo(WRITE);
    }

    // Server sockets

    @Test
    void serverSocketIsReadyToReadUntilAllConnectionsAreAccepted() throws Exception {
        server.configureBlocking(false);
        SocketChannel first = SocketChannel.open(server.getLocalAddress());
        SocketChannel second = SocketChannel.open(server.getLocalAddress());
        onLoop(() -> loop.addHandler(
                server,
                (channel, events) -> {
                    server.accept().close();
                    told.add(events);
                },
                READ));
        assertThat(List.of(nextTold(), nextTold())).containsOnly(READ);
        turn();
        assertThat(told).isEmpty();
        first.close();
        second.close();
    }

    // Datagrams

    @Test
    void datagramChannelIsReadyToReadOncePerDatagramAndToWriteAlways() throws Exception {
        try (DatagramChannel receiver = DatagramChannel.open().bind(ANY_PORT);
                DatagramChannel sender = DatagramChannel.open()) {
            receiver.configureBlocking(false);
            sender.configureBlocking(false);
            watch(sender, WRITE, calls -> calls == 3);
            assertThat(List.of(nextTold(), nextTold(), nextTold())).containsOnly(WRITE);
            for (int i = 0; i < 3; i++) {
                sender.send(ByteBuffer.wrap(new byte[1]), receiver.getLocalAddress());
            }
            onLoop(() -> loop.addHandler(
                    receiver,
                    (channel, events) -> {
                        receiver.receive(ByteBuffer.allocate(8));
                        told.add(events);
                    },
                    READ));
            assertThat(List.of(nextTold(), nextTold(), nextTold())).containsOnly(READ);
            turn();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void unreachablePortOfAConnectedDatagramChannelIsToldAsReadAndTheReadThrows() throws Exception {
        CompletableFuture<IOException> thrown = new CompletableFuture<>();
        // Has the port, so that nobody else gets it, and hears nobody but itself.
        try (DatagramChannel deaf = DatagramChannel.open().bind(ANY_PORT);
                DatagramChannel sender = DatagramChannel.open().connect(deaf.getLocalAddress())) {
            deaf.connect(deaf.getLocalAddress());
            sender.configureBlocking(false);
            onLoop(() -> loop.addHandler(
                    sender,
                    (channel, events) -> {
                        told.add(events);
                        try {
                            sender.read(ByteBuffer.allocate(8));
                        } catch (IOException e) {
                            thrown.complete(e);
                        }
                    },
                    READ));
            sender.write(ByteBuffer.wrap(new byte[1]));
            assertThat(nextTold()).isEqualTo(READ);
            assertThat(thrown.get(10, SECONDS)).isInstanceOf(PortUnreachableException.class);
        }
    }

    // Pipes

    @Test
    void fullPipeIsNotReadyToWriteUntilTheOtherEndReads() throws Exception {
        long written = onLoop(() -> {
            long bytes = fill(pipe.sink());
            loop.addHandler(pipe.sink(), stopAfter(calls -> calls == 1), WRITE);
            return bytes;
        });
        turn();
        assertThat(told).isEmpty();
        pipe.source().configureBlocking(true);
        drain(pipe.source(), written);
        assertThat(nextTold()).isEqualTo(WRITE);
    }

    @Test
    void pipeWhoseReaderIsGoneIsToldAsWriteAndTheWriteThrows() throws Exception {
        CompletableFuture<IOException> thrown = new CompletableFuture<>();
        fill(pipe.sink());
        onLoop(() -> loop.addHandler(
                pipe.sink(),
                (channel, events) -> {
                    told.add(events);
                    try {
                        ((Pipe.SinkChannel) channel).write(ByteBuffer.wrap(new byte[1]));
                    } catch (IOException e) {
                        thrown.complete(e);
                        channel.close();
                    }
                },
                WRITE));
        pipe.source().close();
        assertThat(nextTold()).isEqualTo(WRITE);
        assertThat(thrown.get(10, SECONDS)).hasMessageContaining("roken pipe");
    }

    /** Tells what it hears, and waits for nothing more after so many calls. */
    private IoHandler stopAfter(IntPredicate enough) {
        AtomicInteger calls = new AtomicInteger();
        return (channel, events) -> {
            if (enough.test(calls.incrementAndGet())) {
                loop.updateHandler(channel, IoEvent.NONE);
            }
            told.add(events);
        };
    }

    private void watch(SelectableChannel channel, Set<IoEvent> events, IntPredicate enough) throws Exception {
        onLoop(() -> loop.addHandler(channel, stopAfter(enough), events));
    }

    private static long fill(WritableByteChannel channel) throws IOException {
        long bytes = 0;
        for (int written = -1; written != 0; bytes += written) {
            written = channel.write(ByteBuffer.allocate(1 << 16));
        }
        return bytes;
    }

    private static void drain(ReadableByteChannel channel, long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (long left = bytes; left > 0; left -= channel.read(buffer.clear())) {}
    }
}
