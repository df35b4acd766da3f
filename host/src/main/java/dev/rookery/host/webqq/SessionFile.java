package dev.rookery.host.webqq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session on disk, {@code <account>-session.json}, so that a restart needs no person: cookies and tokens, for the
 * owner's eyes only, and what was heard last, for a server that says it again. A file that is of another version,
 * account or server, too large or damaged costs a warning and a fresh sign-in. Asked on the loop; the disk is touched
 * elsewhere.
 */
final class SessionFile {

    /** The largest file that is written and read; a session with all cookies a jar can hold may be larger. */
    static final int MAX_BYTES = 1 << 20;

    /** The format; a file of another one is left aside. */
    static final int VERSION = 1;

    private static final Logger log = LoggerFactory.getLogger(SessionFile.class);

    /**
     * What a file holds.
     *
     * @param cookies lines for {@link CookieJar#load}
     * @param heard lines for {@link RecentMessages#load}
     */
    record Saved(Session session, List<String> cookies, List<String> heard) {
        @Override
        public String toString() {
            return "Saved[" + session + "]";
        }
    }

    private final AccountFile file;
    private final Login login;
    private final String server;

    /**
     * Names the file; nothing is read yet.
     *
     * @param login whose sessions are wanted: those of its era and, if it tells one, its number
     * @param endpoint whose sessions are wanted; null for the original names
     */
    SessionFile(Path directory, String account, Login login, @Nullable URI endpoint) {
        this.file = new AccountFile(directory, account, "session", "json");
        this.login = login;
        this.server = endpoint == null ? "" : endpoint.toString();
    }

    /** Reads the session of an earlier run; nothing without a good one. Completes off the loop. */
    CompletableFuture<Optional<Saved>> read() {
        return file.read(MAX_BYTES).thenApply(content -> content.flatMap(this::parse));
    }

    /** Saves a session, the cookies that belong to it and the messages that it need not hear again. */
    void write(Session session, CookieJar cookies, RecentMessages recent) {
        ObjectNode json = JsonAnswer.JSON
                .createObjectNode()
                .put("version", VERSION)
                .put("server", server)
                .put("era", session.era().name())
                .put("qq", session.number().value())
                .put("clientid", session.clientId())
                .put("ptwebqq", session.ptwebqq())
                .put("vfwebqq", session.vfwebqq())
                .put("psessionid", session.psessionid());
        cookies.save().forEach(json.putArray("cookies")::add);
        recent.save().forEach(json.putArray("heard")::add);
        try {
            byte[] content = JsonAnswer.JSON.writeValueAsBytes(json);
            if (content.length <= MAX_BYTES) {
                file.write(content);
            } else {
                log.warn("session is not saved: file={} error=\"more than {} bytes\"", file.path(), MAX_BYTES);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a tree of JSON", e);
        }
    }

    /** Removes the file; completes when everything asked for is done. */
    CompletableFuture<Void> remove() {
        return file.remove();
    }

    /** Completes when everything asked for is done. */
    CompletableFuture<Void> done() {
        return file.done();
    }

    private Optional<Saved> parse(byte[] content) {
        String objection;
        try {
            JsonNode json = JsonAnswer.JSON.readTree(content);
            objection = objection(json);
            if (objection.isEmpty()) {
                return Optional.of(new Saved(
                        new Session(
                                login.era(),
                                new QqNumber(json.path("qq").asLong()),
                                json.path("clientid").asLong(),
                                json.path("ptwebqq").asText(),
                                json.path("vfwebqq").asText(),
                                json.path("psessionid").asText()),
                        lines(json.path("cookies")),
                        lines(json.path("heard"))));
            }
        } catch (IOException e) {
            // Its message would quote the content.
            objection = "it is no JSON";
        }
        log.warn("session is left aside, a fresh sign-in follows: file={} error=\"{}\"", file.path(), objection);
        return Optional.empty();
    }

    private static List<String> lines(JsonNode array) {
        List<String> lines = new ArrayList<>();
        array.forEach(line -> lines.add(line.asText()));
        return lines;
    }

    /** Why the content is not used; empty when it is good. */
    private String objection(JsonNode json) {
        if (json.path("version").asInt() != VERSION) {
            return "it is of another version (expected: " + VERSION + ")";
        }
        if (!json.path("server").asText().equals(server)) {
            return "it belongs to another endpoint";
        }
        if (!json.path("era").asText().equals(login.era().name())) {
            return "it was signed in another way";
        }
        long number = json.path("qq").asLong();
        if (number <= 0 || (login instanceof Login.Password who && who.number().value() != number)) {
            return "it belongs to another number";
        }
        return json.path("psessionid").asText().isEmpty()
                        || json.path("clientid").asLong() <= 0
                ? "it lacks psessionid or clientid"
                : "";
    }
}
