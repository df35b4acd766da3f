package dev.rookery.host.plugin;

import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Questions;
import dev.rookery.api.http.Http;
import dev.rookery.api.permission.Permissions;
import dev.rookery.api.storage.Storage;
import dev.rookery.host.ask.PendingQuestions;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.dispatch.Gate;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.scope.Place;
import dev.rookery.host.scope.Places;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.scope.ScopeSettings;
import dev.rookery.host.storage.Database;
import dev.rookery.host.time.ManualTimers;
import dev.rookery.host.time.Timers;
import dev.rookery.host.why.RecentMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A plugin host in a temporary folder, with a fake dispatcher. */
final class House implements AutoCloseable {

    private final Path root;
    private final FakeMessaging messaging = new FakeMessaging();
    private PluginHostOptions options;
    private SettingsBinder settings = new SettingsBinder() {
        @Override
        public <C extends Record> C bind(String pluginId, Class<C> type) {
            throw new IllegalArgumentException(
                    "rookery.yml:7:3 plugins." + pluginId + ".color: \"mauve\" (expected: red)");
        }
    };
    private AccountPermissions permissions = AccountPermissions.none();
    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final Gate gate = new Gate() {
        @Override
        public boolean isOwners(MessageReceived event) {
            return scope.isOwners(event);
        }
    };
    private final Dispatcher ownDispatcher = new Dispatcher(timers, message -> true, gate, Trail.NONE);
    private final PendingQuestions questions = PendingQuestions.inMemory(ownDispatcher, timers);
    private final Database database;
    private final PluginServices services = new PluginServices() {
        @Override
        public String version() {
            return "9.8.7";
        }

        @Override
        public Instant startedAt() {
            return Instant.EPOCH;
        }

        @Override
        public Timers timers() {
            return timers;
        }

        @Override
        public SettingsBinder settings() {
            return settings;
        }

        @Override
        public AccountPermissions permissions() {
            return permissions;
        }

        @Override
        public Questions questions(PluginOwner owner) {
            return questions.open(owner.threads());
        }

        @Override
        public RandomGenerator random(PluginOwner owner) {
            return new Random(7);
        }

        @Override
        public Storage storage(PluginOwner owner) {
            return database.of(owner.id());
        }

        @Override
        public Http http(PluginOwner owner) {
            throw new UnsupportedOperationException("no web in this house");
        }

        @Override
        public Scope scope() {
            return scope;
        }

        @Override
        public RecentMessages messages() {
            return new RecentMessages(timers);
        }

        @Override
        public Permissions permissions(PluginOwner owner) {
            return scope.permissions(owner.id());
        }
    };
    private Scope scope;
    private PluginHost host;

    House(Path root) {
        this.root = root;
        this.database = new Database(root.resolve("storage"), timers);
        ownedBy();
        this.options = PluginHostOptions.of(root.resolve("plugins"), root.resolve("work"), root.resolve("data"));
        try {
            Files.createDirectories(options.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What does not stop is not waited for. A start is, until the clock is turned. */
    House impatient() {
        Duration soon = Duration.ofMillis(200);
        options = options.withDeadlines(options.enableDeadline(), soon, soon, Duration.ofSeconds(5));
        return this;
    }

    /** Starting may take as long as it likes, threads that do not end are not waited for. */
    House impatientWithThreads() {
        Duration late = Duration.ofSeconds(60);
        options = options.withDeadlines(late, late, Duration.ofMillis(200), Duration.ofSeconds(5));
        return this;
    }

    /** Handlers that do not end are not waited for, all else is. */
    House impatientWithHandlers() {
        Duration late = Duration.ofSeconds(60);
        options = options.withDeadlines(late, Duration.ofMillis(200), late, late);
        return this;
    }

    /** What does not stop, and each thread that does not end, is waited for so long. */
    House stoppingWithin(Duration each) {
        options = options.withDeadlines(options.enableDeadline(), each, each, Duration.ofSeconds(30));
        return this;
    }

    /** Waits for everything. */
    House patient() {
        Duration late = Duration.ofSeconds(60);
        options = options.withDeadlines(late, late, late, late);
        return this;
    }

    /** Owners by their ids, such as {@code test/1001}. */
    House ownedBy(String... people) {
        Places owners = new Places(Stream.of(people).map(Place::parse).toList());
        ScopeSettings owned = new ScopeSettings(owners, Places.NONE, List.of(), List.of());
        scope = new Scope(owned, root.resolve("scope.json"), name -> Optional.empty(), timers);
        return this;
    }

    Scope scope() {
        return scope;
    }

    House settings(SettingsBinder binder) {
        settings = binder;
        return this;
    }

    House allowing(AccountPermissions allowed) {
        permissions = allowed;
        return this;
    }

    Path drop(String fileName, TestJar jar) {
        return jar.writeTo(options.directory(), fileName);
    }

    Path drop(String fileName, byte[] content) {
        try {
            return Files.write(options.directory().resolve(fileName), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a real dispatcher instead of the fake one. */
    House through(Dispatcher dispatcher) {
        host = new PluginHost(options, dispatcher, services);
        return this;
    }

    /** Stops the host and starts another one on the same folders. */
    void restart() {
        host().stop();
        host = null;
        start();
    }

    /** With the real dispatcher whose questions are those of this house; again for one host after the other. */
    Dispatcher throughItsOwn() {
        through(ownDispatcher);
        return ownDispatcher;
    }

    PluginHost host() {
        if (host == null) {
            host = new PluginHost(options, messaging, services);
        }
        return host;
    }

    List<PluginStatus> start() {
        try {
            return host().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at the directory as often, two seconds apart. */
    void look(int times) {
        for (int i = 0; i < times; i++) {
            timers.advance(DropFolder.PERIOD);
            done(host().settled());
        }
    }

    /** What an operation of the host came to. */
    static <T> T done(CompletionStage<T> operation) {
        return operation.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    Path plugins() {
        return options.directory();
    }

    PluginHostOptions options() {
        return options;
    }

    Optional<PluginStatus> statusIfThere(String fileName) {
        return host().plugins().stream()
                .filter(status -> status.file().endsWith(fileName))
                .findFirst();
    }

    PluginStatus status(String fileName) {
        return host().plugins().stream()
                .filter(status -> status.file().endsWith(fileName))
                .findFirst()
                .orElseThrow();
    }

    PluginServices services() {
        return services;
    }

    ManualTimers timers() {
        return timers;
    }

    FakeMessaging messaging() {
        return messaging;
    }

    Path work() {
        return options.workDirectory();
    }

    Path data() {
        return options.dataDirectory();
    }

    List<String> workFiles() {
        try (Stream<Path> files = Files.list(work())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        host().stop();
        database.close();
    }
}
