package dev.rookery.host.ioloop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class IoLoopHandlersTest extends LoopFixture {

    // Adding, updating, removing

    @Test
    void removedHandlerIsNotCalledAndItsChannelStaysOpen() throws Exception {
        onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.READ)));
        onLoop(() -> loop.removeHandler(pipe.source()));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        turn();
        assertThat(told).isEmpty();
        assertThat(pipe.source().isOpen()).isTrue();
        assertUnknown(pipe.source());
    }

    @Test
    void channelIsAddedAgainAtOnceAfterItsRemoval() throws Exception {
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        onLoop(() -> {
            for (int i = 0; i < 300; i++) {
                loop.addHandler(pipe.source(), (channel, events) -> told.add(Set.of()), Set.of(IoEvent.READ));
                loop.removeHandler(pipe.source());
            }
            loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.READ));
            return null;
        });
        assertThat(nextTold()).containsExactly(IoEvent.READ);
    }

    @Test
    void handlersMayReplaceEachOtherInTheTurnInWhichBothAreReady() throws Exception {
        Pipe other = openReadyPair();
        CountDownLatch bothRead = new CountDownLatch(2);
        IoHandler second = (channel, events) -> {
            ((Pipe.SourceChannel) channel).read(ByteBuffer.allocate(8));
            loop.removeHandler(channel);
            bothRead.countDown();
        };
        IoHandler first = (channel, events) -> {
            for (Pipe.SourceChannel source : List.of(pipe.source(), other.source())) {
                loop.removeHandler(source);
                loop.addHandler(source, second, Set.of(IoEvent.READ));
            }
        };
        addBoth(other, first);
        assertThat(bothRead.await(10, SECONDS)).isTrue();
        other.source().close();
        other.sink().close();
    }

    @Test
    void channelRemovedByANeighbourInTheTurnInWhichBothAreReadyIsSilentAndStaysOpen() throws Exception {
        Pipe other = openReadyPair();
        addBoth(other, (channel, events) -> {
            told.add(events);
            loop.removeHandler(pipe.source());
            loop.removeHandler(other.source());
        });
        assertThat(nextTold()).containsExactly(IoEvent.READ);
        turn();
        assertThat(told).isEmpty();
        assertThat(pipe.source().isOpen()).isTrue();
        assertThat(other.source().isOpen()).isTrue();
        other.source().close();
        other.sink().close();
    }

    @Test
    void handlerHearsNothingMoreOfWhatANeighbourHasUpdatedAwayInTheSameTurn() throws Exception {
        Pipe other = openReadyPair();
        addBoth(other, (channel, events) -> {
            told.add(events);
            loop.updateHandler(pipe.source(), IoEvent.NONE);
            loop.updateHandler(other.source(), IoEvent.NONE);
        });
        assertThat(nextTold()).containsExactly(IoEvent.READ);
        turn();
        assertThat(told).isEmpty();
        other.source().close();
        other.sink().close();
    }

    @Test
    void channelClosedByItsOwnHandlerIsForgottenSilently() throws Exception {
        onLoop(() -> loop.addHandler(
                pipe.source(),
                (channel, events) -> {
                    channel.close();
                    told.add(events);
                },
                Set.of(IoEvent.READ)));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(nextTold()).containsExactly(IoEvent.READ);
        assertUnknown(pipe.source());
        assertThat(told).isEmpty();
    }

    @Test
    void channelThatIsClosedFirstMayBeRemovedAfterwards() throws Exception {
        onLoop(() -> {
            loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.READ));
            pipe.source().close();
            loop.removeHandler(pipe.source());
            return null;
        });
        assertUnknown(pipe.source());
        assertThat(told).isEmpty();
    }

    // Misuse

    @Test
    void addingAChannelTwiceIsRefused() throws Exception {
        onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.READ)));
        assertThatThrownBy(() -> onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, IoEvent.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has a handler already");
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(nextTold()).containsExactly(IoEvent.READ);
    }

    @Test
    void updatingOrRemovingAnUnknownChannelIsRefused() {
        assertUnknown(pipe.source());
        assertThatThrownBy(() -> onLoop(() -> loop.updateHandler(pipe.source(), Set.of(IoEvent.READ))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no handler");
    }

    @Test
    void closedChannelIsRefused() throws Exception {
        onLoop(() -> loop.addHandler(pipe.sink(), this::readAndTell, IoEvent.NONE));
        pipe.source().close();
        assertThatThrownBy(() -> onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, IoEvent.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> onLoop(() -> {
                    pipe.sink().close();
                    loop.updateHandler(pipe.sink(), Set.of(IoEvent.WRITE));
                    return null;
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void channelInBlockingModeIsRefused() throws Exception {
        pipe.source().configureBlocking(true);
        assertThatThrownBy(() -> onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, IoEvent.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("configureBlocking(false)");
        assertUnknown(pipe.source());
    }

    @Test
    void eventThatTheChannelCannotHaveIsRefused() throws Exception {
        assertThatThrownBy(() -> onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.WRITE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never ready for [WRITE]");
        onLoop(() -> loop.addHandler(pipe.sink(), this::readAndTell, IoEvent.NONE));
        assertThatThrownBy(() -> onLoop(() -> loop.updateHandler(pipe.sink(), Set.of(IoEvent.READ))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never ready for [READ]");
    }

    @Test
    void handlersAreChangedOnTheLoopOnly() {
        assertThatThrownBy(() -> loop.addHandler(pipe.source(), this::readAndTell, IoEvent.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("addHandler", "test-loop", "execute");
        assertThatThrownBy(() -> loop.updateHandler(pipe.source(), IoEvent.NONE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.removeHandler(pipe.source())).isInstanceOf(IllegalStateException.class);
    }

    // Failures

    @Test
    void handlerThatThrowsIsRemovedItsChannelClosedAndTheLoopGoesOn() throws Exception {
        for (Throwable thrown :
                List.of(new IOException("reset"), new IllegalStateException("bug"), new StackOverflowError())) {
            Pipe failing = Pipe.open();
            failing.source().configureBlocking(false);
            onLoop(() -> loop.addHandler(
                    failing.source(),
                    (channel, events) -> {
                        told.add(events);
                        sneak(thrown);
                    },
                    Set.of(IoEvent.READ)));
            failing.sink().write(ByteBuffer.wrap(new byte[1]));
            assertThat(nextTold()).containsExactly(IoEvent.READ);
            assertUnknown(failing.source());
            assertThat(failing.source().isOpen()).isFalse();
            failing.sink().close();
        }
        onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.READ)));
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(nextTold()).containsExactly(IoEvent.READ);
    }

    /** Another pipe; both have something to read. */
    private Pipe openReadyPair() throws IOException {
        Pipe other = Pipe.open();
        other.source().configureBlocking(false);
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        other.sink().write(ByteBuffer.wrap(new byte[1]));
        return other;
    }

    private void addBoth(Pipe other, IoHandler handler) throws Exception {
        onLoop(() -> {
            loop.addHandler(pipe.source(), handler, Set.of(IoEvent.READ));
            loop.addHandler(other.source(), handler, Set.of(IoEvent.READ));
            return null;
        });
    }
}
