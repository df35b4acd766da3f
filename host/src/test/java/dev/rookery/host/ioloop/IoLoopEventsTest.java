package dev.rookery.host.ioloop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IoLoopEventsTest extends LoopFixture {

    @Test
    void readIsToldAgainUntilAllIsRead() throws Exception {
        onLoop(() -> loop.addHandler(
                pipe.source(),
                (channel, events) -> {
                    pipe.source().read(ByteBuffer.allocate(1));
                    told.add(events);
                },
                Set.of(IoEvent.READ)));
        pipe.sink().write(ByteBuffer.wrap(new byte[3]));
        assertThat(List.of(nextTold(), nextTold(), nextTold())).containsOnly(Set.of(IoEvent.READ));
        turn();
        assertThat(told).isEmpty();
    }

    @Test
    void writeIsToldAgainUntilItIsUpdatedAway() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        onLoop(() -> loop.addHandler(
                pipe.sink(),
                (channel, events) -> {
                    told.add(events);
                    if (calls.incrementAndGet() == 3) {
                        loop.updateHandler(channel, IoEvent.NONE);
                    }
                },
                Set.of(IoEvent.WRITE)));
        assertThat(List.of(nextTold(), nextTold(), nextTold())).containsOnly(Set.of(IoEvent.WRITE));
        turn();
        assertThat(told).isEmpty();
    }

    @Test
    void handlerThatWaitsForNothingHearsOnceItIsUpdated() throws Exception {
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, IoEvent.NONE));
        turn();
        assertThat(told).isEmpty();
        onLoop(() -> loop.updateHandler(pipe.source(), Set.of(IoEvent.READ)));
        assertThat(nextTold()).containsExactly(IoEvent.READ);
    }

    @Test
    void endOfThePeerIsToldAsRead() throws Exception {
        onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.READ)));
        pipe.sink().close();
        assertThat(nextTold()).containsExactly(IoEvent.READ);
    }

    @Test
    void readAndWriteAreToldTogether() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT);
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel peer = server.accept()) {
            peer.write(ByteBuffer.wrap(new byte[1]));
            awaitReadable(client);
            onLoop(() -> loop.addHandler(
                    client,
                    (channel, events) -> {
                        told.add(events);
                        loop.removeHandler(channel);
                    },
                    Set.of(IoEvent.READ, IoEvent.WRITE)));
            assertThat(nextTold()).containsExactlyInAnyOrder(IoEvent.READ, IoEvent.WRITE);
        }
    }

    @Test
    void datagramIsToldAsRead() throws Exception {
        try (DatagramChannel receiver = DatagramChannel.open().bind(ANY_PORT);
                DatagramChannel sender = DatagramChannel.open()) {
            receiver.configureBlocking(false);
            onLoop(() -> loop.addHandler(
                    receiver,
                    (channel, events) -> {
                        receiver.receive(ByteBuffer.allocate(8));
                        told.add(events);
                    },
                    Set.of(IoEvent.READ)));
            sender.send(ByteBuffer.wrap(new byte[1]), receiver.getLocalAddress());
            assertThat(nextTold()).containsExactly(IoEvent.READ);
        }
    }

    @Test
    void finishedConnectIsToldAsWriteAndThenDataAsRead() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT);
                SocketChannel client = SocketChannel.open()) {
            client.configureBlocking(false);
            client.connect(server.getLocalAddress());
            onLoop(() -> loop.addHandler(
                    client,
                    (channel, events) -> {
                        assertThat(client.isConnected()).isTrue();
                        loop.updateHandler(channel, IoEvent.NONE);
                        told.add(events);
                    },
                    Set.of(IoEvent.WRITE)));
            assertThat(nextTold()).containsExactly(IoEvent.WRITE);
            try (SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.wrap(new byte[1]));
                onLoop(() -> loop.updateHandler(client, Set.of(IoEvent.READ)));
                assertThat(nextTold()).containsExactly(IoEvent.READ);
            }
        }
    }

    @Test
    void whoConnectsAndWaitsForReadOnlyHearsTheFirstData() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT);
                SocketChannel client = SocketChannel.open()) {
            client.configureBlocking(false);
            client.connect(server.getLocalAddress());
            onLoop(() -> loop.addHandler(
                    client,
                    (channel, events) -> {
                        client.read(ByteBuffer.allocate(8));
                        loop.removeHandler(channel); // or it would read the end while the test closes the channel
                        told.add(events);
                    },
                    Set.of(IoEvent.READ)));
            try (SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.wrap(new byte[1]));
                assertThat(nextTold()).containsExactly(IoEvent.READ);
            }
        }
    }

    @Test
    void refusedConnectIsToldAsErrorWithItsReason() throws Exception {
        CompletableFuture<IOException> reason = new CompletableFuture<>();
        try (SocketChannel deaf = SocketChannel.open(); // has the port, so that nobody else gets it
                SocketChannel client = SocketChannel.open()) {
            deaf.bind(ANY_PORT);
            client.configureBlocking(false);
            onLoop(() -> {
                client.connect(deaf.getLocalAddress());
                loop.addHandler(
                        client,
                        (channel, events) -> {
                            told.add(events);
                            reason.complete(loop.error(channel).orElseThrow());
                        },
                        Set.of(IoEvent.WRITE));
                return null;
            });
            assertThat(nextTold()).containsExactly(IoEvent.ERROR);
            assertThat(reason.get(10, SECONDS)).isInstanceOf(ConnectException.class);
            assertUnknown(client);
        }
    }

    @Test
    void channelClosedBySomebodyElseIsToldAsErrorOnceWhateverItWaitsFor() throws Exception {
        CompletableFuture<IOException> reason = new CompletableFuture<>();
        onLoop(() -> loop.addHandler(
                pipe.source(),
                (channel, events) -> {
                    told.add(events);
                    reason.complete(loop.error(channel).orElseThrow());
                },
                IoEvent.NONE));
        pipe.source().close();
        assertThat(nextTold()).containsExactly(IoEvent.ERROR);
        assertThat(reason.get(10, SECONDS)).isInstanceOf(ClosedChannelException.class);
        assertUnknown(pipe.source());
        assertThat(told).isEmpty();
    }

    @Test
    void handlerMayRemoveItsChannelWhenToldOfAnError() throws Exception {
        onLoop(() -> loop.addHandler(
                pipe.source(),
                (channel, events) -> {
                    loop.removeHandler(channel);
                    told.add(events);
                },
                IoEvent.NONE));
        pipe.source().close();
        assertThat(nextTold()).containsExactly(IoEvent.ERROR);
        assertUnknown(pipe.source());
    }

    private static void awaitReadable(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_READ);
            assertThat(selector.select(10_000)).isEqualTo(1);
        }
    }
}
