package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.plugin.ApiVersion;
import dev.rookery.host.Eventually;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.testing.CapturedLog;
import dev.rookery.host.testing.Said;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginHostTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void pluginHearsAndAnswersOnItsOwnThreads() {
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .onEnable("context.onMessage(m -> { m.reply(Thread.currentThread().getName());"
                                + " return Outcome.CONSUMED; });"));
        assertThat(house.start()).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(PluginState.ACTIVE);
            assertThat(status.id()).isEqualTo("hello");
            assertThat(status.version()).isEqualTo("1.0.0");
            assertThat(status.reason()).isEmpty();
        });
        assertThat(house.messaging().hear("hi")).singleElement().asString().startsWith("plugin-hello-");
    }

    @Test
    void missingPluginDirectoryIsNoPluginsAndAWarning() throws Exception {
        Files.delete(house.drop("x.txt", new byte[0]));
        Files.delete(house.work().resolveSibling("plugins"));
        try (CapturedLog log = CapturedLog.of(PluginHost.class)) {
            assertThat(house.start()).isEmpty();
            assertThat(log.warnings()).singleElement().asString().contains("no such directory");
        }
    }

    @Test
    void startsOnlyOnce() {
        house.start();
        assertThatThrownBy(() -> house.host().start()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void contextTellsWhoAndWhere() {
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .manifest("Plugin-Description", "Says hello.")
                        .onEnable("say(context.info()); say(context.host().version() + context.host().startedAt());"
                                + " say(context.log().getName()); say(context.dataDir());"
                                + " context.onMessage(m -> { m.reply(context.host().plugins() + \"\");"
                                + " return Outcome.CONSUMED; });"));
        house.start();
        assertThat(house.messaging().said())
                .containsExactly(
                        "PluginInfo[id=hello, version=1.0.0, description=Says hello.]",
                        "9.8.7" + Instant.EPOCH,
                        "plugin.hello",
                        house.data().resolve("hello").toString());
        assertThat(house.data().resolve("hello")).isDirectory().isAbsolute();
        assertThat(house.messaging().hear("who"))
                .containsExactly("[PluginInfo[id=hello, version=1.0.0, description=Says hello.]]");
    }

    @Test
    void dataFolderIsOnlyMadeWhenItIsAskedFor() {
        house.drop("hello.jar", TestJar.plugin("hello"));
        house.start();
        assertThat(house.data().resolve("hello")).doesNotExist();
    }

    @Test
    void settingsComeFromTheBinder() {
        house.settings(new SettingsBinder() {
            @Override
            public <C extends Record> C bind(String pluginId, Class<C> type) {
                try {
                    return type.getConstructor(String.class).newInstance(pluginId + "'s red");
                } catch (ReflectiveOperationException e) {
                    throw new IllegalArgumentException(e);
                }
            }
        });
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .with("public record Paint(String color) {}")
                        .onEnable("say(context.config(Paint.class).get().color());"));
        house.start();
        assertThat(house.messaging().said()).containsExactly("hello's red");
    }

    @Test
    void dependencyStartsFirstAndStopsLastAndItsClassesAreSeen() {
        house.drop(
                "a-word.jar",
                TestJar.plugin("word")
                        .dependsOn("base@>=1.0.0, absent?@*")
                        .onEnable(
                                "say(\"word on \" + Class.forName(\"demo.base.Main\").getField(\"GREETING\").get(null));")
                        .onDisable("say(\"word off\");"));
        house.drop(
                "z-base.jar",
                TestJar.plugin("base")
                        .with("public static final String GREETING = \"salve\".strip();")
                        .onEnable("say(\"base on\");")
                        .onDisable("say(\"base off\");"));
        house.start();
        house.close();
        assertThat(house.messaging().said()).containsExactly("base on", "word on salve", "word off", "base off");
    }

    @Test
    void handlersAreNotHeardBeforeOnEnableHasReturned() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        System.getProperties().put("enable.test", go);
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .onEnable("context.onMessage(m -> Outcome.PASS); say(\"registered\");"
                                + " ((CountDownLatch) System.getProperties().remove(\"enable.test\")).await();"));
        CompletableFuture<List<PluginStatus>> starting = CompletableFuture.supplyAsync(house::start);
        assertThat(house.messaging().awaitSaid()).isEqualTo("registered");
        assertThat(house.messaging().table().messages()).isEmpty();
        assertThat(house.messaging().table().events()).isEmpty();
        assertThat(house.status("hello.jar").state()).isEqualTo(PluginState.STARTING);
        go.countDown();
        starting.get(10, TimeUnit.SECONDS);
        assertThat(house.messaging().table().messages()).hasSize(1);
    }

    @Test
    void handlersAndCommandsWithoutEndAreRefused() {
        house.drop(
                "handlers.jar",
                TestJar.plugin("handlers").onEnable("while (true) { context.onMessage(m -> Outcome.PASS); }"));
        house.drop(
                "commands.jar",
                TestJar.plugin("commands")
                        .onEnable("for (int i = 0; ; i++) { context.commands().register("
                                + "dev.rookery.api.command.CommandSpec.named(\"c\" + i).handle(call -> {})); }"));
        house.start();
        assertThat(house.status("handlers.jar").reason())
                .contains("plugin handlers has 1000 handlers (expected: fewer; register them in onEnable");
        assertThat(house.status("commands.jar").reason())
                .contains("command 'c1000' of plugin commands is one too many (expected: at most 1000 names");
    }

    @Test
    void handlersMayComeAndGoWhileThePluginIsAtWork() {
        house.drop(
                "hello.jar", TestJar.plugin("hello").with("Registration late;").onEnable("""
                                context.onMessage(new MessageHandler() {
                                    public int priority() { return 7; }
                                    public Outcome handle(IncomingMessage m) {
                                        if (m.text().equals("come")) {
                                            late = context.onMessage(-3, l -> { l.reply("late"); return Outcome.CONSUMED; });
                                        } else if (m.text().equals("go")) {
                                            late.close();
                                            late.close();
                                        }
                                        return Outcome.PASS;
                                    }
                                });
                                """));
        house.start();
        assertThat(house.messaging().hear("come")).isEmpty();
        assertThat(house.messaging().table().messages())
                .extracting(HandlerTable.MessageEntry::priority)
                .containsExactly(7, -3);
        assertThat(house.messaging().hear("well?")).containsExactly("late");
        house.messaging().hear("go");
        assertThat(house.messaging().hear("well?")).isEmpty();
    }

    @Test
    void eventsOfTheKindAskedForAreHeard() {
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .onEnable("context.on(AccountStateChanged.class, e -> say(e.state()));"
                                + " context.on(MessageReceived.class, e -> say(\"wrong\"));"));
        house.start();
        house.messaging().happen(new AccountStateChanged("pual", AccountState.ONLINE, "", Instant.EPOCH));
        assertThat(house.messaging().said()).containsExactly("ONLINE");
    }

    @Test
    void whatWasManagedIsClosedLastFirstAfterOnDisableAndFailuresDoNotMatter() {
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .onEnable("""
                                context.manage(() -> say("first by " + Thread.currentThread().getContextClassLoader()
                                        .equals(getClass().getClassLoader())));
                                context.manage(() -> { say("second"); throw new Exception("will not close"); });
                                context.manage(() -> say("third"));
                                """.replace("say(", "shout(context, "))
                        .with("void shout(PluginContext c, String words) { System.setProperty(\"managed.test\","
                                + " System.getProperty(\"managed.test\", \"\") + words + \", \"); }")
                        .onDisable("shout(null, \"disabled\");"));
        System.clearProperty("managed.test");
        house.start();
        house.close();
        assertThat(System.clearProperty("managed.test")).isEqualTo("disabled, third, second, first by true, ");
        assertThat(house.status("hello.jar").state()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void failedStartUndoesEverything() {
        house.drop(
                "hello.jar",
                TestJar.plugin("hello").onEnable("""
                                context.onMessage(m -> Outcome.PASS);
                                context.commands().register(CommandSpec.named("x").handle(c -> {}));
                                context.manage(() -> System.setProperty("undone.test", "closed"));
                                if (true) throw new Exception("changed my mind");
                                """).onDisable("System.setProperty(\"undone.test\", \"disabled\");"));
        System.clearProperty("undone.test");
        house.start();
        assertThat(house.status("hello.jar").reason()).isEqualTo("java.lang.Exception: changed my mind");
        assertThat(house.messaging().table().messages()).isEmpty();
        assertThat(house.messaging().table().events()).isEmpty();
        assertThat(System.clearProperty("undone.test")).isEqualTo("closed");
        assertThat(house.workFiles()).isEmpty();
        assertThat(threadsOf("hello")).isEmpty();
    }

    @Test
    void stopDrainsAndLeavesNothing() {
        house.drop("hello.jar", TestJar.plugin("hello").dependsOn("base"));
        house.drop("base.jar", TestJar.plugin("base"));
        house.start();
        house.messaging().hear("hi");
        HandlerTable before = house.messaging().table();
        house.close();
        assertThat(house.messaging().table().messages()).isEmpty();
        assertThat(house.messaging().table().events()).isEmpty();
        assertThat(house.messaging().drainedOwners()).containsExactly("hello", "base");
        assertThat(house.host().plugins()).extracting(PluginStatus::state).containsOnly(PluginState.STOPPED);
        assertThat(house.workFiles()).isEmpty();
        assertThat(threadsOf("hello")).isEmpty();
        assertThatThrownBy(() -> before.messages().get(0).owner().handlers().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private static List<String> threadsOf(String id) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("plugin-" + id + "-"))
                .toList();
    }

    @Test
    void classLoaderIsCollectedAfterStop() throws Exception {
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .with("static final ThreadLocal<Object> KEPT = new ThreadLocal<>();")
                        .onEnable(
                                "context.onMessage(m -> { KEPT.set(this); m.reply(\"ok\"); return Outcome.CONSUMED; });"));
        house.start();
        assertThat(house.messaging().hear("hi")).containsExactly("ok");
        ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
        Reference<ClassLoader> loader = new WeakReference<>(
                house.messaging().table().messages().get(0).handler().getClass().getClassLoader(), queue);
        house.close();
        for (int i = 0; i < 50 && queue.remove(100) == null; i++) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    @Test
    void whatCarriedOutCommandsIsCollectedAfterStop() throws Exception {
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .with("@Command(\"hey\") String hey(CommandCall call, @Param(\"n\") int n) {"
                                + " return call.phrase(\"no.phrase\") + n; }")
                        .onEnable(
                                "context.commands().registerAll(this);"
                                        + " context.onMessage(m -> { m.reply(m.language().toString()); return Outcome.PASS; });"));
        house.start();
        for (int i = 0; i < 30; i++) {
            assertThat(house.messaging().hear("hey " + i)).containsExactly("no.phrase" + i);
        }
        assertThat(house.messaging().hear("hey you").get(0)).endsWith("Usage: hey <n>");
        assertThat(house.messaging().hear("hay 1"))
                .containsExactly("en", "I do not know \"hay\". Did you mean \"hey\"?");
        ReferenceQueue<ClassLoader> queue = new ReferenceQueue<>();
        Reference<ClassLoader> loader = house.messaging().table().messages().stream()
                .map(entry -> entry.handler().getClass().getClassLoader())
                .filter(each -> each != PluginHost.class.getClassLoader())
                .map(each -> new WeakReference<>(each, queue))
                .findFirst()
                .orElseThrow();
        house.close();
        for (int i = 0; i < 50 && queue.remove(100) == null; i++) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    @Test
    void contextIsClosedAfterDisable() {
        house.drop("hello.jar", TestJar.plugin("hello").onEnable("""
                                context.onMessage(m -> Outcome.PASS);
                                context.manage(() -> {
                                    StringBuilder refused = new StringBuilder();
                                    for (Callable<?> use : List.<Callable<?>>of(
                                            context::info, context::host, context::log, context::dataDir,
                                            context::commands, context::texts, () -> context.onMessage(m -> Outcome.PASS),
                                            () -> context.on(BotEvent.class, e -> {}),
                                            () -> context.manage(() -> {}),
                                            () -> context.send(new ChatId("a", ChatKind.FRIEND, "1"), Message.text("x")))) {
                                        try {
                                            use.call();
                                        } catch (IllegalStateException e) {
                                            refused.append('x');
                                        }
                                    }
                                    System.setProperty("closed.test", refused.toString());
                                });
                                """).onDisable("say(\"goodbye\");"));
        System.clearProperty("closed.test");
        house.start();
        house.close();
        assertThat(house.messaging().said()).containsExactly("goodbye");
        assertThat(System.clearProperty("closed.test")).isEqualTo("xxxxxxxxxx");
    }

    @Test
    void onDisableThatThrowsIsLoggedAndThePluginStops() {
        house.drop("hello.jar", TestJar.plugin("hello").onDisable("throw new AssertionError(\"no\");"));
        house.start();
        try (CapturedLog log = CapturedLog.of(BotPluginAdapter.class)) {
            house.close();
            assertThat(log.warnings()).singleElement().asString().contains("plugin=hello", "step=onDisable");
        }
        assertThat(house.status("hello.jar").state()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void threadThatDoesNotEndMakesAZombieAndTheNeighbourStops() {
        System.clearProperty("zombie.release");
        house.impatient();
        house.drop(
                "spinner.jar",
                TestJar.plugin("spinner")
                        .onEnable(
                                "new Thread(() -> { while (!Boolean.getBoolean(\"zombie.release\")) {} }, \"spin\").start();"
                                        + " context.onMessage(m -> Outcome.PASS);"));
        house.drop("base.jar", TestJar.plugin("base"));
        try {
            house.start();
            house.close();
            assertThat(house.status("spinner.jar").state()).isEqualTo(PluginState.ZOMBIE);
            assertThat(house.status("spinner.jar").reason())
                    .startsWith("threads that do not end: spin, it is at demo.");
            assertThat(house.status("base.jar").state()).isEqualTo(PluginState.STOPPED);
        } finally {
            System.setProperty("zombie.release", "true");
        }
    }

    @Test
    void stuckHandlersDoNotKeepOnDisableFromRunning() {
        house.impatientWithHandlers();
        house.messaging().neverDrain();
        house.drop(
                "hello.jar",
                TestJar.plugin("hello")
                        .onEnable("context.onMessage(m -> { new CountDownLatch(1).await(); return Outcome.PASS; });")
                        .onDisable("say(\"disabled\");"));
        house.start();
        HandlerTable.MessageEntry entry = house.messaging().table().messages().get(0);
        for (int i = 0; i < 8; i++) {
            entry.owner().handlers().execute(() -> {
                try {
                    entry.handler().handle(Said.privately("hi"));
                } catch (Exception e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        house.close();
        assertThat(house.messaging().said()).containsExactly("disabled");
        assertThat(house.status("hello.jar").state()).isEqualTo(PluginState.STOPPED);
    }

    @Test
    void stopIsBoundedAsAWholeHoweverManyPluginsHang() {
        house.patient();
        for (String id : List.of("one", "two", "three")) {
            house.drop(id + ".jar", TestJar.plugin(id).onDisable("new CountDownLatch(1).await();"));
        }
        house.start();
        // The margin is for the machine: each plugin alone may take all of it.
        house.host().stop(Duration.ofMillis(300), Duration.ofSeconds(30));
        assertThat(house.host().plugins()).extracting(PluginStatus::state).containsOnly(PluginState.STOPPED);
    }

    @Test
    void whileOnePluginHangsInItsStartTheOthersAreToldOfAndItsOperatorEndsIt() throws Exception {
        house.drop("b.jar", TestJar.plugin("b"));
        house.start();
        house.drop("a.jar", TestJar.plugin("a").onEnable("say(\"here\"); new CountDownLatch(1).await();"));
        house.timers().advance(DropFolder.PERIOD);
        House.done(house.host().settled());
        house.timers().advance(DropFolder.PERIOD);
        assertThat(house.messaging().awaitSaid()).isEqualTo("here");
        assertThat(house.host().details("b").status().state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.host().inTheWay().orElseThrow().id()).isEqualTo("a");
        CompletionStage<PluginStatus> reload = house.host().reload("b");
        assertThat(House.done(house.host().disable("a")).state()).isEqualTo(PluginState.DISABLED);
        assertThat(House.done(reload).state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.host().inTheWay()).isEmpty();
    }

    @Test
    void threadOfTheHostThatWasGivenAPluginsLoaderIsLeftAloneAndGivenItsOwnBack() throws Exception {
        CountDownLatch work = new CountDownLatch(1);
        Thread host = new Thread(
                () -> {
                    try {
                        work.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "host-at-work");
        host.start();
        Eventually.holds("it waits", () -> host.getState() == Thread.State.WAITING);
        house.drop("taker.jar", TestJar.plugin("taker").onEnable("""
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().equals("host-at-work")) thread.setContextClassLoader(getClass().getClassLoader());
                }
                context.onMessage(m -> Outcome.PASS);
                """));
        house.start();
        try {
            assertThat(host.getContextClassLoader()).isNotSameAs(PluginHost.class.getClassLoader());
            assertThat(House.done(house.host().disable("taker")).state()).isEqualTo(PluginState.DISABLED);
            assertThat(host.isInterrupted()).isFalse();
            assertThat(host.getState()).isEqualTo(Thread.State.WAITING);
            assertThat(host.getContextClassLoader()).isSameAs(PluginHost.class.getClassLoader());
        } finally {
            work.countDown();
        }
    }

    @Test
    void directoryThatCannotBeLookedAtIsToldOnce(@TempDir Path elsewhere) throws Exception {
        URI zip = URI.create("jar:" + elsewhere.resolve("folder.zip").toUri());
        FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"));
        PluginHost host = new PluginHost(
                PluginHostOptions.of(files.getPath("/"), elsewhere.resolve("work"), elsewhere.resolve("data")),
                house.messaging(),
                house.services());
        try (CapturedLog log = CapturedLog.of(PluginHost.class)) {
            host.start();
            files.close();
            for (int i = 0; i < 5; i++) {
                house.timers().advance(DropFolder.PERIOD);
                House.done(host.settled());
            }
            assertThat(log.errors()).singleElement().asString().contains("plugin directory not looked at");
        } finally {
            host.stop();
        }
    }

    @Test
    void stopCutsAHangingStartShort() throws Exception {
        house.drop("a.jar", TestJar.plugin("a").onEnable("say(\"here\"); new CountDownLatch(1).await();"));
        house.drop("b.jar", TestJar.plugin("b"));
        CompletableFuture<List<PluginStatus>> starting = CompletableFuture.supplyAsync(house::start);
        assertThat(house.messaging().awaitSaid()).isEqualTo("here");
        house.close();
        starting.get(10, TimeUnit.SECONDS);
        assertThat(house.status("a.jar").state()).isEqualTo(PluginState.FAILED);
        assertThat(house.status("a.jar").reason()).contains("the host stopped before");
        assertThat(house.status("b.jar").state()).isEqualTo(PluginState.DISCOVERED);
    }

    @Test
    void pluginWithoutAnyRegistrationIsPointedToAnnotationProcessing() {
        house.drop("silent.jar", TestJar.plugin("silent").onEnable(""));
        try (CapturedLog log = CapturedLog.of(BotPluginAdapter.class)) {
            house.start();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("plugin=silent", "annotation processors", "-proc:full");
        }
        assertThat(house.status("silent.jar").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void commandsOfAllPluginsAreListedAndTheFirstByIdWinsWithOneWarning() {
        house.drop(
                "b.jar",
                TestJar.plugin("b")
                        .onEnable(
                                "context.commands().register(CommandSpec.named(\"ping\").handle(c -> c.reply(\"b\")));"
                                        + " context.commands().register(CommandSpec.named(\"zap\").handle(c -> {}));"));
        house.drop(
                "a.jar",
                TestJar.plugin("a")
                        .onEnable(
                                "context.commands().register(CommandSpec.named(\"ping\").handle(c -> c.reply(\"a\")));"
                                        + " context.onMessage(m -> { m.reply(context.commands().all().stream()"
                                        + ".map(CommandInfo::name).toList() + \"\"); return Outcome.CONSUMED; });"));
        try (CapturedLog log = CapturedLog.of(CommandCatalog.class)) {
            house.start();
            assertThat(house.messaging().hear("ping")).containsExactly("a");
            assertThat(house.messaging().hear("which")).containsExactly("[ping, zap]");
            House.done(house.host().reload("b"));
            House.done(house.host().disable("a"));
            House.done(house.host().enable("a"));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("will not be carried out plugin=b taken-by=a words=ping");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyPluginIsStoppedHoweverManyThereAre(int count) {
        for (int i = 0; i < count; i++) {
            house.drop(i + ".jar", TestJar.plugin("p" + i).onDisable("if (true) throw new AssertionError();"));
        }
        house.start();
        house.close();
        assertThat(house.host().plugins())
                .hasSize(count)
                .extracting(PluginStatus::state)
                .containsOnly(PluginState.STOPPED);
        assertThat(house.workFiles()).isEmpty();
    }

    @Test
    void optionalDependencyStartsFirstIfItIsThere() {
        house.drop("a.jar", TestJar.plugin("a").dependsOn("z?").onEnable("say(\"a\");"));
        house.drop("z.jar", TestJar.plugin("z").onEnable("say(\"z\");"));
        house.start();
        assertThat(house.messaging().said()).containsExactly("z", "a");
    }

    @Test
    void operationsMayComeFromManyThreadsAtOnce() throws Exception {
        List<String> ids = List.of("a", "b", "c", "d");
        ids.forEach(
                id -> house.drop(id + ".jar", TestJar.plugin(id).onEnable("context.onMessage(m -> Outcome.PASS);")));
        house.drop("good.jar", TestJar.plugin("good"));
        house.start();
        ExecutorService operators = Executors.newFixedThreadPool(8);
        try {
            List<Future<PluginStatus>> done = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String id = ids.get(i % ids.size());
                done.add(operators.submit(() -> House.done(house.host().reload(id))));
            }
            for (Future<PluginStatus> one : done) {
                assertThat(one.get(60, TimeUnit.SECONDS).state()).isEqualTo(PluginState.ACTIVE);
            }
        } finally {
            operators.shutdownNow();
        }
        for (String id : ids) {
            assertThat(house.host().details(id).lives()).isEqualTo(11);
        }
        assertThat(house.messaging().hear("hi")).containsExactly("good");
    }

    @Test
    void theDevelopmentModeOfPf4jChangesNothing() {
        System.setProperty("pf4j.mode", "development");
        try {
            Path jar = house.drop("hello.jar", TestJar.plugin("hello"));
            house.start();
            assertThat(house.messaging().hear("hi")).containsExactly("hello");
            House.done(house.host().remove("hello"));
            assertThat(jar).doesNotExist();
            assertThat(house.plugins()).isDirectory();
        } finally {
            System.clearProperty("pf4j.mode");
        }
    }

    @Test
    void thisVersionOfTheApiIsEnoughWhereItIsRequired() {
        house.drop("hello.jar", TestJar.plugin("hello").manifest("Plugin-Requires", ">=" + ApiVersion.current()));
        house.start();
        assertThat(ApiVersion.current()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(house.messaging().hear("hi")).containsExactly("hello");
    }
}
