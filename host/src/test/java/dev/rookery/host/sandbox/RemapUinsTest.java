package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sandbox whose logins see other numbers each time, as those of the real service did. */
class RemapUinsTest {

    private static final String B = "d1.web2.qq.com";
    private static final String API = "http://s.web2.qq.com/api/";
    private static final String CHANNEL = "http://d1.web2.qq.com/channel/";
    private static final String FRIEND = "friend:" + RunningSandbox.MING;
    private static final String GROUP = "group:" + RunningSandbox.GROUP;

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withRemapUins(true));

    @RegisterExtension
    final RunningSandbox fixed = new RunningSandbox(options -> options);

    @Test
    void everyNumberDiffersFromThoseOfTheWorldAndOfTheLoginBefore() throws Exception {
        Map<String, Long> first = numbers(sandbox.client().signIn(B));
        Map<String, Long> second = numbers(sandbox.client().signIn(B));
        Map<String, Long> world = numbers(fixed.client().signIn(B));
        assertThat(first).hasSameSizeAs(world).hasSameSizeAs(second);
        first.forEach((name, number) -> {
            assertThat(number).as(name).isNotEqualTo(second.get(name));
            assertThat(number).as(name).isNotEqualTo(world.get(name));
        });
    }

    /** All numbers that the lists of a login tell, by what they belong to. */
    private static Map<String, Long> numbers(HistoricalClient client) throws Exception {
        Map<String, Long> numbers = new HashMap<>();
        JsonNode friends = result(client.postR(API + "get_user_friends2", r(client)), client);
        friends.path("info").forEach(one -> put(numbers, one.path("nick").asText(), one.path("uin")));
        JsonNode groups = result(client.postR(API + "get_group_name_list_mask2", r(client)), client);
        groups.path("gnamelist").forEach(one -> {
            put(numbers, "gid " + one.path("name").asText(), one.path("gid"));
            put(numbers, "code " + one.path("name").asText(), one.path("code"));
        });
        JsonNode discussions = result(client.get(API + "get_discus_list?vfwebqq=" + client.vfwebqq()), client);
        discussions
                .path("dnamelist")
                .forEach(one -> put(numbers, "did " + one.path("name").asText(), one.path("did")));
        return numbers;
    }

    private static void put(Map<String, Long> numbers, String name, JsonNode number) {
        numbers.put(name, number.asLong());
    }

    @Test
    void listsMessagesAndCallsOfOneLoginAgree() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        JsonNode groups = result(client.postR(API + "get_group_name_list_mask2", r(client)), client);
        JsonNode group = groups.at("/gnamelist/0");
        JsonNode info = result(
                client.get(API + "get_group_info_ext2?gcode="
                        + group.path("code").asLong() + "&vfwebqq=" + client.vfwebqq()),
                client);
        assertThat(info.at("/ginfo/gid").asLong()).isEqualTo(group.path("gid").asLong());
        assertThat(info.at("/ginfo/code").asLong()).isEqualTo(group.path("code").asLong());
        JsonNode friends = result(client.postR(API + "get_user_friends2", r(client)), client);
        long ming = friends.at("/info/0/uin").asLong();
        assertThat(friends.at("/marknames/0/uin").asLong()).isEqualTo(ming);
        List<String> members = info.path("minfo").findValuesAsText("uin");
        assertThat(members).contains(Long.toString(ming), Long.toString(RunningSandbox.SELF));
        assertThat(info.at("/cards/0/muin").asLong()).isEqualTo(ming);
        sandbox.say(GROUP, RunningSandbox.MING, "hello");
        JsonNode message = client.poll().at("/result/0/value");
        assertThat(message.path("send_uin").asLong()).isEqualTo(ming);
        assertThat(message.path("from_uin").asLong())
                .isEqualTo(group.path("gid").asLong());
        assertThat(message.path("group_code").asLong())
                .isEqualTo(group.path("gid").asLong());
        assertThat(message.path("to_uin").asLong()).isEqualTo(RunningSandbox.SELF);
        JsonNode discussions = result(client.get(API + "get_discus_list?vfwebqq=" + client.vfwebqq()), client);
        long did = discussions.at("/dnamelist/0/did").asLong();
        JsonNode discussion = result(
                client.get(CHANNEL + "get_discu_info?did=" + did + "&psessionid=" + client.psessionid()), client);
        assertThat(discussion.at("/info/mem_list").findValuesAsText("mem_uin")).contains(Long.toString(ming));
        assertThat(discussion.at("/info/mem_list").findValuesAsText("ruin")).contains("700000001");
        JsonNode number = result(
                client.get(API + "get_friend_uin2?tuin=" + ming + "&type=1&vfwebqq=" + client.vfwebqq()), client);
        assertThat(number.path("account").asLong()).isEqualTo(700000001L);
    }

    @Test
    void controlApiKeepsTheNumbersOfTheWorld() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        sandbox.say(FRIEND, null, "ping");
        long ming = client.poll().at("/result/0/value/from_uin").asLong();
        assertThat(ming).isNotEqualTo(RunningSandbox.MING);
        assertThat(client.sendToFriend(ming, "pong").path("retcode").asInt()).isZero();
        assertThat(sandbox.sent(0).at("/0/chat").asText()).isEqualTo(FRIEND);
        assertThat(sandbox.control("/sandbox/history?chat=" + FRIEND, null)
                        .path("lines")
                        .findValuesAsText("from"))
                .containsExactly(Long.toString(RunningSandbox.MING), Long.toString(RunningSandbox.SELF));
    }

    @Test
    void numberOfTheLoginBeforeIsNobodysNow() throws Exception {
        HistoricalClient first = sandbox.client().signIn(B);
        sandbox.say(FRIEND, null, "ping");
        long stale = first.poll().at("/result/0/value/from_uin").asLong();
        HistoricalClient second = sandbox.client().signIn(B);
        assertThat(second.sendToFriend(stale, "who are you?").path("retcode").asInt())
                .isEqualTo(Replies.BAD_PARAMETER);
    }

    @Test
    void sessionThatIsLinkedAgainKeepsItsNumbers() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        Map<String, Long> before = numbers(client);
        client.link(B);
        assertThat(numbers(client)).isEqualTo(before);
    }

    @Test
    void signingInAgainWithoutACodeIsALoginWithOtherNumbers() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        Map<String, Long> before = numbers(client);
        String token = Long.toString(Tokens.time33(client.cookie("supertoken").get(0)));
        String call = client.get("https://ssl.ptlogin2.qq.com/pt4_auth?daid=164&appid=501004106&auth_token=" + token)
                .body();
        client.get(call.split("'")[3]);
        client.link(B);
        assertThat(numbers(client).get("Ming")).isNotEqualTo(before.get("Ming"));
    }

    @Test
    void remappingIsSwitchedByTheControlApi() throws Exception {
        fixed.control("/sandbox/remap-uins?wanted=1", "{}");
        Map<String, Long> moved = numbers(fixed.client().signIn(B));
        assertThat(moved.get("Ming")).isNotEqualTo(RunningSandbox.MING);
        fixed.control("/sandbox/remap-uins", "{\"wanted\":false}");
        assertThat(numbers(fixed.client().signIn(B)).get("Ming")).isEqualTo(RunningSandbox.MING);
    }

    private static String r(HistoricalClient client) {
        return "{\"vfwebqq\":\"" + client.vfwebqq() + "\",\"hash\":\"\"}";
    }

    private static JsonNode result(RawHttp.Answer answer, HistoricalClient client) throws Exception {
        return client.json(answer).path("result");
    }
}
