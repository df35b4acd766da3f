package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples of messages as captures of clients of both eras show them, with invented numbers. */
class PollResultTest {

    private static final Uin MING = new Uin(2000000001L);

    @Test
    void friendOfEraA() {
        assertThat(read("message", """
                {"msg_id":5244,"from_uin":2000000001,"to_uin":1002003004,"msg_id2":395911,"msg_type":9,
                 "reply_ip":176752041,"time":1388368696,"content":[["font",{"size":10,"color":"000000",
                 "style":[0,0,0],"name":"\\u5B8B\\u4F53"}],"hello\\n "]}"""))
                .isEqualTo(new WireMessage(
                        ChatKind.FRIEND, MING.value(), MING, "5244", Message.text("hello\n"), at(1388368696)));
    }

    @Test
    void friendOfEraB() {
        assertThat(read("message", """
                {"content":[["font",{"color":"000000","name":"微软雅黑","size":10,"style":[0,0,0]}],"好啊"],
                 "from_uin":2000000001,"msg_id":25477,"msg_type":0,"time":1450686775,"to_uin":1002003004}"""))
                .isEqualTo(new WireMessage(
                        ChatKind.FRIEND, MING.value(), MING, "25477", Message.text("好啊"), at(1450686775)));
    }

    @Test
    void groupIsItsGidInBothEras() {
        WireMessage eraA = read("group_message", """
                {"msg_id":13663,"from_uin":3000000001,"msg_id2":886022,"group_code":3500000001,"send_uin":2000000001,
                 "seq":27,"time":1388368698,"info_seq":900000001,"content":[["font",{}],"ooo "]}""");
        assertThat(eraA.chat()).isEqualTo(3000000001L);
        assertThat(eraA.sender()).isEqualTo(MING);
        assertThat(eraA.message()).isEqualTo(Message.text("ooo"));
        WireMessage eraB = read("group_message", """
                {"content":[["font",{}],"好啊"],"from_uin":3000000001,"group_code":3000000001,"msg_id":25477,
                 "msg_type":0,"send_uin":2000000001,"time":1450686775,"to_uin":1002003004}""");
        assertThat(eraB.kind()).isEqualTo(ChatKind.GROUP);
        assertThat(eraB.chat()).isEqualTo(3000000001L);
    }

    @Test
    void discussionIsItsDidAlsoWhereFromUinIsAConstant() {
        WireMessage eraA = read("discu_message", """
                {"msg_id":10311,"from_uin":10000,"did":3700000001,"send_uin":2000000001,"time":1388391234,
                 "reply_ip":176756886,"content":[["font",{}],"hi "]}""");
        assertThat(eraA.kind()).isEqualTo(ChatKind.DISCUSSION);
        assertThat(eraA.chat()).isEqualTo(3700000001L);
        assertThat(eraA.message()).isEqualTo(Message.text("hi"));
    }

    @Test
    void numbersAsTextAreBorneAndMissingOnesNamed() {
        assertThat(read("message", "{\"from_uin\":\"4294967295\",\"content\":[\"a\"]}")
                        .sender())
                .isEqualTo(new Uin(4294967295L));
        assertThatThrownBy(() -> read("group_message", "{\"from_uin\":3000000001,\"content\":[\"a\"]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("send_uin");
    }

    @Test
    void noticeOfACallIsNoMessage() {
        assertThat(PollResult.message(
                        "group_message",
                        json("{\"from_uin\":1,\"send_uin\":2,\"content\":[[\"font\",{}],"
                                + "\" \\u0000\\n\\u0000\\u0000\\u0000\\u0000\\u0002宋体\\r\"]}")))
                .isEmpty();
    }

    @Test
    void otherTypesAreNoMessages() {
        assertThat(List.of("input_notify", "kick_message", "sess_message", "")).noneMatch(PollResult::isMessage);
    }

    @Test
    void newestFirstIsTurnedRound() {
        assertThat(order("[[3,30,1],[2,20,1],[1,10,1]]")).containsExactly(1L, 2L, 3L);
        assertThat(order("[[7,50,1],[9,50,2],[6,50,1]]")).containsExactly(6L, 9L, 7L);
    }

    @Test
    void oldestFirstAndUnknownOrderStand() {
        assertThat(order("[[1,10,1],[2,20,1],[3,30,1]]")).containsExactly(1L, 2L, 3L);
        assertThat(order("[[9,50,1],[4,50,2],[7,50,3]]")).containsExactly(9L, 4L, 7L);
    }

    @Test
    void mixedOrderIsByTime() {
        assertThat(order("[[1,30,1],[2,10,2],[3,40,3]]")).containsExactly(2L, 1L, 3L);
    }

    /** Message ids in the order in which they are handled; each message as [msg_id, time, send_uin]. */
    private static List<Long> order(String messages) {
        var result = JsonAnswer.JSON.createArrayNode();
        for (JsonNode message : json(messages)) {
            result.addObject()
                    .putObject("value")
                    .put("msg_id", message.get(0).asLong())
                    .put("time", message.get(1).asLong())
                    .put("send_uin", message.get(2).asLong());
        }
        return PollResult.oldestFirst(result).stream()
                .map(element -> element.get("value").get("msg_id").asLong())
                .toList();
    }

    private static WireMessage read(String type, String value) {
        return PollResult.message(type, json(value)).orElseThrow();
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
