package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the notices about files that a poll brings; shapes from captures of lwqq, other names from twqq. */
final class FileReader {

    /** The {@code cancel_type} of an offer that nobody answered; 1 is one that was cancelled (lwqq). */
    private static final int TIMED_OUT = 3;

    private static final long MAX_SECONDS = 253402300799L;
    private static final int MAX_PORT = 65535;

    private FileReader() {}

    /**
     * Reads a {@code file_message}.
     *
     * @return nothing for a mode that is not known
     */
    static Optional<PollEvent> direct(Fields value) {
        return Optional.ofNullable(
                switch (value.name("mode")) {
                    case "recv" ->
                        new FileNotice.Offered(
                                value.uin("from_uin"), value.id("session_id"), value.nameOrThrow("name"));
                    case "send_ack" -> new FileNotice.OfferTaken(value.uin("from_uin"), value.number("session_id"));
                    case "refuse" ->
                        new FileNotice.Ended(
                                value.uin("from_uin"),
                                value.number("session_id"),
                                value.number("cancel_type") == TIMED_OUT);
                    default -> null;
                });
    }

    /** Reads a {@code filesrv_transfer}. */
    static PollEvent progress(Fields value) {
        List<FileNotice.Progress.Item> files = new ArrayList<>();
        for (JsonNode file : value.node().path("file_infos")) {
            Fields item = new Fields(file);
            files.add(new FileNotice.Progress.Item(item.name("file_name"), item.code("file_status")));
        }
        long session = Math.max(value.number("lc_id"), value.number("lcid"));
        return new FileNotice.Progress(value.uinOrNull("from_uin"), session, files);
    }

    /** Reads a {@code push_offfile}. */
    static PollEvent stored(Fields value) {
        String host = value.nameOrThrow("ip");
        long port = value.id("port");
        if (!isIpv4(host) || port > MAX_PORT) {
            throw new Fields.MissingException("ip and port of a server");
        }
        long expires = value.number("expire_time");
        return new FileNotice.Stored(
                value.uin("from_uin"),
                value.nameOrThrow("name"),
                value.number("size"),
                host,
                (int) port,
                value.nameOrThrow("rkey"),
                expires > 0 && expires <= MAX_SECONDS ? Instant.ofEpochSecond(expires) : null);
    }

    /** Reads a {@code notify_offfile}. */
    static PollEvent storedRefused(Fields value) {
        return new FileNotice.StoredRefused(value.uin("from_uin"), value.name("filename"), value.number("filesize"));
    }

    private static boolean isIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!part.matches("\\d{1,3}") || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }
}
