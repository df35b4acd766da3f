package dev.rookery.host.ioloop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classic I/O loop: one thread that watches channels, calls the handlers of those that are ready, and runs tasks
 * and timers in between. It is an interface over one NIO event loop of Netty, and Netty channels may live on the same
 * loop.
 *
 * <p><b>Threads.</b> {@link #addHandler}, {@link #updateHandler}, {@link #removeHandler} and {@link #error} are for the
 * loop's own thread, where handlers, tasks and timers run; elsewhere they throw {@link IllegalStateException}. That way
 * nobody needs a lock, and a handler is never called after its removal. Every other method may be called on any thread.
 *
 * <p><b>Events.</b> Level-triggered. A channel that waits to accept is ready for {@link IoEvent#READ}; a connect that
 * is under way when its channel is added or updated is finished by the loop and then shows as {@link IoEvent#WRITE}, or
 * as {@link IoEvent#ERROR} when it was refused. NIO knows no error event: a peer's reset arrives as READ and the read
 * throws, a hang-up is silent while a handler waits for {@link IoEvent#NONE}, and a channel that was closed behind the
 * loop's back is found within {@link #SWEEP_INTERVAL} and told as ERROR.
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

    /** How often the loop looks for channels that were closed behind its back, while it watches any. */
    static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

    /** How long {@link #stop} waits for the handler or task at work; then the stage fails with its stack. */
    static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    /** How many tasks may wait; further ones are refused with a {@link RejectedExecutionException}. */
    static final int MAX_PENDING_TASKS = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(IoLoop.class);

    private final String name;
    private final Duration stopDeadline;
    private final SingleThreadIoEventLoop eventLoop;
    private final IdentityHashMap<SelectableChannel, ChannelRegistration> registrations = new IdentityHashMap<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final TimerWheel timerWheel;
    private volatile @Nullable Thread thread;
    private boolean sweeping;

    /**
     * Creates a loop whose thread is not running yet.
     *
     * @param name the name of the loop's thread
     */
    public IoLoop(String name) {
        this(name, STOP_DEADLINE);
    }

    IoLoop(String name, Duration stopDeadline) {
        this.name = name;
        this.stopDeadline = stopDeadline;
        // A group would report its end through Netty's global executor, whose thread then outlives the loop for a
        // second.
        this.eventLoop = new SingleThreadIoEventLoop(
                null,
                task -> {
                    Thread created = new FastThreadLocalThread(task, name);
                    thread = created;
                    return created;
                },
                NioIoHandler.newFactory(),
                MAX_PENDING_TASKS,
                (task, executor) -> {
                    throw new RejectedExecutionException(refusal(executor.isShuttingDown()));
                },
                0);
        this.timerWheel = new TimerWheel(new WheelSide());
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
        if (stopping.compareAndSet(false, true)) {
            shutdown();
            ForkJoinPool.commonPool().execute(this::awaitEnd);
        }
        return stopped.minimalCompletionStage();
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

    /**
     * Watches a channel. On the loop's thread only.
     *
     * @param channel an open channel in non-blocking mode that has no handler yet
     * @param handler what to call
     * @param events what to wait for, {@link IoEvent#NONE} for the time being nothing
     * @throws IllegalArgumentException if the channel is closed, in blocking mode, has a handler already, or can never
     *     be ready for such events
     * @throws IllegalStateException on another thread, or when the loop is being stopped
     */
    public void addHandler(SelectableChannel channel, IoHandler handler, Set<IoEvent> events) {
        requireLoop("addHandler");
        if (stopping.get()) {
            throw new IllegalStateException(refusal(true) + ": addHandler channel=" + channel);
        }
        requireOpen(channel);
        if (channel.isBlocking()) {
            throw new IllegalArgumentException(
                    "channel in blocking mode: " + channel + " (expected: configureBlocking(false) before addHandler)");
        }
        if (registrations.containsKey(channel)) {
            throw new IllegalArgumentException("channel has a handler already: " + channel
                    + " (expected: updateHandler, or removeHandler before)");
        }
        ChannelRegistration registration = new ChannelRegistration(this, channel, handler);
        registration.register(eventLoop, IoEvent.bits(events));
        registrations.put(channel, registration);
        sweepLater();
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
        requireLoop("updateHandler");
        ChannelRegistration registration = registrationOf(channel);
        requireOpen(channel);
        registration.update(IoEvent.bits(events));
    }

    /**
     * Forgets a channel; its handler is not called again, the channel stays as it is, open or closed. The channel may
     * be added again at once. On the loop's thread only.
     *
     * @param channel a channel that was added
     * @throws IllegalArgumentException if the channel has no handler
     * @throws IllegalStateException on another thread
     */
    public void removeHandler(SelectableChannel channel) {
        requireLoop("removeHandler");
        registrationOf(channel).forget();
    }

    /**
     * Why a handler is being told {@link IoEvent#ERROR}. On the loop's thread only, during that call.
     *
     * @param channel the channel that has failed
     * @return the reason, for example a refused connect; empty if the channel has not failed or is not known
     */
    public Optional<IOException> error(SelectableChannel channel) {
        requireLoop("error");
        return Optional.ofNullable(registrations.get(channel)).map(ChannelRegistration::error);
    }

    /**
     * Runs a task on the loop, after those given before.
     *
     * @param task what to run; must not block
     * @throws RejectedExecutionException after {@link #stop}, or when {@link #MAX_PENDING_TASKS} are waiting
     */
    public void execute(Runnable task) {
        requireRunning();
        eventLoop.execute(() -> run(task));
    }

    /**
     * Runs a task on the loop when it has looked at its channels once more. Only then does the JDK let go of the
     * descriptor of a channel that was removed and closed: a port, for instance, can be bound again.
     *
     * @param task what to run; must not block
     * @throws RejectedExecutionException after {@link #stop}, or when {@link #MAX_PENDING_TASKS} are waiting
     */
    public void executeNextTurn(Runnable task) {
        requireRunning();
        // Tasks given by tasks run in the same turn; what runs at the end of a turn gives them to the next one.
        eventLoop.executeAfterEventLoopIteration(() -> eventLoop.execute(() -> run(task)));
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
        requireRunning();
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

    void forget(SelectableChannel channel) {
        registrations.remove(channel);
    }

    boolean knows(ChannelRegistration registration) {
        return registrations.get(registration.selectableChannel()) == registration;
    }

    boolean isStopping() {
        return stopping.get();
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            log.error("task failed: loop={} task={}", name, task, thrown);
        }
    }

    private void sweepLater() {
        if (!sweeping && !registrations.isEmpty() && !stopping.get()) {
            sweeping = true;
            schedule(SWEEP_INTERVAL, this::sweep);
        }
    }

    private void sweep() {
        sweeping = false;
        List<ChannelRegistration> closed = registrations.values().stream()
                .filter(registration -> !registration.selectableChannel().isOpen())
                .toList();
        for (ChannelRegistration registration : closed) {
            registration.fail(new ClosedChannelException());
        }
        sweepLater();
    }

    // A listener on the termination future would be called on Netty's global executor and start its thread.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void shutdown() {
        // Netty closes the channels in a turn that begins after the shutdown. Without a quiet period the turn at hand
        // may be the last one; with one, having run a hook makes for another turn.
        eventLoop.addShutdownHook(() -> log.debug("loop stops: loop={} handlers={}", name, registrations.size()));
        eventLoop.shutdownGracefully(1, stopDeadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void awaitEnd() {
        Thread running = thread;
        try {
            if (running != null) {
                running.join(stopDeadline.toMillis());
                if (running.isAlive()) {
                    TimeoutException hangs = new TimeoutException("loop=" + name + " did not end within " + stopDeadline
                            + "; the stack is what it is busy with");
                    hangs.setStackTrace(running.getStackTrace());
                    stopped.completeExceptionally(hangs);
                    return;
                }
            }
            stopped.complete(null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopped.completeExceptionally(interrupted);
        }
    }

    private ChannelRegistration registrationOf(SelectableChannel channel) {
        ChannelRegistration registration = registrations.get(channel);
        if (registration == null) {
            throw new IllegalArgumentException("channel has no handler: " + channel
                    + " (expected: one given to addHandler and not removed since)");
        }
        return registration;
    }

    private static void requireOpen(SelectableChannel channel) {
        if (!channel.isOpen()) {
            throw new IllegalArgumentException("channel is closed: " + channel + " (expected: an open one)");
        }
    }

    private void requireLoop(String method) {
        if (!eventLoop.inEventLoop()) {
            throw new IllegalStateException(method + " called on thread '"
                    + Thread.currentThread().getName() + "' (expected: the thread of loop '" + name
                    + "'; use execute(() -> …) to get there)");
        }
    }

    private void requireRunning() {
        if (stopping.get()) {
            throw new RejectedExecutionException(refusal(true));
        }
    }

    private String refusal(boolean ended) {
        return ended ? "loop=" + name + " is stopped" : "loop=" + name + " has too many tasks waiting";
    }

    private final class WheelSide implements TimerWheel.Loop {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return stopping.get() ? () -> false : IoLoop.this.schedule(delay, task);
        }

        @Override
        public void requireLoop(String method) {
            IoLoop.this.requireLoop(method);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
