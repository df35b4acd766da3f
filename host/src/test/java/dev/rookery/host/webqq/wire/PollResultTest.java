package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import dev.rookery.host.webqq.wire.WireMessage.Details;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples of messages as captures of clients of both eras show them, with invented numbers. */
class PollResultTest {

    private static final Uin MING = new Uin(2000000001L);
    private static final Uin STRANGER = new Uin(2600000001L);
    private static final Instant NOW = Instant.parse("2013-12-30T01:02:03Z");

    @Test
    void friendOfEraA() {
        assertThat(said("message", """
                {"msg_id":5244,"from_uin":2000000001,"to_uin":1002003004,"msg_id2":395911,"msg_type":9,
                 "reply_ip":176752041,"time":1388368696,"content":[["font",{"size":10,"color":"000000",
                 "style":[0,0,0],"name":"\\u5B8B\\u4F53"}],"hello\\n "]}"""))
                .isEqualTo(new WireMessage(
                        ChatKind.FRIEND, MING.value(), MING, "5244", Message.text("hello\n"), at(1388368696)));
    }

    @Test
    void friendOfEraB() {
        assertThat(said("message", """
                {"content":[["font",{"color":"000000","name":"微软雅黑","size":10,"style":[0,0,0]}],"好啊"],
                 "from_uin":2000000001,"msg_id":25477,"msg_type":0,"time":1450686775,"to_uin":1002003004}"""))
                .isEqualTo(new WireMessage(
                        ChatKind.FRIEND, MING.value(), MING, "25477", Message.text("好啊"), at(1450686775)));
    }

    @Test
    void groupIsItsGidInBothEras() {
        WireMessage eraA = said("group_message", """
                {"msg_id":13663,"from_uin":3000000001,"msg_id2":886022,"group_code":3500000001,"send_uin":2000000001,
                 "seq":27,"time":1388368698,"info_seq":900000001,"content":[["font",{}],"ooo "]}""");
        assertThat(eraA.chat()).isEqualTo(3000000001L);
        assertThat(eraA.sender()).isEqualTo(MING);
        assertThat(eraA.message()).isEqualTo(Message.text("ooo"));
        WireMessage eraB = said("group_message", """
                {"content":[["font",{}],"好啊"],"from_uin":3000000001,"group_code":3000000001,"msg_id":25477,
                 "msg_type":0,"send_uin":2000000001,"time":1450686775,"to_uin":1002003004}""");
        assertThat(eraB.kind()).isEqualTo(ChatKind.GROUP);
        assertThat(eraB.chat()).isEqualTo(3000000001L);
    }

    @Test
    void discussionIsItsDidAlsoWhereFromUinIsAConstant() {
        WireMessage eraA = said("discu_message", """
                {"msg_id":10311,"from_uin":10000,"did":3700000001,"send_uin":2000000001,"time":1388391234,
                 "reply_ip":176756886,"content":[["font",{}],"hi "]}""");
        assertThat(eraA.kind()).isEqualTo(ChatKind.DISCUSSION);
        assertThat(eraA.chat()).isEqualTo(3700000001L);
        assertThat(eraA.message()).isEqualTo(Message.text("hi"));
    }

    @Test
    void groupTellsItsNumberAndCountsItsMessagesInEraAOnly() {
        assertThat(said("group_message", """
                {"from_uin":3000000001,"group_code":3500000001,"send_uin":2000000001,"seq":27,"info_seq":900000001,
                 "content":["a"]}""").details())
                .isEqualTo(new Details.OfGroup(new WireGroup(3000000001L, 3500000001L, 900000001L), 27));
        assertThat(said("group_message", """
                {"from_uin":3000000001,"group_code":3000000001,"send_uin":2000000001,"content":["a"]}""").details())
                .isEqualTo(new Details.OfGroup(new WireGroup(3000000001L, 3000000001L, 0), 0));
        assertThat(said("discu_message", """
                {"from_uin":10000,"did":3700000001,"send_uin":2000000001,"seq":1,"info_seq":12,"content":["a"]}""").details()).isEqualTo(new Details.OfDiscussion(12, 1));
    }

