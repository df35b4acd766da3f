package dev.rookery.host.webqq.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a poll tells about files between two people; era A. Names are the sender's words: never a path to write to. */
public sealed interface FileNotice extends PollEvent {

    /**
     * {@code file_message} of mode {@code recv}: a file is offered and waits for an answer.
     *
     * @param session what it is fetched or refused by ({@code lcid})
     */
    record Offered(Uin from, long session, String name) implements FileNotice {}

    /** {@code file_message} of mode {@code send_ack}: our offer was taken. */
    record OfferTaken(Uin from, long session) implements FileNotice {}

    /**
     * {@code file_message} of mode {@code refuse}: the other side will not go on.
     *
     * @param timedOut whether nobody answered; else they cancelled
     */
    record Ended(Uin from, long session, boolean timedOut) implements FileNotice {}

    /**
     * {@code filesrv_transfer}: how far direct transfers have come.
     *
     * @param from the other side; null where the wire leaves it out, as captures of lwqq do
     * @param session the transfer they belong to, 0 where the wire leaves it out
     */
    record Progress(@Nullable Uin from, long session, List<Item> files) implements FileNotice {
        public Progress {
            files = List.copyOf(files);
        }

        /**
         * One file.
         *
         * @param status 0 done, 50 refused, 51 cancelled, 53 failed (lwqq); others were not seen
         */
        public record Item(String name, int status) {}
    }

    /**
     * {@code push_offfile}: a file lies on a server and can be fetched without an answer.
     *
     * @param host the server, an IPv4 address in digits; whether to connect there is for the caller to decide
     * @param port its port, 1 to 65535
     * @param key opens the file: a secret, hidden by {@link #toString}
     * @param size in bytes, 0 where the wire leaves it out
     * @param expires when the server deletes it; null where the wire leaves it out
     */
    record Stored(
            Uin from,
            String name,
            long size,
            String host,
            int port,
            String key,
            @Nullable Instant expires) implements FileNotice {

        @Override
        public String toString() {
            return "Stored[from=" + from + ", name=" + name + ", size=" + size + ", host=" + host + "]";
        }
    }

    /**
     * {@code notify_offfile}: the other side refused a file that we left on a server.
     *
     * @param size in bytes, 0 where the wire leaves it out
     */
    record StoredRefused(Uin from, String name, long size) implements FileNotice {}
}
