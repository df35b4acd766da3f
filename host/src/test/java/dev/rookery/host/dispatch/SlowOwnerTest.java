package dev.rookery.host.dispatch;

import static dev.rookery.host.dispatch.RecordingAccount.friend;
import static dev.rookery.host.dispatch.RecordingAccount.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plugin that is slow, with a neighbour behind it on the way of every message. */
class SlowOwnerTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    /** What kept the slow one from which message. */
    private final Queue<String> stopped = new ConcurrentLinkedQueue<>();

    private final Dispatcher dispatcher =
            new Dispatcher(timers, message -> true, Gate.OPEN, event -> new Trail.Trace() {
                @Override
                public void stopped(String plugin, Trail.Stop by, Sentence reason) {
                    if (plugin.equals("slow")) {
                        stopped.add(event.message().plainText() + ": " + by);
                    }
                }
            });
    private final List<ExecutorService> pools = new ArrayList<>();
    private final RecordingSentry sentry = new RecordingSentry();
    private final Owner slow = owner("slow", 1, sentry);
    private final Owner neighbour = owner("neighbour", 1, Sentry.NONE);
    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> slowHeard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> neighbourHeard = new LinkedBlockingQueue<>();
    private final RecordingAccount account = new RecordingAccount();
    private Outcome outcome = Outcome.PASS;
    private final HandlerTable.MessageEntry hanging = new HandlerTable.MessageEntry(slow, 1, message -> {
        begun.add(message.text());
        release.await();
        slowHeard.add(message.text());
        return outcome;
    });
    private final HandlerTable.MessageEntry listening = new HandlerTable.MessageEntry(neighbour, 0, message -> {
        neighbourHeard.add(message.text());
        return Outcome.PASS;
    });

    private static final class RecordingSentry implements Sentry {
        private final AtomicInteger missed = new AtomicInteger();
        private volatile boolean shut;
        private volatile String objection = "";

        @Override
        public boolean admits() {
            return !shut;
        }

        @Override
        public boolean isShut() {
            return shut;
        }

        @Override
        public void missed() {
            missed.incrementAndGet();
        }

        @Override
        public Optional<String> objectsTo(ChatId chat) {
            return Optional.of(objection).filter(text -> !text.isEmpty());
        }
    }

    SlowOwnerTest() {
        dispatcher.connect(account);
        dispatcher.publish(new HandlerTable(List.of(hanging, listening), List.of()));
    }

    private Owner owner(String id, int threads, Sentry watching) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        pools.add(pool);
        return new Owner(id, pool, Runnable::run, watching);
    }

    @AfterEach
    void end() {
        release.countDown();
        pools.forEach(ExecutorService::shutdownNow);
    }

    private CompletableFuture<Void> say(String chat, String text) {
        return dispatcher.onEvent(said(friend(chat), text)).toCompletableFuture();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return queue.poll(10, TimeUnit.SECONDS);
    }

    private static List<String> next(BlockingQueue<String> queue, int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(next(queue));
        }
        return texts;
    }

    private void hang(String chat) throws InterruptedException {
        say(chat, "hangs");
        assertThat(next(begun)).isEqualTo("hangs");
    }

    @Test
    void whoHangsHoldsUpItsChatForFiveSecondsAndNobodyIsOvertaken() throws InterruptedException {
        hang("ming");
        say("ming", "1");
        say("ming", "2");
        timers.advance(Lanes.RUNNING);
        assertThat(neighbourHeard).isEmpty();
        timers.advance(Lanes.TICK);
        say("ming", "3");
        assertThat(next(neighbourHeard, 4)).containsExactly("hangs", "1", "2", "3");
    }

    @Test
    void whoHasNoThreadLeftHoldsUpOtherChatsForAMomentOnly() throws InterruptedException {
        hang("ming");
        say("hong", "1");
        say("hong", "2");
        timers.advance(Lanes.WAITING);
        assertThat(neighbourHeard).isEmpty();
        timers.advance(Lanes.TICK);
        assertThat(next(neighbourHeard, 2)).containsExactly("1", "2");
        say("hong", "3");
        say("new here", "4");
        assertThat(next(neighbourHeard, 2)).containsExactly("3", "4");
    }

    @Test
    void whoHasNoThreadLeftIsWaitedForOneSecondWhereItIsAtWorkToo() throws InterruptedException {
        hang("ming");
        say("ming", "behind");
        say("hong", "1");
        timers.advance(Lanes.WAITING.plus(Lanes.TICK));
        assertThat(next(neighbourHeard)).isEqualTo("1");
        assertThat(neighbourHeard).isEmpty();
        timers.advance(Lanes.SLOW.minus(Lanes.WAITING));
        assertThat(next(neighbourHeard, 2)).containsExactly("hangs", "behind");
    }

    @Test
    void whatOneHasHeldUpForItsLongestNoOtherHoldsUpAnyMore() throws InterruptedException {
        BlockingQueue<String> begunToo = new LinkedBlockingQueue<>();
        HandlerTable.MessageEntry hangingToo =
                new HandlerTable.MessageEntry(owner("slow too", 1, Sentry.NONE), 1, message -> {
                    begunToo.add(message.text());
                    release.await();
                    return Outcome.PASS;
                });
        dispatcher.publish(new HandlerTable(List.of(hanging, hangingToo, listening), List.of()));
        hang("ming");
        say("ming", "behind");
        timers.advance(Lanes.RUNNING.plus(Lanes.TICK));
        assertThat(next(begunToo)).isEqualTo("hangs");
        assertThat(neighbourHeard).isEmpty();
        timers.advance(Lanes.TICK);
        assertThat(next(neighbourHeard, 2)).containsExactly("hangs", "behind");
    }

    @Test
    void itStillHearsWhatHasSteppedPastItAndHasNoSayInIt() throws Exception {
        outcome = Outcome.CONSUMED;
        hang("ming");
        CompletableFuture<Void> one = say("hong", "1");
        timers.advance(Lanes.WAITING.plus(Lanes.TICK));
        assertThat(next(neighbourHeard)).isEqualTo("1");
        one.get(10, TimeUnit.SECONDS);
        release.countDown();
        assertThat(next(slowHeard, 2)).containsExactly("hangs", "1");
        dispatcher.drained("slow").toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(neighbourHeard).isEmpty();
    }

    @Test
    void whenItHasCaughtUpItHasItsSayAgain() throws Exception {
        outcome = Outcome.CONSUMED;
        hang("ming");
        say("hong", "1");
        timers.advance(Lanes.WAITING.plus(Lanes.TICK));
        assertThat(next(neighbourHeard)).isEqualTo("1");
        release.countDown();
        dispatcher.drained("slow").toCompletableFuture().get(10, TimeUnit.SECONDS);
        say("hong", "2").get(10, TimeUnit.SECONDS);
        assertThat(neighbourHeard).isEmpty();
        assertThat(next(slowHeard, 3)).endsWith("2");
    }

    @Test
    void whatASlowOneHasNoRoomForReachesTheNeighbourInOrderAndIsMissed() throws Exception {
        hang("ming");
        say("ming", "0");
        timers.advance(Lanes.SLOW.plus(Lanes.TICK));
        int count = Lanes.SLOW_CAPACITY + 10;
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 1; i < count; i++) {
            last = say("ming", Integer.toString(i));
        }
        release.countDown();
        last.get(10, TimeUnit.SECONDS);
        List<String> all = new ArrayList<>(List.of("hangs"));
        IntStream.range(0, count).mapToObj(Integer::toString).forEach(all::add);
        assertThat(next(neighbourHeard, all.size())).isEqualTo(all);
        assertThat(slowHeard).containsExactlyElementsOf(all.subList(0, Lanes.SLOW_CAPACITY + 1));
        assertThat(sentry.missed).hasValue(10);
    }

    /** A plugin's commands: hang as the plugin's handler does, and have something to say. */
    private final class HangingCommands implements MessageHandler, BusyReply {

        @Override
        public Outcome handle(IncomingMessage message) throws Exception {
            return hanging.handler().handle(message);
        }

        @Override
        public Optional<Message> whenBusy(HostMessage message) {
            return message.text().startsWith("!")
                    ? Optional.of(Message.text(message.text() + " is busy"))
                    : Optional.empty();
        }
    }

    /** Up to the last message that the lane has room for, which were all said 1 s after the first. */
    private void fill(String chat, Duration then) throws InterruptedException {
        dispatcher.publish(new HandlerTable(
                List.of(new HandlerTable.MessageEntry(slow, 1, new HangingCommands()), listening), List.of()));
        hang(chat);
        say(chat, "0");
        timers.advance(then.plus(Lanes.TICK));
        for (int i = 1; i < Lanes.SLOW_CAPACITY; i++) {
            say(chat, Integer.toString(i));
        }
    }

    @Test
    void aCommandThatItHasNoRoomForIsAnsweredOnceInAWhileAndIsNobodyElses() throws Exception {
        fill("ming", Lanes.RUNNING);
        assertThat(next(neighbourHeard, Lanes.SLOW_CAPACITY + 1)).doesNotContainNull();
        say("ming", "!one").get(10, TimeUnit.SECONDS);
        say("ming", "!two").get(10, TimeUnit.SECONDS);
        say("ming", "no command");
        assertThat(next(neighbourHeard)).isEqualTo("no command");
        timers.advance(Lanes.NEWS);
        say("ming", "!three").get(10, TimeUnit.SECONDS);
        assertThat(neighbourHeard).isEmpty();
        assertThat(account.sent()).containsExactly("ming: !one is busy", "ming: !three is busy");
    }

    @Test
    void aCommandThatFindsItsLaneFullBeforeAnybodyStepsPastIsAnsweredWhenTheyDo() throws Exception {
        fill("ming", Lanes.SLOW);
        CompletableFuture<Void> command = say("ming", "!one");
        assertThat(account.sent()).isEmpty();
        timers.advance(Lanes.RUNNING);
        command.get(10, TimeUnit.SECONDS);
        assertThat(account.sent()).containsExactly("ming: !one is busy");
        assertThat(next(neighbourHeard, Lanes.SLOW_CAPACITY + 1)).doesNotContain("!one");
    }

    @Test
    void whatFindsNoRoomAndThenStepsPastIsSaidToHaveFoundNone() throws Exception {
        fill("ming", Lanes.SLOW);
        say("ming", "one more");
        timers.advance(Lanes.RUNNING);
        assertThat(next(neighbourHeard, Lanes.SLOW_CAPACITY + 2)).endsWith("one more");
        assertThat(stopped).contains("hangs: SLOW", "0: SLOW").endsWith("one more: FULL");
    }

    @Test
    void aCommandThatFindsItsLaneFullIsAnsweredInItsTurnIfNobodyStepsPast() throws Exception {
        fill("ming", Lanes.SLOW);
        CompletableFuture<Void> command = say("ming", "!one");
        release.countDown();
        command.get(10, TimeUnit.SECONDS);
        assertThat(account.sent()).containsExactly("ming: !one is busy");
        assertThat(next(neighbourHeard, Lanes.SLOW_CAPACITY + 1)).doesNotContain("!one");
    }

    @Test
    void aQuickNeighbourGetsAllThatWasHeldUp() throws Exception {
        hang("ming");
        for (int i = 1; i < ChatOrder.UNDER_WAY; i++) {
            say("ming", Integer.toString(i));
        }
        assertThat(say("ming", "too many")).isDone();
        release.countDown();
        assertThat(next(neighbourHeard, ChatOrder.UNDER_WAY)).doesNotContainNull();
        dispatcher.quiesce().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(neighbourHeard).isEmpty();
        assertThat(sentry.missed).hasValue(0);
    }

    @Test
    void whoIsSlowAllTheTimeHoldsUpNobodyForLongEither() throws Exception {
        BlockingQueue<String> turns = new LinkedBlockingQueue<>();
        dispatcher.publish(new HandlerTable(
                List.of(
                        new HandlerTable.MessageEntry(slow, 1, message -> {
                            begun.add(message.text());
                            turns.take();
                            return Outcome.PASS;
                        }),
                        new HandlerTable.MessageEntry(neighbour, 0, message -> {
                            neighbourHeard.add(message.text());
                            return Outcome.PASS;
                        })),
                List.of()));
        for (int i = 0; i < 20; i++) {
            say("ming", Integer.toString(i));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(next(begun)).isEqualTo(Integer.toString(i));
            timers.advance(Duration.ofSeconds(2));
            turns.add("go on");
        }
        List<String> all = IntStream.range(0, 20).mapToObj(Integer::toString).toList();
        assertThat(next(neighbourHeard, 20)).isEqualTo(all);
    }

    @Test
    void whoIsShutIsGoneRound() throws InterruptedException {
        hang("ming");
        sentry.shut = true;
        say("hong", "1");
        assertThat(next(neighbourHeard)).isEqualTo("1");
        say("ming", "2");
        release.countDown();
        assertThat(next(neighbourHeard, 2)).containsExactly("hangs", "2");
        assertThat(slowHeard).containsExactly("hangs");
    }

    @Test
    void theFirstAnswersToAMessageAreFreeAndTheRestIsHeldAgainstTheQuota() throws Exception {
        sentry.objection = "too much";
        release.countDown();
        CompletableFuture<List<SendResult>> results = new CompletableFuture<>();
        dispatcher.publish(new HandlerTable(
                List.of(new HandlerTable.MessageEntry(slow, 1, message -> {
                    List<SendResult> sent = new ArrayList<>();
                    for (int i = 0; i <= Dispatcher.FREE_ANSWERS; i++) {
                        sent.add(message.reply("hello").toCompletableFuture().join());
                    }
                    results.complete(sent);
                    return Outcome.CONSUMED;
                })),
                List.of()));
        say("ming", "hi");
        List<SendResult> sent = results.get(10, TimeUnit.SECONDS);
        assertThat(sent.subList(0, Dispatcher.FREE_ANSWERS)).allMatch(SendResult.Sent.class::isInstance);
        assertThat(sent).last().isEqualTo(new SendResult.Refused("too much"));
    }

    @Test
    void whoHangsThroughAChangeLosesNoMessageAndHoldsUpThoseBehindForFiveSeconds() throws InterruptedException {
        hang("ming");
        dispatcher.publish(new HandlerTable(List.of(listening), List.of()));
        say("ming", "behind");
        assertThat(neighbourHeard).isEmpty();
        timers.advance(Lanes.RUNNING.plus(Lanes.TICK));
        assertThat(next(neighbourHeard, 2)).containsExactly("hangs", "behind");
    }

    @Test
    void whoIsUnderWayReachesAllItsHandlersHoweverLongOthersWaitBehindAChange() throws InterruptedException {
        BlockingQueue<String> begunToo = new LinkedBlockingQueue<>();
        HandlerTable.MessageEntry hangingToo =
                new HandlerTable.MessageEntry(owner("slow too", 1, Sentry.NONE), 1, message -> {
                    begunToo.add(message.text());
                    release.await();
                    return Outcome.PASS;
                });
        dispatcher.publish(new HandlerTable(List.of(hanging, hangingToo, listening), List.of()));
        hang("ming");
        dispatcher.publish(new HandlerTable(List.of(hanging, hangingToo, listening), List.of()));
        say("ming", "behind");
        timers.advance(Lanes.RUNNING.plus(Lanes.TICK));
        assertThat(next(begunToo)).isEqualTo("hangs");
        timers.advance(Lanes.RUNNING.plus(Lanes.TICK));
        assertThat(next(neighbourHeard, 2)).containsExactly("hangs", "behind");
    }

    @Test
    void aThreadThatIsGivenUpDoesNotKeepItsChatFromThePlugin() throws Exception {
        BlockingQueue<Owner.Work> works = new LinkedBlockingQueue<>();
        CompletableFuture<Thread> stuck = new CompletableFuture<>();
        Owner deaf = new Owner(
                "deaf",
                task -> {
                    works.add((Owner.Work) task);
                    new Thread(task).start();
                },
                Runnable::run);
        dispatcher.publish(new HandlerTable(
                List.of(
                        new HandlerTable.MessageEntry(deaf, 1, message -> {
                            if (message.text().equals("hangs")) {
                                stuck.complete(Thread.currentThread());
                                release.await();
                            }
                            slowHeard.add(message.text());
                            return Outcome.PASS;
                        }),
                        listening),
                List.of()));
        say("ming", "hangs");
        say("ming", "1");
        Thread thread = stuck.get(10, TimeUnit.SECONDS);
        Owner.Work work = next(works);
        work.abandoned(new Thread());
        assertThat(works).as("another thread's end is nothing to it").isEmpty();
        work.abandoned(thread);
        say("ming", "2");
        assertThat(next(slowHeard, 2)).containsExactly("1", "2");
        assertThat(next(neighbourHeard, 3)).containsExactly("hangs", "1", "2");
        dispatcher.drained("deaf").toCompletableFuture().get(10, TimeUnit.SECONDS);

        release.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(10));
        say("ming", "3").get(10, TimeUnit.SECONDS);
        assertThat(next(slowHeard, 2)).containsExactly("hangs", "3");
        assertThat(next(neighbourHeard)).isEqualTo("3");
    }

    @Test
    void nothingTicksWhenNothingWaits() throws Exception {
        release.countDown();
        say("ming", "hi").get(10, TimeUnit.SECONDS);
        dispatcher.quiesce().toCompletableFuture().get(10, TimeUnit.SECONDS);
        timers.advance(Duration.ofSeconds(1));
        assertThat(timers.waiting()).isZero();
    }
}
