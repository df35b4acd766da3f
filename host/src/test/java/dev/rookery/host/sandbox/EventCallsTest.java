package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything but messages that a poll may bring, by the examples that captures left. */
class EventCallsTest {

    private static final String HEAD =
            "\"msg_id\":1,\"from_uin\":1,\"to_uin\":1,\"msg_id2\":1,\"msg_type\":1,\"reply_ip\":1,";
    private static final String SYSTEM = "\"seq\":1,\"type\":\"\",\"uiuin\":\"\",\"from_uin\":1,\"account\":1,";
    private static final String GROUP = HEAD + "\"type\":\"\",\"gcode\":1,\"t_gcode\":1,";

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofSeconds(30)));

    private HistoricalClient old;

    private JsonNode happens(String query) throws Exception {
        return happens(query, "{}");
    }

    /** Makes it happen and polls for it. */
    private JsonNode happens(String query, String body) throws Exception {
        if (old == null) {
            old = sandbox.client().signIn("d.web2.qq.com");
        }
        assertThat(sandbox.control("/sandbox/event?type=" + query, body)
                        .path("told")
                        .asBoolean())
                .isTrue();
        return old.poll().at("/result/0");
    }

    private JsonNode world(String query) throws Exception {
        return sandbox.control("/sandbox/event?type=" + query, "{}");
    }

    private JsonNode contacts() throws Exception {
        return sandbox.control("/sandbox/state", null).path("contacts");
    }

    @Test
    void friendChangesStatus() throws Exception {
        JsonNode told = happens("buddies_status_change&from=2000000002&status=busy&client=24");
        assertThat(told.toString())
                .isEqualTo("{\"poll_type\":\"buddies_status_change\",\"value\":"
                        + "{\"uin\":2000000002,\"status\":\"busy\",\"client_type\":24}}");
        JsonNode online = old.json(
                old.get("http://d.web2.qq.com/channel/get_online_buddies2?clientid=1&psessionid=" + old.psessionid()));
        assertThat(online.at("/result/1").toString())
                .isEqualTo("{\"uin\":2000000002,\"status\":\"busy\",\"client_type\":24}");
    }

    @Test
    void friendTypesOrShakesTheWindow() throws Exception {
        JsonNode typing = happens("input_notify");
        Shape.assertSame(
                typing,
                "{\"poll_type\":\"\",\"value\":{\"msg_id\":1,\"from_uin\":1,\"to_uin\":1,\"msg_id2\":1,"
                        + "\"msg_type\":121,\"reply_ip\":4294967295}}");
        assertThat(typing.at("/value/msg_type").asInt()).isEqualTo(121);
        assertThat(typing.at("/value/reply_ip").asLong()).isEqualTo(4294967295L);
        JsonNode shake = happens("shake_message&from=2000000002");
        assertThat(shake.path("poll_type").asText()).isEqualTo("shake_message");
        assertThat(shake.at("/value/from_uin").asLong()).isEqualTo(RunningSandbox.BEA);
        assertThat(shake.at("/value/to_uin").asLong()).isEqualTo(RunningSandbox.SELF);
        assertThat(shake.at("/value/msg_type").asInt()).isEqualTo(9);
    }

    @Test
    void accountIsKicked() throws Exception {
        JsonNode told = happens("kick_message");
        Shape.assertSame(told.path("value"), "{\"way\":\"poll\",\"show_reason\":1,\"reason\":\"\"}");
        assertThat(told.at("/value/show_reason").asInt()).isEqualTo(1);
        assertThat(told.at("/value/reason").asText()).startsWith("您的帐号在另一地点登录");
    }

    @Test
    void strangerAsksToBeAFriendAndIsAccepted() throws Exception {
        JsonNode told = happens("verify_required&message=hello");
        assertThat(told.path("poll_type").asText()).isEqualTo("system_message");
        Shape.assertSame(told.path("value"), "{" + SYSTEM + "\"msg\":\"\",\"allow\":1,\"stat\":20,\"client_type\":1}");
        assertThat(told.at("/value/from_uin").asLong()).isEqualTo(RunningSandbox.PASSER_BY);
        assertThat(told.at("/value/account").asLong()).isEqualTo(800000001L);
        JsonNode answer = old.json(old.postR(
                "http://s.web2.qq.com/api/allow_and_add2",
                "{\"account\":800000001,\"gid\":1,\"mname\":\"路\",\"vfwebqq\":\"" + old.vfwebqq() + "\"}"));
        assertThat(answer.path("retcode").asInt()).isZero();
        assertThat(old.poll().at("/result/0").toString())
                .isEqualTo("{\"poll_type\":\"buddylist_change\",\"value\":{\"added_friends\":"
                        + "[{\"uin\":2600000001,\"groupid\":1}],\"removed_friends\":[]}}");
        assertThat(contacts().at("/3/name").asText()).isEqualTo("路");
    }

    @Test
    void otherSystemMessages() throws Exception {
        JsonNode added = happens("added_buddy_sig&qq=800000009&nick=New");
        Shape.assertSame(added.path("value"), "{" + SYSTEM + "\"sig\":\"\",\"stat\":20,\"client_type\":1}");
        assertThat(added.at("/value/type").asText()).isEqualTo("added_buddy_sig");
        JsonNode passed = happens("verify_pass_add&qq=800000009&category=2");
        Shape.assertSame(passed.path("value"), "{" + SYSTEM + "\"group_id\":2,\"stat\":20,\"client_type\":1}");
        assertThat(passed.at("/value/type").asText()).isEqualTo("verify_pass_add");
        assertThat(passed.at("/value/from_uin")).isEqualTo(added.at("/value/from_uin"));
        assertThat(contacts().at("/3/name").asText()).isEqualTo("New");
        assertThat(happens("verify_pass&qq=800000010").at("/value/type").asText())
                .isEqualTo("verify_pass");
    }

    @Test
    void memberJoinsAndLeaves() throws Exception {
        JsonNode joined = happens("group_join&qq=800000011&nick=Late");
        assertThat(joined.path("poll_type").asText()).isEqualTo("sys_g_msg");
        Shape.assertSame(
                joined.path("value"),
                "{" + GROUP + "\"op_type\":3,\"new_member\":1,\"t_new_member\":\"\",\"admin_uin\":1,"
                        + "\"admin_nick\":\"\"}");
        assertThat(joined.at("/value/msg_type").asInt()).isEqualTo(33);
        assertThat(joined.at("/value/gcode").asLong()).isEqualTo(3500000001L);
        assertThat(joined.at("/value/t_gcode").asLong()).isEqualTo(900000001L);
        long uin = joined.at("/value/new_member").asLong();
        assertThat(contacts().at("/3/members").findValuesAsText("name")).contains("Late");
        JsonNode kicked = happens("group_leave&kicked=true&member=" + uin);
        Shape.assertSame(
                kicked.path("value"),
                "{" + GROUP + "\"op_type\":3,\"old_member\":1,\"t_old_member\":\"\",\"admin_uin\":1,"
                        + "\"t_admin_uin\":\"\",\"admin_nick\":\"\"}");
        assertThat(contacts().at("/3/members").findValuesAsText("name")).doesNotContain("Late");
        JsonNode left = happens("group_leave&member=" + RunningSandbox.PASSER_BY);
        Shape.assertSame(left.path("value"), "{" + GROUP + "\"op_type\":2,\"old_member\":1,\"t_old_member\":\"\"}");
        assertThat(left.at("/value/op_type").asInt()).isEqualTo(2);
        assertThat(left.at("/value/msg_type").asInt()).isEqualTo(34);
    }

    @Test
    void otherGroupEvents() throws Exception {
        JsonNode created = happens("group_create&name=Mine");
        Shape.assertSame(created.path("value"), "{" + GROUP + "\"owner_uin\":1}");
        assertThat(created.at("/value/msg_type").asInt()).isEqualTo(38);
        assertThat(created.at("/value/owner_uin").asLong()).isEqualTo(RunningSandbox.SELF);
        JsonNode asked = happens("group_request_join&message=please");
        Shape.assertSame(
                asked.path("value"), "{" + GROUP + "\"request_uin\":1,\"t_request_uin\":\"\",\"msg\":\"please\"}");
        assertThat(asked.at("/value/msg_type").asInt()).isEqualTo(35);
        JsonNode agreed = happens("group_request_join_agree&qq=800000012");
        Shape.assertSame(agreed.path("value"), "{" + GROUP + "\"new_member\":1,\"admin_uin\":1,\"msg\":\"\"}");
        assertThat(agreed.at("/value/msg_type").asInt()).isEqualTo(36);
        JsonNode denied = happens("group_request_join_deny&message=no");
        Shape.assertSame(denied.path("value"), "{" + GROUP + "\"admin_uin\":1,\"msg\":\"no\"}");
        assertThat(denied.at("/value/msg_type").asInt()).isEqualTo(37);
    }

    @Test
    void accountJoinsAGroupAndIsRemovedFromIt() throws Exception {
        JsonNode joined = happens("group_join&member=1002003004&name=Theirs");
        assertThat(joined.at("/value/new_member").asLong()).isEqualTo(RunningSandbox.SELF);
        String gid = joined.at("/value/from_uin").asText();
        assertThat(contacts().findValuesAsText("name")).contains("Theirs");
        assertThat(happens("group_leave&kicked=true&member=1002003004&group=" + gid)
                        .at("/value/old_member")
                        .asLong())
                .isEqualTo(RunningSandbox.SELF);
        assertThat(contacts().findValuesAsText("name")).doesNotContain("Theirs");
    }

    @Test
    void friendListChanges() throws Exception {
        JsonNode told = happens(
                "buddylist_change", "{\"added\":[2600000001],\"removed\":[2000000002,2000000003],\"category\":2}");
        assertThat(told.path("value").toString())
                .isEqualTo("{\"added_friends\":[{\"uin\":2600000001,\"groupid\":2}],"
                        + "\"removed_friends\":[{\"uin\":2000000002},{\"uin\":2000000003}]}");
        assertThat(contacts().findValuesAsText("chat"))
                .startsWith("friend:2000000001", "friend:2600000001", "group:3000000001");
    }

    @Test
    void fileIsPutIntoAGroup() throws Exception {
        JsonNode told = happens("group_web_message&name=a%26b.txt");
        Shape.assertSame(
                told.path("value"),
                "{" + HEAD + "\"group_code\":1,\"group_type\":1,\"ver\":1,\"send_uin\":1,\"xml\":\"\"}");
        assertThat(told.at("/value/group_code").asLong()).isEqualTo(3500000001L);
        assertThat(told.at("/value/xml").asText())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"utf-8\"?><d><n t=\"h\" u=\"700000001\"/>"
                        + "<n t=\"t\" s=\"共享文件\"/><n t=\"b\"/><n t=\"t\" s=\"a&amp;b.txt\"/></d>");
        HistoricalClient young = sandbox.client().signIn("d1.web2.qq.com");
        sandbox.control("/sandbox/event?type=group_web_message", "{}");
        assertThat(young.poll().at("/result/0/value/group_code").asLong()).isEqualTo(RunningSandbox.GROUP);
    }

    @Test
    void otherTypesPassTheirFieldsOn() throws Exception {
        JsonNode told = happens("av_request", "{\"value\":{\"uuid\":\"x\"}}");
        assertThat(told.path("poll_type").asText()).isEqualTo("av_request");
        assertThat(told.at("/value/uuid").asText()).isEqualTo("x");
        assertThat(happens("tips").path("poll_type").asText()).isEqualTo("tips");
    }

    @Test
    void rawGoesAsItStands() throws Exception {
        old = sandbox.client().signIn("d1.web2.qq.com");
        sandbox.control("/sandbox/raw", "{\"poll_type\":\"never_seen\",\"value\":[1,{\"a\":null}],\"more\":1}");
        assertThat(old.poll().path("result").toString())
                .isEqualTo("[{\"poll_type\":\"never_seen\",\"value\":[1,{\"a\":null}],\"more\":1}]");
        assertThat(sandbox.controlAnswer("/sandbox/raw", "{\"value\":1}").status())
                .isEqualTo(400);
    }

    @Test
    void changesOfTheWorldAreSeenInTheLists() throws Exception {
        world("group_rename&text=Renamed");
        world("group_admin&member=2600000001");
        world("group_card&member=2600000001&text=Card");
        world("nick&from=2000000001&text=Ming2");
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        JsonNode group = client.json(client.get(
                "http://s.web2.qq.com/api/get_group_info_ext2?gcode=3500000001&vfwebqq=" + client.vfwebqq()));
        assertThat(group.at("/result/ginfo/name").asText()).isEqualTo("Renamed");
        assertThat(group.at("/result/ginfo/members/1/mflag").asInt() & 1).isEqualTo(1);
        assertThat(group.at("/result/cards").findValuesAsText("card")).contains("Card");
        assertThat(group.at("/result/minfo/0/nick").asText()).isEqualTo("Ming2");
        world("group_dissolve&group=3000000001");
        assertThat(contacts().findValuesAsText("chat")).doesNotContain("group:3000000001");
        assertThat(client.json(client.postR(
                                "http://s.web2.qq.com/api/get_group_name_list_mask2",
                                "{\"vfwebqq\":\"" + client.vfwebqq() + "\"}"))
                        .at("/result/gnamelist"))
                .hasSize(1);
    }

    @Test
    void messageOfAGroupThatIsGoneIsDeliveredAllTheSame() throws Exception {
        sandbox.say("group:3000000001", RunningSandbox.MING, "last words");
        world("group_dissolve&group=3000000001");
        HistoricalClient client = sandbox.client().signIn("d.web2.qq.com");
        JsonNode value = client.poll().at("/result/0/value");
        assertThat(value.path("group_code").asLong()).isEqualTo(3500000001L);
        assertThat(value.path("info_seq").asLong()).isEqualTo(900000001L);
    }

    @Test
    void wrongParametersAreToldApart() throws Exception {
        assertThat(sandbox.controlAnswer("/sandbox/event?type=nothing", "{}").body())
                .contains("type: \\\"nothing\\\" (expected one of: added_buddy_sig, av_refuse");
        assertThat(sandbox.controlAnswer("/sandbox/event?type=shake_message&from=7", "{}")
                        .body())
                .contains("from: 7 (expected: the uin of a friend)");
        assertThat(sandbox.controlAnswer("/sandbox/event?type=group_join&group=7", "{}")
                        .status())
                .isEqualTo(400);
        assertThat(sandbox.controlAnswer("/sandbox/event?type=buddies_status_change&status=dead", "{}")
                        .body())
                .contains("status: \\\"dead\\\"");
    }

    /** With other numbers at each login, every number that is told must be one that can be asked with. */
    @Test
    void numbersAreThoseOfTheLogin() throws Exception {
        sandbox.control("/sandbox/remap-uins", "{\"wanted\":true}");
        JsonNode asked = happens("verify_required").path("value");
        assertThat(asked.path("from_uin").asLong()).isNotEqualTo(RunningSandbox.PASSER_BY);
        assertThat(asked.path("account").asLong()).isEqualTo(800000001L);
        String api = "http://s.web2.qq.com/api/";
        String end = "&vfwebqq=" + old.vfwebqq();
        String uin = asked.path("from_uin").asText();
        JsonNode stranger = old.json(old.get(api + "get_stranger_info2?tuin=" + uin + end));
        assertThat(stranger.at("/result/nick").asText()).isEqualTo("路人");
        assertThat(stranger.at("/result/uin").asText()).isEqualTo(uin);
        JsonNode left = happens("group_leave&kicked=true&member=2600000001").path("value");
        assertThat(left.path("old_member").asText()).isEqualTo(uin);
        assertThat(left.path("from_uin").asLong()).isNotEqualTo(RunningSandbox.GROUP);
        assertThat(left.path("t_gcode").asLong()).isEqualTo(900000001L);
        JsonNode group = old.json(old.get(
                api + "get_group_public_info2?gcode=" + left.path("gcode").asText() + end));
        assertThat(group.at("/result/ginfo/gid")).isEqualTo(left.path("from_uin"));
        assertThat(group.at("/result/ginfo/owner")).isEqualTo(left.path("admin_uin"));
        sandbox.say("session:2600000001", null, "still here");
        JsonNode said = old.poll().at("/result/0/value");
        assertThat(said.path("from_uin").asText()).isEqualTo(uin);
        assertThat(said.path("ruin").asLong()).isEqualTo(800000001L);
        JsonNode made = old.json(old.postR(
                "http://d.web2.qq.com/channel/create_discu",
                "{\"discu_name\":\"\",\"mem_list\":[\"" + uin + "\"],\"psessionid\":\"" + old.psessionid() + "\"}"));
        JsonNode discussion = old.json(old.get("http://d.web2.qq.com/channel/get_discu_info?did="
                + made.at("/result/did").asText() + "&clientid=1&psessionid=" + old.psessionid()));
        assertThat(discussion.at("/result/info/mem_list/0/mem_uin").asText()).isEqualTo(uin);
        assertThat(discussion.at("/result/info/mem_list/1/mem_uin").asLong()).isEqualTo(RunningSandbox.SELF);
    }

    @Test
    void grownGroupIsListedWhole() throws Exception {
        assertThat(sandbox.control("/sandbox/grow?group=3000000001&members=3000", "{}")
                        .path("members")
                        .asInt())
                .isEqualTo(3000);
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        JsonNode group = client.json(client.get(
                "http://s.web2.qq.com/api/get_group_info_ext2?gcode=3500000001&vfwebqq=" + client.vfwebqq()));
        assertThat(group.at("/result/minfo")).hasSize(3000);
        assertThat(group.at("/result/ginfo/members")).hasSize(3000);
        JsonNode contact = contacts().get(3);
        assertThat(contact.path("size").asInt()).isEqualTo(3000);
        assertThat(contact.path("members").size()).isLessThanOrEqualTo(500);
        assertThat(sandbox.controlAnswer("/sandbox/grow?group=3000000001&members=100001", "{}")
                        .status())
                .isEqualTo(400);
    }
}
