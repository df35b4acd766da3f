package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.guard.Tally;
import dev.rookery.host.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PluginGuardTest {

    private static final ChatId CHAT = new ChatId("test", ChatKind.GROUP, "g");

    private final GuardOptions options = GuardOptions.defaults();
    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final List<String> fate = new ArrayList<>();
    private final PluginGuard guard = Guarded.plugin("x", timers, new Supervisor() {
        @Override
        public void degraded(String reason) {
            fate.add(reason);
        }

        @Override
        public void recovered() {}

        @Override
        public void hopeless(String reason) {}
    });

    private void misses(Duration howLong, Duration every) {
        for (long i = 0; i <= howLong.dividedBy(every); i++) {
            guard.missed();
            timers.advance(every);
        }
    }

    @Test
    void whoMissesMessagesAllTheTimeIsLeftAlone() {
        misses(options.saturation().multipliedBy(4), Duration.ofMillis(500));
        assertThat(fate).isEmpty();
        misses(options.saturation().multipliedBy(2), Duration.ofMillis(500));
        assertThat(fate).singleElement().asString().contains("too much waits for it, for more than 5 s");
    }

    @Test
    void whatItsCallsComeToIsCountedOverAllItsLives() {
        Containment containment = Guarded.containment(timers);
        PluginGuard former = new PluginGuard("x", containment, Guarded.ALONE);
        former.begins("a chat");
        former.ended((Throwable) null);
        PluginGuard now = new PluginGuard("x", containment, Guarded.ALONE);
        now.begins("a chat");
        now.ended(new IllegalStateException("boom"));
        now.missed();
        while (now.objectsTo(CHAT).isEmpty()) {
            // what it may say
        }
        Tally tally = containment.tally("x");
        assertThat(List.of(tally.calls(), tally.failures(), tally.missed(), tally.refused(), tally.lostThreads()))
                .containsExactly(2L, 2L, 1L, 1L, 0L);
    }

    @Test
    void whoMissesMessagesNowAndThenIsNot() {
        misses(options.saturation().multipliedBy(100), Duration.ofMillis(1_500));
        assertThat(fate).isEmpty();
    }

    @Test
    void whoSaysTooMuchOutsideOfCallsFailsOnceASecondAndIsThrownOutOfItsLoopInTheEnd() {
        for (int second = 1; second <= 5; second++) {
            assertThat(fate).isEmpty();
            timers.advance(Duration.ofSeconds(1));
            while (guard.objectsTo(CHAT).isEmpty()) {
                // what it may say
            }
            for (int refused = 2; refused < PluginGuard.MOST_REFUSED; refused++) {
                assertThat(guard.objectsTo(CHAT)).isPresent();
            }
            assertThatThrownBy(() -> guard.objectsTo(CHAT))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("the plugin says too much here");
        }
        assertThat(fate).singleElement().asString().contains("the plugin says too much here");
    }
}
