package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.host.sandbox.EventCalls.Happening;
import dev.rookery.host.sandbox.FileStore.StoredFile;
import java.util.Map;
import java.util.Optional;

/** Events about files. */
final class FileEvents {

    private static final String NAME = "notes.txt";
    private static final String TEXT = "nothing of note\n";

    private final FileStore files;
    private final FileEndpoints endpoints;

    FileEvents(FileStore files, FileEndpoints endpoints) {
        this.files = files;
        this.endpoints = endpoints;
    }

    void addTo(Map<String, Happening> types) {
        types.put("file_offer", this::offer);
        types.put(
                "file_refuse",
                p -> Optional.of(FileNotice.refused(
                        p.id(),
                        p.friend().uin(),
                        p.small("session_id", p.id()),
                        p.small("cancel_type", 1),
                        p.seconds())));
        types.put(
                "file_accept",
                p -> Optional.of(
                        FileNotice.accepted(p.id(), p.friend().uin(), p.small("session_id", p.id()), p.seconds())));
        types.put(
                "filesrv_transfer",
                p -> Optional.of(FileNotice.transferred(
                        p.small("session_id", p.id()), p.text("name", NAME), p.small("status", 0), p.seconds())));
        types.put(
                "push_offfile",
                p -> Optional.of(FileNotice.left(p.id(), p.friend().uin(), file(p), p.server(), p.seconds())));
        types.put(
                "notify_offfile",
                p -> Optional.of(FileNotice.answered(
                        p.small("action", 2), p.text("name", "12.jpg"), p.number("size", 137_972))));
    }

    private Optional<Incoming> offer(EventParameters p) {
        int session = p.small("session_id", p.id());
        StoredFile file = file(p);
        endpoints.offer(session, file);
        return Optional.of(FileNotice.offered(p.id(), p.friend().uin(), session, file.name(), p.seconds()));
    }

    private StoredFile file(EventParameters p) {
        return files.add(
                PictureEndpoints.safe(p.text("name", NAME)),
                p.text("text", TEXT).getBytes(UTF_8),
                false);
    }
}
