package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.console.AccountLines;
import dev.rookery.host.console.OperatorCommands;
import dev.rookery.host.console.PluginControl;
import dev.rookery.host.control.Answer;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.guard.EchoLoops;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginHostOptions;
import dev.rookery.host.plugin.TestJar;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.scope.ScopeSettings;
import dev.rookery.host.time.ManualTimers;
import dev.rookery.host.why.RecentMessages;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the operator reads when asking why, for each reason there is, with a plugin that can do everything wrong. */
@Timeout(120)
class WhyTest {

    private static final ChatId CHAT = new ChatId("pual", ChatKind.FRIEND, "1001");

    /** What still runs at the end is not waited for. */
    private static final Duration SOON = Duration.ofMillis(200);

    @TempDir
    private static Path jars;

    @TempDir
    private Path root;

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-22T12:00:00Z"));
    private final RecentMessages messages = new RecentMessages(timers);
    private final Network network = new Network();
    /** Until the plugin hangs. */
    private final CountDownLatch hangs = new CountDownLatch(1);

    private Scope scope;
    private Dispatcher dispatcher;
    private HostServices services;
    private PluginHost plugins;
    private OperatorCommands operator;

    /** A network that sends whatever it is given, or says that it did not. */
    private static final class Network implements NetworkAccount {

        private volatile SendResult result = new SendResult.Sent(new MessageId("2"));

        @Override
        public String name() {
            return "pual";
        }

        @Override
        public void start(AccountListener listener) {}

        @Override
        public CompletionStage<SendResult> send(ChatId chat, Message message) {
            return CompletableFuture.completedStage(result);
        }

