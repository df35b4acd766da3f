package dev.rookery.host.webqq.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where ids outlast the process: {@code <account>-identities.json}, readable by its owner only. It is written whole and
 * off the event loop; a reader sees the old file or the new one. What cannot be read is put aside and begun anew, with
 * a warning; a disk that refuses costs a warning as well, and ids that last no longer than the process.
 */
final class IdentityFile {

    /** What the file holds. */
    record Content(List<KnownPerson> people, List<KnownRoom> groups, List<KnownRoom> discussions) {
        static final Content NONE = new Content(List.of(), List.of(), List.of());
    }

    /** The only version there is. */
    static final int VERSION = 1;

    /**
     * Without the bounds on what a server may send: the file is our own, and whole it has more parts than a body may.
     */
    private static final JsonMapper JSON = new JsonMapper();

    private static final Logger log = LoggerFactory.getLogger(IdentityFile.class);

    private final Path file;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    IdentityFile(Path directory, String account) {
        this.file = directory.resolve(account.replaceAll("[^\\p{L}\\p{N}._-]", "_") + "-identities.json");
    }

    /** Reads the file. Blocks. */
    Content read() {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.path("version").asInt() != VERSION) {
                throw new IOException(
                        "version: " + root.path("version").asText("missing") + " (expected: " + VERSION + ")");
            }
            return new Content(
                    list(root.path("people"), IdentityFile::person),
                    list(root.path("groups"), IdentityFile::room),
                    list(root.path("discussions"), IdentityFile::room));
        } catch (NoSuchFileException e) {
            return Content.NONE;
        } catch (IOException e) {
            putAside(e);
            return Content.NONE;
        }
    }

    /** Writes what it shall hold from now on, after what was asked for before. */
    void write(Content content) {
        last = last.thenRunAsync(
                () -> {
                    try {
                        Path directory =
                                Files.createDirectories(file.toAbsolutePath().getParent());
                        Path whole = Files.createTempFile(
                                directory, file.getFileName().toString(), ".tmp");
                        try {
                            Files.write(whole, JSON.writeValueAsBytes(json(content)));
                            Files.move(
                                    whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                        } finally {
                            Files.deleteIfExists(whole);
                        }
                    } catch (IOException e) {
                        log.warn("cannot write who is who: file={} error={}", file, e.toString());
                    }
                },
                Disk::execute);
    }

    /** Completes when everything asked for is written. */
    CompletableFuture<Void> written() {
        return last;
    }

    private void putAside(IOException reason) {
        // The message of a parser would quote the file, which holds names.
        String why = reason instanceof JsonProcessingException malformed && malformed.getLocation() != null
                ? "not JSON, at line " + malformed.getLocation().getLineNr() + " column "
                        + malformed.getLocation().getColumnNr()
                : reason.toString();
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.warn("cannot read who is who, begins anew: file={} error=\"{}\" copy={}", file, why, aside);
        } catch (IOException e) {
            log.warn("cannot read who is who, begins anew: file={} error=\"{}\" copy=none", file, why);
        }
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        List<T> list = new ArrayList<>();
        for (JsonNode node : array) {
            if (!node.path("id").asText().isBlank()) {
                list.add(element.apply(node));
            }
        }
        return list;
    }

    private static KnownPerson person(JsonNode node) {
        Map<String, MemberName> cards = new LinkedHashMap<>();
        for (JsonNode card : node.path("cards")) {
            cards.put(
                    card.path("room").asText(),
                    new MemberName(card.path("card").asText(), card.path("nick").asText()));
        }
        JsonNode friend = node.path("friend");
        return new KnownPerson(
                node.path("id").asText(),
                node.path("number").asLong(),
                friend.isObject()
                        ? new FriendName(
                                friend.path("nick").asText(),
                                friend.path("remark").asText(),
                                friend.path("category").asText())
                        : null,
                cards,
                node.path("seen").asLong());
    }

    private static KnownRoom room(JsonNode node) {
        List<Integer> hashes = new ArrayList<>();
        node.path("members").forEach(hash -> hashes.add(hash.asInt()));
        return new KnownRoom(
                node.path("id").asText(),
                node.path("number").asLong(),
                node.path("name").asText(),
                new MemberSketch(hashes),
                node.path("seen").asLong());
    }

    private static ObjectNode json(Content content) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ArrayNode people = root.putArray("people");
        for (KnownPerson person : content.people()) {
            ObjectNode node = entry(people, person);
            if (person.friend() != null) {
                node.putObject("friend")
                        .put("nick", person.friend().nick())
                        .put("remark", person.friend().remark())
                        .put("category", person.friend().category());
            }
            if (!person.cards().isEmpty()) {
                ArrayNode cards = node.putArray("cards");
                person.cards()
                        .forEach((room, name) -> cards.addObject()
                                .put("room", room)
                                .put("card", name.card())
                                .put("nick", name.nick()));
            }
        }
        rooms(root.putArray("groups"), content.groups());
        rooms(root.putArray("discussions"), content.discussions());
        return root;
    }

    private static void rooms(ArrayNode array, List<KnownRoom> rooms) {
        for (KnownRoom room : rooms) {
            ArrayNode members = entry(array, room).put("name", room.name()).putArray("members");
            room.members().hashes().forEach(members::add);
        }
    }

    private static ObjectNode entry(ArrayNode array, Known<?> known) {
        ObjectNode node = array.addObject().put("id", known.id()).put("seen", known.seen());
        return known.number() == 0 ? node : node.put("number", known.number());
    }
}
