package dev.rookery.host.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentMessagesTest {

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-22T12:00:00Z"));
    private final RecentMessages messages = new RecentMessages(timers);

    private static MessageReceived says(String chat, Message message) {
        Person alice = new Person(new PersonId("pual", "1001"), "alice");
        return new MessageReceived(
                new MessageId("1"),
                new Chat(new ChatId("pual", ChatKind.GROUP, chat), ""),
                alice,
                alice,
                message,
                Instant.EPOCH);
    }

    private static MessageReceived says(String chat, String text) {
        return says(chat, Message.text(text));
    }

    private List<String> texts() {
        return messages.recent(any -> true, Integer.MAX_VALUE).stream()
                .map(Explanation::text)
                .toList();
    }

    private Explanation only() {
        List<Explanation> all = messages.recent(any -> true, 10);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void messagesAreCountedByAccount() {
        Trail.Trace first = messages.heard(says("42", "one"));
        Trail.Trace second = messages.heard(says("43", "two"));
        first.stopped("echo", Trail.Stop.FULL, Sentence.NONE);
        first.stopped("dice", Trail.Stop.SLOW, Sentence.NONE);
        first.ended();
        first.ended();
        assertThat(messages.counts()).containsOnlyKeys("pual");
        MessageCounts counts = messages.counts().get("pual");
        assertThat(List.of(counts.heard(), counts.handled(), counts.missed())).containsExactly(2L, 1L, 1L);
        second.ended();
        assertThat(counts.handled()).isEqualTo(2);
    }

    @Test
    void eachStepIsRememberedWithItsTime() {
        Trail.Trace trace = messages.heard(says("42", "roll"));
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        trace.stopped("echo", Trail.Stop.SCOPE, Sentence.of("why.gone"));
        timers.advance(Duration.ofMillis(2));
        trace.asking("dice");
        trace.command("dice", "roll");
        trace.replied("dice", result);
        timers.advance(Duration.ofMillis(3));
        trace.asked("dice", Outcome.CONSUMED);
        trace.ended();

        assertThat(only().steps())
                .containsExactly(
                        new Step.Stopped("echo", Trail.Stop.SCOPE, Sentence.of("why.gone")),
                        new Step.Asked(
                                "dice",
                                Duration.ofMillis(2),
                                Optional.of(Duration.ofMillis(3)),
                                Optional.of(Outcome.CONSUMED),
                                Optional.empty()),
                        new Step.Command("dice", "roll"),
                        new Step.Replied("dice", Optional.empty(), Optional.empty()));
        assertThat(only().ended()).contains(Duration.ofMillis(5));

        timers.advance(Duration.ofMillis(10));
        SendResult refused = new SendResult.Refused("not a friend");
        result.complete(refused);
        assertThat(only().steps())
                .last()
                .isEqualTo(new Step.Replied("dice", Optional.of(Duration.ofMillis(15)), Optional.of(refused)));
    }

    @Test
    void aPluginThatOthersDidNotWaitForIsNotTakenForAnother() {
        Trail.Trace trace = messages.heard(says("42", "hello"));
        trace.asking("slow");
        timers.advance(Duration.ofSeconds(5));
        trace.asking("quick");
        trace.asked("quick", Outcome.PASS);
        timers.advance(Duration.ofSeconds(5));
        trace.failed("slow", new IllegalStateException("secret"));

        assertThat(only().steps())
                .first()
                .isEqualTo(new Step.Asked(
                        "slow",
                        Duration.ZERO,
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.empty(),
                        Optional.of("java.lang.IllegalStateException")));
        assertThat(only().toString()).doesNotContain("secret");
    }

    @Test
    void aBusyChatForgetsItsOwnMessagesOnly() {
        messages.heard(says("quiet", "still here"));
        for (int i = 0; i < 10_000; i++) {
            messages.heard(says("busy", "noise " + i));
        }
        assertThat(texts()).hasSize(RecentMessages.MOST_IN_CHAT + 1).contains("still here", "noise 9999");
        assertThat(messages.size()).isEqualTo(RecentMessages.MOST_IN_CHAT + 1);
    }

    @Test
    void inAllNoMoreAreRememberedThanTheBoundAndTheFirstAreForgottenFirst() {
        for (int i = 0; i < RecentMessages.MOST + 5; i++) {
            messages.heard(says("chat" + i, "message " + i));
        }
        assertThat(texts())
                .hasSize(RecentMessages.MOST)
                .doesNotContain("message 4")
                .contains("message 5");
        assertThat(messages.size()).isEqualTo(RecentMessages.MOST);
    }

    @Test
    void stepsBeyondTheBoundAreCounted() {
        Trail.Trace trace = messages.heard(says("42", "hello"));
        for (int i = 0; i < MessageTrace.MOST_STEPS + 3; i++) {
            trace.stopped("p" + i, Trail.Stop.GONE, Sentence.NONE);
        }
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        trace.replied("late", result);
        result.complete(new SendResult.Unknown("?"));
        assertThat(only().steps()).hasSize(MessageTrace.MOST_STEPS);
        assertThat(only().unremembered()).isEqualTo(4);
    }

    @Test
    void onlyTheBeginningOfALongTextIsKept() {
        String penguins = "🐧".repeat(1_000_000);
        messages.heard(says("42", "x" + penguins));
        assertThat(only().text())
                .hasSize(RecentMessages.LONGEST_TEXT - 1)
                .startsWith("x🐧")
                .endsWith("🐧");
        assertThat(RecentMessages.excerpt(Message.text("x".repeat(RecentMessages.LONGEST_TEXT + 1))))
                .hasSize(RecentMessages.LONGEST_TEXT);
        assertThat(RecentMessages.excerpt(Message.text("x".repeat(RecentMessages.LONGEST_TEXT))))
                .hasSize(RecentMessages.LONGEST_TEXT);
    }

    @Test
    void picturesAreShownAsWords() {
        Message message = Message.of(
                new Segment.Text("look "), new Segment.Image(new Media.Bytes(new byte[] {1}, "image/png"), "fish"));
        assertThat(RecentMessages.excerpt(message)).isEqualTo(message.plainText());
    }

    @Test
    void messagesOfManyThreadsAreNeitherLostNorKeptBeyondTheBound() throws Exception {
        int threads = 4;
        CountDownLatch done = new CountDownLatch(threads);
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    messages.heard(says(number + "-" + i % 1_500, "m")).ended();
                }
                done.countDown();
            });
            all.add(thread);
            thread.start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(texts()).hasSize(RecentMessages.MOST);
        assertThat(messages.size()).isEqualTo(RecentMessages.MOST);
    }
}
