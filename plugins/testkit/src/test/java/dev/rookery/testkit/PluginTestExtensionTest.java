package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The extension as JUnit runs it, with tests that fail as they should. */
class PluginTestExtensionTest {

    private static Events run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }

    private static String failureOf(Class<?> testClass) {
        List<Event> failed = run(testClass).failed().list();
        assertThat(failed).hasSize(1);
        return failed.get(0)
                .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    @PluginTest(SamplePlugin.class)
    static class Fine {

        private TestBot early;

        @BeforeEach
        void speak(TestBot bot) {
            early = bot;
            bot.user("alice").says("count");
        }

        @Test
        void everyTestHasABotOfItsOwn(TestBot bot) {
            assertThat(bot).isSameAs(early);
            bot.expectReply("1");
        }

        @Test
        void theOtherToo(TestBot bot) {
            bot.expectReply("1");
        }

        @Test
        @PluginTest(value = SamplePlugin.class, config = "prefix: '# '")
        void aTestCanHaveSettingsOfItsOwn(TestBot bot) {
            bot.user("alice").says("shout a");
            bot.expectReply("1");
            bot.expectReply("# A");
        }

        @Nested
        class Inner {

            @Test
            void nestedTestsToo(TestBot bot) {
                bot.expectReply("1");
            }
        }

        @AfterEach
        void theBotIsStillThere(TestBot bot) {
            bot.expectNothingElse();
        }
    }

    @Test
    void testsThatAreRightPass() {
        run(Fine.class).assertStatistics(events -> events.started(4).succeeded(4));
    }

    @PluginTest(SamplePlugin.class)
    static class WrongReply {
        @Test
        void fails(TestBot bot) {
            bot.user("alice").says("shout hi");
            bot.expectReply("hi");
        }
    }

    @Test
    void aWrongReplyFailsWithTheConversation() {
        assertThat(failureOf(WrongReply.class)).isEqualTo("""
                        expected the reply "hi", but the bot said
                          "HI" in alice

                        the conversation:
                          [alice]    alice: shout hi
                          [alice]  Rookery: HI""");
    }

    /** Starts a thread and forgets it. */
    public static final class Forgetful implements BotPlugin {

        private static final CountDownLatch END = new CountDownLatch(1);
        private static final Semaphore LINGERING = new Semaphore(0);

        @Override
        public void onEnable(PluginContext context) throws InterruptedException {
            new Thread(Forgetful::linger, "forgotten").start();
            LINGERING.acquire();
            context.onMessage(message -> Outcome.PASS);
        }

        private static void linger() {
            LINGERING.release();
            boolean ended = false;
            while (!ended) {
                try {
                    END.await();
                    ended = true;
                } catch (InterruptedException deaf) {
                    // That is what is wrong with it.
                }
            }
        }
    }

    @PluginTest(Forgetful.class)
    static class Leaking {
        @Test
        void fails(TestBot bot) {
            bot.user("alice").says("hi");
            bot.expectNothing();
        }
    }

    @PluginTest(value = Forgetful.class, leakCheck = false)
    static class LeakingOnPurpose {
        @Test
        void passes(TestBot bot) {
            bot.start();
        }
    }

    @Test
    void aThreadLeftBehindFailsTheTest() {
        try {
            assertThat(failureOf(Leaking.class))
                    .startsWith(
                            "the plugin left something behind:\n  forgetful: threads that do not end: forgotten, it is at")
                    .contains("Forgetful.linger");
            run(LeakingOnPurpose.class).assertStatistics(events -> events.succeeded(1));
        } finally {
            Forgetful.END.countDown();
        }
    }

    /** Never answers. */
    public static final class Stuck implements BotPlugin {

        private static final BlockingQueue<Thread> THREADS = new LinkedBlockingQueue<>();

        @Override
        public void onEnable(PluginContext context) {
            context.onMessage(message -> {
                THREADS.add(Thread.currentThread());
                new CountDownLatch(1).await();
                return Outcome.CONSUMED;
            });
        }
    }

    @PluginTest(value = Stuck.class, deadlineSeconds = 1)
    static class Hanging {
        @Test
        void fails(TestBot bot) throws InterruptedException {
            bot.user("alice").says("hi");
            Thread stuck = Stuck.THREADS.take();
            while (stuck.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            bot.expectNothing();
        }
    }

    @Test
    void aPluginThatHangsFailsTheTestWithItsStack() {
        assertThat(failureOf(Hanging.class))
                .startsWith("the plugins' work took longer than 1 s, the plugins' threads are at\n  plugin-stuck-")
                .contains("(WAITING)\n      at ", "PluginTestExtensionTest$Stuck")
                .endsWith("the conversation:\n  [alice]  alice: hi");
    }

    @PluginTest(SamplePlugin.class)
    static class Failing {
        @Test
        void fails(TestBot bot) {
            bot.user("alice").says("boom");
            bot.expectReply(text -> text.startsWith("boom went wrong"));
        }
    }

    @Test
    void aPluginThatFailsFailsTheTest() {
        assertThat(failureOf(Failing.class))
                .startsWith(
                        "the plugin failed: java.lang.IllegalStateException: the fuse was lit\n\nthe conversation:\n");
    }

    /** Cannot start. */
    public static final class Unwilling implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            throw new IllegalStateException("not today");
        }
    }

    @PluginTest(Unwilling.class)
    static class NotStarting {
        @Test
        void fails(TestBot bot) {
            bot.user("alice").says("hi");
        }
    }

    @Test
    void aPluginThatDoesNotStartFailsTheTestWithTheReason() {
        assertThat(failureOf(NotStarting.class))
                .startsWith("the plugin did not start: ")
                .contains("not today");
    }

    static class Unmarked {
        @Test
        @PluginTest
        void fails(TestBot bot) {}
    }

    @PluginTest(jar = "target/no-such-*.jar")
    static class NoJar {
        @Test
        void fails(TestBot bot) {}
    }

    @Test
    void aMistakeInTheAnnotationIsTold() {
        assertThat(failureOf(Unmarked.class))
                .contains("@PluginTest names no plugin (expected: its class, or jar = \"target/<name>.jar\")");
        assertThat(failureOf(NoJar.class))
                .contains("jar \"target/no-such-*.jar\" is not there (expected: one file in ");
    }
}
