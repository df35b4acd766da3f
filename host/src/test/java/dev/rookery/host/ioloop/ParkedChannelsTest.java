package dev.rookery.host.ioloop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEventLoop;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A removed channel stays with the selector for a while, in case it returns; nobody must notice. */
class ParkedChannelsTest extends LoopFixture {

    private static final Set<IoEvent> READ = Set.of(IoEvent.READ);

    @Test
    void channelAddedAgainHearsWithItsNewHandlerOnly() throws Exception {
        onLoop(() -> {
            loop.addHandler(pipe.source(), (channel, events) -> told.add(Set.of()), READ);
            loop.removeHandler(pipe.source());
            assertThat(pipe.source().isRegistered()).isTrue();
            loop.addHandler(pipe.source(), this::readAndTell, READ);
            return null;
        });
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(nextTold()).isEqualTo(READ);
        turn();
        assertThat(told).isEmpty();
    }

    @Test
    void handlerThatThrowsDoesNotTakeTheOneThatReplacedItAlong() throws Exception {
        onLoop(() -> loop.addHandler(
                pipe.source(),
                (channel, events) -> {
                    loop.removeHandler(channel);
                    loop.addHandler(channel, this::readAndTell, READ);
                    throw new IllegalStateException("after its time");
                },
                READ));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(nextTold()).isEqualTo(READ);
        assertThat(pipe.source().isOpen()).isTrue();
    }

    @Test
    void removedChannelIsFreeOfTheLoopInTheNextTurn() throws Exception {
        CompletableFuture<Boolean> registered = new CompletableFuture<>();
        onLoop(() -> {
            loop.addHandler(pipe.source(), this::readAndTell, READ);
            loop.removeHandler(pipe.source());
            loop.executeNextTurn(() -> registered.complete(pipe.source().isRegistered()));
            return null;
        });
        assertThat(registered.get(10, SECONDS)).isFalse();
        pipe.source().configureBlocking(true);
    }

    @Test
    void removedChannelIsFreeOfTheLoopAfterAWhileByItself() throws Exception {
        onLoop(() -> {
            loop.addHandler(pipe.source(), this::readAndTell, READ);
            loop.removeHandler(pipe.source());
            return null;
        });
        while (pipe.source().isRegistered()) {
            onLoop(() -> {});
        }
    }

    @Test
    void portOfARemovedAndClosedServerCanBeBoundInTheNextTurn() throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT);
        SocketAddress address = server.getLocalAddress();
        server.configureBlocking(false);
        CompletableFuture<Void> freed = new CompletableFuture<>();
        onLoop(() -> {
            loop.addHandler(server, this::readAndTell, READ);
            loop.removeHandler(server);
            server.close();
            loop.executeNextTurn(() -> freed.complete(null));
            return null;
        });
        freed.get(10, SECONDS);
        ServerSocketChannel.open().bind(address).close();
    }

    @Test
    void noMoreChannelsAreParkedThanTheBound() throws Exception {
        List<SelectableChannel> channels = new ArrayList<>();
        for (int i = 0; i < WatchedChannels.MAX_PARKED + 3; i++) {
            DatagramChannel channel = DatagramChannel.open();
            channel.configureBlocking(false);
            channels.add(channel);
        }
        int parked = onLoop(() -> {
            WatchedChannels watched = new WatchedChannels(
                    loop, (IoEventLoop) loop.eventLoopGroup().next());
            for (SelectableChannel channel : channels) {
                watched.add(channel, this::readAndTell, IoEvent.NONE);
            }
            channels.forEach(watched::remove);
            return watched.parked();
        });
        assertThat(parked).isEqualTo(WatchedChannels.MAX_PARKED);
        for (SelectableChannel channel : channels) {
            channel.close();
        }
    }

    @Test
    void removedChannelThatIsClosedByAnotherThreadIsNotTold() throws Exception {
        onLoop(() -> {
            loop.addHandler(pipe.source(), this::readAndTell, READ);
            loop.removeHandler(pipe.source());
            return null;
        });
        pipe.source().close();
        while (pipe.source().isRegistered()) {
            onLoop(() -> {});
        }
        turn();
        assertThat(told).isEmpty();
    }

    @Test
    void stopLeavesARemovedChannelOpen() throws Exception {
        Pipe other = Pipe.open();
        other.source().configureBlocking(false);
        onLoop(() -> {
            loop.addHandler(pipe.source(), this::readAndTell, READ);
            loop.addHandler(other.source(), this::readAndTell, READ);
            loop.removeHandler(pipe.source());
            return null;
        });
        stop();
        assertThat(pipe.source().isOpen()).isTrue();
        assertThat(other.source().isOpen()).isFalse();
        other.sink().close();
    }
}
