package dev.rookery.host.dispatch;

import static dev.rookery.host.dispatch.RecordingAccount.friend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChatOrderTest {

    private static final ChatId CHAT = friend("ming");

    private final ChatOrder order = new ChatOrder();
    private final Map<String, ChatOrder.Traffic> begun = new HashMap<>();
    private final List<String> sequence = new ArrayList<>();

    private boolean begin(String message) {
        return order.begin(CHAT, traffic -> {
            begun.put(message, traffic);
            sequence.add(message);
        });
    }

    private void arrive(String message) {
        order.arrived(begun.get(message));
    }

    private static HandlerTable table() {
        return new HandlerTable(List.of(), List.of());
    }

    @Test
    void withoutAChangeNothingWaits() {
        begin("1");
        begin("2");
        assertThat(sequence).containsExactly("1", "2");
    }

    @Test
    void whatComesAfterAChangeWaitsForWhatWasBeforeAndGoesThroughTheNewTable() {
        begin("1");
        begin("2");
        HandlerTable now = table();
        order.change(now);
        begin("3");
        begin("4");
        arrive("2");
        assertThat(sequence).containsExactly("1", "2");
        arrive("1");
        assertThat(sequence).containsExactly("1", "2", "3", "4");
        assertThat(begun.get("3").table()).isSameAs(now);
        begin("5");
        assertThat(sequence).endsWith("5");
    }

    @Test
    void whoArrivesAtOnceReleasesNobodyTwice() {
        begin("1");
        order.change(table());
        for (String message : List.of("2", "3")) {
            order.begin(CHAT, traffic -> {
                sequence.add(message);
                order.arrived(traffic);
            });
        }
        arrive("1");
        assertThat(sequence).containsExactly("1", "2", "3");
    }

    @Test
    void whatComesWhileOthersAreLetGoLinesUpBehindThem() {
        begin("1");
        order.change(table());
        order.begin(CHAT, traffic -> {
            sequence.add("2");
            begun.put("2", traffic);
            begin("4");
        });
        begin("3");
        arrive("1");
        assertThat(sequence).containsExactly("1", "2", "3", "4");
    }

    @Test
    void onlyOneThreadAtATimeLetsOthersGo() throws Exception {
        Thread here = Thread.currentThread();
        CountDownLatch third = new CountDownLatch(1);
        CountDownLatch fourth = new CountDownLatch(1);
        List<Thread> others = new ArrayList<>();
        begin("1");
        order.change(table());
        order.begin(CHAT, traffic -> {
            sequence.add("2");
            order.begin(CHAT, next -> {
                third.countDown();
                if (Thread.currentThread() != here) {
                    await(fourth); // who is slow now must not be passed
                }
                sequence.add("3");
            });
            Thread other = new Thread(() -> order.arrived(traffic));
            others.add(other);
            other.start();
            while (other.isAlive() && third.getCount() > 0) {
                Thread.onSpinWait();
            }
            begin("4");
        });
        arrive("1");
        fourth.countDown();
        others.get(0).join(10_000);
        assertThat(sequence).containsExactly("1", "2", "3", "4");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tooManyAreRefused() {
        begin("1");
        order.change(table());
        for (int i = 1; i < ChatOrder.UNDER_WAY; i++) {
            assertThat(begin("waits")).isTrue();
        }
        assertThat(begin("too many")).isFalse();
    }
}
