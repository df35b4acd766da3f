package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.webqq.wire.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration INTERVAL = Duration.ofMillis(600);

    private static final Recipient TEST_GROUP = new Recipient.Group(1, 0);
    private static final Recipient MING = new Recipient.Friend(1);

    private final long now0 = Long.MAX_VALUE;
    private long now = now0;
    private final Pace pace = new Pace(INTERVAL, Duration.ZERO, () -> now);

    @Test
    void firstSendGoesAtOnceAndTheNextOnesOneIntervalApart() {
        assertThat(pace.take(TEST_GROUP)).isZero();
        assertThat(pace.take(TEST_GROUP)).isEqualTo(INTERVAL);
        pass(100);
        assertThat(pace.take(TEST_GROUP)).isEqualTo(Duration.ofMillis(1100));
    }

    @Test
    void sendAfterTheIntervalGoesAtOnceAndOneJustBeforeWaits() {
        pace.take(TEST_GROUP);
        pass(599);
        assertThat(pace.take(TEST_GROUP)).isEqualTo(Duration.ofMillis(1));
        pass(601);
        assertThat(pace.take(TEST_GROUP)).isZero();
    }

    @Test
    void chatsDoNotWaitForEachOther() {
        pace.take(TEST_GROUP);
        assertThat(pace.take(new Recipient.Group(2, 0))).isZero();
        assertThat(pace.take(MING)).isZero();
    }

    @Test
    void chatsThatNeedNotWaitAreForgotten() {
        for (int chat = 0; chat < 100; chat++) {
            pace.take(new Recipient.Friend(chat));
        }
        assertThat(pace.size()).isEqualTo(100);
        pass(600);
        pace.take(MING);
        assertThat(pace.size()).isOne();
    }

    @Test
    void withoutAnIntervalNothingWaits() {
        Pace none = new Pace(Duration.ZERO, Duration.ZERO, () -> now);
        assertThat(none.take(TEST_GROUP)).isZero();
        assertThat(none.take(TEST_GROUP)).isZero();
    }

    @Test
    void sendsOfTheAccountKeepTheirDistanceWhateverTheChat() {
        Pace both = new Pace(INTERVAL, Duration.ofMillis(200), () -> now);
        assertThat(both.take(TEST_GROUP)).isZero();
        assertThat(both.take(MING)).isEqualTo(Duration.ofMillis(200));
        assertThat(both.take(new Recipient.Friend(2))).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void chatThatWaitsLeavesTheTimeBeforeItToOthers() {
        Pace both = new Pace(INTERVAL, Duration.ofMillis(200), () -> now);
        both.take(TEST_GROUP);
        assertThat(both.take(TEST_GROUP)).isEqualTo(Duration.ofMillis(600));
        assertThat(both.take(MING)).isEqualTo(Duration.ofMillis(200));
        assertThat(both.take(new Recipient.Friend(2))).isEqualTo(Duration.ofMillis(400));
        // 600 is taken.
        assertThat(both.take(new Recipient.Friend(3))).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void noTwoTimesAreTooCloseWhateverIsAsked() {
        Random random = new Random(20130730);
        Duration account = Duration.ofMillis(50);
        Pace both = new Pace(INTERVAL, account, () -> now);
        Map<Recipient, List<Long>> byChat = new HashMap<>();
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Recipient chat = new Recipient.Friend(random.nextInt(5));
            long at = now + both.take(chat).toNanos();
            byChat.computeIfAbsent(chat, c -> new ArrayList<>()).add(at - now0);
            all.add(at - now0);
            pass(random.nextInt(200));
        }
        byChat.values().forEach(times -> assertApart(times, INTERVAL));
        assertApart(all, account);
    }

    @Test
    void oneSendMayAskForMore() {
        pace.take(MING);
        assertThat(pace.take(MING, Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        pass(5_599);
        assertThat(pace.take(MING)).isEqualTo(Duration.ofMillis(1));
    }

    private static void assertApart(List<Long> times, Duration least) {
        List<Long> sorted = times.stream().sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            assertThat(sorted.get(i) - sorted.get(i - 1)).isGreaterThanOrEqualTo(least.toNanos());
        }
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }
}
