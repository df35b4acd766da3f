package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentMessagesTest {

    private final RecentMessages recent = new RecentMessages();

    @Test
    void secondDeliveryIsNotNew() {
        assertThat(recent.isNew(message(1, 7, "a", 1000))).isTrue();
        assertThat(recent.isNew(message(1, 7, "a", 1000))).isFalse();
        assertThat(recent.isNew(message(1, 7, "a", 1060))).isFalse();
    }

    @Test
    void sameIdOfAnotherSenderOrWithOtherWordsIsNew() {
        assertThat(recent.isNew(message(1, 7, "a", 1000))).isTrue();
        assertThat(recent.isNew(message(2, 7, "a", 1000))).isTrue();
        assertThat(recent.isNew(message(1, 7, "b", 1001))).isTrue();
        assertThat(recent.isNew(message(1, 8, "b", 1001))).isTrue();
        assertThat(recent.isNew(new WireMessage(
                        ChatKind.FRIEND, 5, new Uin(1), "7", Message.text("a"), Instant.ofEpochSecond(1000))))
                .isTrue();
    }

    @Test
    void secondDeliveryWhoseWordsWereSpoiltIsNotNew() {
        assertThat(recent.isNew(message(1, 7, "a", 1000))).isTrue();
        assertThat(recent.isNew(message(1, 7, "", 1000))).isFalse();
        assertThat(recent.isNew(message(1, 7, "a", 1000))).isFalse();
    }

    @Test
    void whatIsSavedIsKnownLater() {
        recent.isNew(message(1, 7, "a", 1000));
        recent.isNew(message(1, 8, "b", 1000));
        RecentMessages later = new RecentMessages();
        later.load(recent.save());
        assertThat(later.isNew(message(1, 7, "a", 1000))).isFalse();
        assertThat(later.isNew(message(1, 8, "", 1000))).isFalse();
        assertThat(later.isNew(message(1, 8, "", 1001))).isFalse();
        assertThat(later.isNew(message(1, 9, "a", 1000))).isTrue();
    }

    @Test
    void linesThatAreNoneAreLeftOut() {
        String second = " 2015-12-21T08:19:35Z ";
        recent.load(List.of(
                "",
                "x",
                "FRIEND 1 2" + second.strip(),
                "FRIEND 1 2 yesterday 7",
                "FRIEND 1 z" + second + "7",
                "FOE 1 2" + second + "7"));
        assertThat(recent.save()).isEmpty();
    }

    @Test
    void noMoreThanTheLastOnesAreLoaded() {
        for (int id = 1; id <= RecentMessages.CAPACITY; id++) {
            recent.isNew(message(1, id, "a", 1000));
        }
        List<String> lines = new ArrayList<>(recent.save());
        RecentMessages other = new RecentMessages();
        other.isNew(message(2, 1, "a", 1000));
        lines.addAll(other.save());
        RecentMessages later = new RecentMessages();
        later.load(lines);
        assertThat(later.save()).hasSize(RecentMessages.CAPACITY);
        assertThat(later.isNew(message(2, 1, "a", 1000))).isFalse();
        assertThat(later.isNew(message(1, 1, "a", 1000))).isTrue();
    }

    @Test
    void idThatComesRoundAgainIsNew() {
        assertThat(recent.isNew(message(1, 7, "a", 1000))).isTrue();
        assertThat(recent.isNew(message(1, 7, "a", 1061))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    void messageWithoutAnIdIsAlwaysNew(String id) {
        WireMessage message = new WireMessage(ChatKind.FRIEND, 1, new Uin(1), id, Message.text("a"), Instant.EPOCH);
        assertThat(recent.isNew(message)).isTrue();
        assertThat(recent.isNew(message)).isTrue();
    }

    @Test
    void onlySoManyAreRemembered() {
        recent.isNew(message(1, 1, "a", 1000));
        for (int id = 2; id <= RecentMessages.CAPACITY; id++) {
            recent.isNew(message(1, id, "a", 1000));
        }
        assertThat(recent.isNew(message(1, 1, "a", 1000))).isFalse();
        recent.isNew(message(1, RecentMessages.CAPACITY + 1, "a", 1000));
        recent.isNew(message(1, RecentMessages.CAPACITY + 2, "a", 1000));
        assertThat(recent.isNew(message(1, 2, "a", 1000))).isTrue();
    }

    private static WireMessage message(long sender, int id, String text, long second) {
        return new WireMessage(
                ChatKind.GROUP,
                5,
                new Uin(sender),
                Integer.toString(id),
                Message.text(text),
                Instant.ofEpochSecond(second));
    }
}
