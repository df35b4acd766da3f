package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.host.Eventually;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.guard.EchoLoops;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.guard.LiveThreads;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.guard.Watchdog;
import dev.rookery.host.testing.CapturedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each hostile plugin of the {@link Zoo} beside a good neighbour, who answers all the time. */
class ZooTest {

    private static final Duration TICK = Duration.ofMillis(250);

    @TempDir
    private Path root;

    private final Street street = new Street("test");
    private House house;
    private Dispatcher dispatcher;

    @BeforeEach
    void open() {
        house = house();
        house.drop(
                "neighbour.jar",
                TestJar.plugin("neighbour")
                        .onEnable("context.onMessage(message -> { message.reply(\"neighbour \" + message.text());"
                                + " return Outcome.CONSUMED; });"));
    }

    private House house() {
        House made = new House(root).impatient();
        EchoLoops loops = new EchoLoops(made.timers());
        dispatcher = new Dispatcher(made.timers(), loops::hears);
        dispatcher.connect(street);
        return made.through(dispatcher);
    }

    @AfterEach
    void close() {
        System.setProperty("zoo.end", "");
        house.close();
        // Other tests look at all threads, which one of a class of a plugin's might hold up.
        Eventually.holds(
                "threads of plugins' classes end",
                () -> LiveThreads.all().stream().allMatch(LiveThreads::isPlain));
        System.clearProperty("zoo.end");
    }

    private void letLoose(String animal) {
        house.drop(animal + ".jar", Zoo.animal(animal));
        house.start();
        assertThat(house.status(animal + ".jar").state()).isEqualTo(PluginState.ACTIVE);
    }

    private void say(String chat, String text) {
        dispatcher.onEvent(street.heard(chat, text));
    }

    private PluginState state(String animal) {
        return house.status(animal + ".jar").state();
    }

    /** Turns the clock by small steps until something is so. */
    private void until(BooleanSupplier condition) throws InterruptedException {
        until(Duration.ofMillis(50), condition);
    }

    /** Waits for something in real time. */
    private void untilNow(BooleanSupplier condition) throws InterruptedException {
        until(Duration.ZERO, condition);
    }

