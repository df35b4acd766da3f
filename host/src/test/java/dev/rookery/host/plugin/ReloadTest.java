package dev.rookery.host.plugin;

import static dev.rookery.host.plugin.House.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.host.Eventually;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.testing.CapturedLog;
import dev.rookery.host.time.ManualTimers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reloading while messages flow, through the real dispatcher: none is lost, none comes twice. */
@Timeout(120)
class ReloadTest {

    /** Who heard what, in order; plugins reach it through the system properties. */
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    private final Dispatcher dispatcher = new Dispatcher(new ManualTimers(Instant.EPOCH), message -> true);
    private House house;
    private PluginHost host;

    @BeforeEach
    void open(@TempDir Path root) {
        System.getProperties().put("reload.test", heard);
        house = new House(root);
        host = new PluginHost(house.options(), dispatcher, house.services());
    }

    @AfterEach
    void close() {
        host.stop();
        System.getProperties().remove("reload.test");
    }

    /** Writes down what it hears, and passes it on. */
    private static TestJar listener(String id, int priority, String version) {
        return TestJar.plugin(id).version(version).with("""
                        @SuppressWarnings("unchecked")
                        void heard(String what) { ((Queue<String>) System.getProperties().get("reload.test")).add(what); }
                        """).onEnable("""
                        context.onMessage(new MessageHandler() {
                            public int priority() { return %d; }
                            public Outcome handle(IncomingMessage m) {
                                heard("%s " + m.chat().id().value() + " " + m.text());
                                Semaphore ahead = (Semaphore) System.getProperties().get("reload.ahead." + m.chat().id().value());
                                if (ahead != null && context.info().id().equals("changing")) ahead.release();
                                return Outcome.PASS;
                            }
                        });
                        context.on(AccountStateChanged.class, e -> heard("%s event " + e.reason()));
                        """.formatted(priority, id, id));
    }

    private CompletionStage<Void> say(String chat, int number) {
        return dispatcher.onEvent(new MessageReceived(
                new MessageId(chat + number),
                new Chat(new ChatId("test", ChatKind.FRIEND, chat), chat),
                new Person(new PersonId("test", "alice"), "alice"),
                new Person(new PersonId("test", "pual"), "pual"),
                Message.text(String.valueOf(number)),
                Instant.EPOCH));
    }

