package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.webqq.wire.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private static final Recipient MING = new Recipient.Friend(1);
    private static final Recipient BEA = new Recipient.Friend(2);

    private long now = Long.MAX_VALUE;
    private final Repetition varying = repetition(Repeats.VARY);

    private Repetition repetition(Repeats repeats) {
        return new Repetition(repeats, Duration.ofSeconds(3), () -> now);
    }

    private static String say(Repetition repetition, Recipient chat, String text) {
        return repetition.next(chat, text::concat).content();
    }

    @Test
    void sameTextTwiceGetsASpaceAndThenACharacterWithoutWidthInTurn() {
        assertThat(List.of(
                        say(varying, MING, "pong"),
                        say(varying, MING, "pong"),
                        say(varying, MING, "pong"),
                        say(varying, MING, "pong")))
                .containsExactly("pong", "pong ", "pong\u200b", "pong ");
    }

    @Test
    void otherTextsAndOtherChatsStayAsTheyAre() {
        say(varying, MING, "pong");
        assertThat(say(varying, BEA, "pong")).isEqualTo("pong");
        assertThat(say(varying, MING, "hello")).isEqualTo("hello");
        assertThat(say(varying, MING, "pong")).isEqualTo("pong");
    }

    @Test
    void textThatLooksLikeTheVariedOneBeforeIsVariedToo() {
        say(varying, MING, "pong");
        say(varying, MING, "pong");
        assertThat(say(varying, MING, "pong ")).isNotEqualTo("pong ");
    }

    @Test
    void noTwoInARowAreEverTheSame() {
        Random random = new Random(4711);
        List<String> texts = List.of("a", "a ", "a\u200b", "a  ", "b");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            sent.add(say(varying, MING, texts.get(random.nextInt(texts.size()))));
        }
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i)).isNotEqualTo(sent.get(i - 1));
        }
    }

    @Test
    void whatWasSaidLongAgoDoesNotCount() {
        say(varying, MING, "pong");
        now += Repetition.WINDOW.toNanos() - 1;
        assertThat(say(varying, MING, "pong")).isEqualTo("pong ");
        now += Repetition.WINDOW.toNanos();
        assertThat(say(varying, MING, "pong")).isEqualTo("pong");
    }

    @Test
    void spacedRepeatsKeepTheirTextAndAskForTime() {
        Repetition spacing = repetition(Repeats.SPACE);
        assertThat(spacing.next(MING, "pong"::concat)).isEqualTo(new Repetition.Distinct("pong", Duration.ZERO));
        assertThat(spacing.next(MING, "pong"::concat))
                .isEqualTo(new Repetition.Distinct("pong", Duration.ofSeconds(3)));
    }

    @Test
    void repeatsCanBeLeftAsTheyAre() {
        Repetition none = repetition(Repeats.AS_IS);
        say(none, MING, "pong");
        assertThat(none.next(MING, "pong"::concat)).isEqualTo(new Repetition.Distinct("pong", Duration.ZERO));
        assertThat(none.size()).isZero();
    }

    @Test
    void onlySoManyChatsAreRemembered() {
        for (int chat = 0; chat <= Repetition.MAX_CHATS; chat++) {
            say(varying, new Recipient.Friend(chat), "pong");
        }
        assertThat(varying.size()).isEqualTo(Repetition.MAX_CHATS);
    }
}
