package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration INTERVAL = Duration.ofMillis(600);

    private long now = Long.MAX_VALUE;
    private final Pace pace = new Pace(INTERVAL, () -> now);

    @Test
    void firstSendGoesAtOnceAndTheNextOnesOneIntervalApart() {
        assertThat(pace.take(ChatKind.GROUP, 1)).isZero();
        assertThat(pace.take(ChatKind.GROUP, 1)).isEqualTo(INTERVAL);
        pass(100);
        assertThat(pace.take(ChatKind.GROUP, 1)).isEqualTo(Duration.ofMillis(1100));
    }

    @Test
    void sendAfterTheIntervalGoesAtOnceAndOneJustBeforeWaits() {
        pace.take(ChatKind.GROUP, 1);
        pass(599);
        assertThat(pace.take(ChatKind.GROUP, 1)).isEqualTo(Duration.ofMillis(1));
        pass(601);
        assertThat(pace.take(ChatKind.GROUP, 1)).isZero();
    }

    @Test
    void chatsDoNotWaitForEachOther() {
        pace.take(ChatKind.GROUP, 1);
        assertThat(pace.take(ChatKind.GROUP, 2)).isZero();
        assertThat(pace.take(ChatKind.FRIEND, 1)).isZero();
    }

    @Test
    void chatsThatNeedNotWaitAreForgotten() {
        for (int chat = 0; chat < 100; chat++) {
            pace.take(ChatKind.FRIEND, chat);
        }
        assertThat(pace.size()).isEqualTo(100);
        pass(600);
        pace.take(ChatKind.FRIEND, 1);
        assertThat(pace.size()).isOne();
    }

    @Test
    void withoutAnIntervalNothingWaits() {
        Pace none = new Pace(Duration.ZERO, () -> now);
        assertThat(none.take(ChatKind.GROUP, 1)).isZero();
        assertThat(none.take(ChatKind.GROUP, 1)).isZero();
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
