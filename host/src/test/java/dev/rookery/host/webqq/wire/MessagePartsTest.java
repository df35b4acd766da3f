package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.TextStyle;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessagePartsTest {

    @Test
    void messageAtTheLimitStaysWholeAndOneByteMoreDoesNot() {
        assertThat(texts(Message.text("x".repeat(720)), 720)).hasSize(1);
        assertThat(texts(Message.text("x".repeat(721)), 720)).containsExactly("x".repeat(720), "x");
    }

    @Test
    void cutIsMadeAfterTheLastWhiteSpaceNearTheEnd() {
        assertThat(texts(Message.text("aaaa bbbb cccc dddd"), 12)).containsExactly("aaaa bbbb ", "cccc dddd");
    }

    @Test
    void whiteSpaceFarFromTheEndIsNoReasonForAShortPart() {
        assertThat(texts(Message.text("a " + "x".repeat(300)), 200))
                .containsExactly("a " + "x".repeat(198), "x".repeat(102));
    }

    @Test
    void charactersOfSeveralBytesStayWhole() {
        assertThat(texts(Message.text("你好吗"), 7)).containsExactly("你好", "吗");
    }

    @Test
    void joinedEmojiAndAccentsStayWhole() {
        String family = "👨‍👩‍👧";
        assertThat(texts(Message.text("abc" + family), 20)).containsExactly("abc", family);
        assertThat(texts(Message.text("abce\u0301"), 5)).containsExactly("abc", "e\u0301");
    }

    @Test
    void characterLongerThanAPartIsCutBetweenCodePoints() {
        String tower = "e" + "\u0301".repeat(10);
        assertThat(texts(Message.text(tower), 6))
                .allSatisfy(part -> assertThat(MessageParts.bytes(part)).isLessThanOrEqualTo(6));
        assertThat(String.join("", texts(Message.text(tower), 6))).isEqualTo(tower);
    }

    @Test
    void facesAreNotCut() {
        Message message = Message.text("aaaaaaa").plus(Faces.face("14")).plus("b");
        List<Message> parts = MessageParts.of(message, 18);
        assertThat(parts).containsExactly(Message.text("aaaaaaa"), Message.of(Faces.face("14"), new Segment.Text("b")));
    }

    @Test
    void partsTogetherAreTheMessage() {
        String text = "Lorem ipsum 你好 😀 dolor\nsit ".repeat(100);
        List<String> parts = texts(Message.text(text), 720);
        assertThat(parts.stream().collect(Collectors.joining())).isEqualTo(text);
        assertThat(parts)
                .allSatisfy(part -> assertThat(MessageParts.bytes(part)).isBetween(1, 720));
    }

    @Test
    void whatIsEscapedCountsAsItIsSent() {
        assertThat(texts(Message.text("\"".repeat(5)), 10)).hasSize(1);
        assertThat(texts(Message.text("\"".repeat(6)), 10)).containsExactly("\"".repeat(5), "\"");
        assertThat(texts(Message.text("\n".repeat(6)), 10)).hasSize(2);
        assertThat(texts(Message.text("\u0001".repeat(3)), 12)).containsExactly("\u0001\u0001", "\u0001");
    }

    @Test
    void countIsWhatTheContentHas() {
        Message message = Message.text("a\"b\\c\n\t\u0001你😀\u007f\u0085é");
        String content = Content.write(message);
        int start = "[\"".length();
        int end = content.indexOf("\",[\"font\"");
        assertThat(Content.bytes(message.segments().get(0)))
                .isEqualTo(MessageParts.bytes(content.substring(start, end)));
    }

    @Test
    void nameThatIsTooLongForAPartIsCutAsTheTextItBecomes() {
        Message message = Message.of(new Segment.Mention(new PersonId("pual", "1"), "x".repeat(20)));
        assertThat(texts(message, 10)).containsExactly("@xxxxxxxxx", "xxxxxxxxxx", "x ");
    }

    @Test
    void everyPartHasTheStyle() {
        TextStyle style = new TextStyle("Arial", 12, true, false, true, "ff0000");
        assertThat(MessageParts.of(Message.text("x".repeat(30)).withStyle(style), 10))
                .hasSize(3)
                .allSatisfy(part -> assertThat(part.style()).isEqualTo(style));
    }

    @Test
    void characterThatNoPartHasRoomForGoesAlone() {
        assertThat(texts(Message.text("a\u0001b"), 4)).containsExactly("a", "\u0001", "b");
        assertThat(MessageParts.of(Message.of(Faces.face("14"), Faces.face("13")), 4))
                .hasSize(2);
    }

    @Test
    void longTextsTakeTimeByTheirLengthOnly() {
        assertThat(texts(Message.text("x".repeat(2_000_000)), 720)).hasSize(2778);
        assertThat(texts(Message.text("e" + "\u0301".repeat(500_000)), 720)).hasSize(1389);
    }

    private static List<String> texts(Message message, int limit) {
        return MessageParts.of(message, limit).stream().map(Message::plainText).toList();
    }
}