    private List<String> heardBy(String start) {
        return heard.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    private void assertHeardInOrder(String start, int said, List<String> told) {
        List<Integer> numbers = heardBy(start).stream().map(Integer::valueOf).toList();
        List<Integer> lost = IntStream.range(0, said).boxed().collect(Collectors.toList());
        lost.removeAll(new HashSet<>(numbers));
        assertThat(lost).as("lost %s, the log: %s", start, told).isEmpty();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i))
                    .as("after %s%s", start, numbers.get(i - 1))
                    .isEqualTo(numbers.get(i - 1) + 1);
        }
    }

    @Test
    void underARunningStreamNoMessageIsLostAndNoneComesTwice() throws Exception {
        house.drop("before.jar", listener("before", 50, "1.0.0"));
        house.drop("changing.jar", listener("changing", 0, "1.0.0"));
        house.drop("dependent.jar", listener("dependent", -10, "1.0.0").dependsOn("changing"));
        house.drop("zebra.jar", listener("zebra", -50, "1.0.0"));
        host.start();
        CapturedLog dispatched = CapturedLog.of(Dispatcher.class);
        CapturedLog lived = CapturedLog.of(Lifecycle.class);
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Integer>> streams = new ArrayList<>();
        for (String chat : List.of("a", "b", "c")) {
            streams.add(CompletableFuture.supplyAsync(() -> stream(chat, enough)));
        }
        for (int i = 1; i <= 6; i++) {
            // Each life stands in another place of the way, the third does not start.
            TestJar next = i == 3
                    ? TestJar.plugin("changing").onEnable("throw new Exception(\"no\");")
                    : listener("changing", new int[] {0, 70, -70}[i % 3], "1." + i + ".0");
            house.drop("changing.jar", next);
            done(host.reload("changing"));
        }
        enough.set(true);
        int[] said = new int[3];
        for (int i = 0; i < 3; i++) {
            said[i] = streams.get(i).get(60, TimeUnit.SECONDS);
        }
        done(dispatcher.quiesce());
        dispatched.close();
        lived.close();
        List<String> told = new ArrayList<>(dispatched.warnings());
        told.addAll(dispatched.errors());
        told.addAll(lived.warnings());
        for (int i = 0; i < 3; i++) {
            for (String plugin : List.of("before", "changing", "dependent", "zebra")) {
                assertHeardInOrder(plugin + " " + "abc".charAt(i) + " ", said[i], told);
            }
        }
        assertThat(done(host.checkForLeaks())).isEmpty();
        assertThat(host.details("changing").lives()).isEqualTo(7);
    }

    private static boolean tryAcquire(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Talks until it is enough, never further ahead of those who hear it than a lane is long. */
    private int stream(String chat, AtomicBoolean enough) {
        Semaphore ahead = new Semaphore(100);
        Semaphore underWay = new Semaphore(100);
        System.getProperties().put("reload.ahead." + chat, ahead);
        int number = 0;
        while (!enough.get()) {
            if (tryAcquire(ahead) && tryAcquire(underWay)) {
                say(chat, number++).whenComplete((handled, e) -> underWay.release());
            }
        }
        done(dispatcher.drained("changing"));
        System.getProperties().remove("reload.ahead." + chat);
        return number;
    }

    @Test
    void messagesAndEventsWaitForTheNextLifeAndAreHeardByIt() throws Exception {
        Semaphore go = new Semaphore(0);
        System.getProperties().put("reload.go", go);
        house.drop("changing.jar", listener("changing", 0, "1.0.0"));
        host.start();
        house.drop(
                "changing.jar",
                TestJar.plugin("changing").version("2.0.0").with("""
                                @SuppressWarnings("unchecked")
                                void heard(String what) { ((Queue<String>) System.getProperties().get("reload.test")).add(what); }
                                """).onEnable("""
                                heard("enabling");
                                ((Semaphore) System.getProperties().get("reload.go")).acquire();
                                context.commands().register(CommandSpec.named("7").handle(c -> heard("second 7")));
                                context.on(AccountStateChanged.class, e -> heard("second event " + e.reason()));
                                """));
        CompletionStage<PluginStatus> reloading = host.reload("changing");
        Eventually.holds("it is enabling", () -> heard.contains("enabling"));
        CompletionStage<Void> handled = say("a", 7);
        dispatcher.onEvent(new AccountStateChanged("test", AccountState.ONLINE, "x", Instant.EPOCH));
        assertThat(handled.toCompletableFuture()).isNotDone();
        go.release();
        assertThat(done(reloading).version()).isEqualTo("2.0.0");
        done(handled);
        done(dispatcher.quiesce());
        assertThat(heard).containsExactlyInAnyOrder("enabling", "second 7", "second event x");
        System.getProperties().remove("reload.go");
    }

    @Test
    void whatWaitedForAPluginThatComesBackInNoFormGoesOnToItsNeighbours() throws Exception {
        house.drop("base.jar", listener("base", 0, "1.0.0"));
        house.drop(
                "changing.jar",
                TestJar.plugin("changing").dependsOn("base").onEnable("""
                        if (System.getProperties().putIfAbsent("reload.once", "x") != null) throw new Exception("only once");
                        context.onMessage(new MessageHandler() {
                            public int priority() { return 70; }
                            public Outcome handle(IncomingMessage m) { return Outcome.CONSUMED; }
                        });
                        """).onDisable("""
                        ((Queue<Object>) System.getProperties().get("reload.test")).add("off");
                        ((Semaphore) System.getProperties().get("reload.go")).acquire();
                        """));
        Semaphore go = new Semaphore(0);
        System.getProperties().remove("reload.once");
        System.getProperties().put("reload.go", go);
        host.start();
        CompletionStage<PluginStatus> reloading = host.reload("base");
        Eventually.holds("it is off", () -> heard.contains("off"));
        CompletionStage<Void> handled = say("a", 7);
        go.release();
        assertThat(done(reloading).state()).isEqualTo(PluginState.ACTIVE);
        done(handled);
        assertThat(heardBy("base a ")).containsExactly("7");
        assertThat(host.details("changing").status().reason()).contains("only once");
        System.getProperties().remove("reload.go");
        System.getProperties().remove("reload.once");
    }

    @Test
    void aHandlerThatRunsMeanwhileFinishesWithItsOwnClasses() throws Exception {
        house.drop(
                "changing.jar",
                TestJar.plugin("changing")
                        .source("Late", "class Late { static String say() { return \"still here\"; } }")
                        .with("""
                                @SuppressWarnings("unchecked")
                                void heard(String what) { ((Queue<String>) System.getProperties().get("reload.test")).add(what); }
                                """)
                        .onEnable("""
                                context.onMessage(m -> {
                                    heard("begun");
                                    ((Semaphore) System.getProperties().get("reload.go")).acquire();
                                    heard(Late.say());
                                    return Outcome.PASS;
                                });
                                """)
                        .onDisable("heard(\"off\");"));
        house.drop("neighbour.jar", listener("neighbour", -10, "1.0.0"));
        Semaphore go = new Semaphore(0);
        System.getProperties().put("reload.go", go);
        host.start();
        CompletionStage<Void> handled = say("a", 7);
        Eventually.holds("it has begun", () -> heard.contains("begun"));
        house.drop("changing.jar", listener("changing", 0, "2.0.0"));
        CompletionStage<PluginStatus> reloading = host.reload("changing");
        Eventually.holds(
                "it is waited for", () -> host.details("changing").status().state() == PluginState.STOPPING);
        go.release();
        assertThat(done(reloading).version()).isEqualTo("2.0.0");
        done(handled);
        System.getProperties().remove("reload.go");
        assertThat(heardBy("neighbour a ")).containsExactly("7");
        heard.remove("neighbour a 7");
        assertThat(heard).containsExactly("begun", "still here", "off");
    }
}
