package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/** One large body, which passes by in pieces. */
final class Transfer implements Client.Callback, IntConsumer {

    private static final int PATIENCE_SECONDS = 110;

    private final CompletableFuture<Usage> done = new CompletableFuture<>();
    private final LongAdder arrived = new LongAdder();
    private final long length;
    private final boolean upload;

    private Transfer(long megabytes, boolean upload) {
        this.length = megabytes << 20;
        this.upload = upload;
    }

    /** Has the server send so much. */
    static Map<String, Object> download(Client client, URI server, int megabytes) throws Exception {
        Transfer transfer = new Transfer(megabytes, false);
        return transfer.measure(() ->
                client.download(server.resolve(address(CannedAnswers.DOWNLOAD_PATH, transfer)), transfer, transfer));
    }

    /** Sends so much. */
    static Map<String, Object> upload(Client client, URI server, int megabytes) throws Exception {
        Transfer transfer = new Transfer(megabytes, true);
        return transfer.measure(() ->
                client.upload(server.resolve(address(CannedAnswers.UPLOAD_PATH, transfer)), transfer.length, transfer));
    }

    private static String address(String path, Transfer transfer) {
        return path + "?" + CannedAnswers.BYTES + transfer.length;
    }

    private Map<String, Object> measure(Runnable start) throws Exception {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        Usage before = Usage.now();
        start.run();
        Map<String, Object> told = done.get(PATIENCE_SECONDS, TimeUnit.SECONDS).since(before, length >> 20);
        told.put("peak", heapPeak());
        return told;
    }

    /** The pools' peaks need not have been at one time: the heap never held more than their sum. */
    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** A piece of a download. */
    @Override
    public void accept(int bytes) {
        arrived.add(bytes);
    }

    @Override
    public boolean answered(int status, byte[] body) {
        // The server tells what it has got; of a download the body has passed by.
        long transferred = upload ? Long.parseLong(new String(body, StandardCharsets.US_ASCII)) : arrived.sum();
        if (status == 200 && transferred == length) {
            done.complete(Usage.now());
        } else {
            failed(new IllegalStateException(
                    "status " + status + ", " + transferred + " bytes (expected: 200, " + length + ")"));
        }
        return false;
    }

    @Override
    public void failed(Throwable cause) {
        done.completeExceptionally(cause);
    }
}
