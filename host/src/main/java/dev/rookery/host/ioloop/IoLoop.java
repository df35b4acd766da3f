package dev.rookery.host.ioloop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classic I/O loop: one thread that watches channels, calls the handlers of those that are ready, and runs tasks
 * and timers in between. It is an interface over one event loop of Netty, and Netty channels may live on the same loop.
 *
 * <p><b>Threads.</b> {@link #addHandler}, {@link #updateHandler}, {@link #removeHandler} and {@link #error} are for the
 * loop's own thread, where handlers, tasks and timers run; elsewhere they throw {@link IllegalStateException}. That way
 * nobody needs a lock, and a handler is never called after its removal. Every other method may be called on any thread.
 *
 * <p><b>Events.</b> Level-triggered. A channel that waits to accept is ready for {@link IoEvent#READ}; a connect that
 * is under way when its channel is added or updated is finished by the loop and then shows as {@link IoEvent#WRITE}, or
 * as {@link IoEvent#ERROR} when it was refused. NIO knows no error event: a peer's reset arrives as READ and the read
 * throws, a hang-up is silent while a handler waits for {@link IoEvent#NONE}, and a channel that was closed behind the
 * loop's back is found within half a second and told as ERROR.
 *
 * <p><b>Failures.</b> A handler that throws is logged and removed, and its channel closed. A task or timer that throws
 * is logged. The loop goes on.
 *
 * <pre>{@code
 * IoLoop loop = new IoLoop("io");
 * loop.start();
 * loop.execute(() -> loop.addHandler(server, (channel, events) -> accept(server), Set.of(IoEvent.READ)));
 * }</pre>
 */
public final class IoLoop {

    /** How long {@link #stop} waits for the handler or task at work; then the stage fails with its stack. */
    static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    /** How many tasks may wait; further ones are refused with a {@link RejectedExecutionException}. */
    static final int MAX_PENDING_TASKS = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(IoLoop.class);

    private final String name;
    private final ChannelTypes channelTypes;
    private final LoopThread thread;
    private final SingleThreadIoEventLoop eventLoop;
    private final TimerWheel timerWheel;
    private final WatchedChannels watched;

    /**
     * Creates a loop whose thread is not running yet.
     *
     * @param name the name of the loop's thread
     */
    public IoLoop(String name) {
        this(name, Transport.NIO);
    }

    /**
     * Creates a loop on a transport of choice, whose thread is not running yet. One that is not on NIO is for Netty
     * channels of the types it tells, and refuses {@link #addHandler}.
     *
     * @param name the name of the loop's thread
     * @param transport which one to use
     * @throws IllegalStateException if the transport is named and not available
     */
    public IoLoop(String name, Transport transport) {
        this(name, transport, STOP_DEADLINE);
    }

    IoLoop(String name, Transport transport, Duration stopDeadline) {
        this.name = name;
        this.channelTypes = ChannelTypes.of(transport, name);
        this.thread = new LoopThread(name, stopDeadline, channelTypes.handlers());
        this.eventLoop = thread.eventLoop();
        this.timerWheel = new TimerWheel(new WheelSide());
        this.watched = new WatchedChannels(this, eventLoop);
    }

    /**
     * Starts the thread. Without it the first task or channel does; a second call changes nothing.
     *
     * @throws RejectedExecutionException after {@link #stop}
     */
    public void start() {
        execute(() -> log.debug("loop started: loop={}", name));
    }

    /**
     * Ends the loop: tasks given before are run, timers are forgotten, the channels of all handlers and all Netty
     * channels are closed, the thread ends. A second call answers with the same end.
     *
     * @return completes on a thread of the common pool when the loop's thread is gone; fails with a
     *     {@link TimeoutException}, its stack being that of the loop, when a handler or task still keeps it after
     *     {@link #STOP_DEADLINE}
     */
    public CompletionStage<Void> stop() {
        return thread.stop();
    }

    /** Whether the caller is on the loop's thread. */
    public boolean inEventLoop() {
        return eventLoop.inEventLoop();
    }

    /**
     * The loop as Netty knows it, for the channels of the HTTP client and server. It is stopped by {@link #stop} only.
     */
    public EventLoopGroup eventLoopGroup() {
        return eventLoop;
    }

    /** What the loop runs on; never {@link Transport#AUTO}, but what was chosen. */
    public Transport transport() {
        return channelTypes.transport();
    }

    /** The type of the loop's TCP channels, for a bootstrap. */
    public Class<? extends SocketChannel> socketChannelType() {
        return channelTypes.socket();
    }

    /** The type of the loop's listening TCP channels, for a bootstrap. */
    public Class<? extends ServerSocketChannel> serverSocketChannelType() {
        return channelTypes.serverSocket();
    }

    /** The type of the loop's UDP channels, for a bootstrap. */
    public Class<? extends DatagramChannel> datagramChannelType() {
        return channelTypes.datagram();
    }

    /**
     * Watches a channel. On the loop's thread only.
     *
     * @param channel an open channel in non-blocking mode that has no handler yet
     * @param handler what to call
     * @param events what to wait for, {@link IoEvent#NONE} for the time being nothing
     * @throws IllegalArgumentException if the channel is closed, in blocking mode, has a handler already, or can never
     *     be ready for such events
     * @throws IllegalStateException on another thread, when the loop is being stopped, or if it is not on NIO
     */
    public void addHandler(SelectableChannel channel, IoHandler handler, Set<IoEvent> events) {
        thread.requireLoop("addHandler");
        if (thread.isStopping()) {
            throw new IllegalStateException(thread.refusal(true) + ": addHandler channel=" + channel);
        }
        if (transport() != Transport.NIO) {
            throw new IllegalStateException("addHandler on loop=" + name + " with transport " + transport()
                    + ", which watches Netty channels only: " + channel + " (expected: a loop on transport NIO)");
        }
        watched.add(channel, handler, events);
    }

    /**
     * Changes what a handler waits for; from now on it hears of nothing else. On the loop's thread only.
     *
     * @param channel a channel that was added
     * @param events what to wait for instead
     * @throws IllegalArgumentException if the channel has no handler, is closed, or can never be ready for such events
     * @throws IllegalStateException on another thread
     */
    public void updateHandler(SelectableChannel channel, Set<IoEvent> events) {
        thread.requireLoop("updateHandler");
        watched.update(channel, events);
    }

    /**
     * Forgets a channel; its handler is not called again, the channel stays as it is, open or closed. The channel may
     * be added again at once, which is cheap: the selector keeps it for half a second more, {@link #executeNextTurn}
     * tells when it does not. On the loop's thread only.
     *
     * @param channel a channel that was added
     * @throws IllegalArgumentException if the channel has no handler
     * @throws IllegalStateException on another thread
     */
    public void removeHandler(SelectableChannel channel) {
        thread.requireLoop("removeHandler");
        watched.remove(channel);
    }

    /**
     * Why a handler is being told {@link IoEvent#ERROR}. On the loop's thread only, during that call.
     *
     * @param channel the channel that has failed
     * @return the reason, for example a refused connect; empty if the channel has not failed or is not known
     */
    public Optional<IOException> error(SelectableChannel channel) {
        thread.requireLoop("error");
        return watched.error(channel);
    }

    /**
     * Runs a task on the loop, after those given before.
     *
     * @param task what to run; must not block
     * @throws RejectedExecutionException after {@link #stop}, or when {@link #MAX_PENDING_TASKS} are waiting
     */
    public void execute(Runnable task) {
        thread.requireRunning();
        eventLoop.execute(() -> run(task));
    }

    /**
     * Runs a task on the loop when it has looked at its channels once more and let go of the removed ones. Only then
     * does the JDK give up the descriptor of a channel that was closed, so that a port, for instance, can be bound
     * again, and only then can a removed channel be switched to blocking mode.
     *
     * @param task what to run; must not block
     * @throws RejectedExecutionException after {@link #stop}, or when {@link #MAX_PENDING_TASKS} are waiting
     */
    public void executeNextTurn(Runnable task) {
        thread.requireRunning();
        // Tasks given by tasks run in the same turn; what runs at the end of a turn gives them to the next one.
        eventLoop.executeAfterEventLoopIteration(() -> {
            watched.forgetParked();
            eventLoop.execute(() -> run(task));
        });
    }

    /**
     * Runs a task on the loop after a while. Timers run in the order of their times. Those that wait when the loop is
     * stopped never run.
     *
     * @param delay how long to wait; zero for the next turn of the loop
     * @param task what to run; must not block
     * @return to give it up
     * @throws RejectedExecutionException after {@link #stop}, or when {@link #MAX_PENDING_TASKS} are waiting
     */
    public Timer schedule(Duration delay, Runnable task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay: " + delay + " (expected: zero or more)");
        }
        thread.requireRunning();
        ScheduledFuture<?> future = eventLoop.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** The coarse deadlines of the loop: cheaper than {@link #schedule} for those that hardly ever expire. */
    public TimerWheel timerWheel() {
        return timerWheel;
    }

    /** The loop's name, for logs and errors. */
    @Override
    public String toString() {
        return name;
    }

    boolean isStopping() {
        return thread.isStopping();
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            log.error("task failed: loop={} task={}", name, task, thrown);
        }
    }

    private final class WheelSide implements TimerWheel.Loop {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return thread.isStopping() ? () -> false : IoLoop.this.schedule(delay, task);
        }

        @Override
        public void requireLoop(String method) {
            thread.requireLoop(method);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
