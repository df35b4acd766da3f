package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sending to strangers, sending twice, signals without words, and what was said before. */
class SendCallsTest {

    private static final String OK = "{\"retcode\":0,\"result\":\"ok\"}";

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofSeconds(30)));

    @RegisterExtension
    final RunningSandbox strict = new RunningSandbox(options ->
            options.withPollHold(Duration.ofSeconds(30)).withStrict(true).withRepeatsDropped(true));

    private static JsonNode channel(HistoricalClient client, String call) throws Exception {
        return client.json(client.get("http://d1.web2.qq.com/channel/" + call + "&clientid=53999199&psessionid="
                + client.psessionid() + "&t=1"));
    }

    private static int send(HistoricalClient client, String call, ObjectNode r) throws Exception {
        r.put("clientid", 53999199).put("psessionid", client.psessionid());
        return client.json(client.postR("http://d1.web2.qq.com/channel/" + call, r.toString()))
                .path("retcode")
                .asInt();
    }

    private static ObjectNode r(String content, int msgId) {
        return HistoricalClient.JSON.createObjectNode().put("content", content).put("msg_id", msgId);
    }

    @Test
    void strangerIsHeardAndAnsweredInATemporarySession() throws Exception {
        HistoricalClient client = strict.client().signInStrictly("d1.web2.qq.com");
        strict.say("session:2600000001", null, "are you there?");
        JsonNode heard = client.poll().at("/result/0");
        assertThat(heard.path("poll_type").asText()).isEqualTo("sess_message");
        Shape.assertSame(
                heard.path("value"),
                "{\"msg_id\":1,\"from_uin\":1,\"to_uin\":1,\"msg_id2\":1,\"msg_type\":140,\"reply_ip\":1,\"time\":1,"
                        + "\"id\":3000000001,\"ruin\":800000001,\"service_type\":0,"
                        + "\"flags\":{\"text\":1,\"pic\":1,\"file\":1,\"audio\":1,\"video\":1},\"content\":[[]]}");
        assertThat(heard.at("/value/id").asLong()).isEqualTo(RunningSandbox.GROUP);
        assertThat(heard.at("/value/ruin").asLong()).isEqualTo(800000001L);
        assertThat(heard.at("/value/msg_type").asInt()).isEqualTo(140);
        JsonNode signature = channel(client, "get_c2cmsg_sig2?id=3000000001&to_uin=2600000001&service_type=0");
        Shape.assertSame(
                signature,
                "{\"retcode\":0,\"result\":{\"type\":0,\"value\":\"\","
                        + "\"flags\":{\"text\":1,\"pic\":1,\"file\":1,\"audio\":1,\"video\":1}}}");
        ObjectNode answer = r("[\"yes\"]", 1).put("to", 2600000001L).put("service_type", 0);
        assertThat(send(client, "send_sess_msg2", answer.deepCopy().put("group_sig", "wrong")))
                .isEqualTo(100001);
        assertThat(send(
                        client,
                        "send_sess_msg2",
                        answer.put("group_sig", signature.at("/result/value").asText())))
                .isZero();
        assertThat(strict.sent(0).at("/0/chat").asText()).isEqualTo("session:2600000001");
        JsonNode contact = strict.control("/sandbox/state", null).at("/contacts/6");
        assertThat(contact.path("chat").asText()).isEqualTo("session:2600000001");
        assertThat(contact.at("/last/text").asText()).isEqualTo("yes");
        assertThat(send(client, "send_sess_msg2", r("[\"x\"]", 2).put("to", 2000000001L)))
                .isEqualTo(100001);
    }

    @Test
    void strictSandboxWantsATextAndDropsRepeats() throws Exception {
        HistoricalClient client = strict.client().signInStrictly("d1.web2.qq.com");
        assertThat(send(
                        client,
                        "send_buddy_msg2",
                        r("[[\"face\",14],[\"font\",{}]]", 1).put("to", 2000000001L)))
                .isEqualTo(100006);
        assertThat(send(client, "send_buddy_msg2", r("[\"one\"]", 7).put("to", 2000000001L)))
                .isZero();
        assertThat(send(client, "send_buddy_msg2", r("[\"again\"]", 7).put("to", 2000000001L)))
                .isZero();
        assertThat(send(client, "send_buddy_msg2", r("[\"two\"]", 6).put("to", 2000000001L)))
                .isZero();
        assertThat(strict.sent(0).findValuesAsText("text")).containsExactly("one", "one", "two", "two");
        HistoricalClient careless = sandbox.client().signIn("d1.web2.qq.com");
        assertThat(send(careless, "send_buddy_msg2", r("[[\"face\",14]]", 1).put("to", 2000000001L)))
                .isZero();
        assertThat(send(careless, "send_buddy_msg2", r("[\"same id\"]", 1).put("to", 2000000001L)))
                .isZero();
        assertThat(sandbox.control("/sandbox/sent", null).path("last").asInt()).isEqualTo(2);
    }

    @Test
    void signalsAreNoted() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        assertThat(channel(client, "input_notify2?to_uin=2000000001").toString())
                .isEqualTo(OK);
        assertThat(channel(client, "shake2?to_uin=2000000002").toString()).isEqualTo(OK);
        assertThat(channel(client, "shake2?to_uin=5").path("retcode").asInt()).isEqualTo(100001);
        JsonNode done = sandbox.control("/sandbox/actions?since=0", null);
        assertThat(done.path("last").asInt()).isEqualTo(2);
        assertThat(done.path("actions").toString())
                .isEqualTo("[{\"n\":1,\"call\":\"input_notify2\",\"details\":{\"to\":2000000001}},"
                        + "{\"n\":2,\"call\":\"shake2\",\"details\":{\"to\":2000000002}}]");
    }

    @Test
    void whoAsksToJoinIsLetInOrNot() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        String call = "op_group_join_req?group_uin=3000000001&req_uin=2000000002&msg=&op_type=";
        assertThat(channel(client, call + "3").toString()).isEqualTo(OK);
        assertThat(sandbox.control("/sandbox/state", null)
                        .at("/contacts/3/size")
                        .asInt())
                .isEqualTo(3);
        assertThat(channel(client, call + "2").toString()).isEqualTo(OK);
        assertThat(sandbox.control("/sandbox/state", null)
                        .at("/contacts/3/size")
                        .asInt())
                .isEqualTo(4);
        assertThat(channel(client, call + "9").path("retcode").asInt()).isEqualTo(100001);
    }

    @Test
    void historyOfAFriendComesInPagesOfAScript() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        sandbox.say("friend:2000000001", null, "one");
        client.sendToFriend(RunningSandbox.MING, "two");
        sandbox.say("friend:2000000001", null, "three[face:14]");
        String url = "http://web2.qq.com/cgi-bin/webqq_chat/?cmd=1&tuin=2000000001&vfwebqq=" + client.vfwebqq()
                + "&row=2&callback=alloy.app.chatLogViewer.renderChatLog&t=1&page=";
        String last = client.get(url + "0").body().replaceAll("(seq|time):\\d+", "$1:N");
        assertThat(last)
                .isEqualTo("alloy.app.chatLogViewer.renderChatLog({ret:0,tuin:2000000001,page:2,total:2,"
                        + "chatlogs:[{ver:3,cmd:17,seq:N,time:N,type:1,msg:[\"three\",[\"face\",14]]}]})");
        assertThat(client.get(url + "1").body())
                .contains("page:1,total:2", "cmd:17", "cmd:16", "msg:[\"one\"]", "msg:[\"two\"]");
    }

    @Test
    void historyOfAGroupNamesPeopleByTheirNumbers() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d1.web2.qq.com");
        sandbox.say("group:3000000001", RunningSandbox.MING, "first");
        sandbox.say("group:3000000001", RunningSandbox.PASSER_BY, "second");
        JsonNode log = client.json(client.get("http://cgi.web2.qq.com/keycgi/top/groupchatlog?ps=10&bs=0&es=0"
                        + "&gid=3500000001&mode=1&vfwebqq=" + client.vfwebqq() + "&t=1"))
                .at("/result/data/cl/0");
        assertThat(log.path("g").asLong()).isEqualTo(900000001L);
        assertThat(log.path("cl").findValuesAsText("u")).containsExactly("700000001", "800000001");
        assertThat(log.path("cl").findValuesAsText("v")).containsExactly("first", "second");
        long end = log.path("es").asLong();
        assertThat(client.get("http://cgi.web2.qq.com/keycgi/top/groupchatlog?ps=10&bs=" + end + "&es=" + end
                                + "&gid=3500000001&mode=1&vfwebqq=" + client.vfwebqq())
                        .body())
                .contains("second")
                .doesNotContain("first");
    }
}
