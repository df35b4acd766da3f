package dev.rookery.host.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers beyond the death of the process that it ran, and whose plugins were at work then: a process that is killed,
 * that runs out of memory, that crashes or is halted by a plugin has no time to say so. Held in a file that is mapped
 * into memory, so that writing something down is as quick as changing a byte and is kept by the operating system; what
 * a machine knew that has lost its power is lost.
 *
 * <p>Bounds: {@link #SEATS} threads at once, of further ones nothing is remembered; {@link #LONGEST} bytes of a name. A
 * file that cannot be written is told of, and nothing is remembered. Safe for use by any thread.
 */
public final class BlackBox {

    /** How many threads at once. */
    static final int SEATS = 511;

    /** How much of a plugin's name is remembered. */
    static final int LONGEST = 126;

    private static final int SEAT_SIZE = LONGEST + 2;
    private static final byte IDLE = 0;
    private static final byte AT_WORK = 1;

    private static final Logger log = LoggerFactory.getLogger(BlackBox.class);

    /** What is written where: the host's own words in place 0; then for each thread whether it works, and for whom. */
    private final @Nullable MappedByteBuffer places;

    private final BitSet taken = new BitSet();

    private BlackBox(@Nullable MappedByteBuffer places) {
        this.places = places;
    }

    /** One that remembers nothing. */
    public static BlackBox none() {
        return new BlackBox(null);
    }

    /**
     * Tells of the last process, if it ended without a word, and remembers this one from now on.
     *
     * @param file need not exist, nor its folder; no two processes use it at once
     * @param now since when this one runs
     */
    public static BlackBox open(Path file, Instant now) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                tell(channel);
                // Written and not only mapped: on a full disk this fails, and not whoever changes a byte later.
                ByteBuffer empty = ByteBuffer.allocate((SEATS + 1) * SEAT_SIZE);
                while (empty.hasRemaining()) {
                    channel.write(empty, empty.position());
                }
                BlackBox box = new BlackBox(channel.map(FileChannel.MapMode.READ_WRITE, 0, empty.capacity()));
                box.write(0, now.toString());
                box.set(0, AT_WORK);
                return box;
            }
        } catch (IOException e) {
            log.warn("nothing will be known of this process if it dies file={}", file, e);
            return none();
        }
    }

    private static void tell(FileChannel channel) throws IOException {
        ByteBuffer places = ByteBuffer.allocate((SEATS + 1) * SEAT_SIZE);
        while (places.hasRemaining() && channel.read(places, places.position()) >= 0) {
            // on with what is left
        }
        if (places.hasRemaining() || places.get(0) != AT_WORK) {
            return;
        }
        Set<String> atWork = new TreeSet<>();
        for (int seat = 1; seat <= SEATS; seat++) {
            if (places.get(seat * SEAT_SIZE) == AT_WORK) {
                atWork.add(read(places, seat));
            }
        }
        log.error(
                "the last process ended without having been stopped: it was killed, crashed, ran out of memory, or a"
                        + " plugin called Runtime.halt started={} plugins-at-work={}",
                read(places, 0),
                atWork.isEmpty() ? "none" : String.join(",", atWork));
    }

    private static String read(ByteBuffer places, int seat) {
        byte[] words = new byte[Math.min(LONGEST, places.get(seat * SEAT_SIZE + 1) & 0xff)];
        places.get(seat * SEAT_SIZE + 2, words);
        return new String(words, UTF_8);
    }

    private void write(int seat, String words) {
        byte[] bytes = words.getBytes(UTF_8);
        int length = Math.min(LONGEST, bytes.length);
        if (places != null) {
            places.put(seat * SEAT_SIZE + 1, (byte) length);
            places.put(seat * SEAT_SIZE + 2, bytes, 0, length);
        }
    }

    private void set(int seat, byte state) {
        if (places != null) {
            places.put(seat * SEAT_SIZE, state);
        }
    }

    /** The process ends in good order: nothing is to be told of it. */
    public void close() {
        set(0, IDLE);
    }

    /** Makes room for a thread that works for a plugin now and then, until it leaves. */
    public synchronized Seat seat(String plugin) {
        int number = taken.nextClearBit(1);
        if (places == null || number > SEATS) {
            return new Seat(0);
        }
        taken.set(number);
        write(number, plugin);
        return new Seat(number);
    }

    private synchronized void leave(int seat) {
        taken.clear(seat);
    }

    /** One thread's place; to be used by that thread. */
    public final class Seat {

        /** 0 for none. */
        private final int number;

        private Seat(int number) {
            this.number = number;
        }

        /** The thread works. */
        public void works() {
            if (number > 0) {
                set(number, AT_WORK);
            }
        }

        /** The thread has nothing to do. */
        public void rests() {
            if (number > 0) {
                set(number, IDLE);
            }
        }

        /** The thread ends. */
        public void leave() {
            if (number > 0) {
                rests();
                BlackBox.this.leave(number);
            }
        }
    }
}
