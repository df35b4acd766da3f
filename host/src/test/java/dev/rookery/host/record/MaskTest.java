package dev.rookery.host.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.account.Profile;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Segment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of record that holds names, written down with names masked. */
class MaskTest {

    private static final PersonId ID = new PersonId("pual", "10001");
    private static final Person MING = new Person(ID, "Ming");
    private static final ChatId PRIVATE = new ChatId("pual", ChatKind.FRIEND, "10001");
    private static final ChatId ROOKS = new ChatId("pual", ChatKind.GROUP, "4711");

    private final ValueCodec codec = new ValueCodec(new Mask(List.of(), true));

    private String written(Record value) {
        return codec.write(value, value.getClass()).toString();
    }

    static List<Record> recordsWithNames() {
        return List.of(
                MING,
                ID,
                PRIVATE,
                ROOKS,
                new Chat(ROOKS, "The Rooks"),
                new Chat(PRIVATE, "Ming"),
                new Segment.Mention(ID, "Ming"),
                new Member(MING, "Mingming", "the boss", Role.OWNER),
                new Friend(MING, new Chat(PRIVATE, "Ming"), "the boss", "family", OnlineStatus.ONLINE),
                new Profile(MING, "the boss", OnlineStatus.ONLINE, Map.of("signature", "the boss")));
    }

    @ParameterizedTest
    @MethodSource("recordsWithNames")
    void noRecordShowsANameOrANumber(Record value) {
        assertThat(written(value)).doesNotContain("Ming", "boss", "10001", "4711", "Rooks");
    }

    @Test
    void aNameThatIsKnownIsMaskedInTexts() {
        written(MING);
        assertThat(written(new Segment.Text("Ming is 10001"))).doesNotContain("Ming", "10001");
    }
}
