package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

    private static final String FONT =
            "[\"font\",{\"name\":\"宋体\",\"size\":10,\"style\":[0,0,0],\"color\":\"000000\"}]";

    @Test
    void fontIsLastAndTextRaw() {
        assertThat(Content.write(
                        Message.text("你好 [world]").plus(Faces.face("14")).plus(" bye")))
                .isEqualTo("[\"你好 [world]\",[\"face\",14],\" bye\"," + FONT + "]");
    }

    @Test
    void jsonInsideJsonIsEscapedTwice() {
        String content = Content.write(Message.text("\" \\ \n \t 你"));
        assertThat(content).startsWith("[\"\\\" \\\\ \\n \\t 你\",");
        assertThat(JsonAnswer.JSON.createObjectNode().put("content", content).toString())
                .startsWith("{\"content\":\"[\\\"\\\\\\\" \\\\\\\\ \\\\n \\\\t 你\\\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+%&=", "😀👨‍👩‍👧", "\u0001\u0000", "</script>", "'\"\\\\\"", "a\n\nb"})
    void everyTextComesBackAsItWas(String text) {
        assertThat(Content.read(json(Content.write(Message.text(text))), false)).isEqualTo(Message.text(text));
    }

    @Test
    void outgoingLineBreaksAreOneCharacter() {
        assertThat(Content.write(Message.text("a\r\nb\rc"))).startsWith("[\"a\\nb\\nc\",");
    }

    @Test
    void faceAloneIsSentWithAText() {
        assertThat(Content.write(Message.of(Faces.face("14")))).isEqualTo("[[\"face\",14],\" \"," + FONT + "]");
    }

    @Test
    void whatWebQqDoesNotKnowIsSentAsText() {
        Message message = Message.text("hi ")
                .plus(new Segment.Mention(new PersonId("pual", "1"), "明"))
                .plus(new Segment.Face(":smile:", "smile"));
        assertThat(Content.write(message)).isEqualTo("[\"hi @明[smile]\"," + FONT + "]");
    }

    @Test
    void textsAndFacesAreRead() {
        assertThat(read("[\"a\",[\"face\",14],\" b\"]").segments())
                .containsExactly(new Segment.Text("a"), new Segment.Face("14", "微笑"), new Segment.Text(" b"));
    }

    @Test
    void unknownFaceIsCalledByItsNumber() {
        assertThat(read("[[\"face\",999]]")).isEqualTo(Message.of(new Segment.Face("999", "999")));
    }

    @Test
    void spaceOfEraAIsTakenOffOnceAndOnlyThere() {
        assertThat(Content.read(json("[\"hello\\n  \"]"), true)).isEqualTo(Message.text("hello\n "));
        assertThat(Content.read(json("[\"hello \"]"), false)).isEqualTo(Message.text("hello "));
    }

    @Test
    void loneSpaceAfterAFaceIsTakenOff() {
        assertThat(read("[[\"face\",14],\" \"]")).isEqualTo(Message.of(new Segment.Face("14", "微笑")));
    }

    @Test
    void entitiesAreReadOnceAndLineBreaksMadeOne() {
        assertThat(read("[\"&lt;b&gt;&nbsp;&amp;lt; &quot;&#39;&#92; &copy; a\\r\\nb\\rc\"]"))
                .isEqualTo(Message.text("<b> &lt; \"'\\ &copy; a\nb\nc"));
    }

    @Test
    void picturesAreNamedAndTheFontAloneIsOne() {
        assertThat(Content.read(json("[" + FONT + "]"), false)).isEqualTo(Content.PICTURE);
        assertThat(read("[[\"offpic\",{\"success\":1,\"file_path\":\"/d65c\"}]]"))
                .isEqualTo(picture("/d65c"));
        assertThat(read("[[\"cface\",{\"name\":\"0C.jPg\",\"key\":\"k\"}]]")).isEqualTo(picture("0C.jPg"));
        assertThat(read("[[\"cface\",\"0C.jPg\",\"\"]]")).isEqualTo(picture("0C.jPg"));
    }

    @Test
    void unknownElementKeepsItsName() {
        assertThat(read("[[\"sound\",1],\"a\"]").segments())
                .containsExactly(new Segment.Unknown("sound", Map.of()), new Segment.Text("a"));
    }

    @Test
    void oddFormsAreBorne() {
        assertThat(Content.read(json("\"bare\""), false)).isEqualTo(Message.text("bare"));
        assertThat(read("[5,null,{},[],\"a\"]")).isEqualTo(Message.text("5a"));
        assertThat(Content.read(json("{}").path("missing"), false)).isEqualTo(Content.PICTURE);
    }

    @Test
    void namesLoseControlCharactersAndHardSpaces() {
        assertThat(WireText.name(" A\u00a0&amp;\u0007B\n ")).isEqualTo("A &B");
    }

    private static Message picture(String file) {
        return Message.of(new Segment.Unknown("picture", Map.of("file", file)));
    }

    private static Message read(String elements) {
        return Content.read(json("[" + FONT + "," + elements.substring(1)), false);
    }
}