    @Test
    void temporaryChatTellsWhereTheTwoMetAndTheNumberOfTheStranger() {
        WireMessage stranger = said("sess_message", """
                {"msg_id":8214,"from_uin":2600000001,"to_uin":1002003004,"msg_id2":330101,"msg_type":140,
                 "reply_ip":176752037,"time":1388400000,"id":3000000001,"ruin":800000001,"service_type":0,
                 "flags":{"text":1,"pic":1,"file":1,"audio":1,"video":1},"content":[["font",{}],"are you there? "]}""");
        assertThat(stranger.kind()).isEqualTo(ChatKind.SESSION);
        assertThat(stranger.chat()).isEqualTo(2600000001L);
        assertThat(stranger.sender()).isEqualTo(STRANGER);
        assertThat(stranger.message().plainText()).isEqualTo("are you there?");
        assertThat(stranger.details()).isEqualTo(new Details.OfSession(3000000001L, 0, new QqNumber(800000001)));
    }

    @Test
    void messageWithoutSenderIsToldAndCostsTheOthersNothing() {
        assertThat(PollResult.read("pual", json("""
                [7,null,{},[],{"poll_type":"message"},
                 {"poll_type":"group_message","value":{"from_uin":3000000001,"content":["a"]}},
                 {"poll_type":"input_notify","value":{"from_uin":2000000001}}]"""), NOW))
                .containsExactly(
                        new PollEvent.Unreadable("element", "no poll_type"),
                        new PollEvent.Unreadable("element", "no poll_type"),
                        new PollEvent.Unreadable("element", "no poll_type"),
                        new PollEvent.Unreadable("element", "no poll_type"),
                        new PollEvent.Unreadable("message", "no from_uin"),
                        new PollEvent.Unreadable("group_message", "no send_uin"),
                        new FriendNotice.Typing(MING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "2.5",
                "1e300",
                "9007199254740992",
                "18446744073709551617",
                "\"\"",
                "\"12a\"",
                "\"-3\"",
                "\"99999999999999999\"",
                "true",
                "null",
                "{}",
                "[1]"
            })
    void whatIsNoNumberOfAPersonIsNone(String number) {
        assertThat(read("input_notify", "{\"from_uin\":" + number + "}"))
                .isEqualTo(new PollEvent.Unreadable("input_notify", "no from_uin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967295", "\"4294967295\"", "4294967295.0", "4.294967295e9"})
    void numbersInOtherFormsAreBorne(String number) {
        assertThat(read("input_notify", "{\"from_uin\":" + number + "}"))
                .isEqualTo(new FriendNotice.Typing(new Uin(4294967295L)));
        assertThat(said("message", "{\"from_uin\":" + number + ",\"content\":[\"a\"]}")
                        .sender())
                .isEqualTo(new Uin(4294967295L));
    }

    @Test
    void timeThatIsNonsenseIsTheTimeOfArrival() {
        for (String time : List.of("0", "-5", "1e18", "253402300800", "\"now\"")) {
            assertThat(said("message", "{\"from_uin\":1,\"time\":" + time + ",\"content\":[\"a\"]}")
                            .at())
                    .isEqualTo(NOW);
        }
    }

    @Test
    void noticeOfACallIsNoMessage() {
        assertThat(PollResult.read(
                        "pual",
                        json(
                                "[{\"poll_type\":\"group_message\",\"value\":{\"from_uin\":1,\"send_uin\":2,"
                                        + "\"content\":[[\"font\",{}],\" \\u0000\\n\\u0000\\u0000\\u0000\\u0000\\u0002宋体\\r\"]}}]"),
                        NOW))
                .isEmpty();
    }

    @Test
    void moreElementsThanTheBoundAreToldAsOne() {
        String element = "{\"poll_type\":\"input_notify\",\"value\":{\"from_uin\":1}}";
        JsonNode result = json("[" + (element + ",").repeat(99_999) + element + "]");
        assertThat(PollResult.read("pual", result, NOW))
                .hasSize(PollResult.MAX_ELEMENTS + 1)
                .endsWith(new PollEvent.Unreadable("poll", "100000 elements (expected: at most 10000)"));
    }

    @Test
    void anythingButAnArrayIsNoElement() {
        for (String result : List.of("\"ok\"", "{\"poll_type\":\"message\"}", "5", "null", "[]")) {
            assertThat(PollResult.read("pual", json(result), NOW)).isEmpty();
        }
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

    @Test
    void elementWithoutATimeKeepsItsPlace() {
        assertThat(order("[[1,10,1],[2,0,2],[3,30,1]]")).containsExactly(1L, 2L, 3L);
        assertThat(order("[[3,30,1],[2,0,2],[1,10,1]]")).containsExactly(1L, 2L, 3L);
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

    private static WireMessage said(String type, String value) {
        return (WireMessage) read(type, value);
    }

    private static PollEvent read(String type, String value) {
        List<PollEvent> events =
                PollResult.read("pual", json("[{\"poll_type\":\"" + type + "\",\"value\":" + value + "}]"), NOW);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }
}
