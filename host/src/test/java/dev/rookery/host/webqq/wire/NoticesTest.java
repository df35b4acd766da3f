package dev.rookery.host.webqq.wire;

import static dev.rookery.host.webqq.wire.Fixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a poll brings besides messages, as captures of lwqq, xhan and twqq show it, with invented numbers. */
class NoticesTest {

    private static final Uin MING = new Uin(2000000001L);
    private static final Uin BEA = new Uin(2000000002L);
    private static final Uin STRANGER = new Uin(2600000001L);
    private static final WireGroup GROUP = new WireGroup(3000000001L, 3500000001L, 900000001L);

    private static final String GROUP_FIELDS = "\"msg_id\":5940,\"from_uin\":3000000001,\"to_uin\":1002003004,"
            + "\"msg_id2\":979390,\"reply_ip\":176498394,\"gcode\":3500000001,\"t_gcode\":900000001";

    @Test
    void friendGoesOffLine() {
        assertThat(read("buddies_status_change", "{\"uin\":2000000001,\"status\":\"offline\",\"client_type\":1}"))
                .isEqualTo(new FriendNotice.StatusChanged(MING, "offline", 1));
        assertThat(read("buddies_status_change", "{\"uin\":2000000001}"))
                .isEqualTo(new PollEvent.Unreadable("buddies_status_change", "no status"));
    }

    @Test
    void friendTypesAndShakes() {
        assertThat(read("input_notify", """
                {"msg_id":21940,"from_uin":2000000001,"to_uin":1002003004,"msg_id2":3588813984,"msg_type":121,
                 "reply_ip":4294967295}""")).isEqualTo(new FriendNotice.Typing(MING));
        assertThat(read("shake_message", """
                {"msg_id":568,"from_uin":2000000001,"to_uin":1002003004,"msg_id2":405490,"msg_type":9,
                 "reply_ip":176498151}""")).isEqualTo(new FriendNotice.Shaken(MING, "568"));
    }

    @Test
    void serverPutsUsOut() {
        assertThat(read("kick_message", "{\"way\":\"poll\",\"show_reason\":1,\"reason\":\"您的帐号在另一地点登录\"}"))
                .isEqualTo(new PollEvent.Kicked("您的帐号在另一地点登录", true));
        assertThat(read("kick_message", "{}")).isEqualTo(new PollEvent.Kicked("", false));
    }

    @Test
    void strangerAsksToBecomeAFriend() {
        assertThat(read("system_message", """
                {"seq":16783,"type":"verify_required","uiuin":"","from_uin":2600000001,"account":800000001,
                 "msg":"我是路人","allow":1,"stat":20,"client_type":1}"""))
                .isEqualTo(new FriendNotice.Requested(new WirePerson(STRANGER, new QqNumber(800000001), ""), "我是路人"));
    }

    @Test
    void strangerAddsUsWithoutAsking() {
        assertThat(read("system_message", """
                {"seq":16784,"type":"added_buddy_sig","uiuin":"","from_uin":2600000001,"account":800000001,
                 "sig":"d8a8e1b1","stat":20,"client_type":1}"""))
                .isEqualTo(new FriendNotice.Added(new WirePerson(STRANGER, new QqNumber(800000001), "")));
    }

    @Test
    void ourRequestIsAccepted() {
        String fields = "\"from_uin\":2600000001,\"account\":800000001,\"group_id\":3}";
        WirePerson who = new WirePerson(STRANGER, new QqNumber(800000001), "");
        assertThat(read("system_message", "{\"type\":\"verify_pass\"," + fields))
                .isEqualTo(new FriendNotice.Accepted(who, 3, false));
        assertThat(read("system_message", "{\"type\":\"verify_pass_add\"," + fields))
                .isEqualTo(new FriendNotice.Accepted(who, 3, true));
    }

    @Test
    void friendListChanges() {
        assertThat(read("buddylist_change", """
                {"added_friends":[{"uin":2600000001,"groupid":2},{}],"removed_friends":[{"uin":2000000002},5]}"""))
                .isEqualTo(new FriendNotice.ListChanged(
                        List.of(new FriendNotice.ListChanged.Entry(STRANGER, 2)), List.of(BEA)));
        assertThat(read("buddylist_change", "{}")).isEqualTo(new FriendNotice.ListChanged(List.of(), List.of()));
    }

    @Test
    void groupIsMade() {
        assertThat(group("group_create", "\"owner_uin\":2000000001")).isEqualTo(new GroupNotice.Created(GROUP, MING));
        assertThat(group("group_create", "\"msg_type\":38")).isEqualTo(new GroupNotice.Created(GROUP, null));
    }

