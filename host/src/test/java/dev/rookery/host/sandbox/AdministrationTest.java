package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The group administration: who may do what, and what becomes of it. */
class AdministrationTest {

    private static final String OWNED = """
            account: {qq: 1002003004, nick: Pual}
            people:
              ming: {uin: 2000000001, qq: 700000001, nick: Ming}
              bea: {uin: 2000000002, qq: 700000002, nick: Bea, gender: female}
            friends:
              - {who: ming, remark: 明哥}
            groups:
              - gid: 3000000001
                code: 3500000001
                number: 900000001
                name: mine
                owner: self
                members: [{who: self}, {who: ming, flags: 1, card: M}, {who: bea}]
              - gid: 3000000002
                code: 3500000002
                number: 900000002
                name: theirs
                owner: ming
                members: [{who: ming}, {who: self, flags: 21}, {who: bea}]
              - gid: 3000000003
                code: 3500000003
                number: 900000003
                name: plain
                owner: ming
                members: [{who: ming}, {who: self}, {who: bea}]
            """;

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options ->
            options.withPollHold(Duration.ofSeconds(30)).withStrict(true).withWorld(World.parse("test", OWNED)));

    private HistoricalClient client;

    private JsonNode call(String url, String form) throws Exception {
        if (client == null) {
            client = sandbox.client().signInStrictly("d.web2.qq.com");
        }
        int bkn = Tokens.bkn(client.cookie("skey").get(0));
        return client.json(client.post("http://" + url, form + "&bkn=" + bkn));
    }

    private int ec(String url, String form) throws Exception {
        return call(url, form).path("ec").asInt(-1);
    }

    private JsonNode members(long number) throws Exception {
        return call("qun.qq.com/cgi-bin/qun_mgr/search_group_members", "gc=" + number + "&st=0&end=2000&sort=0");
    }

    @Test
    void wrongChecksumOrNoCookieIsRefused() throws Exception {
        client = sandbox.client().signInStrictly("d1.web2.qq.com");
        assertThat(client.post("http://qun.qq.com/cgi-bin/qun_mgr/get_group_list", "bkn=1")
                        .body())
                .isEqualTo("{\"ec\":4}");
        assertThat(sandbox.client()
                        .post("http://qun.qq.com/cgi-bin/qun_mgr/get_group_list", "bkn=1")
                        .body())
                .isEqualTo("{\"ec\":4}");
    }

    @Test
    void listsHaveTheKeysOfTheirTime() throws Exception {
        assertThat(call("qun.qq.com/cgi-bin/qun_mgr/get_friend_list", "x=1").toString())
                .isEqualTo("{\"ec\":0,\"result\":{\"0\":{\"mems\":[{\"name\":\"明哥\",\"uin\":700000001}]}}}");
        assertThat(call("qun.qq.com/cgi-bin/qun_mgr/get_group_list", "x=1").toString())
                .isEqualTo("{\"ec\":0,\"create\":[{\"gc\":900000001,\"gn\":\"mine\",\"owner\":1002003004}],"
                        + "\"manage\":[{\"gc\":900000002,\"gn\":\"theirs\",\"owner\":700000001}],"
                        + "\"join\":[{\"gc\":900000003,\"gn\":\"plain\",\"owner\":700000001}]}");
        JsonNode page = members(900000001);
        Shape.assertSame(
                page,
                "{\"ec\":0,\"adm_max\":10,\"adm_num\":1,\"count\":3,\"max_count\":200,"
                        + "\"levelname\":{\"1\":\"\",\"2\":\"\",\"3\":\"\"},\"mems\":[{\"uin\":700000001,\"role\":0,\"g\":0,"
                        + "\"join_time\":1,\"last_speak_time\":1,\"lv\":{\"level\":1,\"point\":0},\"card\":\"\","
                        + "\"nick\":\"Ming\",\"qage\":9,\"tags\":\"-1\",\"flag\":0}]}");
        assertThat(page.path("mems").findValuesAsText("uin")).containsExactly("1002003004", "700000001", "700000002");
        assertThat(page.path("mems").findValuesAsText("role")).containsExactly("0", "1", "2");
        assertThat(page.path("mems").findValuesAsText("g")).containsExactly("0", "0", "1");
        assertThat(call("qun.qq.com/cgi-bin/qun_mgr/search_group_members", "gc=900000001&st=1&end=1")
                        .path("mems")
                        .findValuesAsText("uin"))
                .containsExactly("700000001");
        JsonNode whole = call("qinfo.clt.qq.com/cgi-bin/qun_info/get_group_members_new", "gc=900000001&u=1002003004");
        assertThat(Shape.names(whole))
                .containsExactlyInAnyOrder(
                        "ec",
                        "owner",
                        "adm",
                        "mems",
                        "cards",
                        "join",
                        "times",
                        "remarks",
                        "friends",
                        "lv",
                        "levelname");
        assertThat(whole.path("mems").get(1).toString()).isEqualTo("{\"u\":700000001,\"n\":\"Ming\"}");
        assertThat(whole.path("cards").toString()).isEqualTo("{\"700000001\":\"M\"}");
        assertThat(whole.path("remarks").toString()).isEqualTo("{\"700000001\":\"明哥\"}");
        assertThat(whole.at("/lv/700000002").toString()).isEqualTo("{\"l\":1,\"p\":0}");
    }

    @Test
    void ownerKicksAndEverybodyHears() throws Exception {
        assertThat(ec("qun.qq.com/cgi-bin/qun_mgr/delete_group_member", "gc=900000001&ul=700000002&flag=0"))
                .isZero();
        assertThat(members(900000001).path("count").asInt()).isEqualTo(2);
        JsonNode told = client.poll().at("/result/0");
        assertThat(told.path("poll_type").asText()).isEqualTo("sys_g_msg");
        assertThat(told.at("/value/type").asText()).isEqualTo("group_leave");
        assertThat(told.at("/value/old_member").asLong()).isEqualTo(2000000002L);
        assertThat(told.at("/value/op_type").asInt()).isEqualTo(3);
        assertThat(ec("qinfo.clt.qq.com/cgi-bin/qun_info/delete_group_member", "gc=900000001&ul=700000002"))
                .isEqualTo(11);
    }

    @Test
    void whoHasNoRightIsToldSo() throws Exception {
        assertThat(ec("qun.qq.com/cgi-bin/qun_mgr/delete_group_member", "gc=900000003&ul=700000002"))
                .isEqualTo(3);
        assertThat(ec("qun.qq.com/cgi-bin/qun_mgr/delete_group_member", "gc=900000002&ul=700000001"))
                .isEqualTo(3);
        assertThat(ec("qinfo.clt.qq.com/cgi-bin/qun_info/set_group_admin", "gc=900000002&u=700000002&op=1"))
                .isEqualTo(14);
        assertThat(ec("qinfo.clt.qq.com/cgi-bin/qun_info/set_group_card", "gc=900000003&u=700000002&name=x"))
                .isEqualTo(14);
        assertThat(ec(
                        "qinfo.clt.qq.com/cgi-bin/qun_info/set_group_shutup",
                        "gc=900000003&shutup_list=" + HistoricalClient.encode("[{\"uin\":700000002,\"t\":600}]")))
                .isEqualTo(14);
        assertThat(ec("qinfo.clt.qq.com/cgi-bin/qun_info/set_group_card", "gc=900000003&u=1002003004&name=own"))
                .isZero();
        assertThat(ec("qun.qq.com/cgi-bin/qun_mgr/search_group_members", "gc=5&st=0&end=10"))
                .isEqualTo(1);
    }

    @Test
    void adminsCardsSilenceAndSigningInAreKept() throws Exception {
        assertThat(ec(
                        "qinfo.clt.qq.com/cgi-bin/qun_info/set_group_admin",
                        "src=qinfo_v2&gc=900000001&u=700000002&op=1"))
                .isZero();
        assertThat(members(900000001).path("mems").findValuesAsText("role")).containsExactly("0", "1", "1");
        assertThat(ec("qinfo.clt.qq.com/cgi-bin/qun_info/set_group_admin", "gc=900000001&u=700000002&op=0"))
                .isZero();
        assertThat(ec("qinfo.clt.qq.com/cgi-bin/qun_info/set_group_card", "gc=900000001&u=700000002&name=B"))
                .isZero();
        assertThat(ec("qinfo.clt.qq.com/cgi-bin/qun_info/set_group_card", "gc=900000001&u=700000001"))
                .isZero();
        assertThat(members(900000001).path("mems").findValuesAsText("card")).containsExactly("", "", "B");
        assertThat(ec(
                        "qinfo.clt.qq.com/cgi-bin/qun_info/set_group_shutup",
                        "gc=900000001&shutup_list=" + HistoricalClient.encode("[{\"uin\":700000002,\"t\":600}]")))
                .isZero();
        assertThat(call("qiandao.qun.qq.com/cgi-bin/sign", "gc=900000001&is_sign=0")
                        .toString())
                .isEqualTo("{\"ec\":0,\"is_sign\":1}");
        assertThat(sandbox.control("/sandbox/actions?since=4", null)
                        .path("actions")
                        .findValuesAsText("call"))
                .containsExactly("set_group_shutup", "sign");
        assertThat(sandbox.controlAnswer(
                                "/sandbox/say", "{\"chat\":\"group:3000000001\",\"from\":2000000002,\"text\":\"x\"}")
                        .body())
                .contains("may not speak");
    }

    @Test
    void invitedPeopleAreMembers() throws Exception {
        assertThat(ec(
                        "qun.qq.com/cgi-bin/qun_mgr/add_group_member",
                        "gc=900000003&ul=" + HistoricalClient.encode("800000777|700000001")))
                .isZero();
        assertThat(members(900000003).path("mems").findValuesAsText("uin"))
                .containsExactly("700000001", "1002003004", "700000002", "800000777");
        assertThat(client.poll().at("/result/0/value/type").asText()).isEqualTo("group_join");
        assertThat(ec("qun.qq.com/cgi-bin/qun_mgr/add_group_member", "gc=900000003&ul="))
                .isEqualTo(1);
    }
}
