package dev.rookery.host.dispatch;

import static dev.rookery.host.dispatch.RecordingAccount.friend;
import static dev.rookery.host.dispatch.RecordingAccount.group;
import static dev.rookery.host.dispatch.RecordingAccount.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.Eventually;
import dev.rookery.host.time.ManualTimers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private final List<ExecutorService> pools = new ArrayList<>();
    private final RecordingAccount account = new RecordingAccount();
    /** Its clock stands still: on a busy machine nothing steps past an owner whose threads come late. */
    private final Dispatcher dispatcher = new Dispatcher(new ManualTimers(Instant.EPOCH), message -> true);

    private final Owner first = owner("first");
    private final Owner second = owner("second");

    DispatcherTest() {
        dispatcher.connect(account);
    }

    @AfterEach
    void endThreads() {
        pools.forEach(ExecutorService::shutdownNow);
    }

    private Owner owner(String id) {
        ExecutorService handlers = pool(4, id + "-handlers");
        return new Owner(id, handlers, pool(1, id + "-callbacks"));
    }

    private ExecutorService pool(int threads, String name) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> new Thread(task, name));
        pools.add(pool);
        return pool;
    }

    private static HandlerTable.MessageEntry entry(Owner owner, int priority, MessageHandler handler) {
        return new HandlerTable.MessageEntry(owner, priority, handler);
    }

    private void hear(HandlerTable.MessageEntry... entries) {
        dispatcher.publish(new HandlerTable(List.of(entries), List.of()));
    }

    private void settle() {
        dispatcher
                .quiesce()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static MessageHandler noting(List<String> notes, String name, Outcome outcome) {
        return message -> {
            notes.add(name + " " + message.text());
            return outcome;
        };
    }

    @Test
    void messagesOfAChatReachEachHandlerInOrderAndOneAtATime() {
        Map<String, List<String>> heard = new ConcurrentHashMap<>();
        Map<String, Boolean> busy = new ConcurrentHashMap<>();
        List<String> overlaps = Collections.synchronizedList(new ArrayList<>());
        MessageHandler handler = message -> {
            String chat = message.chat().id().value();
            if (busy.put(chat, true) != null) {
                overlaps.add(chat);
            }
            heard.computeIfAbsent(chat, c -> new ArrayList<>()).add(message.text());
            busy.remove(chat);
            return Outcome.PASS;
        };
        hear(entry(first, 1, (message) -> Outcome.PASS), entry(second, 0, handler));
        for (int i = 0; i < 200; i++) {
            for (int chat = 0; chat < 20; chat++) {
                dispatcher.onEvent(said(group("g" + chat), Integer.toString(i)));
            }
        }
        settle();
        List<String> inOrder =
                IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        assertThat(heard)
                .hasSize(20)
                .allSatisfy((chat, texts) -> assertThat(texts).isEqualTo(inOrder));
        assertThat(overlaps).isEmpty();
    }

    @Test
    void aBlockedChatHoldsUpNoOther() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        hear(entry(first, 0, message -> {
            if (message.chat().id().equals(friend("slow"))) {
                released.await();
            }
            done.add(message.text());
            return Outcome.CONSUMED;
        }));
        dispatcher.onEvent(said(friend("slow"), "slow"));
        dispatcher.onEvent(said(friend("quick"), "quick"));
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("quick");
        released.countDown();
        assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("slow");
    }

    @Test
    void higherPriorityIsAskedFirstAndConsumedEndsTheWay() {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        hear(
                entry(first, 0, noting(notes, "low", Outcome.PASS)),
                entry(second, 100, noting(notes, "high", Outcome.PASS)),
                entry(first, 50, noting(notes, "middle", Outcome.CONSUMED)));
        dispatcher.onEvent(said(friend("ming"), "hi"));
        settle();
        assertThat(notes).containsExactly("high hi", "middle hi");
    }

    @Test
    void afterAHandlerThatThrowsTheNextOneStillRuns() {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        hear(
                entry(first, 3, message -> {
                    throw new IllegalStateException("broken on purpose");
                }),
                entry(first, 2, message -> {
                    throw new StackOverflowError("broken on purpose");
                }),
                entry(second, 1, noting(notes, "neighbour", Outcome.PASS)));
        dispatcher.onEvent(said(friend("ming"), "hi"));
        settle();
        assertThat(notes).containsExactly("neighbour hi");
    }

    @Test
    void handlersRunOnTheirOwnersThreadsAndStagesCompleteThereToo() throws Exception {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        hear(entry(first, 0, message -> {
            threads.add(Thread.currentThread().getName());
            message.reply("hello")
                    .thenAccept(result -> threads.add(Thread.currentThread().getName()))
                    .toCompletableFuture();
            return Outcome.CONSUMED;
        }));
        account.answersWhenTold();
        dispatcher.onEvent(said(friend("ming"), "hi"));
        assertThat(threads.poll(10, TimeUnit.SECONDS)).isEqualTo("first-handlers");
        dispatcher.drained("first").toCompletableFuture().get(10, TimeUnit.SECONDS);
        account.answer(new SendResult.Unknown("who knows"));
        assertThat(threads.poll(10, TimeUnit.SECONDS)).isEqualTo("first-callbacks");
    }

    @Test
    void handlersThatAllWaitForTheirRepliesGetThem() throws Exception {
        CountDownLatch answered = new CountDownLatch(8);
        hear(entry(first, 0, message -> {
            message.reply("hello").toCompletableFuture().get(10, TimeUnit.SECONDS);
            answered.countDown();
            return Outcome.CONSUMED;
        }));
        for (int i = 0; i < 8; i++) {
            dispatcher.onEvent(said(friend("f" + i), "hi"));
        }
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void repliesOfAChatLeaveInOrder() {
        hear(entry(first, 0, message -> {
            message.reply(message.text());
            message.reply(message.text() + "!");
            return Outcome.CONSUMED;
        }));
        dispatcher.onEvent(said(friend("ming"), "a"));
        dispatcher.onEvent(said(friend("ming"), "b"));
        settle();
        assertThat(account.sent()).containsExactly("ming: a", "ming: a!", "ming: b", "ming: b!");
    }

    @Test
    void whoIsNoLongerInTheTableGetsNothingMore() throws Exception {
        CountDownLatch inFirst = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        HandlerTable.MessageEntry blocking = entry(first, 1, message -> {
            inFirst.countDown();
            released.await();
            return Outcome.PASS;
        });
        hear(blocking, entry(second, 0, noting(notes, "gone", Outcome.PASS)));
        dispatcher.onEvent(said(friend("ming"), "hi"));
        assertThat(inFirst.await(10, TimeUnit.SECONDS)).isTrue();

        hear(blocking);
        assertThat(dispatcher.drained("second").toCompletableFuture()).isDone();
        released.countDown();
        settle();

        assertThat(notes).isEmpty();
    }

    @Test
    void whenAnOwnersThreadsAreGoneItsNeighbourStillGetsTheMessage() {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        hear(
                entry(first, 1, noting(notes, "gone", Outcome.CONSUMED)),
                entry(second, 0, noting(notes, "neighbour", Outcome.PASS)));
        ((ExecutorService) first.handlers()).shutdownNow();
        dispatcher.onEvent(said(friend("ming"), "hi"));
        settle();
        assertThat(notes).containsExactly("neighbour hi");
    }

    @Test
    void aHandlerThatWasTakenOutIsNotCalledAndWhatWaitedForItOvertakesNothing() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch inFirst = new CountDownLatch(1);
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        HandlerTable.MessageEntry leaving = entry(first, 1, message -> {
            notes.add("leaving " + message.text());
            inFirst.countDown();
            released.await();
            return Outcome.PASS;
        });
        HandlerTable.MessageEntry staying = entry(second, 0, noting(notes, "staying", Outcome.PASS));
        hear(leaving, staying);
        dispatcher.onEvent(said(friend("ming"), "0"));
        assertThat(inFirst.await(10, TimeUnit.SECONDS)).isTrue();
        dispatcher.onEvent(said(friend("ming"), "1"));

        hear(staying);
        dispatcher.onEvent(said(friend("ming"), "2"));
        released.countDown();
        settle();

        assertThat(notes).containsExactly("leaving 0", "staying 0", "staying 1", "staying 2");
    }

    @Test
    void orderIsKeptWhileHandlersComeAndGo() {
        List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
        HandlerTable.MessageEntry coming = entry(first, 1, message -> Outcome.PASS);
        HandlerTable.MessageEntry staying = entry(second, 0, message -> {
            heard.add(Integer.parseInt(message.text()));
            return Outcome.PASS;
        });
        List<CompletableFuture<Void>> underWay = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (i % 2 == 0) {
                hear(coming, staying);
            } else {
                hear(staying);
            }
            underWay.add(dispatcher
                    .onEvent(said(friend("ming"), Integer.toString(i)))
                    .toCompletableFuture());
            if (i % 50 == 49) {
                // Fewer than may wait for one chat, so that none goes no further.
                CompletableFuture.allOf(underWay.toArray(CompletableFuture<?>[]::new))
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
                underWay.clear();
            }
        }
        settle();
        assertThat(heard).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
    }

    @Test
    void aMessageIsHandledWhenItsHandlerHasEndedAndItsReplyIsSent() throws Exception {
        CountDownLatch replied = new CountDownLatch(1);
        hear(entry(first, 0, message -> {
            message.reply("hello");
            replied.countDown();
            return Outcome.CONSUMED;
        }));
        account.answersWhenTold();
        CompletableFuture<Void> handled =
                dispatcher.onEvent(said(friend("ming"), "hi")).toCompletableFuture();
        assertThat(replied.await(10, TimeUnit.SECONDS)).isTrue();
        dispatcher.drained("first").toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(handled).isNotDone();
        account.answer(new SendResult.Unknown("who knows"));
        handled.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whenItsOwnerIsGoneAStageCompletesOnNobodysThread() throws Exception {
        CompletableFuture<CompletionStage<SendResult>> reply = new CompletableFuture<>();
        hear(entry(first, 0, message -> {
            reply.complete(message.reply("hello"));
            return Outcome.CONSUMED;
        }));
        account.answersWhenTold();
        dispatcher.onEvent(said(friend("ming"), "hi"));
        CompletableFuture<SendResult> result = reply.get(10, TimeUnit.SECONDS).toCompletableFuture();
        ((ExecutorService) first.callbacks()).shutdownNow();
        account.answer(new SendResult.Unknown("who knows"));
        assertThat(result).isNotDone();
    }

    @Test
    void whatIsQueuedWhenAnOwnersThreadsEndGoesOnToItsNeighbour() throws Exception {
        CountDownLatch inFirst = new CountDownLatch(1);
        ExecutorService oneThread = pool(1, "single");
        Owner single = new Owner("single", oneThread, first.callbacks());
        List<String> neighbour = Collections.synchronizedList(new ArrayList<>());
        hear(
                entry(single, 1, message -> {
                    inFirst.countDown();
                    new CountDownLatch(1).await();
                    return Outcome.PASS;
                }),
                entry(second, 0, message -> {
                    neighbour.add(message.chat().id().value());
                    return Outcome.PASS;
                }));
        dispatcher.onEvent(said(friend("a"), "stuck"));
        assertThat(inFirst.await(10, TimeUnit.SECONDS)).isTrue();
        dispatcher.onEvent(said(friend("b"), "queued"));
        for (Runnable queued : oneThread.shutdownNow()) {
            ((Owner.Work) queued).refused();
        }
        settle();
        assertThat(neighbour).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void groupsNeedTheNameAndPrivateChatsDoNot() {
        List<IncomingMessage> heard = Collections.synchronizedList(new ArrayList<>());
        hear(entry(first, 0, message -> {
            heard.add(message);
            return Outcome.CONSUMED;
        }));
        dispatcher.onEvent(said(group("g"), "ping"));
        dispatcher.onEvent(said(group("g"), "ping pual"));
        dispatcher.onEvent(said(friend("ming"), "ping"));
        settle();
        assertThat(heard.stream().filter(message -> message.chat().id().equals(group("g"))))
                .extracting(IncomingMessage::isAddressed)
                .containsExactly(false, true);
        assertThat(heard.stream().filter(message -> message.chat().id().equals(friend("ming"))))
                .extracting(IncomingMessage::isAddressed)
                .containsExactly(true);
        assertThat(heard).allSatisfy(m -> assertThat(m.unaddressed()).isEqualTo(Message.text("ping")));
    }

    @Test
    void eventsReachThoseWhoAskedForTheirKind() {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        dispatcher.publish(new HandlerTable(
                List.of(),
                List.of(new HandlerTable.EventEntry<>(
                        first, AccountStateChanged.class, event -> notes.add(event.state() + " " + event.reason())))));
        dispatcher.onEvent(new AccountStateChanged("pual", AccountState.ONLINE, "hooray", Instant.EPOCH));
        dispatcher.onEvent(said(friend("ming"), "hi"));
        settle();
        assertThat(notes).containsExactly("ONLINE hooray");
    }

    @Test
    void afterQuiescingNothingIsHeard() {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        hear(entry(first, 0, noting(notes, "", Outcome.PASS)));
        settle();
        dispatcher.onEvent(said(friend("ming"), "too late"));
        settle();
        assertThat(notes).isEmpty();
    }

    @Test
    void quiescingWaitsForWorkThatMovesFromOwnerToOwnerAndForItsReplies() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        hear(
                entry(first, 1, message -> {
                    released.await();
                    return Outcome.PASS;
                }),
                entry(second, 0, message -> {
                    message.reply("done");
                    return Outcome.PASS;
                }));
        account.answersWhenTold();
        dispatcher.onEvent(said(friend("ming"), "hi"));
        CompletableFuture<Void> quiet = dispatcher.quiesce().toCompletableFuture();
        released.countDown();
        dispatcher.drained("first").toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(quiet).isNotDone();
        settleSends();
        quiet.get(10, TimeUnit.SECONDS);
        assertThat(account.sent()).containsExactly("ming: done");
    }

    @Test
    void whatCameBesideTheFirstIsWaitedForToo() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        hear(entry(first, 0, message -> {
            released.await();
            return Outcome.PASS;
        }));
        Thread other = new Thread(() -> dispatcher.onEvent(said(friend("ming"), "first")));
        CompletableFuture<Void> drained;
        synchronized (first.traffic.waiting) { // which holds the other one up
            other.start();
            Eventually.holds("it has come", () -> first.traffic.waiting.get() == 1);
            dispatcher.onEvent(said(friend("hong"), "second"));
            drained = dispatcher.drained("first").toCompletableFuture();
        }
        assertThat(drained).isNotDone();
        released.countDown();
        drained.get(10, TimeUnit.SECONDS);
        other.join();
        settle();
    }

    private void settleSends() throws Exception {
        dispatcher.drained("second").toCompletableFuture().get(10, TimeUnit.SECONDS);
        account.answer(new SendResult.Unknown("who knows"));
    }
}