    @Test
    void memberJoins() {
        assertThat(group("group_join", """
                "op_type":3,"new_member":2600000001,"t_new_member":"","admin_uin":2000000001,
                "admin_nick":"\\u521B\\u5EFA\\u8005\""""))
                .isEqualTo(new GroupNotice.Joined(
                        GROUP, new WirePerson(STRANGER, null, ""), new WirePerson(MING, null, "创建者")));
    }

    @Test
    void memberLeavesOrIsPutOut() {
        assertThat(group("group_leave", "\"op_type\":2,\"old_member\":2600000001,\"t_old_member\":800000001"))
                .isEqualTo(new GroupNotice.Left(
                        GROUP, new WirePerson(STRANGER, new QqNumber(800000001), ""), false, null));
        assertThat(group("group_leave", """
                "op_type":3,"old_member":2600000001,"t_old_member":"","admin_uin":2000000001,
                "t_admin_uin":"700000001","admin_nick":"管理员\""""))
                .isEqualTo(new GroupNotice.Left(
                        GROUP,
                        new WirePerson(STRANGER, null, ""),
                        true,
                        new WirePerson(MING, new QqNumber(700000001), "管理员")));
    }

    @Test
    void strangerAsksToJoinAndOurOwnRequestIsDecided() {
        assertThat(group("group_request_join", "\"request_uin\":2600000001,\"t_request_uin\":\"\",\"msg\":\"a&amp;b\""))
                .isEqualTo(new GroupNotice.JoinRequested(GROUP, new WirePerson(STRANGER, null, ""), "a&b"));
        assertThat(group("group_request_join_agree", "\"new_member\":2600000001,\"msg\":\"\""))
                .isEqualTo(new GroupNotice.JoinDecided(GROUP, true, new WirePerson(STRANGER, null, ""), null, ""));
        assertThat(group("group_request_join_deny", "\"admin_uin\":2000000001,\"msg\":\"no\""))
                .isEqualTo(new GroupNotice.JoinDecided(GROUP, false, null, new WirePerson(MING, null, ""), "no"));
    }

    @Test
    void fileIsSharedInAGroup() {
        assertThat(read("group_web_message", """
                {"msg_id":25096,"from_uin":3000000001,"to_uin":1002003004,"msg_id2":628411,"msg_type":45,
                 "reply_ip":180061931,"group_code":3500000001,"group_type":1,"ver":1,"send_uin":2000000001,
                 "xml":"<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?><d><n t=\\"h\\" u=\\"700000001\\"/>\
                <n t=\\"t\\" s=\\"共享文件\\"/><n t=\\"b\\"/><n t=\\"t\\" s=\\"readme.txt\\"/></d>"}"""))
                .isEqualTo(new GroupNotice.WebMessage(
                        new WireGroup(3000000001L, 3500000001L, 0),
                        MING,
                        new QqNumber(700000001),
                        List.of("共享文件", "readme.txt")));
    }

