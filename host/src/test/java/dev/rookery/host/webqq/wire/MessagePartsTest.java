package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
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
        List<Message> parts = MessageParts.of(message, 10);
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

    private static List<String> texts(Message message, int limit) {
        return MessageParts.of(message, limit).stream().map(Message::plainText).toList();
    }
}
