package dev.rookery.host.dispatch;

import static dev.rookery.host.dispatch.RecordingAccount.friend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatOrderTest {

    private static final ChatId CHAT = friend("ming");

    private final List<Runnable> timers = new ArrayList<>();
    private final ChatOrder order = new ChatOrder((delay, task) -> timers.add(task));
    private final Map<String, ChatOrder.Passage> begun = new HashMap<>();
    private final List<String> sequence = new ArrayList<>();

    private boolean begin(String message) {
        return order.begin(CHAT, passage -> {
            begun.put(message, passage);
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
        assertThat(timers).isEmpty();
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
            order.begin(CHAT, passage -> {
                sequence.add(message);
                order.arrived(passage);
            });
        }
        arrive("1");
        assertThat(sequence).containsExactly("1", "2", "3");
    }

    @Test
    void whatHangsIsGivenUpAfterAWhileAndComesTooLate() {
        begin("hanging");
        order.change(table());
        begin("behind");
        assertThat(timers).hasSize(1);
        timers.get(0).run();
        assertThat(sequence).containsExactly("hanging", "behind");
        assertThat(begun.get("hanging").isGivenUp()).isTrue();
        assertThat(begun.get("behind").isGivenUp()).isFalse();

        arrive("hanging");
        order.change(table());
        begin("next");
        assertThat(sequence).doesNotContain("next");
        arrive("behind");
        assertThat(sequence).endsWith("next");
    }

    @Test
    void aTimerThatFindsNobodyWaitingDoesNothing() {
        begin("1");
        order.change(table());
        begin("2");
        arrive("1");
        timers.get(0).run();
        assertThat(begun.get("2").isGivenUp()).isFalse();
    }

    @Test
    void tooManyAreRefused() {
        begin("1");
        order.change(table());
        for (int i = 0; i < ChatOrder.PARKED; i++) {
            assertThat(begin("waits")).isTrue();
        }
        assertThat(begin("too many")).isFalse();
    }
}