    @Test
    void pageOfAGroupIsNotUnfoldedAndItsRestLeftOut() {
        String entity = "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><d><n t='t' s='&a;x &lt;y&gt;'/></d>";
        assertThat(WebPage.read(entity).lines()).containsExactly("&a;x <y>");
        assertThat(WebPage.read("<n t=\"t\" s=\"a\"/><n t=\"b\"/>".repeat(2_000))
                        .lines())
                .hasSize(WebPage.MAX_LINES);
        assertThat(WebPage.read("x".repeat(WebPage.MAX_CHARS) + "<n t=\"t\" s=\"a\"/>")
                        .lines())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<n",
                "<n ",
                "<n t",
                "<n t=",
                "<n t=\"",
                "<n t=\"t\" s='",
                "<n t=\"t\" s=a/>",
                "<nn t=\"t\"/>"
            })
    void brokenPageHasNoLines(String xml) {
        assertThat(WebPage.read(xml)).isEqualTo(new WebPage(null, List.of()));
    }

    @Test
    void fileIsOfferedTakenOrNot() {
        assertThat(file("\"mode\":\"recv\",\"name\":\"notes.txt\",\"inet_ip\":168428900"))
                .isEqualTo(new FileNotice.Offered(MING, 47114, "notes.txt"));
        assertThat(file("\"mode\":\"send_ack\"")).isEqualTo(new FileNotice.OfferTaken(MING, 47114));
        assertThat(file("\"mode\":\"refuse\",\"cancel_type\":1")).isEqualTo(new FileNotice.Ended(MING, 47114, false));
        assertThat(file("\"mode\":\"refuse\",\"cancel_type\":3")).isEqualTo(new FileNotice.Ended(MING, 47114, true));
        assertThat(file("\"mode\":\"recv\"")).isEqualTo(new PollEvent.Unreadable("file_message", "no name"));
    }

    @Test
    void transferGoesOn() {
        String files = "\"file_infos\":[{\"file_name\":\"notes.txt\",\"file_status\":53,\"pro_id\":24832}]}";
        List<FileNotice.Progress.Item> items = List.of(new FileNotice.Progress.Item("notes.txt", 53));
        assertThat(read(
                        "filesrv_transfer",
                        "{\"file_count\":1,\"lc_id\":7,\"now\":1,\"operation\":2,\"type\":1," + files))
                .isEqualTo(new FileNotice.Progress(null, 7, items));
        assertThat(read("filesrv_transfer", "{\"from_uin\":2000000001,\"lcid\":\"7\",\"count\":1," + files))
                .isEqualTo(new FileNotice.Progress(MING, 7, items));
    }

    @Test
    void fileLiesOnAServer() {
        PollEvent stored = read("push_offfile", """
                {"from_uin":2000000001,"rkey":"secret","ip":"119.147.15.201","port":443,"size":137972,"name":"12.jpg",
                 "time":1388400100,"expire_time":1388800100}""");
        assertThat(stored)
                .isEqualTo(new FileNotice.Stored(
                        MING, "12.jpg", 137972, "119.147.15.201", 443, "secret", Instant.ofEpochSecond(1388800100)));
        assertThat(stored.toString()).doesNotContain("secret");
        assertThat(read(
                        "notify_offfile",
                        "{\"from_uin\":2000000001,\"action\":2,\"filename\":\"12.jpg\",\"filesize\":137972}"))
                .isEqualTo(new FileNotice.StoredRefused(MING, "12.jpg", 137972));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"localhost\",\"port\":80",
                "\"1.2.3.4/x\",\"port\":80",
                "\"1.2.3.400\",\"port\":80",
                "\"1.2.3.4\",\"port\":70000"
            })
    void serverThatIsNoAddressIsNone(String server) {
        assertThat(read("push_offfile", "{\"from_uin\":1,\"rkey\":\"k\",\"name\":\"n\",\"ip\":" + server + "}"))
                .isInstanceOf(PollEvent.Unreadable.class);
    }

    @Test
    void callsAndTipsAreTold() {
        assertThat(read("av_request", "{\"from_uin\":2000000001}")).isEqualTo(new PollEvent.Call(MING, false));
        assertThat(read("av_refuse", "{\"from_uin\":2000000001}")).isEqualTo(new PollEvent.Call(MING, true));
        assertThat(read("tips", "{\"a\":1}")).isEqualTo(new PollEvent.Tip("{\"a\":1}"));
    }

    @Test
    void whatIsNotKnownKeepsItsJson() {
        assertThat(read("new_type", "{\"a\":[1,2]}")).isEqualTo(new PollEvent.Unknown("new_type", "{\"a\":[1,2]}"));
        assertThat(read("sys_g_msg", "{\"type\":\"group_renamed\"}"))
                .isEqualTo(new PollEvent.Unknown("sys_g_msg/group_renamed", "{\"type\":\"group_renamed\"}"));
        assertThat(read("system_message", "{\"type\":\"x\"}"))
                .isEqualTo(new PollEvent.Unknown("system_message/x", "{\"type\":\"x\"}"));
        assertThat(read("file_message", "{\"mode\":\"x\"}"))
                .isEqualTo(new PollEvent.Unknown("file_message", "{\"mode\":\"x\"}"));
        assertThat(read("new_type", "\"" + "x".repeat(PollResult.MAX_RAW_CHARS) + "\""))
                .isInstanceOf(PollEvent.Unreadable.class);
    }

    private static PollEvent group(String type, String fields) {
        return read("sys_g_msg", "{\"type\":\"" + type + "\"," + GROUP_FIELDS + "," + fields + "}");
    }

    private static PollEvent file(String fields) {
        return read(
                "file_message",
                "{\"from_uin\":2000000001,\"msg_type\":9,\"type\":101,\"time\":1388400100,\"session_id\":47114,"
                        + fields + "}");
    }

    private static PollEvent read(String type, String value) {
        List<PollEvent> events = PollResult.read(
                "pual", json("[{\"poll_type\":\"" + type + "\",\"value\":" + value + "}]"), Instant.EPOCH);
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
