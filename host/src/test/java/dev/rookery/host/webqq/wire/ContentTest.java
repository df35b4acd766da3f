package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.heard;
import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.TextStyle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

    private static final String FONT =
            "[\"font\",{\"name\":\"宋体\",\"size\":10,\"style\":[0,0,0],\"color\":\"000000\"}]";

    private static final Uin MING = new Uin(2000000001L);
    private static final PictureOrigin FRIEND = new PictureOrigin("pual", ChatKind.FRIEND, MING.value(), MING, "5244");

    private static final Message WITHHELD = Message.of(new Segment.Image(new Media.Remote("pual", "1:withheld"), ""));

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
        assertThat(heard(json(Content.write(Message.text(text))), false)).isEqualTo(Message.text(text));
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
                .plus(new Segment.Face(":smile:", "smile"))
                .plus(new Segment.Image(new Media.Remote("pual", "1:withheld"), "cat.png"))
                .plus(new Segment.Unknown("sticker", Map.of()));
        assertThat(Content.write(message)).isEqualTo("[\"hi [smile][cat.png][sticker]\"," + FONT + "]");
    }

    @Test
    void mentionIsANameWithASpaceBehind() {
        Segment mention = new Segment.Mention(new PersonId("pual", "1"), "明");
        assertThat(Content.write(Message.of(mention, new Segment.Text("hi")))).startsWith("[\"@明 hi\",");
        assertThat(Content.write(Message.of(mention, new Segment.Text(" hi")))).startsWith("[\"@明 hi\",");
        assertThat(Content.write(Message.of(mention))).startsWith("[\"@明 \",");
    }

    @Test
    void faceIsSentByItsNumberOrItsNameAlsoAnotherOne() {
        for (String name : List.of("微笑", "NO", "no", "K歌", "doge", "含羞", "大便", "下面")) {
            Segment.Face face = Faces.named(name).orElseThrow();
            assertThat(Content.write(Message.of(new Segment.Face("", name))))
                    .isEqualTo("[[\"face\"," + face.id() + "],\" \"," + FONT + "]");
        }
        assertThat(Faces.named("微笑")).contains(new Segment.Face("14", "微笑"));
        assertThat(Faces.named("爱")).contains(new Segment.Face("36", "爱心"));
        assertThat(Faces.named("哭")).contains(new Segment.Face("9", "大哭"));
        assertThat(Faces.named("smile")).isEmpty();
        assertThat(Content.write(Message.of(new Segment.Face("014", "x")))).startsWith("[[\"face\",14]");
        assertThat(Content.write(Message.of(new Segment.Face("100000", "x")))).startsWith("[\"[x]\"");
        assertThat(Content.write(Message.of(new Segment.Face("-1", "x")))).startsWith("[\"[x]\"");
    }

    @Test
    void everyFaceOfTheTableGoesByItsName() {
        for (int number = 0; number <= 212; number++) {
            Segment.Face face = Faces.face(Integer.toString(number));
            if (!face.name().equals(face.id())) {
                assertThat(Faces.named(face.name())).contains(face);
            }
        }
    }

    @Test
    void styleIsSentAndHeard() {
        TextStyle style = new TextStyle("Arial", 12, true, false, true, "ff0000");
        String content = Content.write(Message.text("a").withStyle(style));
        assertThat(content)
                .isEqualTo(
                        "[\"a\",[\"font\",{\"name\":\"Arial\",\"size\":12,\"style\":[1,0,1],\"color\":\"ff0000\"}]]");
        assertThat(heard(json(content), false).style()).isEqualTo(style);
        assertThat(heard(json("[[\"font\",{\"size\":\"13\"}],\"a\"]"), true)
                        .style()
                        .size())
                .isEqualTo(13);
    }

    @Test
    void styleThatIsNoneIsLeftOut() {
        TextStyle none = new TextStyle("\u0007", 1000, false, false, false, "\",red");
        assertThat(Content.write(Message.text("a").withStyle(none))).isEqualTo("[\"a\"," + FONT + "]");
        assertThat(heard(json("[[\"font\",{\"size\":1e9,\"style\":7,\"color\":\"red\",\"name\":{}}]]"), false)
                        .style())
                .isEqualTo(TextStyle.PLAIN);
    }

    @Test
    void uploadedPictureIsSentInTheFormOfItsChat() {
        Segment.Image cat = new Segment.Image(new Media.Bytes(new byte[] {1}, "image/png"), "cat.png");
        Message message = Message.text("see").plus(cat);
        assertThat(Content.write(message, Map.of(cat, new OutgoingPicture.Offpic("/d65c", "cat.png", 7))))
                .isEqualTo("[\"see\",[\"offpic\",\"/d65c\",\"cat.png\",7]," + FONT + "]");
        assertThat(Content.write(message, Map.of(cat, new OutgoingPicture.GroupFace("8D.jPg"))))
                .isEqualTo("[\"see\",[\"cface\",\"group\",\"8D.jPg\"]," + FONT + "]");
        assertThat(Content.write(Message.of(cat), Map.of(cat, new OutgoingPicture.FriendFace("8D.jPg"))))
                .isEqualTo("[[\"cface\",\"8D.jPg\"],\" \"," + FONT + "]");
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
        assertThat(heard(json("[\"hello\\n  \"]"), true)).isEqualTo(Message.text("hello\n "));
        assertThat(heard(json("[\"hello \"]"), false)).isEqualTo(Message.text("hello "));
    }

    @Test
    void loneSpaceAfterAFaceIsTakenOff() {
        assertThat(read("[[\"face\",14],\" \"]")).isEqualTo(Message.of(new Segment.Face("14", "微笑")));
    }

    @Test
    void promotionOfEraAIsTakenOff() {
        for (String host : List.of("web", "web2", "web3")) {
            String promotion = "【提示：此用户正在使用Q+ Web：http://" + host + ".qq.com/】";
            assertThat(heard(json("[\"hello " + promotion + " \"]"), true)).isEqualTo(Message.text("hello"));
            assertThat(heard(json("[\"hello" + promotion + "\"]"), true)).isEqualTo(Message.text("hello"));
            assertThat(heard(json("[\"" + promotion + "? \"]"), true).plainText())
                    .isEqualTo(promotion + "?");
            assertThat(heard(json("[\"hello" + promotion + "\"]"), false).plainText())
                    .endsWith(promotion);
        }
    }

    @Test
    void entitiesOfEraBAreReadOnceAndLineBreaksMadeOne() {
        assertThat(read("[\"&lt;b&gt;&nbsp;&amp;lt; &quot;&#39;&#92; &copy; a\\r\\nb\\rc\"]"))
                .isEqualTo(Message.text("<b> &lt; \"'\\ &copy; a\nb\nc"));
        assertThat(heard(json("[\"&lt;b&gt; a\\r\\nb \"]"), true)).isEqualTo(Message.text("&lt;b&gt; a\nb"));
    }

    @Test
    void halvesOfCharactersAreReplacedBothWays() {
        assertThat(read("[\"a\\ud83db\"]")).isEqualTo(Message.text("a\ufffdb"));
        assertThat(Content.write(Message.text("\ude00a😀"))).startsWith("[\"\ufffda😀\",");
    }

    @Test
    void pictureTellsWhereItCanBeFetched() {
        assertThat(reference("[[\"offpic\",{\"success\":1,\"file_path\":\"/d65c58ae-faa6\"}]]", FRIEND))
                .isEqualTo(new PictureReference.Offpic(MING, "/d65c58ae-faa6"));
        assertThat(reference("[[\"cface\",\"0C.jPg\",\"\"]]", FRIEND))
                .isEqualTo(new PictureReference.FriendFace(MING, "5244", "0C.jPg"));
        String face = "[[\"cface\",{\"name\":\"0C.jPg\",\"file_id\":914490174,\"key\":\"YkC3WaD3h5pPxYrY\","
                + "\"server\":\"119.147.15.201:443\"}]]";
        assertThat(reference(face, new PictureOrigin("pual", ChatKind.GROUP, 3500000001L, MING, "1")))
                .isEqualTo(new PictureReference.GroupFace(
                        false, 3500000001L, MING, "0C.jPg", "914490174", "YkC3WaD3h5pPxYrY", "119.147.15.201:443"));
        assertThat(reference(face, new PictureOrigin("pual", ChatKind.DISCUSSION, 3700000001L, MING, "1")))
                .isInstanceOfSatisfying(
                        PictureReference.GroupFace.class,
                        group -> assertThat(group.discussion()).isTrue());
    }

    @Test
    void contentWithoutAnyIsAPictureThatIsWithheld() {
        assertThat(heard(json("[" + FONT + "]"), false)).isEqualTo(WITHHELD);
        assertThat(heard(json("[" + FONT + ",\" \"]"), true)).isEqualTo(WITHHELD);
        assertThat(read("[[\"offpic\",{\"success\":0}]]")).isEqualTo(WITHHELD);
        assertThat(read("[[\"cface\",{\"name\":\"" + "x".repeat(PictureReference.MAX_FIELD_CHARS + 1) + "\"}]]"))
                .isEqualTo(WITHHELD);
        assertThat(WITHHELD.plainText()).isEqualTo("[picture]");
    }

    @Test
    void referenceOfAnotherFormIsNone() {
        assertThat(PictureReference.parse("1:offpic:2000000001:%2Fd65c"))
                .contains(new PictureReference.Offpic(MING, "/d65c"));
        for (String word : List.of(
                "",
                "1",
                "1:",
                ":::",
                "2:withheld",
                "1:withheld:",
                "1:offpic:0:x",
                "1:offpic:-1:x",
                "1:offpic:1",
                "1:offpic:1:%zz",
                "1:group:1:2:3:4:5",
                "1:offpic:1:" + "x".repeat(PictureReference.MAX_CHARS))) {
            assertThat(PictureReference.parse(word)).as(word).isEmpty();
        }
    }

    @Test
    void moreElementsThanTheBoundAreOneUnknownSegment() {
        Message message = heard(json("[" + "[\"face\",1],".repeat(99_999) + "\"a\"]"), false);
        assertThat(message.segments())
                .hasSize(ContentReader.MAX_ELEMENTS + 1)
                .endsWith(new Segment.Unknown("more", Map.of("elements", "99000")));
    }

    @Test
    void unknownElementKeepsItsName() {
        assertThat(read("[[\"sound\",1],\"a\"]").segments())
                .containsExactly(new Segment.Unknown("sound", Map.of()), new Segment.Text("a"));
    }

    @Test
    void oddFormsAreBorne() {
        assertThat(heard(json("\"bare\""), false)).isEqualTo(Message.text("bare"));
        assertThat(read("[5,null,{},[],\"a\"]")).isEqualTo(Message.text("5a"));
        assertThat(heard(json("{}").path("missing"), false)).isEqualTo(WITHHELD);
    }

    @Test
    void namesLoseControlCharactersAndHardSpaces() {
        assertThat(WireText.name(" A\u00a0&amp;\u0007B\n ")).isEqualTo("A &B");
    }

    private static PictureReference reference(String content, PictureOrigin origin) {
        Segment image =
                ContentReader.read(json(content), true, origin).segments().get(0);
        Media.Remote media = (Media.Remote) ((Segment.Image) image).media();
        assertThat(media.account()).isEqualTo("pual");
        return PictureReference.parse(media.reference()).orElseThrow();
    }

    private static Message read(String elements) {
        return heard(json("[" + FONT + "," + elements.substring(1)), false);
    }
}
