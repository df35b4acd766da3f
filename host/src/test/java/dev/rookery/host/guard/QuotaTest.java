package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.guard.GuardOptions.Rate;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private GuardOptions limits = limits(new Rate(3, 2), new Rate(5, 10));
    private final Quota quota = new Quota(timers, () -> limits);

    private static GuardOptions limits(Rate perChat, Rate perPlugin) {
        GuardOptions all = GuardOptions.defaults();
        return new GuardOptions(
                all.slow(),
                all.deadline(),
                all.grace(),
                all.lostThreads(),
                all.saturation(),
                all.allocation(),
                perChat,
                perPlugin,
                all.threads(),
                all.breaker());
    }

    private int granted(Object chat, int wanted) {
        int granted = 0;
        for (int i = 0; i < wanted; i++) {
            granted += quota.take(chat).isEmpty() ? 1 : 0;
        }
        return granted;
    }

    @Test
    void aChatHasItsBurstAndThenSoMuchASecond() {
        assertThat(granted("a", 10)).isEqualTo(3);
        assertThat(quota.take("a"))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .isEqualTo("the plugin says too much here: more than 3 messages at once and 2.0 a second"));
        timers.advance(Duration.ofMillis(500));
        assertThat(granted("a", 10)).isEqualTo(1);
        timers.advance(Duration.ofHours(1));
        assertThat(granted("a", 10)).isEqualTo(3);
    }

    @Test
    void otherLimitsCountAtOnce() {
        granted("a", 1);
        limits = limits(new Rate(1, 1), new Rate(5, 10));
        assertThat(granted("a", 10)).isEqualTo(1);
        assertThat(quota.take("a"))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .isEqualTo("the plugin says too much here: more than 1 messages at once and 1.0 a second"));
        limits = limits(new Rate(3, 1), new Rate(5, 10));
        timers.advance(Duration.ofSeconds(2));
        assertThat(granted("a", 10)).isEqualTo(2);
    }

    @Test
    void allChatsTogetherHaveTheirOwn() {
        assertThat(granted("a", 3) + granted("b", 3)).isEqualTo(5);
        assertThat(quota.take("c"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("in all chats"));
        timers.advance(Duration.ofMillis(100));
        assertThat(granted("c", 3)).isEqualTo(1);
    }

    @Test
    void whatIsRefusedInOneChatTakesNothingFromTheOthers() {
        granted("a", 100);
        assertThat(granted("b", 2)).isEqualTo(2);
    }

    @Test
    void chatsWhoseBucketsHaveFilledAreForgotten() {
        limits = limits(new Rate(1, 1), new Rate(1_000_000, 1));
        Quota roomy = new Quota(timers, () -> limits);
        for (int i = 0; i < Quota.CHATS; i++) {
            assertThat(roomy.take(i)).isEmpty();
        }
        assertThat(roomy.take("one more")).isPresent();
        timers.advance(Duration.ofSeconds(1));
        assertThat(roomy.take("one more")).isEmpty();
    }
}
