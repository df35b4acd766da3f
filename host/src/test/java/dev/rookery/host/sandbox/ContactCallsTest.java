package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The calls about people, groups and discussions, by the examples that captures left. */
class ContactCallsTest {

    private static final String OK = "{\"retcode\":0,\"result\":\"ok\"}";
    private static final int BAD_PARAMETER = 100001;

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofSeconds(30)));

    private HistoricalClient client;

    @BeforeEach
    void signIn() throws Exception {
        client = sandbox.client().signIn("d.web2.qq.com");
    }

    private JsonNode api(String call) throws Exception {
        return client.json(
                client.get("http://s.web2.qq.com/api/" + call + "&vfwebqq=" + client.vfwebqq() + "&t=1388368696"));
    }

    private JsonNode channel(String call) throws Exception {
        return client.json(client.get("http://d.web2.qq.com/channel/" + call + "&clientid=66705963&psessionid="
                + client.psessionid() + "&vfwebqq=" + client.vfwebqq() + "&t=1"));
    }

    private String post(String call, String fields) throws Exception {
        return client.postR(
                        "http://s.web2.qq.com/api/" + call, "{" + fields + ",\"vfwebqq\":\"" + client.vfwebqq() + "\"}")
                .body();
    }

    private String form(String call, String fields) throws Exception {
        return client.post("http://s.web2.qq.com/api/" + call, fields + "&vfwebqq=" + client.vfwebqq())
                .body();
    }

    private JsonNode postChannel(String call, String fields) throws Exception {
        return client.json(client.postR(
                "http://d.web2.qq.com/channel/" + call,
                "{" + fields + ",\"clientid\":\"66705963\",\"psessionid\":\"" + client.psessionid() + "\"}"));
    }

    private JsonNode friends() throws Exception {
        return client.json(client.postR(
                        "http://s.web2.qq.com/api/get_user_friends2",
                        "{\"h\":\"hello\",\"vfwebqq\":\"" + client.vfwebqq() + "\"}"))
                .path("result");
    }

    private JsonNode groups() throws Exception {
        return client.json(client.postR(
                        "http://s.web2.qq.com/api/get_group_name_list_mask2",
                        "{\"vfwebqq\":\"" + client.vfwebqq() + "\"}"))
                .path("result");
    }

    private JsonNode lastAction() throws Exception {
        JsonNode actions = sandbox.control("/sandbox/actions", null).path("actions");
        return actions.get(actions.size() - 1);
    }

    @Test
    void profilesHaveTheKeysOfTheirTime() throws Exception {
        Shape.assertSame(
                api("get_friend_info2?tuin=2000000001"),
                "{\"retcode\":0,\"result\":{\"face\":603,\"birthday\":{\"month\":8,\"year\":1990,\"day\":15},"
                        + "\"occupation\":\"\",\"phone\":\"\",\"allow\":1,\"college\":\"\",\"uin\":2000000001,"
                        + "\"constel\":7,\"blood\":5,\"homepage\":\"\",\"stat\":20,\"vip_info\":0,\"country\":\"中国\","
                        + "\"city\":\"南京\",\"personal\":\"\",\"nick\":\"Ming\",\"shengxiao\":11,\"email\":\"\","
                        + "\"province\":\"江苏\",\"gender\":\"male\",\"mobile\":\"139********\"}}");
        assertThat(api("get_qq_level2?tuin=2000000001").toString())
                .isEqualTo("{\"retcode\":0,\"result\":{\"level\":37,\"days\":1534,\"hours\":12219,\"remainDays\":62,"
                        + "\"tuin\":2000000001}}");
        assertThat(api("get_allow_info2?tuin=2000000001&retainKey=allow").toString())
                .isEqualTo("{\"retcode\":0,\"result\":{\"allow\":1}}");
        assertThat(api("get_single_long_nick2?tuin=2000000001").toString())
                .isEqualTo("{\"retcode\":0,\"result\":[{\"uin\":2000000001,\"lnick\":\"风起时\"}]}");
        JsonNode stranger = api("get_stranger_info2?tuin=2600000001&verifysession=&gid=0&code=");
        assertThat(stranger.at("/result/nick").asText()).isEqualTo("路人");
        assertThat(stranger.at("/result/token").asText()).isNotEmpty();
        assertThat(Shape.names(stranger.path("result")))
                .contains("stat", "client_type", "gender")
                .doesNotContain("birthday", "mobile", "email");
        assertThat(api("get_qq_level2?tuin=7").path("retcode").asInt()).isEqualTo(BAD_PARAMETER);
    }

    @Test
    void signatureThatIsSetIsTold() throws Exception {
        assertThat(post("set_long_nick2", "\"nlk\":\"还在\"")).isEqualTo(OK);
        assertThat(api("get_single_long_nick2?tuin=1002003004")
                        .at("/result/0/lnick")
                        .asText())
                .isEqualTo("还在");
        assertThat(api("get_self_info2?").at("/result/lnick").asText()).isEqualTo("还在");
        assertThat(sandbox.control("/sandbox/state", null)
                        .at("/account/signature")
                        .asText())
                .isEqualTo("还在");
        assertThat(post("set_long_nick2", "\"nlk\":\"" + "x".repeat(201) + "\""))
                .contains("100001");
    }

    @Test
    void statusThatIsSetIsTold() throws Exception {
        assertThat(channel("change_status2?newstatus=busy").toString()).isEqualTo(OK);
        assertThat(sandbox.control("/sandbox/state", null).at("/account/status").asText())
                .isEqualTo("busy");
        assertThat(api("get_self_info2?").at("/result/stat").asInt()).isEqualTo(50);
        assertThat(channel("change_status2?newstatus=dancing").path("retcode").asInt())
                .isEqualTo(BAD_PARAMETER);
        assertThat(channel("change_status2?newstatus=offline").toString()).isEqualTo(OK);
        assertThat(channel("get_online_buddies2?").path("retcode").asInt()).isEqualTo(103);
    }

    @Test
    void groupIsTold() throws Exception {
        JsonNode info = api("get_group_public_info2?gcode=3500000001");
        Shape.assertSame(
                info,
                "{\"retcode\":0,\"result\":{\"ginfo\":{\"face\":0,\"memo\":\"\",\"member_cnt\":2,\"class\":10011,"
                        + "\"fingermemo\":\"\",\"code\":3500000001,\"createtime\":1344433413,\"flag\":16842753,"
                        + "\"name\":\"测试群\",\"gid\":3000000001,\"owner\":2000000001,\"maxmember\":100,\"option\":2}}}");
        assertThat(info.at("/result/ginfo/member_cnt").asInt()).isEqualTo(3);
        assertThat(api("get_group_info?retainKey=memo,gid&gcode=[3500000001]").toString())
                .isEqualTo("{\"retcode\":0,\"result\":{\"memo\":\"群公告\",\"gid\":3000000001}}");
        assertThat(api("get_group_public_info2?gcode=3000000001")
                        .path("retcode")
                        .asInt())
                .isEqualTo(BAD_PARAMETER);
    }

    @Test
    void ownCardOfAGroupCanBeChanged() throws Exception {
        assertThat(api("get_self_business_card2?gcode=3500000001").toString())
                .isEqualTo(
                        "{\"retcode\":0,\"result\":{\"phone\":\"\",\"muin\":1002003004,\"email\":\"\",\"remark\":\"\","
                                + "\"gcode\":3500000001,\"name\":\"Pual\",\"gender\":2}}");
        assertThat(post(
                        "update_group_business_card2",
                        "\"gcode\":\"3500000001\",\"phone\":\"1\",\"email\":\"e\",\"remark\":\"r\",\"name\":\"Robot\""))
                .isEqualTo(OK);
        assertThat(api("get_self_business_card2?gcode=3500000001")
                        .path("result")
                        .toString())
                .isEqualTo("{\"phone\":\"1\",\"muin\":1002003004,\"email\":\"e\",\"remark\":\"r\",\"gcode\":3500000001,"
                        + "\"name\":\"Robot\",\"gender\":2}");
        assertThat(api("get_group_info_ext2?gcode=3500000001")
                        .at("/result/cards")
                        .toString())
                .contains("{\"muin\":1002003004,\"card\":\"Robot\"}");
    }

    @Test
    void groupIsRenamedMaskedAndLeft() throws Exception {
        assertThat(post("update_group_info2", "\"gcode\":3500000001,\"markname\":\"mine\""))
                .isEqualTo(OK);
        assertThat(groups().path("gmarklist").toString()).contains("{\"uin\":3000000001,\"markname\":\"mine\"}");
        String mask = HistoricalClient.encode(
                "{\"groupmask\":{\"3000000001\":\"2\",\"3000000002\":\"0\",\"cAll\":0,\"idx\":1075,\"port\":47450}}");
        assertThat(client.post(
                                "http://cgi.web2.qq.com/keycgi/qqweb/uac/messagefilter.do",
                                "retype=1&app=EQQ&itemlist=" + mask + "&vfwebqq=" + client.vfwebqq())
                        .body())
                .isEqualTo(OK);
        assertThat(groups().path("gmasklist").toString()).isEqualTo("[{\"gid\":3000000001,\"mask\":2}]");
        assertThat(post("quit_group2", "\"gcode\":\"3500000001\"")).isEqualTo(OK);
        assertThat(groups().path("gnamelist").findValuesAsText("gid")).containsExactly("3000000002");
        assertThat(lastAction().path("call").asText()).isEqualTo("quit_group2");
    }

    @Test
    void groupIsFoundByNumberAndAskedToJoin() throws Exception {
        JsonNode found = client.json(client.get("http://cgi.web2.qq.com/keycgi/qqweb/group/search.do?pg=1&perpage=10"
                + "&all=900000002&c1=0&c2=0&c3=0&st=0&vfcode=ABCD&type=1&vfwebqq=" + client.vfwebqq() + "&t=1"));
        assertThat(found.path("retcode").asInt()).isZero();
        assertThat(found.path("result").toString()).isEqualTo("[{\"GE\":900000002,\"TI\":\"读书会\",\"GEX\":3500000002}]");
        assertThat(post("apply_join_group2", "\"gcode\":3500000002,\"code\":\"\",\"vfy\":\"\",\"msg\":\"hi\""))
                .isEqualTo(OK);
        assertThat(lastAction().path("details").toString()).isEqualTo("{\"gcode\":3500000002,\"msg\":\"hi\"}");
    }

    @Test
    void discussionIsMadeChangedAndLeft() throws Exception {
        JsonNode made = postChannel(
                "create_discu",
                "\"discu_name\":\"new\",\"mem_list\":[\"2000000001\"],\"mem_list_u\":[\"2600000001\"],"
                        + "\"mem_list_g\":[\"3000000001\"],\"code\":\"ABCD\",\"verifysession\":\"\"");
        long did = made.at("/result/did").asLong();
        assertThat(did).isPositive();
        JsonNode info = channel("get_discu_info?did=" + did).path("result");
        assertThat(info.path("info").findValuesAsText("mem_uin"))
                .containsExactly("2000000001", "2600000001", "1002003004");
        assertThat(info.at("/info/discu_owner").asLong()).isEqualTo(RunningSandbox.SELF);
        assertThat(postChannel("modify_discu_info", "\"did\":\"" + did + "\",\"discu_name\":\"other\",\"dtype\":1")
                        .toString())
                .isEqualTo(OK);
        assertThat(postChannel(
                                "change_discu_mem",
                                "\"did\":\"" + did + "\",\"mem_list\":[\"2000000002\",\"2000000001\"],"
                                        + "\"mem_list_u\":[],\"mem_list_g\":[]")
                        .toString())
                .isEqualTo(OK);
        JsonNode changed = channel("get_discu_info?did=" + did).at("/result/info");
        assertThat(changed.path("discu_name").asText()).isEqualTo("other");
        assertThat(changed.path("mem_list")).hasSize(4);
        assertThat(changed.path("info_seq").asInt())
                .isGreaterThan(info.at("/info/info_seq").asInt());
        sandbox.say("discussion:" + did, RunningSandbox.BEA, "thanks");
        assertThat(client.poll().at("/result/0/value/did").asLong()).isEqualTo(did);
        assertThat(channel("quit_discu?did=" + did).toString()).isEqualTo(OK);
        assertThat(channel("get_discu_info?did=" + did).path("retcode").asInt()).isEqualTo(BAD_PARAMETER);
    }

    @Test
    void friendIsRenamedMovedAndRemoved() throws Exception {
        assertThat(form("change_mark_name2", "tuin=2000000002&markname=%E8%B4%9D"))
                .isEqualTo(OK);
        assertThat(form("modify_friend_group", "tuin=2000000002&newid=2")).isEqualTo(OK);
        JsonNode friends = friends();
        assertThat(friends.path("marknames").toString()).contains("{\"uin\":2000000002,\"markname\":\"贝\",\"type\":0}");
        assertThat(friends.at("/friends/1").toString()).isEqualTo("{\"flag\":8,\"uin\":2000000002,\"categories\":2}");
        assertThat(form("delete_friend", "tuin=2000000002&delType=2")).isEqualTo(OK);
        assertThat(friends().path("friends")).hasSize(2);
        assertThat(client.poll().at("/result/0/value/removed_friends").toString())
                .isEqualTo("[{\"uin\":2000000002}]");
        assertThat(form("delete_friend", "tuin=2000000002&delType=2")).contains("100001");
        assertThat(client.sendToFriend(RunningSandbox.BEA, "still there?")
                        .path("retcode")
                        .asInt())
                .isEqualTo(BAD_PARAMETER);
    }

    @Test
    void personIsFoundByNumberAndAdded() throws Exception {
        JsonNode found =
                api("search_qq_by_uin2?tuin=800000001&verifysession=&code=ABCD").path("result");
        assertThat(found.path("account").asLong()).isEqualTo(800000001L);
        assertThat(found.path("uin").asLong()).isEqualTo(RunningSandbox.PASSER_BY);
        String token = found.path("token").asText();
        assertThat(post(
                        "add_need_verify2",
                        "\"account\":800000001,\"myallow\":1,\"groupid\":0,\"msg\":\"hi\",\"token\":\"" + token + "\""))
                .isEqualTo(OK);
        assertThat(friends().path("friends")).hasSize(3);
        assertThat(post(
                        "add_no_verify2",
                        "\"account\":800000001,\"myallow\":1,\"groupid\":0,\"mname\":\"\",\"token\":\"" + token + "\""))
                .isEqualTo(OK);
        assertThat(friends().path("friends")).hasSize(4);
    }

    @Test
    void friendRequestsCanBeAcceptedOnlyOrDenied() throws Exception {
        sandbox.control("/sandbox/event?type=verify_required", "{}");
        assertThat(post("allow_added_request2", "\"account\":800000001")).isEqualTo(OK);
        assertThat(lastAction().toString()).contains("allow_added_request2", "800000001");
        assertThat(post("deny_added_request2", "\"account\":800000001,\"msg\":\"no\""))
                .isEqualTo(OK);
        assertThat(lastAction().path("details").toString()).isEqualTo("{\"account\":800000001,\"msg\":\"no\"}");
        assertThat(friends().path("friends")).hasSize(3);
        assertThat(post("allow_added_request2", "\"account\":5")).contains("100001");
    }

    @Test
    void recentListNamesEveryKindOfChat() throws Exception {
        JsonNode recent = postChannel("get_recent_list2", "\"vfwebqq\":\"" + client.vfwebqq() + "\"");
        Shape.assertSame(recent, "{\"retcode\":0,\"result\":[{\"uin\":2000000001,\"type\":0}]}");
        assertThat(recent.path("result").findValuesAsText("type")).contains("0", "1", "2");
    }

    @Test
    void whoIsNotSignedInLearnsNothing() throws Exception {
        for (String call : new String[] {"get_qq_level2?tuin=2000000001", "get_group_public_info2?gcode=3500000001"}) {
            assertThat(sandbox.client()
                            .get("http://s.web2.qq.com/api/" + call + "&vfwebqq=wrong")
                            .body())
                    .isEqualTo("{\"retcode\":103,\"errmsg\":\"\"}");
        }
    }
}
