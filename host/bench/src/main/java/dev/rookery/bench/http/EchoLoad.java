package dev.rookery.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to an echo server over many connections, a process of its own: on each, a message of 64 bytes as soon as the
 * one before has come back. Questions: {@code open}, {@code count}, {@code close}.
 */
final class EchoLoad implements Runnable {

    private static final int MESSAGE_BYTES = 64;
    private static final int PATIENCE_SECONDS = 20;

    private final AtomicLong messages = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ByteBuffer arriving = ByteBuffer.allocateDirect(MESSAGE_BYTES);
    private final ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
    private final Selector selector;
    private volatile boolean over;

    private EchoLoad(int port, int connections) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Missing());
            say(channel);
        }
    }

    /** How much of an answer is still to come. */
    private static final class Missing {
        private int bytes = MESSAGE_BYTES;
    }

    public static void main(String[] args) throws Exception {
        Dialogue.hold(Map.of(), new Dialogue.Answering() {
            private @Nullable EchoLoad load;

            @Override
            public Map<String, Object> answer(String verb, Map<String, String> values) throws Exception {
                if (verb.equals("open")) {
                    load = new EchoLoad(number(values, "port"), number(values, "connections"));
                    Thread thread = new Thread(load, "load");
                    thread.setDaemon(true);
                    thread.start();
                    return Map.of();
                }
                if (load == null) {
                    throw new IllegalStateException(verb + " (expected: open first)");
                }
                return switch (verb) {
                    case "count" -> load.count();
                    case "close" -> load.close();
                    default -> throw new IllegalArgumentException(verb + " (expected: open, count or close)");
                };
            }
        });
        System.exit(0);
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, ""));
    }

    private Map<String, Object> count() throws Exception {
        if (ended.isDone()) {
            ended.get();
        }
        return Map.of("messages", messages.get(), "at", System.nanoTime());
    }

    private Map<String, Object> close() throws Exception {
        over = true;
        selector.wakeup();
        ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return Map.of();
    }

    @Override
    public void run() {
        try {
            while (!over) {
                selector.select(this::ready);
            }
            for (SelectionKey key : List.copyOf(selector.keys())) {
                key.channel().close();
            }
            selector.close();
            ended.complete(null);
        } catch (IOException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            SocketChannel channel = (SocketChannel) key.channel();
            Missing missing = (Missing) key.attachment();
            arriving.clear();
            int read = channel.read(arriving);
            if (read < 0 || read > missing.bytes) {
                throw new IOException(read + " bytes from the server (expected: up to " + missing.bytes + ")");
            }
            missing.bytes -= read;
            if (missing.bytes == 0) {
                missing.bytes = MESSAGE_BYTES;
                messages.lazySet(messages.get() + 1); // Nobody else writes it.
                say(channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(SocketChannel channel) throws IOException {
        message.clear();
        if (channel.write(message) != MESSAGE_BYTES) {
            throw new IOException("a message did not fit into an empty connection");
        }
    }
}
