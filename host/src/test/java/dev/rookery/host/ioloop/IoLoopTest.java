package dev.rookery.host.ioloop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IoLoopTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final IoLoop loop = new IoLoop("test-loop");
    private final BlockingQueue<Set<IoEvent>> told = new LinkedBlockingQueue<>();
    private Pipe pipe;

    @BeforeEach
    void openPipe() throws IOException {
        loop.start();
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
    }

    @AfterEach
    void stopLoop() throws Exception {
        stop();
        pipe.source().close();
        pipe.sink().close();
    }

    // Events

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
                        told.add(events);
                        assertThat(client.isConnected()).isTrue();
                        loop.updateHandler(channel, IoEvent.NONE);
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
        InetSocketAddress nobody;
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY_PORT)) {
            nobody = (InetSocketAddress) server.getLocalAddress();
        }
        CompletableFuture<IOException> reason = new CompletableFuture<>();
        try (SocketChannel client = SocketChannel.open()) {
            client.configureBlocking(false);
            onLoop(() -> {
                client.connect(nobody);
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

    @Test
    void taskAndTimerThatThrowLeaveTheLoopRunning() throws Exception {
        loop.execute(() -> sneak(new IllegalStateException("task")));
        loop.execute(() -> sneak(new StackOverflowError()));
        CountDownLatch done = new CountDownLatch(1);
        loop.schedule(Duration.ZERO, () -> {
            done.countDown();
            throw new IllegalStateException("timer");
        });
        assertThat(done.await(10, SECONDS)).isTrue();
        assertThat(onLoop(loop::inEventLoop)).isTrue();
    }

    // Tasks and timers

    @Test
    void tasksRunOnTheLoopsThreadInTheirOrder() throws Exception {
        List<String> ran = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> ran.add(number + " on " + Thread.currentThread().getName()));
        }
        List<String> seen = onLoop(() -> List.copyOf(ran));
        assertThat(seen).hasSize(100).first().isEqualTo("0 on test-loop");
        assertThat(seen).last().isEqualTo("99 on test-loop");
        assertThat(loop.inEventLoop()).isFalse();
    }

    @Test
    void timersRunInTheOrderOfTheirTimesAndNotWhenCancelled() throws Exception {
        BlockingQueue<String> ran = new LinkedBlockingQueue<>();
        boolean cancelled = onLoop(() -> {
            loop.schedule(Duration.ofMillis(60), () -> ran.add("third"));
            loop.schedule(Duration.ofMillis(40), () -> ran.add("second"));
            Timer never = loop.schedule(Duration.ofMillis(20), () -> ran.add("never"));
            loop.schedule(Duration.ZERO, () -> ran.add("first"));
            return never.cancel() && !never.cancel();
        });
        assertThat(cancelled).isTrue();
        assertThat(List.of(ran.poll(10, SECONDS), ran.poll(10, SECONDS), ran.poll(10, SECONDS)))
                .containsExactly("first", "second", "third");
    }

    @Test
    void timerThatHasRunCannotBeCancelled() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        Timer timer = loop.schedule(Duration.ZERO, ran::countDown);
        assertThat(ran.await(10, SECONDS)).isTrue();
        turn();
        assertThat(timer.cancel()).isFalse();
    }

    @Test
    void negativeDelayIsRefused() {
        assertThatThrownBy(() -> loop.schedule(Duration.ofMillis(-1), () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.001S");
    }

    // Stop

    @Test
    void stopRunsTheTasksGivenBeforeClosesTheChannelsAndLeavesNoThread() throws Exception {
        onLoop(() -> loop.addHandler(pipe.source(), this::readAndTell, Set.of(IoEvent.READ)));
        Thread thread = onLoop(Thread::currentThread);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.schedule(Duration.ofDays(1), ran::incrementAndGet);
        stop();
        assertThat(ran).hasValue(1000);
        assertThat(pipe.source().isOpen()).isFalse();
        assertThat(thread.isAlive()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.equals("test-loop") || name.startsWith("globalEventExecutor"));
    }

    @Test
    void stopClosesTheNettyChannelsOfTheLoop() throws Exception {
        Channel channel = new ServerBootstrap()
                .group(loop.eventLoopGroup())
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInboundHandlerAdapter())
                .bind(ANY_PORT)
                .sync()
                .channel();
        stop();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void stopMayBeCalledAgainAndOnTheLoopItself() throws Exception {
        loop.execute(loop::stop);
        stop();
        stop();
    }

    @Test
    void loopThatNeverStartedStops() throws Exception {
        new IoLoop("never-started").stop().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void stopTellsWhereTheLoopHangsWhenItDoesNotEndInTime() throws Exception {
        IoLoop hanging = new IoLoop("hanging", Duration.ofMillis(50));
        CountDownLatch release = new CountDownLatch(1);
        hanging.execute(() -> hangUntil(release));
        assertThat(hanging.stop().toCompletableFuture())
                .failsWithin(10, SECONDS)
                .withThrowableThat()
                .withMessageContaining("loop=hanging did not end within PT0.05S")
                .withCauseInstanceOf(TimeoutException.class)
                .withStackTraceContaining("IoLoopTest.hangUntil");
        release.countDown();
    }

    @Test
    void stoppedLoopRefusesTasksAndTimers() throws Exception {
        stop();
        assertThatThrownBy(() -> loop.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("loop=test-loop is stopped");
        assertThatThrownBy(() -> loop.schedule(Duration.ZERO, () -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void channelAddedWhileTheLoopStopsIsRefused() throws Exception {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        loop.execute(() -> {
            loop.stop();
            try {
                loop.addHandler(pipe.source(), this::readAndTell, IoEvent.NONE);
                refused.complete(new AssertionError("added"));
            } catch (IllegalStateException e) {
                refused.complete(e);
            }
        });
        assertThat(refused.get(10, SECONDS)).hasMessageContaining("is stopped");
    }

    // Verbs

    private void readAndTell(SelectableChannel channel, Set<IoEvent> events) throws IOException {
        if (channel instanceof Pipe.SourceChannel source && source.read(ByteBuffer.allocate(64)) < 0) {
            loop.removeHandler(channel);
        }
        told.add(events);
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

    private Set<IoEvent> nextTold() throws InterruptedException {
        return Objects.requireNonNull(told.poll(10, SECONDS), "no event within 10 s");
    }

    private <T> T onLoop(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        try {
            return result.get(10, SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void onLoop(Runnable work) throws Exception {
        onLoop(() -> {
            work.run();
            return null;
        });
    }

    /** Lets the loop select at least twice, so that whatever is ready now has been told. */
    private void turn() throws Exception {
        for (int i = 0; i < 3; i++) {
            CountDownLatch turned = new CountDownLatch(1);
            loop.schedule(Duration.ofMillis(1), turned::countDown);
            assertThat(turned.await(10, SECONDS)).isTrue();
        }
    }

    private void assertUnknown(SelectableChannel channel) {
        assertThatThrownBy(() -> onLoop(() -> loop.removeHandler(channel)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no handler");
    }

    private static void hangUntil(CountDownLatch release) {
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void awaitReadable(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_READ);
            assertThat(selector.select(10_000)).isEqualTo(1);
        }
    }

    private void stop() throws Exception {
        loop.stop().toCompletableFuture().get(10, SECONDS);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
