package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.host.time.ManualTimers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EchoLoopsTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final EchoLoops loops = new EchoLoops(timers);

    /** What an account hears; the ids of its own bot and of the speaker are what this is about. */
    private boolean hears(String account, ChatKind kind, String sender, String name) {
        return loops.hears(new MessageReceived(
                new MessageId("1"),
                new Chat(new ChatId(account, kind, "chat"), "chat"),
                new Person(new PersonId(account, sender), name),
                new Person(new PersonId(account, "number of " + account), "Bot of " + account),
                Message.text("hi"),
                Instant.EPOCH));
    }

    private boolean person(String account) {
        return hears(account, ChatKind.GROUP, "somebody", "Somebody");
    }

    private boolean otherBot() {
        return hears("a", ChatKind.GROUP, "number of b", "Card in this group");
    }

    private void bothAreOnLine() {
        assertThat(person("a")).isTrue();
        assertThat(person("b")).isTrue();
    }

    @Test
    void ownWordsAreNotHeard() {
        assertThat(hears("a", ChatKind.GROUP, "number of a", "whatever")).isFalse();
    }

    @Test
    void botsAreHeardSoOftenInARowUntilSomebodyElseSpeaks() {
        bothAreOnLine();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < EchoLoops.DEPTH; i++) {
                assertThat(otherBot()).isTrue();
            }
            assertThat(otherBot()).isFalse();
            assertThat(otherBot()).isFalse();
            assertThat(person("a")).isTrue();
        }
    }

    @Test
    void aChainIsForgottenAfterSilence() {
        bothAreOnLine();
        for (int i = 0; i <= EchoLoops.DEPTH; i++) {
            otherBot();
        }
        timers.advance(EchoLoops.SILENCE);
        assertThat(otherBot()).isFalse();
        timers.advance(EchoLoops.SILENCE.plusMillis(1));
        assertThat(otherBot()).isTrue();
    }

    @Test
    void inGroupsAnotherBotIsKnownByItsNameTooAndInPrivateItIsNot() {
        bothAreOnLine();
        for (int i = 0; i <= EchoLoops.DEPTH; i++) {
            hears("a", ChatKind.GROUP, "unknown number", "Bot of b");
            assertThat(hears("a", ChatKind.FRIEND, "namesake", "Bot of b")).isTrue();
        }
        assertThat(hears("a", ChatKind.GROUP, "unknown number", "Bot of b")).isFalse();
    }

    @Test
    void peopleAreHeardForEver() {
        bothAreOnLine();
        for (int i = 0; i < 100; i++) {
            assertThat(person("a")).isTrue();
        }
    }
}
