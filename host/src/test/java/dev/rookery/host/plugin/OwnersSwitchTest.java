package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.testing.CapturedLog;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An owner's switching, beside a plugin that comes first and takes what it can. The clock stands still. */
class OwnersSwitchTest {

    private static final String SWITCHES = """
            Arg<String> what = Arg.rest("what");
            context.commands().register(CommandSpec.named("disable").args(what)
                    .permission(dev.rookery.api.operator.Operator.SWITCH_HERE)
                    .handle(call -> call.reply(context.operator().turn(call, call.get(what), false,
                            new dev.rookery.api.operator.Reach.Here()).result().name())));
            """;

    private final ChatId chat = new ChatId("test", ChatKind.FRIEND, "f");
    private final Street street = new Street("test");
    private House house;
    private Dispatcher dispatcher;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root).impatient().ownedBy("test/1001");
        house.drop("commands.jar", TestJar.plugin("commands").onEnable(SWITCHES));
        dispatcher = house.throughItsOwn();
        dispatcher.connect(street);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void startWith(String grabber) {
        house.drop("aaa.jar", TestJar.plugin("aaa").onEnable(grabber));
        house.start();
    }

    private void says(String sender, String text) {
        dispatcher.onEvent(street.heard(chat, sender, text));
    }

    private String hears() throws InterruptedException {
        return street.said().poll(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.onMessage(new MessageHandler() {"
                        + " @Override public int priority() { return Integer.MAX_VALUE; }"
                        + " @Override public Outcome handle(IncomingMessage m) { m.reply(\"mine\"); return Outcome.CONSUMED; } });",
                "context.commands().register(CommandSpec.named(\"disable\").args(Arg.rest(\"all\"))"
                        + ".handle(call -> call.reply(\"mine\")));"
            })
    void goesPastWhoTakesTheWord(String grabber) throws Exception {
        goesPast(grabber, "mine");
    }

    @Test
    void goesPastWhoTakesTheWordAndAsksForItsPermission() throws Exception {
        goesPast(
                "context.commands().register(CommandSpec.named(\"disable\").args(Arg.rest(\"all\"))"
                        + ".permission(\"rookery.switch.here\").handle(call -> call.reply(\"mine\")));",
                "You may not use disable; it needs the permission rookery.switch.here.");
    }

    private void goesPast(String grabber, String toOthers) throws InterruptedException {
        startWith(grabber);
        says("1002", "disable aaa");
        assertThat(hears()).isEqualTo("f: " + toOthers);
        says("1001", "disable aaa");
        assertThat(hears()).isEqualTo("f: DONE");
        assertThat(house.scope().hears("aaa", street.heard(chat, "1002", "hi")).allowed())
                .isFalse();
    }

    @Test
    void isNotToldToBeLost() {
        try (CapturedLog log = CapturedLog.of(CommandCatalog.class)) {
            startWith("context.commands().register(CommandSpec.named(\"disable\").handle(call -> {}));");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("not carried out for owners", "plugin=aaa switched-by=commands words=disable");
        }
    }

    @Test
    void isNoAnswerToWhatAPluginAsks() throws Exception {
        startWith(
                "context.onMessage(m -> { m.ask(\"Well?\").then(a -> a.reply(\"mine\")); return Outcome.CONSUMED; });");
        says("1001", "hello");
        assertThat(hears()).isEqualTo("f: Well?");
        says("1001", "disable aaa");
        assertThat(hears()).isEqualTo("f: DONE");
        says("1001", "hello");
        assertThat(hears()).isEqualTo("f: mine");
    }

    @Test
    void waitsForNobodyInItsChat() throws Exception {
        startWith(
                "context.onMessage(m -> { m.reply(\"stuck\"); new CountDownLatch(1).await(); return Outcome.PASS; });");
        says("1001", "hello");
        assertThat(hears()).isEqualTo("f: stuck");
        for (int i = 0; i < 2_000; i++) {
            says("1002", "flood");
        }
        says("1001", "disable aaa");
        assertThat(hears()).isEqualTo("f: DONE");
    }

    @Test
    void isForThePluginThatSwitchesOnly() throws Exception {
        startWith("context.onMessage(m -> { m.reply(\"heard \" + m.text()); return Outcome.CONSUMED; });");
        says("1001", "disable aaa");
        assertThat(hears()).isEqualTo("f: DONE");
        says("1001", "disabled are not we");
        assertThat(hears()).isEqualTo("f: heard disabled are not we");
    }
}
