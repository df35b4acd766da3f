package dev.rookery.host.dispatch;

import static dev.rookery.host.dispatch.RecordingAccount.friend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final SendResult SENT = new SendResult.Sent(new MessageId("7"));

    private final RecordingAccount account = new RecordingAccount();
    private final Outbox outbox = new Outbox();

    OutboxTest() {
        outbox.connect(account);
    }

    private CompletableFuture<SendResult> send(String to, String text) {
        return outbox.send(friend(to), Message.text(text)).toCompletableFuture();
    }

    @Test
    void theNextMessageOfAChatWaitsForTheOneBefore() {
        account.answersWhenTold();
        CompletableFuture<SendResult> first = send("ming", "one");
        CompletableFuture<SendResult> second = send("ming", "two");
        assertThat(account.sent()).containsExactly("ming: one");

        account.answer(SENT);

        assertThat(first).isCompletedWithValue(SENT);
        assertThat(account.sent()).containsExactly("ming: one", "ming: two");
        assertThat(second).isNotDone();
    }

    @Test
    void chatsDoNotWaitForOneAnother() {
        account.answersWhenTold();
        send("ming", "one");
        send("bea", "two");
        assertThat(account.sent()).containsExactly("ming: one", "bea: two");
    }

    @Test
    void whatBecameOfMessagesIsCounted() {
        account.answersWhenTold();
        for (int i = 0; i < 4; i++) {
            send("ming", "text");
        }
        account.answer(SENT);
        account.answer(new SendResult.Refused("too rude"));
        account.answer(new SendResult.Unknown("cut off"));
        outbox.refuse(friend("ming"), "the plugin says too much");
        outbox.send(new ChatId("nobody", ChatKind.FRIEND, "1"), Message.text("text"));
        assertThat(outbox.counts()).containsOnlyKeys(account.name());
        SendCounts counts = outbox.counts().get(account.name());
        assertThat(List.of(counts.sent(), counts.refused(), counts.unknown())).containsExactly(1L, 2L, 1L);
    }

    @Test
    void aRefusalDoesNotHoldUpTheNextMessage() {
        account.answersWhenTold();
        CompletableFuture<SendResult> first = send("ming", "one");
        send("ming", "two");
        account.answer(new SendResult.Refused("too rude"));
        assertThat(first).isCompletedWithValue(new SendResult.Refused("too rude"));
        assertThat(account.sent()).hasSize(2);
    }

    @Test
    void whatWaitedLeavesInOrderOnceAnswersComeAtOnce() {
        account.answersWhenTold();
        for (int i = 0; i < Outbox.CHAT_CAPACITY; i++) {
            send("ming", Integer.toString(i));
        }
        account.answersAtOnce();
        account.answer(SENT);
        assertThat(account.sent())
                .isEqualTo(IntStream.range(0, Outbox.CHAT_CAPACITY)
                        .mapToObj(i -> "ming: " + i)
                        .toList());
        assertThat(outbox.drained().toCompletableFuture()).isDone();
    }

    @Test
    void aFullChatRefusesAndSaysWhy() {
        account.answersWhenTold();
        for (int i = 0; i < Outbox.CHAT_CAPACITY; i++) {
            assertThat(send("ming", "fits")).isNotDone();
        }
        assertThat(send("ming", "too many").join())
                .isEqualTo(new SendResult.Refused("256 messages are waiting for this chat already"));
        assertThat(send("bea", "another chat has room")).isNotDone();
    }

    @Test
    void anEmptyMessageIsRefused() {
        assertThat(send("ming", "").join()).isEqualTo(new SendResult.Refused("the message is empty"));
        assertThat(account.sent()).isEmpty();
    }

    @Test
    void anUnknownAccountIsRefused() {
        CompletionStage<SendResult> result =
                outbox.send(new ChatId("nobody", ChatKind.FRIEND, "ming"), Message.text("hi"));
        assertThat(result.toCompletableFuture().join())
                .isEqualTo(new SendResult.Refused("there is no account 'nobody'"));
    }

    @Test
    void drainsWhenTheLastAnswerIsThere() {
        account.answersWhenTold();
        send("ming", "one");
        CompletableFuture<Void> drained = outbox.drained().toCompletableFuture();
        assertThat(drained).isNotDone();
        account.answer(SENT);
        assertThat(drained).isDone();
    }
}
