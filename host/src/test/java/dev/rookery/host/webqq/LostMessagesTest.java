package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireGroup;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LostMessagesTest {

    private final LostMessages lost = new LostMessages("pual");

    @Test
    void gapsOfEachGroupAreCounted() {
        heard(1, 27, 28, 30, 31);
        heard(2, 5, 9);
        assertThat(lost.count()).isEqualTo(1 + 3);
    }

    @Test
    void messagesOutOfOrderAndThoseWithoutANumberAreNoLoss() {
        heard(1, 27, 29, 28, 30, 0, 31);
        assertThat(lost.count()).isEqualTo(1);
    }

    @Test
    void countThatBeginsAnewIsNoLoss() {
        heard(1, 1, 500_000, 500_001, 1, 2);
        assertThat(lost.count()).isZero();
    }

    private void heard(long gid, long... numbers) {
        for (long seq : numbers) {
            lost.count(new WireMessage(
                    ChatKind.GROUP,
                    gid,
                    new Uin(1),
                    "1",
                    Message.text("a"),
                    Instant.EPOCH,
                    new WireMessage.Details.OfGroup(new WireGroup(gid, 0, 0), seq)));
        }
    }
}
