package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Polls that the server holds until it releases them all; each is sent again from the callback of its answer. */
final class LongPolls implements Client.Callback {

    static final int COLLECTIONS = 3;
    private static final int PERCENTILE = 99;

    private final long[] arrivals;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private Usage before = Usage.now();

    /** For bursts of at most so many answers. */
    LongPolls(int most) {
        arrivals = new long[most];
    }

    /** Sends further ones; that they are held is the server's to tell. */
    Map<String, Object> open(Client client, URI uri, int count) {
        for (int i = 0; i < count; i++) {
            client.get(uri, this);
        }
        return checked(Map.of());
    }

    /** What the process holds when nothing dead is left: bytes of heap and of resident memory, and threads. */
    Map<String, Object> memory() throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Map<String, Object> held = new LinkedHashMap<>();
        held.put(
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        held.put("rss", residentBytes());
        held.put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        return checked(held);
    }

    /** Gets ready for a burst. */
    Map<String, Object> arm() {
        arrived.set(0);
        before = Usage.now();
        return checked(Map.of());
    }

    /**
     * Tells of a burst that is over.
     *
     * @param at when the server began to answer, by the clock that all processes of the machine share
     */
    Map<String, Object> burst(long at) {
        int count = arrived.get();
        if (count != arrivals.length) {
            throw new IllegalStateException(count + " answers (expected: " + arrivals.length + ")");
        }
        long[] delays =
                Arrays.stream(arrivals).map(arrival -> arrival - at).sorted().toArray();
        Map<String, Object> told = Usage.now().since(before, count);
        told.put("p50", delays[count / 2]);
        told.put("p99", delays[(int) ((long) count * PERCENTILE / 100)]);
        return checked(told);
    }

    @Override
    public boolean answered(int status, byte[] body) {
        int index = arrived.getAndIncrement();
        if (status != 200 || index >= arrivals.length) {
            failed(new IllegalStateException("status " + status + ", answer " + index));
            return false;
        }
        arrivals[index] = System.nanoTime();
        return true;
    }

    @Override
    public void failed(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    private Map<String, Object> checked(Map<String, Object> told) {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a poll failed: " + cause, cause);
        }
        return told;
    }

    /** Of the kernel's own account; 0 where there is none. */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        }
    }
}
