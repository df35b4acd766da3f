package dev.rookery.bench.plugin;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginHostOptions;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.time.SystemTimers;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A way from an event to a handler that keeps the order of each chat and lets at most {@link #BOUND} of a chat wait:
 * the dispatcher's and two others. Those two are for one handler only, contain nothing of what it does, and tell nobody
 * when an event was handled.
 */
interface Mailboxes extends AutoCloseable {

    /** How many events of a chat may wait: as many as the host lets. */
    int BOUND = 1_024;

    /** Hands an event over; by one thread. */
    void post(MessageReceived event);

    /** How many were handled so far. */
    long handled();

    @Override
    void close();

    /** The host: dispatcher, plugin threads, watchdog and breaker, as they are in the product. */
    final class Rookery implements Mailboxes {

        private static final LongAdder HANDLED = new LongAdder();

        /** Counts what it hears. */
        public static final class Counting implements BotPlugin {
            @Override
            public void onEnable(PluginContext context) {
                context.onMessage(message -> {
                    HANDLED.increment();
                    return Outcome.CONSUMED;
                });
            }
        }

        private final SystemTimers timers = new SystemTimers();
        private final Dispatcher dispatcher = new Dispatcher(timers, event -> true);
        private final PluginHost host;

        Rookery(Path folder) {
            host = new PluginHost(
                    PluginHostOptions.of(folder.resolve("plugins"), folder.resolve("work"), folder.resolve("data")),
                    dispatcher,
                    Lent.services(timers, dispatcher, folder));
            PluginStatus status = host.enable(new PluginInfo("counting", "1.0.0", ""), Counting.class)
                    .toCompletableFuture()
                    .join();
            if (status.state() != PluginState.ACTIVE) {
                throw new IllegalStateException(status.toString());
            }
            HANDLED.reset();
        }

        @Override
        public void post(MessageReceived event) {
            CompletionStage<Void> unused = dispatcher.onEvent(event);
        }

        @Override
        public long handled() {
            return HANDLED.sum();
        }

        @Override
        public void close() {
            host.stop();
            timers.close();
        }
    }

    /** A virtual thread for each chat, with a blocking queue. */
    final class VirtualThreads implements Mailboxes {

        private static final MessageReceived END = Street.said("end", "end");

        private final LongAdder handled = new LongAdder();
        private final Map<ChatId, BlockingQueue<MessageReceived>> chats = new ConcurrentHashMap<>();
        private final Method start;

        private VirtualThreads(Method start) {
            this.start = start;
        }

        /** Nothing before Java 21. */
        static Optional<Mailboxes> make() {
            try {
                return Optional.of(new VirtualThreads(Thread.class.getMethod("startVirtualThread", Runnable.class)));
            } catch (NoSuchMethodException before21) {
                return Optional.empty();
            }
        }

        @Override
        public void post(MessageReceived event) {
            BlockingQueue<MessageReceived> queue = chats.get(event.chat().id());
            if (queue == null) {
                BlockingQueue<MessageReceived> made = new LinkedBlockingQueue<>(BOUND);
                chats.put(event.chat().id(), made);
                queue = made;
                begin(made);
            }
            queue.add(event);
        }

        private void begin(BlockingQueue<MessageReceived> queue) {
            try {
                start.invoke(null, (Runnable) () -> work(queue));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("ReferenceEquality") // The mark itself, and no message that says the same.
        private void work(BlockingQueue<MessageReceived> queue) {
            try {
                while (queue.take() != END) {
                    handled.increment();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public long handled() {
            return handled.sum();
        }

        @Override
        public void close() {
            chats.values().forEach(queue -> queue.add(END));
        }
    }

    /** A queue for each chat, run by a fork-join pool in batches. */
    final class ForkJoin implements Mailboxes {

        private static final int BATCH = 64;

        private final LongAdder handled = new LongAdder();
        private final Map<ChatId, Mailbox> chats = new ConcurrentHashMap<>();
        private final ForkJoinPool pool =
                new ForkJoinPool(4, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);

        private final class Mailbox implements Runnable {

            private final Queue<MessageReceived> events = new ConcurrentLinkedQueue<>();
            private final AtomicInteger waiting = new AtomicInteger();
            private final AtomicBoolean scheduled = new AtomicBoolean();

            void add(MessageReceived event) {
                if (waiting.getAndIncrement() >= BOUND) {
                    throw new IllegalStateException("Queue full");
                }
                events.add(event);
                schedule();
            }

            private void schedule() {
                if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
                    pool.execute(this);
                }
            }

            @Override
            public void run() {
                int count = 0;
                for (; count < BATCH && events.poll() != null; count++) {
                    handled.increment();
                }
                waiting.addAndGet(-count);
                scheduled.set(false);
                if (!events.isEmpty()) {
                    schedule();
                }
            }
        }

        @Override
        public void post(MessageReceived event) {
            ChatId chat = event.chat().id();
            Mailbox mailbox = chats.get(chat);
            if (mailbox == null) {
                mailbox = new Mailbox();
                chats.put(chat, mailbox);
            }
            mailbox.add(event);
        }

        @Override
        public long handled() {
            return handled.sum();
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
