package dev.rookery.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressingTest {

    private static Addressing addressing(Message message) {
        return Addressing.of(message, RecordingAccount.self("Pual 小皮"), "pual");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ping pual           | ping",
                "pual ping           | ping",
                "PUAL: ping          | ping",
                "pual，ping          | ping",
                "@pual ping          | ping",
                "ping @Pual 小皮     | ping",
                "@Pual 小皮 ping     | ping",
                "hey @pual ping      | hey  ping",
                "ping　pual          | ping",
                "ping, pual!         | ping",
                "pual                | ''",
                "pual!               | ''",
                "pual what about pual| what about pual",
            })
    void theNameBeforeOrAfterAddressesTheBot(String said, String rest) {
        Addressing addressing = addressing(Message.text(said));
        assertThat(addressing.named()).as(said).isTrue();
        assertThat(addressing.rest().plainText()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ping", "pualine ping", "ping nopual", "what does pual mean", "me@pual.example", "@pualine hi"})
    void otherWordsDoNot(String said) {
        Addressing addressing = addressing(Message.text(said));
        assertThat(addressing.named()).as(said).isFalse();
        assertThat(addressing.rest().plainText()).isEqualTo(said);
    }

    @Test
    void aLongRunOfSpacesTakesNoLongerThanItIs() {
        // Quadratic work on a text of this length would not end within the patience of a build.
        String spaces = " ".repeat(2_000_000);
        assertThat(addressing(Message.text("x" + spaces + "y")).named()).isFalse();
        assertThat(addressing(Message.text(spaces + "pual")).rest().isEmpty()).isTrue();
    }

    @Test
    void aMentionOfTheBotAddressesIt() {
        Segment.Mention bot = new Segment.Mention(new PersonId("pual", "1002003004"), "whatever");
        Addressing addressing = addressing(Message.of(bot, new Segment.Text(" ping")));
        assertThat(addressing.named()).isTrue();
        assertThat(addressing.rest()).isEqualTo(Message.text("ping"));
    }

    @Test
    void aMentionOfSomebodyElseDoesNot() {
        Segment.Mention other = new Segment.Mention(new PersonId("pual", "5"), "Ming");
        Message message = Message.of(other, new Segment.Text(" ping"));
        assertThat(addressing(message)).isEqualTo(new Addressing(false, message));
    }

    @Test
    void facesStayWhereTheyAre() {
        Segment.Face smile = new Segment.Face("14", "微笑");
        Message message = Message.of(new Segment.Text("pual hi "), smile);
        assertThat(addressing(message).rest()).isEqualTo(Message.of(new Segment.Text("hi "), smile));
    }
}
