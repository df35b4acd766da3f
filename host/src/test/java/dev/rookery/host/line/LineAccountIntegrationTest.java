package dev.rookery.host.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineAccountIntegrationTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final String REFUSED_LINE = "line refused: longer than 4096 bytes";

    private final IoLoop loop = new IoLoop("line-test");
    private final BlockingQueue<BotEvent> events = new LinkedBlockingQueue<>();
    private LineAccount account;

    @AfterEach
    void stopLoop() throws Exception {
        if (account != null) {
            account.stop().toCompletableFuture().get(10, SECONDS);
        }
        loop.stop().toCompletableFuture().get(10, SECONDS);
    }

    // Hearing and answering

    @Test
    void lineIsHeardAsAPrivateMessageAndAnsweredWithALine() throws Exception {
        start();
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            MessageReceived heard = nextMessage();
            assertThat(heard.message()).isEqualTo(Message.text("hello"));
            assertThat(heard.chat().kind()).isEqualTo(ChatKind.FRIEND);
            assertThat(heard.account()).isEqualTo("line");
            assertThat(heard.sender().name()).isEqualTo(client.address());
            assertThat(heard.chat().name()).isEqualTo(client.address());
            assertThat(heard.self().name()).isEqualTo("pual");
            assertThat(answer(heard, "hi there")).isInstanceOf(SendResult.Sent.class);
            assertThat(client.hears()).isEqualTo("hi there");
        }
    }

    @Test
    void botIsCalledLikeTheAccountUnlessItHasAName() throws Exception {
        account = LineAccount.open("terminal", "terminal", loop, ANY_PORT);
        startAccount();
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            assertThat(nextMessage().self().name()).isEqualTo("terminal");
        }
    }

    @Test
    void severalClientsHaveChatsOfTheirOwn() throws Exception {
        start(new LineLimits(50, 4096, 64, 1 << 20, NEVER, NEVER, SOON));
        List<LineClient> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(new LineClient(account.address()));
        }
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).says("I am " + i + "\nstill " + i + "\n");
        }
        Set<ChatId> chats = new HashSet<>();
        for (int i = 0; i < 2 * clients.size(); i++) {
            MessageReceived heard = nextMessage();
            chats.add(heard.chat().id());
            answer(heard, "you said: " + heard.message().plainText());
        }
        assertThat(chats).hasSize(clients.size());
        for (int i = 0; i < clients.size(); i++) {
            assertThat(clients.get(i).hears()).isEqualTo("you said: I am " + i);
            assertThat(clients.get(i).hears()).isEqualTo("you said: still " + i);
            clients.get(i).close();
        }
        awaitNoConnections();
    }

    @Test
    void charactersSplitAcrossPacketsAreJoined() throws Exception {
        start();
        try (LineClient client = new LineClient(account.address())) {
            for (byte single : "你好 🐧\r\n".getBytes(UTF_8)) {
                client.says(single);
            }
            assertThat(nextMessage().message().plainText()).isEqualTo("你好 🐧");
        }
    }

    @Test
    void answerOfSeveralLinesAndSegmentsArrivesAsTextAndEndsWithOneLineFeed() throws Exception {
        start();
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            MessageReceived heard = nextMessage();
            answer(heard, "one\ntwo");
            answer(heard, "three\n");
            answer(
                    heard,
                    Message.of(
                            new Segment.Mention(heard.sender().id(), "you"),
                            new Segment.Text(" "),
                            new Segment.Face("14", "微笑")));
            assertThat(List.of(client.hears(), client.hears(), client.hears(), client.hears()))
                    .containsExactly("one", "two", "three", "@you [微笑]");
        }
    }

    @Test
    void lineAtTheLimitIsHeardAndALongerOneRefusedAndTheConnectionGoesOn() throws Exception {
        start();
        try (LineClient client = new LineClient(account.address())) {
            client.says("a".repeat(4095) + "\n" + "b".repeat(4096) + "\r\n" + "c".repeat(4097) + "\n" + "d\n");
            assertThat(nextMessage().message().plainText()).isEqualTo("a".repeat(4095));
            assertThat(nextMessage().message().plainText()).isEqualTo("b".repeat(4096));
            assertThat(nextMessage().message().plainText()).isEqualTo("d");
            assertThat(client.hears()).isEqualTo(REFUSED_LINE);
            client.says("e".repeat(1_000_000));
            assertThat(client.hears()).isEqualTo(REFUSED_LINE);
            client.says("\nf\n");
            assertThat(nextMessage().message().plainText()).isEqualTo("f");
        }
    }

    // Peers that end

    @Test
    void peerThatHasEndedItsSideIsStillAnsweredAlsoForALineWithoutEnd() throws Exception {
        start(new LineLimits(10, 4096, 64, 1 << 20, NEVER, NEVER, NEVER));
        try (LineClient client = new LineClient(account.address())) {
            client.says("one\ntwo");
            client.endsItsSide();
            MessageReceived one = nextMessage();
            MessageReceived two = nextMessage();
            assertThat(two.message().plainText()).isEqualTo("two");
            assertThat(answer(one, "1")).isInstanceOf(SendResult.Sent.class);
            assertThat(answer(two, "2")).isInstanceOf(SendResult.Sent.class);
            assertThat(client.hears()).isEqualTo("1");
            assertThat(client.hears()).isEqualTo("2");
        }
    }

    @Test
    void answerThatTakesLongerThanTheLingerIsWrittenToTheEnd() throws Exception {
        String answer = "x".repeat(8 << 20);
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        account = LineAccount.open(
                "line", "pual", loop, ANY_PORT, new LineLimits(10, 4096, 64, 16 << 20, NEVER, NEVER, SOON));
        account.start(event -> {
            if (event instanceof MessageReceived heard) {
                account.send(heard.chat().id(), Message.text(answer)).thenAccept(result::complete);
            }
            return CompletableFuture.completedFuture(null);
        });
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello");
            client.endsItsSide();
            pass(SOON.multipliedBy(3));
            assertThat(result).isNotDone();
            assertThat(client.hears()).isEqualTo(answer);
            assertThat(result.get(10, SECONDS)).isInstanceOf(SendResult.Sent.class);
            assertThat(client.hearsTheEnd()).isTrue();
        }
    }

    @Test
    void peerThatHasEndedItsSideIsClosedWhenNoAnswerCame() throws Exception {
        start(new LineLimits(10, 4096, 64, 1 << 20, NEVER, NEVER, SOON));
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            client.endsItsSide();
            assertThat(client.hearsTheEnd()).isTrue();
        }
        awaitNoConnections();
    }

    @Test
    void peerThatEndsItsSideWithoutAWordIsClosedAtOnce() throws Exception {
        start(new LineLimits(10, 4096, 64, 1 << 20, NEVER, NEVER, NEVER));
        try (LineClient client = new LineClient(account.address())) {
            client.says("\n");
            client.endsItsSide();
            assertThat(client.hearsTheEnd()).isTrue();
        }
        awaitNoConnections();
    }

    @Test
    void peerThatVanishesLeavesNothingBehind() throws Exception {
        start();
        LineClient client = new LineClient(account.address());
        client.says("hello\n");
        MessageReceived heard = nextMessage();
        client.vanishes();
        awaitNoConnections();
        assertThat(answer(heard, "too late")).isEqualTo(new SendResult.Refused("the connection is gone"));
    }

    // Bounds

    @Test
    void peerThatDoesNotReadIsDisconnectedWhenTooMuchGathers() throws Exception {
        start(new LineLimits(10, 4096, 64, 100_000, NEVER, NEVER, NEVER));
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            ChatId chat = nextMessage().chat().id();
            List<CompletionStage<SendResult>> sends = new ArrayList<>();
            SendResult last;
            do {
                CompletionStage<SendResult> send = account.send(chat, Message.text("x".repeat(50_000)));
                sends.add(send);
                onLoop();
                last = send.toCompletableFuture().getNow(new SendResult.Sent(new MessageId("queued")));
            } while (last instanceof SendResult.Sent);
            assertThat(last).isEqualTo(new SendResult.Refused("the peer does not read and was disconnected"));
            assertThat(connectionCount()).isZero();
            assertThat(results(sends))
                    .filteredOn(result -> result instanceof SendResult.Unknown)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void peerThatDoesNotReadInTimeIsDisconnectedAndTheFateOfTheMessageUnknown() throws Exception {
        start(new LineLimits(10, 4096, 64, 16 << 20, SOON, NEVER, NEVER));
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            MessageReceived heard = nextMessage();
            CompletionStage<SendResult> begun = account.send(heard.chat().id(), Message.text("x".repeat(12 << 20)));
            CompletionStage<SendResult> waiting = account.send(heard.chat().id(), Message.text("y"));
            assertThat(results(List.of(begun, waiting)))
                    .extracting(Object::getClass)
                    .containsExactly(SendResult.Unknown.class, SendResult.Refused.class);
        }
        awaitNoConnections();
    }

    @Test
    void messageLongerThanTheQueueIsRefusedAndTheConnectionGoesOn() throws Exception {
        start(new LineLimits(10, 4096, 64, 10, NEVER, NEVER, NEVER));
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            MessageReceived heard = nextMessage();
            assertThat(answer(heard, "0123456789")).isInstanceOf(SendResult.Refused.class);
            assertThat(answer(heard, "012345678")).isInstanceOf(SendResult.Sent.class);
            assertThat(client.hears()).isEqualTo("012345678");
        }
    }

    @Test
    void connectionAboveTheLimitIsToldSoAndClosedAndThereIsRoomAgainLater() throws Exception {
        start(new LineLimits(2, 4096, 64, 1 << 20, NEVER, NEVER, NEVER));
        LineClient first = new LineClient(account.address());
        LineClient second = new LineClient(account.address());
        LineClient third = new LineClient(account.address());
        assertThat(third.hears()).startsWith("refused: 2 connections are open");
        assertThat(third.hearsTheEnd()).isTrue();
        first.close();
        awaitConnections(1);
        try (LineClient fourth = new LineClient(account.address())) {
            fourth.says("hello\n");
            assertThat(nextMessage().message().plainText()).isEqualTo("hello");
        }
        second.close();
        third.close();
    }

    @Test
    void manyLinesAtOnceAreToldAsFastAsTheyAreHandledInOrderAndNoneIsLost() throws Exception {
        int bound = 64;
        BlockingQueue<Unhandled> unhandled =
                startWithSlowHandlers(new LineLimits(10, 4096, bound, 1 << 20, NEVER, NEVER, NEVER));
        try (LineClient client = new LineClient(account.address())) {
            client.says(
                    IntStream.range(0, 5000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));
            client.says("the last one");
            client.endsItsSide();
            while (unhandled.size() < bound) {
                pass(Duration.ofMillis(5));
            }
            for (int i = 0; i <= 5000; i++) {
                Unhandled next = Objects.requireNonNull(unhandled.poll(10, SECONDS), "line " + i + " is lost");
                assertThat(next.heard().message().plainText()).isEqualTo(i < 5000 ? "line " + i : "the last one");
                assertThat(unhandled).hasSizeLessThan(bound);
                next.handled().complete(null);
            }
            assertThat(connectionCount()).isOne();
        }
    }

    @Test
    void manyLinesHandledAtOnceAreAllTold() throws Exception {
        start(new LineLimits(10, 4096, 1, 1 << 20, NEVER, NEVER, SOON));
        try (LineClient client = new LineClient(account.address())) {
            client.says("x\n".repeat(20_000));
            client.endsItsSide();
            for (int i = 0; i < 20_000; i++) {
                assertThat(nextMessage().message().plainText()).isEqualTo("x");
            }
            assertThat(client.hearsTheEnd()).isTrue();
        }
    }

    @Test
    void peerThatHasEndedItsSideStaysUntilItsLinesAreHandled() throws Exception {
        BlockingQueue<Unhandled> unhandled =
                startWithSlowHandlers(new LineLimits(10, 4096, 64, 1 << 20, NEVER, NEVER, SOON));
        try (LineClient client = new LineClient(account.address())) {
            client.says("one\ntwo");
            client.endsItsSide();
            Unhandled one = Objects.requireNonNull(unhandled.poll(10, SECONDS));
            Unhandled two = Objects.requireNonNull(unhandled.poll(10, SECONDS));
            assertThat(answer(one.heard(), "1")).isInstanceOf(SendResult.Sent.class);
            one.handled().complete(null);
            pass(SOON.multipliedBy(3));
            assertThat(answer(two.heard(), "2")).isInstanceOf(SendResult.Sent.class);
            two.handled().completeExceptionally(new IllegalStateException("handled badly"));
            assertThat(client.hears()).isEqualTo("1");
            assertThat(client.hears()).isEqualTo("2");
            assertThat(client.hearsTheEnd()).isTrue();
        }
        awaitNoConnections();
    }

    @Test
    void peerThatHasEndedItsSideIsNotKeptForLinesThatNobodyHandles() throws Exception {
        BlockingQueue<Unhandled> unhandled =
                startWithSlowHandlers(new LineLimits(10, 4096, 64, 1 << 20, NEVER, SOON, NEVER));
        try (LineClient client = new LineClient(account.address())) {
            client.says("stuck\n");
            client.endsItsSide();
            assertThat(unhandled.poll(10, SECONDS)).isNotNull();
            assertThat(client.hearsTheEnd()).isTrue();
        }
        awaitNoConnections();
    }

    // Starting and stopping

    @Test
    void portInUseIsToldToWhoOpensTheAccount() throws Exception {
        start();
        assertThatThrownBy(() -> LineAccount.open("other", "other", loop, account.address()))
                .isInstanceOf(IOException.class)
                .hasMessage("line account other cannot listen on 127.0.0.1:"
                        + account.address().getPort() + ": Address already in use");
    }

    @Test
    void unknownHostIsToldToWhoOpensTheAccount() {
        assertThatThrownBy(() ->
                        LineAccount.open("other", "other", loop, InetSocketAddress.createUnresolved("nowhere", 1)))
                .isInstanceOf(IOException.class)
                .hasMessage("line account other cannot listen on nowhere:1: unknown host");
    }

    @Test
    void connectionMadeBeforeTheStartIsHeardAfterIt() throws Exception {
        account = LineAccount.open("line", "line", loop, ANY_PORT);
        try (LineClient client = new LineClient(account.address())) {
            client.says("early\n");
            startAccount();
            assertThat(nextMessage().message().plainText()).isEqualTo("early");
        }
    }

    @Test
    void stopClosesEveryConnectionAndThePortAndTellsSo() throws Exception {
        start(new LineLimits(10, 4096, 64, 16 << 20, NEVER, NEVER, NEVER));
        try (LineClient client = new LineClient(account.address());
                LineClient deaf = new LineClient(account.address())) {
            client.says("hello\n");
            MessageReceived heard = nextMessage();
            deaf.says("talk\n");
            CompletionStage<SendResult> pending =
                    account.send(nextMessage().chat().id(), Message.text("x".repeat(12 << 20)));
            account.stop().toCompletableFuture().get(10, SECONDS);
            assertThat(client.hearsTheEnd()).isTrue();
            assertThat(nextEvent())
                    .isInstanceOfSatisfying(
                            AccountStateChanged.class,
                            changed -> assertThat(changed.state()).isEqualTo(AccountState.OFFLINE));
            assertThat(connectionCount()).isZero();
            assertThat(results(List.of(pending))).hasOnlyElementsOfType(SendResult.Unknown.class);
            assertThat(answer(heard, "too late")).isInstanceOf(SendResult.Refused.class);
        }
        assertThatThrownBy(() -> new LineClient(account.address())).isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsToldAfterHearingIsStoppedButMuchCanBeSaid() throws Exception {
        start();
        try (LineClient client = new LineClient(account.address())) {
            client.says("hello\n");
            MessageReceived heard = nextMessage();
            account.stopHearing().toCompletableFuture().get(10, SECONDS);
            client.says("too late\n");
            LineClient second = new LineClient(account.address());
            second.says("too late\n");
            assertThat(answer(heard, "goodbye")).isInstanceOf(SendResult.Sent.class);
            assertThat(client.hears()).isEqualTo("goodbye");
            pass(SOON);
            assertThat(connectionCount()).isOne();
            account.stop().toCompletableFuture().get(10, SECONDS);
            assertThat(events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            AccountStateChanged.class,
                            changed -> assertThat(changed.state()).isEqualTo(AccountState.OFFLINE));
            second.close();
        }
    }

    @Test
    void portIsFreeWhenTheAccountHasStopped() throws Exception {
        start();
        InetSocketAddress address = account.address();
        for (int i = 0; i < 20; i++) {
            account.stop().toCompletableFuture().get(10, SECONDS);
            assertThat(nextEvent()).isInstanceOf(AccountStateChanged.class);
            account = LineAccount.open("line", "line", loop, address);
            startAccount();
        }
    }

    @Test
    void accountOfAStoppedLoopStopsAndRefuses() throws Exception {
        start();
        loop.stop().toCompletableFuture().get(10, SECONDS);
        assertThat(results(List.of(account.send(new ChatId("line", ChatKind.FRIEND, "1"), Message.text("x")))))
                .hasOnlyElementsOfType(SendResult.Refused.class);
        account.stop().toCompletableFuture().get(10, SECONDS);
    }

    // Verbs

    private void start() throws Exception {
        start(LineLimits.DEFAULT);
    }

    private void start(LineLimits limits) throws Exception {
        account = LineAccount.open("line", "pual", loop, ANY_PORT, limits);
        startAccount();
    }

    private void startAccount() throws Exception {
        account.start(event -> {
            events.add(event);
            return CompletableFuture.completedFuture(null);
        });
        assertThat(nextEvent())
                .isInstanceOfSatisfying(
                        AccountStateChanged.class,
                        changed -> assertThat(changed.state()).isEqualTo(AccountState.ONLINE));
    }

    /** A line that was told, to be handled by the test. */
    private record Unhandled(MessageReceived heard, CompletableFuture<Void> handled) {}

    private BlockingQueue<Unhandled> startWithSlowHandlers(LineLimits limits) throws IOException {
        BlockingQueue<Unhandled> unhandled = new LinkedBlockingQueue<>();
        account = LineAccount.open("line", "pual", loop, ANY_PORT, limits);
        account.start(event -> {
            CompletableFuture<Void> handled = new CompletableFuture<>();
            if (event instanceof MessageReceived heard) {
                unhandled.add(new Unhandled(heard, handled));
            } else {
                handled.complete(null);
            }
            return handled;
        });
        return unhandled;
    }

    private BotEvent nextEvent() throws InterruptedException {
        return Objects.requireNonNull(events.poll(10, SECONDS), "no event within 10 s");
    }

    private MessageReceived nextMessage() throws InterruptedException {
        return (MessageReceived) nextEvent();
    }

    private SendResult answer(MessageReceived heard, String text) throws Exception {
        return answer(heard, Message.text(text));
    }

    private SendResult answer(MessageReceived heard, Message message) throws Exception {
        return account.send(heard.chat().id(), message).toCompletableFuture().get(10, SECONDS);
    }

    private static List<SendResult> results(List<CompletionStage<SendResult>> sends) throws Exception {
        List<SendResult> results = new ArrayList<>();
        for (CompletionStage<SendResult> send : sends) {
            results.add(send.toCompletableFuture().get(10, SECONDS));
        }
        return results;
    }

    private int connectionCount() throws Exception {
        return CompletableFuture.supplyAsync(account::connectionCount, loop::execute)
                .get(10, SECONDS);
    }

    /** Waits until the loop has run what it was given. */
    private void onLoop() throws Exception {
        CompletableFuture.runAsync(() -> {}, loop::execute).get(10, SECONDS);
    }

    /** Waits until the loop's timers of that time have run. */
    private void pass(Duration time) throws Exception {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        loop.schedule(time, () -> passed.complete(null));
        passed.get(10, SECONDS);
    }

    private void awaitNoConnections() throws Exception {
        awaitConnections(0);
    }

    private void awaitConnections(int expected) throws Exception {
        while (connectionCount() != expected) {
            pass(Duration.ofMillis(5));
        }
    }
}