        @Override
        public CompletionStage<Void> stopHearing() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }
    }

    @BeforeAll
    static void build() {
        TestJar.plugin("subject").onEnable("""
                context.permissions().declare("subject.secret", "Secrets.", dev.rookery.api.permission.Level.GROUP_ADMIN);
                context.commands().register(CommandSpec.named("guarded").permission("subject.secret")
                        .handle(call -> call.reply("a secret")));
                context.commands().register(CommandSpec.named("resting")
                        .cooldown(java.time.Duration.ofSeconds(10), Cooldown.Per.PERSON)
                        .handle(call -> call.reply("tired")));
                context.onMessage(message -> {
                    switch (message.text()) {
                        case "hello":
                            message.reply("hi");
                            return Outcome.CONSUMED;
                        case "boom":
                            throw new IllegalStateException("boom");
                        case "hang":
                            ((CountDownLatch) System.getProperties().get("why.hangs")).countDown();
                            new CountDownLatch(1).await();
                            return Outcome.CONSUMED;
                        case "chatter":
                            for (int i = 0; i < 60 + 5 + 1; i++) {
                                message.reply("and " + i);
                            }
                            return Outcome.CONSUMED;
                        default:
                            return Outcome.PASS;
                    }
                });
                """).writeTo(jars, "subject.jar");
    }

    @BeforeEach
    void start() throws Exception {
        System.getProperties().put("why.hangs", hangs);
        scope = new Scope(ScopeSettings.NONE, root.resolve("scope.json"), name -> Optional.empty(), timers);
        dispatcher = new Dispatcher(timers, new EchoLoops(timers)::hears, scope, messages);
        dispatcher.connect(network);
        services = new HostServices(
                new HostServices.Premises(
                        ConfigDocument.parse(Path.of("rookery.yml"), "", Map.of()),
                        plugin -> GuardOptions.defaults(),
                        (account, plugin, permission) -> false,
                        root,
                        timers,
                        timers.instant(),
                        1,
                        owner -> {
                            throw new UnsupportedOperationException("no web here");
                        }),
                dispatcher,
                scope,
                messages);
        plugins = new PluginHost(
                PluginHostOptions.of(jars, root.resolve("work"), root.resolve("data"))
                        .withDeadlines(Duration.ofSeconds(30), SOON, SOON, Duration.ofSeconds(5)),
                dispatcher,
                services);
        plugins.start();
        operator = new OperatorCommands(
                (PluginControl) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {PluginControl.class}, (self, method, given) -> {
                            return List.of("subject"); // their ids; nothing else is asked for
                        }),
                messages,
                scope,
                new AccountLines(List.of("pual")),
                () -> Answer.done(""));
    }

    @AfterEach
    void stop() {
        plugins.stop();
        services.close();
        System.getProperties().remove("why.hangs");
    }

    private CompletableFuture<Void> hear(String text) {
        Person alice = new Person(new PersonId("pual", "1001"), "Alice");
        Person bot = new Person(new PersonId("pual", "1"), "Pual");
        return dispatcher
                .onEvent(new MessageReceived(
                        new MessageId("1"), new Chat(CHAT, "Alice"), alice, bot, Message.text(text), timers.instant()))
                .toCompletableFuture();
    }

    /** Says something and waits until all is done about it. */
    private void say(String text) throws Exception {
        hear(text).get(30, TimeUnit.SECONDS);
        plugins.idle().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void until(String text, String words) throws InterruptedException {
        until(text, words, Instant.MAX);
    }

    /** The clock goes on to its end, and the world after that, until the operator would read something. */
    private void until(String text, String words, Instant end) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!why(text).contains(words)) {
            assertThat(System.nanoTime()).as(why(text)).isLessThan(deadline);
            if (timers.instant().isBefore(end)) {
                timers.advance(Duration.ofMillis(250));
            }
            assertThat(never.await(1, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    /** What is read, without how long it took. */
    private String why(String text) {
        return operator.run(List.of("why", text)).text().replaceAll("\\d+(\\.\\d)? ms", "N ms");
    }

    private List<String> steps(String text) {
        return why(text).lines().skip(1).map(String::strip).toList();
    }

    @Test
    void answered() throws Exception {
        say("hello");
        assertThat(why("hello").lines().findFirst().orElseThrow())
                .endsWith(" pual/friend/1001 Alice (pual/1001): \"hello\"");
        assertThat(steps("hello"))
                .containsExactly(
                        "subject: dealt with it in N ms (asked after N ms)",
                        "subject: its answer was sent N ms after the message came",
                        "done after N ms");
    }

    @Test
    void nobodyTookIt() throws Exception {
        say("whatever");
        assertThat(steps("whatever"))
                .containsExactly("subject: passed it on in N ms (asked after N ms)", "nobody took it, done after N ms");
    }

    @Test
    void switchedOff() throws Exception {
        operator.run(List.of("scope", "off", "subject", "pual/friend/1001"));
        say("hello");
        assertThat(steps("hello"))
                .containsExactly(
                        "subject: not asked: plugin subject is switched off for pual/friend/1001, says rookery"
                                + " scope, 2026-11-22T12:00:00Z",
                        "nobody took it, done after N ms");

        operator.run(List.of("scope", "reset", "subject", "pual/friend/1001"));
        operator.run(List.of("scope", "off", "subject/resting"));
        say("resting");
        assertThat(steps("resting"))
                .contains("subject: not asked: command resting of plugin subject is switched off everywhere, says"
                        + " rookery scope, 2026-11-22T12:00:00Z");
    }

    @Test
    void permissionMissing() throws Exception {
        say("guarded");
        assertThat(steps("guarded"))
                .contains("subject: not allowed: command guarded: permission subject.secret needs group-admin, the"
                        + " sender is member");
    }

    @Test
    void coolingDown() throws Exception {
        say("resting");
        timers.advance(Duration.ofSeconds(4));
        say("resting");
        assertThat(steps("resting"))
                .contains(
                        "subject: took it for the command resting",
                        "subject: not carried out: command resting rests 10s after each use by a person, 6s of it are"
                                + " left");
    }

    @Test
    void failedAndLeftAlone() throws Exception {
        for (int i = 0; i < 10; i++) {
            say("boom");
        }
        assertThat(why("boom"))
                .contains("subject: failed in N ms with java.lang.IllegalStateException, the log has its stack (asked"
                        + " after N ms)");
        say("hello");
        assertThat(steps("hello"))
                .containsExactly(
                        "subject: not asked: it fails too often and is left alone for 30 s, the last time:"
                                + " java.lang.IllegalStateException: boom",
                        "nobody took it, done after N ms");
    }

    @Test
    void tooSlowAndInterrupted() throws Exception {
        // Not until its thread is given up, however slow this machine is.
        Instant end = timers.instant().plusSeconds(31);
        CompletableFuture<Void> handled = hear("hang");
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        until("hang", "subject: too slow: the message went on to the others without it", end);
        assertThat(steps("hang")).contains("subject: is at it (asked after N ms)");
        until("hang", "subject: too slow: it was interrupted after 30 s", end);
        assertThat(why("hang")).contains("subject: failed in N ms with java.lang.InterruptedException");
        handled.get(30, TimeUnit.SECONDS);
    }

    @Test
    void tooManyMessagesWait() throws Exception {
        hear("hang");
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        until("hang", "too slow");
        for (int i = 0; i < 1_100; i++) {
            hear("wait " + i).get(30, TimeUnit.SECONDS); // so that not too many are under way in the chat
        }
        until("wait 1099", "subject: not asked: too many messages wait for it");
    }

    @Test
    void refusedByTheQuota() throws Exception {
        say("chatter");
        assertThat(steps("chatter"))
                .contains(
                        "subject: its answer was sent N ms after the message came, and 60 more",
                        "subject: its answer was not sent: the plugin says too much here: more than 60 messages at once"
                                + " and 10.0 a second N ms after the message came",
                        "and 4 steps more");
    }

    @Test
    void notDelivered() throws Exception {
        network.result = new SendResult.Refused("no longer a friend");
        say("hello");
        assertThat(steps("hello"))
                .contains("subject: its answer was not sent: no longer a friend N ms after the message came");
        network.result = new SendResult.Unknown("the connection was cut");
        say("hello");
        assertThat(steps("hello"))
                .contains("subject: its answer was perhaps sent: the connection was cut N ms after the message came");
    }

    @Test
    void saidByTheBotItself() throws Exception {
        Person bot = new Person(new PersonId("pual", "1"), "Pual");
        dispatcher.onEvent(new MessageReceived(
                new MessageId("1"), new Chat(CHAT, "Alice"), bot, bot, Message.text("hello"), timers.instant()));
        assertThat(steps("hello"))
                .containsExactly("nobody was asked: the bot said it itself", "nobody took it, done after N ms");
    }
}