    private void until(Duration step, BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            if (neighbourIsIdle()) {
                house.timers().advance(step);
            }
            assertThat(never.await(1, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    /** The clock stands still while the neighbour has something to do: a busy machine must not make it late. */
    private boolean neighbourIsIdle() {
        return dispatcher.drained("neighbour").toCompletableFuture().isDone();
    }

    private void neighbourAnswers(String chat, String text) throws InterruptedException {
        say(chat, text);
        until(() -> street.said().contains(chat + ": neighbour " + text));
    }

    /** Where all threads are. Not by {@code Thread.getAllStackTraces}, which a golem holds up. */
    private static Stream<Stream<StackTraceElement>> stacks() {
        return LiveThreads.all().stream().map(thread -> Stream.of(LiveThreads.stackOf(thread)));
    }

    /** In each of these chats a hostile plugin is at it. */
    private void called(String... chats) throws InterruptedException {
        Stream.of(chats).forEach(chat -> say(chat, "hi"));
        untilNow(() -> stacks().filter(stack ->
                                stack.anyMatch(frame -> frame.getClassName().startsWith("zoo.")))
                        .count()
                >= chats.length);
    }

    @Test
    void throwerIsLeftAloneAfterAWhileWhateverItThrows() throws Exception {
        letLoose("Thrower");
        hear(1, 20);
        untilNow(() -> state("Thrower") == PluginState.DEGRADED);
        assertThat(house.status("Thrower.jar").reason())
                .startsWith("fails too often and is left alone for 30 s, the last time: ");
    }

    @Test
    void whoIsLeftAloneIsNotCalledAndThenOnceToTry() throws Exception {
        failsAndIsTriedAgain("");
    }

    @Test
    void handlersThatPassDoNotHideTheOneBesideThemThatFails() throws Exception {
        failsAndIsTriedAgain("context.onMessage(message -> dev.rookery.api.handler.Outcome.PASS);");
    }

    /**
     * Lets a plugin loose whose handler fails each time.
     *
     * @param others other handlers that it registers before that one, and once more after it
     */
    private void failsAndIsTriedAgain(String others) throws Exception {
        house.drop(
                "a-failure.jar",
                TestJar.plugin("a-failure") // before the neighbour, by its name
                        .onEnable(others
                                + "context.onMessage(message -> { message.reply(\"I fail\");"
                                + " throw new IllegalStateException(); });"
                                + others));
        house.start();
        GuardOptions.Trip trip = GuardOptions.defaults().breaker();
        hear(1, 20);
        assertThat(failures()).isEqualTo(trip.failures());
        house.timers().advance(trip.pause());
        hear(21, 40);
        assertThat(failures()).isEqualTo(trip.failures() + 1);
        house.timers().advance(trip.pause());
        hear(41, 60);
        assertThat(failures()).isEqualTo(trip.failures() + 1);
    }

    private void hear(int first, int last) throws InterruptedException {
        for (int i = first; i <= last; i++) {
            String text = "message " + i;
            say("a", text);
            untilNow(() -> street.said().contains("a: neighbour " + text));
        }
    }

    private long failures() {
        return street.said().stream().filter(words -> words.endsWith("I fail")).count();
    }

    @Test
    void blockerIsInterruptedAndThenLeftAlone() throws Exception {
        letLoose("Blocker");
        try (CapturedLog log = CapturedLog.of(Watchdog.class)) {
            called("a", "b", "c");
            // All in the same tick, and the clock stands still from then on: however late its threads are to heed it.
            until(() -> log.warnings().stream()
                            .filter(line -> line.contains("too slow and was interrupted"))
                            .count()
                    == 3);
        }
        assertThat(street.said()).contains("a: neighbour hi", "b: neighbour hi", "c: neighbour hi");
        untilNow(() -> state("Blocker") == PluginState.DEGRADED);
        assertThat(house.status("Blocker.jar").reason()).contains("a call took longer than 3", " s, waiting");
        neighbourAnswers("a", "4");
    }

    @Test
    void deafOneLosesItsThreadsGetsOthersAndIsQuarantinedInTheEnd() throws Exception {
        letLoose("Deaf");
        try (CapturedLog log = CapturedLog.of(Watchdog.class)) {
            called("a");
            until(() -> !log.errors().isEmpty());
            assertThat(log.errors()).singleElement().asString().contains("another takes its place plugin=deaf");
            neighbourAnswers("a", "1");
            neighbourAnswers("b", "2");
            neighbourAnswers("c", "3");
            until(() -> state("Deaf") == PluginState.QUARANTINED);
            assertThat(log.errors()).anyMatch(line -> line.contains("restart the host threads=3"));
        }
        neighbourAnswers("a", "4");
    }

    @Test
    void spinnerIsQuarantinedAtOnceAndKeptOutUntilItsJarChanges() throws Exception {
        letLoose("Spinner");
        neighbourAnswers("a", "1"); // which takes the neighbour 5 s
        until(() -> state("Spinner") == PluginState.QUARANTINED);
        assertThat(house.status("Spinner.jar").reason()).contains("did not heed its interrupt, computing");
        neighbourAnswers("a", "2");
        house.close();

        house = house();
        house.start();
        assertThat(state("Spinner")).isEqualTo(PluginState.QUARANTINED);
        neighbourAnswers("a", "3");
        house.close();

        house = house();
        house.drop("Spinner.jar", Zoo.animal("Spinner").version("1.0.1"));
        house.start();
        assertThat(state("Spinner")).isEqualTo(PluginState.ACTIVE);
    }

    private long floods() {
        return street.said().stream().filter(words -> words.contains("flood")).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Flooder", "Broadcaster"})
    void floodIsCutAndWhoFloodsIsLeftAlone(String animal) throws Exception {
        letLoose(animal);
        for (int i = 0; i < 5; i++) {
            say("a", "hi " + i);
        }
        untilNow(() -> street.said().contains("a: neighbour hi 4"));
        untilNow(() -> state(animal) == PluginState.DEGRADED);
        assertThat(floods()).isBetween(60L, 5L * 5 + 60);
        assertThat(house.status(animal + ".jar").reason()).contains("the plugin says too much here");
    }

    @Test
    void anEndlessFloodEndsItselfAndHoldsNobodyUp() throws Exception {
        letLoose("Torrent");
        say("a", "hi");
        untilNow(() -> street.said().contains("a: neighbour hi"));
        untilNow(() -> state("Torrent") == PluginState.DEGRADED);
        assertThat(house.status("Torrent.jar").reason()).contains("the plugin says too much here");
    }

    @Test
    void anEndlessFloodFromAThreadOfItsOwnEndsItselfToo() throws Exception {
        house.drop(
                "a-torrent.jar",
                TestJar.plugin("a-torrent") // before the neighbour, by its name
                        .onEnable("context.onMessage(message -> { Thread flood = new Thread(() -> { while (true)"
                                + " context.send(message.chat().id(),"
                                + " dev.rookery.api.message.Message.text(\"flood\")); }, \"zoo-torrent\");"
                                + " flood.setDaemon(true); flood.start(); return Outcome.PASS; });"));
        house.start();
        say("a", "hi");
        untilNow(() -> street.said().stream().anyMatch(words -> words.contains("flood")));
        untilNow(() ->
                LiveThreads.all().stream().noneMatch(thread -> thread.getName().equals("zoo-torrent")));
        assertThat(street.said().stream().filter(words -> words.contains("flood")))
                .hasSizeLessThanOrEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Interrupter", "Disguised", "ThreadStarter", "Sluggish"})
    void theseHarmNobody(String animal) throws Exception {
        letLoose(animal);
        for (int i = 0; i < 10; i++) {
            String text = "message " + i;
            say("a", text);
            untilNow(() -> street.said().contains("a: neighbour " + text));
        }
        assertThat(state(animal)).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aFloodOfMessagesOverASlowPluginReachesTheNeighbourInOrder() throws Exception {
        letLoose("Blocker");
        called("a");
        for (int i = 0; i < 500; i++) {
            say("a", "message " + i);
        }
        until(() -> street.said().size() == 501);
        List<String> all = IntStream.range(0, 500)
                .mapToObj(i -> "a: neighbour message " + i)
                .toList();
        assertThat(List.copyOf(street.said()).subList(1, 501)).isEqualTo(all);
    }

    @Test
    void whoGivesACommandToAPluginThatIsTooBusyIsToldSo() throws Exception {
        house.drop(
                "napper.jar",
                TestJar.plugin("napper")
                        .onEnable("context.commands().register(dev.rookery.api.command.CommandSpec.named(\"nap\")"
                                + ".handle(call -> new java.util.concurrent.CountDownLatch(1).await()));"));
        house.start();
        say("a", "nap");
        untilNow(() -> stacks().anyMatch(
                        stack -> stack.anyMatch(frame -> frame.getClassName().startsWith("demo.napper."))));
        neighbourAnswers("a", "nap"); // which takes it 5 s
        for (int i = 0; i < 300; i++) {
            say("a", "nap");
        }
        untilNow(() -> street.said().stream().anyMatch(words -> words.contains("nap has its hands full right now")));
        assertThat(street.said().stream().filter(words -> words.contains("hands full")))
                .hasSize(1);
    }

    @Test
    void hogIsToldAndItsThreadsRest() throws Exception {
        letLoose("Hog");
        try (CapturedLog log = CapturedLog.of(Watchdog.class)) {
            for (int i = 0; log.warnings().isEmpty(); i++) {
                assertThat(i).as("gibibytes without a word").isLessThan(20);
                hear(i, i);
                house.timers().advance(TICK);
            }
            assertThat(log.warnings())
                    .allMatch(line -> line.startsWith("WARN plugin allocates much memory plugin=hog"));
        }
        Stream.of("b", "c", "d", "e").forEach(chat -> say(chat, "something for each of its threads"));
        untilNow(() -> stacks().flatMap(stack -> stack)
                .anyMatch(frame -> frame.getClassName().startsWith(PluginThreads.class.getName())
                        && frame.getMethodName().equals("rest")));
        neighbourAnswers("a", "while it rests");
        Usage usage = house.host().details("hog").usage();
        assertThat(usage.allocated()).isGreaterThan(GuardOptions.defaults().allocation());
        assertThat(usage.processor()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Poisoner", "LatePoisoner"})
    void whatAllShareIsPutBack(String animal) throws Exception {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Object out = System.out;
        Object handler = Thread.getDefaultUncaughtExceptionHandler();
        try (CapturedLog log = CapturedLog.of(Containment.class)) {
            letLoose(animal);
            neighbourAnswers("a", "1");
            assertThat(Locale.getDefault()).isEqualTo(locale);
            assertThat(TimeZone.getDefault()).isEqualTo(zone);
            assertThat(System.out).isSameAs(out);
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
            assertThat(log.warnings())
                    .anyMatch(line -> line.contains("plugin=" + animal.toLowerCase(Locale.ROOT))
                            && line.contains("default locale tlh, default time zone Pacific/Kiritimati"));
        }
    }

    @Test
    void aDeadlockWhileStoppingIsToldAndKeepsNobody() throws Exception {
        // Also on a busy machine it has come about by then.
        house.stoppingWithin(Duration.ofSeconds(2)).through(dispatcher);
        letLoose("Entangled");
        neighbourAnswers("a", "1");
        try (CapturedLog log = CapturedLog.of(BotPluginAdapter.class)) {
            house.close();
            assertThat(log.warnings()).anyMatch(line -> line.contains("plugin=entangled") && line.contains("deadlock"));
        }
        assertThat(state("Entangled")).isEqualTo(PluginState.ZOMBIE);
        assertThat(state("neighbour")).isEqualTo(PluginState.STOPPED);
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void lockerKeepsNeitherTheTimersNorTheLifecycleNorAnybodyElse() throws Exception {
        letLoose("Locker");
        neighbourAnswers("a", "1");
        house.timers().advance(Duration.ofSeconds(2)); // its job falls due
        neighbourAnswers("a", "2");
        PluginStatus disabled = House.done(house.host().disable("locker"));
        assertThat(disabled.reason()).contains("threads that do not end", "zoo.Locker.hold");
        House.done(house.host().reload("neighbour"));
        neighbourAnswers("a", "3");
        house.drop(
                "late.jar",
                TestJar.plugin("late")
                        .onEnable("org.slf4j.LoggerFactory.getLogger(Main.class).info(\"a logger of its own\");"
                                + " context.onMessage(m -> Outcome.PASS);"));
        house.look(2);
        assertThat(state("late")).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void golemIsAskedNothingAndWaitedForByNobody() throws Exception {
        letLoose("Golem");
        neighbourAnswers("a", "1");
        assertThat(house.host().details("golem").threads()).isPositive();
        assertThat(House.done(house.host().disable("golem")).reason()).contains("threads that do not end: zoo-golem");
        House.done(house.host().reload("neighbour"));
        neighbourAnswers("a", "2");
    }

    @Test
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoInterruptsTrapperIsNotHeldUpByWhatItHasPrepared() throws Exception {
        letLoose("Trapper");
        List.of("a", "b", "c").forEach(chat -> say(chat, "hi"));
        until(() -> state("Trapper") == PluginState.QUARANTINED);
        House.done(house.host().enable("trapper"));
        say("d", "hi");
        neighbourAnswers("e", "1");
        House.done(house.host().disable("trapper")); // while its thread is in the trap
        House.done(house.host().reload("neighbour"));
        neighbourAnswers("a", "2");
    }

    @Test
    void whatCannotBeLookedAtIsToldByItsNameAndHarmsNobody() throws Exception {
        letLoose("Unspeakable");
        house.timers().advance(Duration.ofSeconds(1)); // its job falls due
        hear(1, 10);
        untilNow(() -> state("Unspeakable") == PluginState.DEGRADED);
        assertThat(house.status("Unspeakable.jar").reason())
                .contains("zoo.Unspeakable$Unlookable, which throws java.lang.Error when it is looked at");
        assertThat(House.done(house.host().disable("unspeakable")).state()).isEqualTo(PluginState.DISABLED);
        neighbourAnswers("a", "goodbye");
    }

    @Test
    void haunterSaysNothingOnceItWasDisabled() throws Exception {
        letLoose("Haunter");
        hear(1, 1);
        say("b", "2");
        untilNow(() -> street.said().contains("a: boo") || street.said().contains("b: boo"));
        House.done(house.host().disable("haunter"));
        haunts(1); // which it may have been at meanwhile
        List<String> said = List.copyOf(street.said());
        haunts(3);
        assertThat(street.said()).containsExactlyElementsOf(said);
        until(Duration.ofSeconds(1), () -> !house.host().leaks().isEmpty());
        assertThat(house.host().leaks())
                .singleElement()
                .satisfies(
                        leak -> assertThat(leak.heldBy().toString()).contains("thread \"zoo-haunter\"", "zoo.Haunter"));
    }

    /** Waits until it has tried so often, from now on. */
    private void haunts(int times) throws InterruptedException {
        int before = Integer.getInteger("zoo.haunted", 0);
        untilNow(() -> Integer.getInteger("zoo.haunted", 0) >= before + times);
    }

    @Test
    void twoBotsThatEchoEachOtherComeToAnEnd() throws Exception {
        Street other = new Street("other");
        dispatcher.connect(other);
        house.start();
        ChatId here = new ChatId("test", ChatKind.GROUP, "g");
        ChatId there = new ChatId("other", ChatKind.GROUP, "g");
        street.overheardBy(
                (chat, words) -> dispatcher.onEvent(other.heard(there, "number of test", words.plainText())));
        other.overheardBy(
                (chat, words) -> dispatcher.onEvent(street.heard(here, "number of other", words.plainText())));
        MessageReceived first = street.heard(here, "somebody", "hi");
        dispatcher.onEvent(other.heard(new ChatId("other", ChatKind.FRIEND, "f"), "somebody", "wake up"));
        dispatcher.onEvent(first).toCompletableFuture().get(10, TimeUnit.SECONDS);
        dispatcher.quiesce().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(street.said().size() + other.said().size()).isBetween(3, 4 * EchoLoops.DEPTH + 4);
    }
}
