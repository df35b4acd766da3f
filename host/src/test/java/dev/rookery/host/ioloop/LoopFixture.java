package dev.rookery.host.ioloop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A running loop, a pipe to watch, and the events that a handler was told. */
@Timeout(30)
abstract class LoopFixture {

    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final IoLoop loop = new IoLoop("test-loop");
    final BlockingQueue<Set<IoEvent>> told = new LinkedBlockingQueue<>();
    Pipe pipe;

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

    /** Lets the loop look at its channels twice, so that whatever is ready now has been told. */
    void turn() throws Exception {
        for (int i = 0; i < 2; i++) {
            CompletableFuture.runAsync(() -> {}, loop::executeNextTurn).get(10, SECONDS);
        }
    }

    void readAndTell(SelectableChannel channel, Set<IoEvent> events) throws IOException {
        if (channel instanceof Pipe.SourceChannel source && source.read(ByteBuffer.allocate(64)) < 0) {
            loop.removeHandler(channel);
        }
        told.add(events);
    }

    Set<IoEvent> nextTold() throws InterruptedException {
        return Objects.requireNonNull(told.poll(10, SECONDS), "no event within 10 s");
    }

    <T> T onLoop(Callable<T> work) throws Exception {
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

    void onLoop(Runnable work) throws Exception {
        onLoop(() -> {
            work.run();
            return null;
        });
    }

    void assertUnknown(SelectableChannel channel) {
        assertThatThrownBy(() -> onLoop(() -> loop.removeHandler(channel)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no handler");
    }

    void stop() throws Exception {
        loop.stop().toCompletableFuture().get(10, SECONDS);
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
