package dev.rookery.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.rookery.api.chat.PersonId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Segment.Face SMILE = new Segment.Face("14", "微笑");

    @Test
    void neighbouringTextsAreJoined() {
        assertThat(Message.text("he").plus("llo").segments()).containsExactly(new Segment.Text("hello"));
    }

    @Test
    void aHundredThousandTextsAreJoinedInOneGo() {
        List<Segment> pieces = Collections.nCopies(100_000, new Segment.Text("ten chars."));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        Message joined = Message.of(pieces);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(joined.segments()).containsExactly(new Segment.Text("ten chars.".repeat(100_000)));
        // One piece after the other would copy 50 GB.
        assertThat(allocated).isLessThan(50_000_000);
    }

    @Test
    void textsApartStayApart() {
        assertThat(Message.text("a").plus(SMILE).plus("b").segments())
                .containsExactly(new Segment.Text("a"), SMILE, new Segment.Text("b"));
    }

    @Test
    void emptyTextsAreDropped() {
        assertThat(Message.text("").isEmpty()).isTrue();
        assertThat(Message.of(new Segment.Text(""), SMILE, new Segment.Text("")).segments())
                .containsExactly(SMILE);
    }

    @Test
    void messagesThatReadTheSameAreEqual() {
        Message joined = Message.of(new Segment.Text("a"), new Segment.Text("b"));
        assertThat(joined).isEqualTo(Message.text("ab")).hasSameHashCodeAs(Message.text("ab"));
        assertThat(joined).isNotEqualTo(Message.text("a"));
    }

    @Test
    void plainTextNamesWhatIsNotText() {
        Message message = Message.of(
                new Segment.Mention(new PersonId("pual", "1"), "Ming"),
                new Segment.Text(" look "),
                SMILE,
                new Segment.Unknown("picture", java.util.Map.of()));
        assertThat(message.plainText()).isEqualTo("@Ming look [微笑][picture]");
    }

    @Test
    void laterChangesToTheListDoNotReachTheMessage() {
        List<Segment> list = new ArrayList<>(List.of(SMILE));
        Message message = Message.of(list);
        list.clear();
        assertThat(message.segments()).containsExactly(SMILE);
        assertThatThrownBy(() -> message.segments().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
