package dev.rookery.host.ioloop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IoLoopTest extends LoopFixture {

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
        while (!onLoop(() -> setTimersAtOnce(ran))) {}
        assertThat(List.of(ran.poll(10, SECONDS), ran.poll(10, SECONDS), ran.poll(10, SECONDS)))
                .containsExactly("first", "second", "third");
    }

    /** Whether the timers were set so soon after each other that their times are in the order of their delays. */
    private boolean setTimersAtOnce(BlockingQueue<String> ran) {
        long begun = System.nanoTime();
        List<Timer> timers = List.of(
                loop.schedule(Duration.ofMillis(60), () -> ran.add("third")),
                loop.schedule(Duration.ofMillis(40), () -> ran.add("second")),
                loop.schedule(Duration.ofMillis(20), () -> ran.add("never")),
                loop.schedule(Duration.ZERO, () -> ran.add("first")));
        Timer never = timers.get(2);
        assertThat(never.cancel()).isTrue();
        assertThat(never.cancel()).isFalse();
        boolean atOnce = System.nanoTime() - begun < Duration.ofMillis(20).toNanos();
        if (!atOnce) {
            timers.forEach(Timer::cancel);
        }
        return atOnce;
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

    @Test
    void timeoutExpiresOnTheLoopsThread() throws Exception {
        CompletableFuture<Thread> expired = new CompletableFuture<>();
        onLoop(() -> loop.timerWheel().arm(timeout(() -> expired.complete(Thread.currentThread())), 1));
        assertThat(expired.get(10, SECONDS)).isSameAs(onLoop(Thread::currentThread));
    }

    @Test
    void timeoutIsArmedAndDisarmedOnTheLoopOnly() {
        Timeout timeout = timeout(() -> {});
        assertThatThrownBy(() -> loop.timerWheel().arm(timeout, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("arm", "test-loop", "execute");
        assertThatThrownBy(() -> loop.timerWheel().disarm(timeout)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stopForgetsTheTimeoutsAndArmingAfterwardsHasNoEffect() throws Exception {
        AtomicInteger expired = new AtomicInteger();
        onLoop(() -> loop.timerWheel().arm(timeout(expired::incrementAndGet), SECONDS.toNanos(3600)));
        CompletableFuture<Void> armed = new CompletableFuture<>();
        loop.execute(() -> {
            loop.stop();
            loop.timerWheel().arm(timeout(expired::incrementAndGet), 0);
            armed.complete(null);
        });
        armed.get(10, SECONDS);
        stop();
        assertThat(expired).hasValue(0);
    }

    private static Timeout timeout(Runnable action) {
        return new Timeout() {
            @Override
            protected void expired() {
                action.run();
            }
        };
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
        // Netty's global executor may still be running for a loop of somebody else's.
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        stop();
        assertThat(ran).hasValue(1000);
        assertThat(pipe.source().isOpen()).isFalse();
        assertThat(thread.isAlive()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(running -> running == thread || !before.contains(running))
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
    void stopsAlsoWhenTheCommonPoolIsBusyForEver() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Runnable busy = () -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try {
            for (int i = 0; i < 2 * Math.max(1, ForkJoinPool.getCommonPoolParallelism()); i++) {
                ForkJoinPool.commonPool().execute(busy);
            }
            stop();
        } finally {
            release.countDown();
        }
    }

    @Test
    void loopThatNeverStartedStops() throws Exception {
        new IoLoop("never-started").stop().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void stopTellsWhereTheLoopHangsWhenItDoesNotEndInTime() throws Exception {
        IoLoop hanging = new IoLoop("hanging", Transport.NIO, Duration.ofMillis(50));
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        hanging.execute(() -> hangUntil(release, hangs));
        assertThat(hangs.await(10, SECONDS)).isTrue();
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

    private static void hangUntil(CountDownLatch release, CountDownLatch hangs) {
        hangs.countDown();
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
