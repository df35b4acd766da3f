package dev.rookery.host.record;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.record.RecordedLine.Ended;
import dev.rookery.host.record.RecordedLine.Header;
import dev.rookery.host.record.RecordedLine.Heard;
import dev.rookery.host.record.RecordedLine.Lost;
import dev.rookery.host.record.RecordedLine.Said;
import dev.rookery.host.record.RecordedLine.Sent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a recording while the host runs. Whatever goes wrong with the file is told once, and the host goes on without
 * recording.
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>name</th><th>default</th><th>consequence</th></tr>
 * <tr><td>{@link #MOST_BYTES}</td><td>64 MiB of file</td><td>the recording ends, which its last line and the log say</td></tr>
 * <tr><td>{@link #WAITING}</td><td>8,192 lines not yet written</td><td>lines are lost; the next one that is written
 * says how many</td></tr>
 * <tr><td>line</td><td>1,048,576 characters</td><td>the line is lost, likewise</td></tr>
 * </table>
 *
 * <p>Safe for use by any thread, an event loop too: a thread {@code rookery-record} does the writing.
 */
public final class Recorder implements AutoCloseable {

    /** How large a recording gets. */
    public static final long MOST_BYTES = 64L << 20;

    /** How many lines may wait for the disk. */
    static final int WAITING = 8_192;

    /** How long closing waits for the lines that wait. */
    private static final long CLOSING_SECONDS = 1;

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private final Path file;
    private final InstantSource clock;
    private final long mostBytes;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final ThreadPoolExecutor thread;

    // What follows belongs to the thread.
    private final OutputStream out;
    private final BufferedWriter writer;
    private final LineCodec codec;
    private long written;
    private boolean ended;

    private Recorder(Path file, OutputStream out, InstantSource clock, LineCodec codec, long mostBytes, int waiting) {
        this.file = file;
        this.out = out;
        this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.clock = clock;
        this.codec = codec;
        this.mostBytes = mostBytes;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
            Thread made = new Thread(task, "rookery-record");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Begins a recording. Blocks.
     *
     * @param file a file that does not exist yet
     * @param header its first line; says whether names are masked
     * @param secrets the clear texts that must not appear; may grow, on any thread
     * @param clock tells when
     * @return the recorder
     * @throws IOException if the file exists or cannot be written
     */
    public static Recorder begin(Path file, Header header, Collection<String> secrets, InstantSource clock)
            throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return begin(file, out, header, secrets, clock, MOST_BYTES, WAITING);
    }

    static Recorder begin(
            Path file,
            OutputStream out,
            Header header,
            Collection<String> secrets,
            InstantSource clock,
            long mostBytes,
            int waiting) {
        LineCodec codec = new LineCodec(new Mask(secrets, header.names()));
        Recorder recorder = new Recorder(file, out, clock, codec, mostBytes, waiting);
        recorder.enqueue(at -> header);
        return recorder;
    }

    /**
     * An account whose events, and the calls of it besides sending, are recorded.
     *
     * @param account the real one
     * @return to be used in its place
     */
    public NetworkAccount watch(NetworkAccount account) {
        return new RecordedAccount(account, this);
    }

    /**
     * A plugin says something.
     *
     * @param plugin who
     * @param chat where
     * @param message what
     * @param result what becomes of it
     */
    public void said(String plugin, ChatId chat, Message message, CompletionStage<SendResult> result) {
        long number = numbers.incrementAndGet();
        enqueue(at -> new Said(at, number, plugin, chat, message));
        result.thenAccept(known -> enqueue(at -> new Sent(at, number, known)));
    }

    void heard(BotEvent event) {
        enqueue(at -> new Heard(at, event));
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Queues a line, stamped now and made by the thread. */
    void enqueue(Function<Instant, RecordedLine> line) {
        Instant at = clock.instant();
        try {
            thread.execute(() -> write(line.apply(at)));
        } catch (RejectedExecutionException fullOrClosed) {
            lost.incrementAndGet();
        }
    }

    /** For lines whose making needs the mask. */
    LineCodec codec() {
        return codec;
    }

    private void write(RecordedLine line) {
        if (ended) {
            return;
        }
        try {
            long missing = line instanceof Header ? 0 : lost.getAndSet(0);
            if (missing > 0) {
                log.warn("recording has a gap file={} lines={}", file, missing);
                put(codec.write(new Lost(line.at(), missing)));
            }
            String text = codec.write(line);
            if (text.length() > LineCodec.MOST_CHARACTERS) {
                lost.incrementAndGet();
            } else {
                put(text);
            }
            if (thread.getQueue().isEmpty()) {
                writer.flush();
            }
        } catch (IOException | RuntimeException e) {
            giveUp(e);
        }
    }

    private void put(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (written + bytes.length + 1 > mostBytes) {
            end("the bound of " + mostBytes + " bytes is reached");
            log.warn("recording ended file={} reason=\"the bound of {} bytes is reached\"", file, mostBytes);
            return;
        }
        written += bytes.length + 1;
        writer.write(text);
        writer.write('\n');
    }

    /** The last line is let over the bound: it says that there is one. */
    private void end(String reason) throws IOException {
        writer.write(codec.write(new Ended(clock.instant(), reason)));
        writer.write('\n');
        writer.flush();
        ended = true;
    }

    /** Closing fails once more for what it failed before, and nobody needs to hear that. */
    private void giveUp(Exception e) {
        if (!ended) {
            ended = true;
            log.warn("recording stopped, the host goes on without it file={} reason=\"{}\"", file, e.toString());
        }
    }

    /** Writes what waits, then the last line. Takes a second at the most. */
    @Override
    public void close() {
        try {
            thread.execute(this::finish);
        } catch (RejectedExecutionException fullOrClosed) {
            log.debug("recording closed without a last line file={}", file);
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                log.warn("recording is cut off, the disk is too slow file={}", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() {
        try (out; // which the writer leaves open when there is no room for its last words
                writer) {
            if (!ended) {
                end("stopped");
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }
}
