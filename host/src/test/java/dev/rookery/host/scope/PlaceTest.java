package dev.rookery.host.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @Test
    void placesAreReadAsTheyAreWritten() {
        assertThat(Place.parse("*")).isEqualTo(new Place.Everywhere());
        assertThat(Place.parse("pual")).isEqualTo(new Place.OfAccount("pual"));
        assertThat(Place.parse("pual/group/42")).isEqualTo(new Place.InChat(new ChatId("pual", ChatKind.GROUP, "42")));
        assertThat(Place.parse("pual/session/a/b"))
                .isEqualTo(new Place.InChat(new ChatId("pual", ChatKind.SESSION, "a/b")));
        assertThat(Place.parse("pual/1001")).isEqualTo(new Place.OfPerson(new PersonId("pual", "1001")));
        assertThat(Place.parse("pual/person/group/42")).isEqualTo(new Place.OfPerson(new PersonId("pual", "group/42")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "pual", "pual/group/42", "pual/friend/x y", "pual/1001", "pual/person/group/42"})
    void placesAreWrittenAsTheyAreRead(String text) {
        assertThat(Place.parse(text)).hasToString(text);
    }

    @Test
    void aPersonWhoseIdLooksLikeAChatStaysAPerson() {
        for (String id : new String[] {"group/1", "person/1", "friend/", "group", "a/b"}) {
            Place place = new Place.OfPerson(new PersonId("pual", id));
            assertThat(Place.parse(place.toString())).as(id).isEqualTo(place);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/", "/1001", "pual/", "pual/ "})
    void whatIsNoPlaceIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> Place.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: *, an account");
    }

    @Test
    void whatIsTooLongIsRefusedAndQuotedInPart() {
        assertThat(Place.parse("p".repeat(Place.LONGEST))).isNotNull();
        assertThatThrownBy(() -> Place.parse("p".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(500));
    }
}
