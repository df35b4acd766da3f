package dev.rookery.host.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions in a file, one change a line, as JSON: a line with {@code plugin} keeps a question, one without forgets it.
 * Lines are appended by a thread of its own; when most of them say nothing any more, the file is written anew beside
 * its place and moved there.
 *
 * <p>What is not readable is left out with a warning. When the file cannot be written, a warning says so once, the
 * questions go on in memory, and the next change tries to write all of them anew. A file of more than
 * {@link #MOST_BYTES} is put aside as {@code <name>.broken}.
 */
final class QuestionFile implements QuestionStore {

    /** How large a file is read. */
    static final long MOST_BYTES = 256L << 20;

    /** How many lines may say nothing any more, besides as many as there are questions. */
    static final int SPARE_LINES = 1_000;

    /** How long {@link #close} waits for the disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(QuestionFile.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), QuestionFile::thread);
    /** What is to be written; empty for what is to be forgotten. Bounded by the questions there are. */
    private final Map<String, Optional<StoredQuestion>> changes = new LinkedHashMap<>();
    // The writer's own, once loaded.
    private final Map<String, StoredQuestion> written = new LinkedHashMap<>();
    private int lines;
    private boolean broken;

    QuestionFile(Path file) {
        this.file = file;
        // One that a plugin's call started would keep that plugin's class loader.
        writer.prestartCoreThread();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rookery-questions");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Collection<StoredQuestion> load() {
        int unreadable = 0;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("larger than " + MOST_BYTES + " bytes");
            }
            // Bytes that are no UTF-8 must not cost the lines that are.
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
                unreadable += line.isBlank() || read(line) ? 0 : 1;
            }
        } catch (NoSuchFileException first) {
            return List.of();
        } catch (IOException e) {
            putAside(e);
        }
        if (unreadable > 0) {
            log.warn("lines about questions are not readable and left out file={} lines={}", file, unreadable);
        }
        lines = Integer.MAX_VALUE; // Begins with a file of its own writing, without a torn last line.
        return List.copyOf(written.values());
    }

    private void putAside(IOException reason) {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.warn("kept questions are not readable and put aside file={} aside={}", file, aside, reason);
        } catch (IOException e) {
            reason.addSuppressed(e);
            log.warn("kept questions are not readable file={}", file, reason);
        }
    }

    private boolean read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            String id = text(node, "id");
            if (node.has("plugin")) {
                written.put(id, question(id, node));
            } else {
                written.remove(id);
            }
            return true;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private static StoredQuestion question(String id, JsonNode node) {
        ChatId chat = new ChatId(text(node, "account"), ChatKind.valueOf(text(node, "kind")), text(node, "chat"));
        return new StoredQuestion(
                id,
                text(node, "plugin"),
                new StoredQuestion.Slot(chat, new PersonId(text(node, "account"), text(node, "person"))),
                text(node, "name"),
                text(node, "state"),
                Instant.parse(text(node, "deadline")),
                Duration.parse(text(node, "within")),
                node.path("attempts").asInt(1),
                node.path("chinese").asBoolean());
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("no text " + key);
        }
        return value.textValue();
    }

    private static String line(String id, Optional<StoredQuestion> change) {
        ObjectNode node = JSON.createObjectNode().put("id", id);
        change.ifPresent(question -> node.put("plugin", question.plugin())
                .put("account", question.slot().chat().account())
                .put("kind", question.slot().chat().kind().name())
                .put("chat", question.slot().chat().value())
                .put("person", question.slot().person().value())
                .put("name", question.name())
                .put("state", question.state())
                .put("deadline", question.deadline().toString())
                .put("within", question.within().toString())
                .put("attempts", question.attempts())
                .put("chinese", question.chinese()));
        return node + "\n";
    }

    @Override
    public void put(StoredQuestion question) {
        change(question.id(), Optional.of(question));
    }

    @Override
    public void remove(String id) {
        change(id, Optional.empty());
    }

    private void change(String id, Optional<StoredQuestion> change) {
        synchronized (changes) {
            boolean idle = changes.isEmpty();
            changes.put(id, change);
            if (idle && !writer.isShutdown()) {
                writer.execute(this::write);
            }
        }
    }

    private void write() {
        Map<String, Optional<StoredQuestion>> batch;
        synchronized (changes) {
            batch = new LinkedHashMap<>(changes);
            changes.clear();
        }
        List<String> appended = new ArrayList<>();
        batch.forEach((id, change) -> {
            boolean known = written.remove(id) != null;
            change.ifPresent(question -> written.put(id, question));
            if (known || change.isPresent()) {
                appended.add(line(id, change));
            }
        });
        try {
            if (lines > 2L * written.size() + SPARE_LINES) {
                writeAnew();
            } else {
                append(appended);
            }
            broken = false;
        } catch (IOException e) {
            lines = Integer.MAX_VALUE;
            if (!broken) {
                log.warn("questions are not kept, they will be lost with a restart file={}", file, e);
            }
            broken = true;
        }
    }

    private void append(List<String> appended) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line : appended) {
                out.write(line);
            }
        }
        lines += appended.size();
    }

    private void writeAnew() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
            for (StoredQuestion question : written.values()) {
                out.write(line(question.id(), Optional.of(question)));
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = written.size();
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("questions may not be kept, the disk is too slow file={} waited={}", file, PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
