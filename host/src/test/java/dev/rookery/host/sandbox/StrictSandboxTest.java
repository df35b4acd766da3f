package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import dev.rookery.host.sandbox.SandboxOptions.HashVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a strict sandbox verifies beyond the password, and what one shows that kicks by message. */
class StrictSandboxTest {

    private static final String B = "d1.web2.qq.com";

    @RegisterExtension
    final RunningSandbox strict =
            new RunningSandbox(options -> options.withStrict(true).withKickMessage(true));

    @RegisterExtension
    final RunningSandbox lenient = new RunningSandbox(options -> options);

    @RegisterExtension
    final RunningSandbox onlyN = new RunningSandbox(options -> options.withContactHash(HashVariant.N));

    @Test
    void tokenOfTheQrCodeIsVerified() throws Exception {
        HistoricalClient client = strict.client();
        client.askForCode();
        String ask = "https://ssl.ptlogin2.qq.com/ptqrlogin?ptqrtoken=";
        assertThat(client.ask()).contains("已失效");
        assertThat(client.get(ask + "1").body()).contains("已失效");
        assertThat(client.get(ask + Tokens.hash33(client.cookie("qrsig").get(0)))
                        .body())
                .contains("登录成功");
    }

    @Test
    void sessionIsKnownByItsOwnNameAndTheNumberOfItsClientOnly() throws Exception {
        HistoricalClient client = signIn(strict);
        String calls = "http://d1.web2.qq.com/channel/get_online_buddies2?";
        String right = "clientid=53999199&psessionid=" + client.psessionid();
        assertThat(retcode(client, calls + right)).isZero();
        assertThat(retcode(client, calls + right.replace("53999199", "11111111")))
                .isEqualTo(Replies.NO_SESSION);
        assertThat(retcode(client, calls + "psessionid=" + client.psessionid())).isEqualTo(Replies.NO_SESSION);
        assertThat(retcode(client, calls + "clientid=53999199&psessionid=&vfwebqq=" + client.vfwebqq()))
                .isEqualTo(Replies.NO_SESSION);
        HistoricalClient careless = lenient.client().signIn(B);
        assertThat(retcode(careless, calls + "clientid=1&psessionid=&vfwebqq=" + careless.vfwebqq()))
                .isZero();
    }

    @Test
    void contactListsTakeAVfwebqqAndAHash() throws Exception {
        HistoricalClient client = signIn(strict);
        String discussions = "http://s.web2.qq.com/api/get_discus_list?vfwebqq=";
        assertThat(retcode(client, discussions + client.vfwebqq())).isZero();
        assertThat(retcode(client, discussions)).isEqualTo(Replies.NO_SESSION);
        assertThat(retcode(client, "http://s.web2.qq.com/api/get_self_info2?t=0.1"))
                .isZero();
        String ptwebqq = client.cookie("ptwebqq").get(0);
        assertThat(friends(client, ContactHash.p(RunningSandbox.SELF, ptwebqq))).isZero();
        assertThat(friends(client, ContactHash.o(RunningSandbox.SELF, ptwebqq))).isZero();
        assertThat(friends(client, ContactHash.p(RunningSandbox.SELF, ""))).isEqualTo(Replies.WRONG_HASH);
        assertThat(friends(client, "")).isEqualTo(Replies.WRONG_HASH);
    }

    @Test
    void groupsOfEraAAreAskedForWithoutAHashAsWell() throws Exception {
        HistoricalClient old = strict.client().signInStrictly("d.web2.qq.com");
        assertThat(groups(old, "")).isZero();
        assertThat(groups(old, "0102")).isEqualTo(Replies.WRONG_HASH);
        assertThat(friends(old, "")).isEqualTo(Replies.WRONG_HASH);
        assertThat(groups(signIn(strict), "")).isEqualTo(Replies.WRONG_HASH);
    }

    @Test
    void oneHashMayBeTheOnlyRightOne() throws Exception {
        HistoricalClient client = onlyN.client().signIn(B);
        String ptwebqq = client.cookie("ptwebqq").get(0);
        assertThat(friends(client, ContactHash.p(RunningSandbox.SELF, ptwebqq))).isEqualTo(Replies.WRONG_HASH);
        assertThat(friends(client, "")).isEqualTo(Replies.WRONG_HASH);
        assertThat(friends(client, ContactHash.n(RunningSandbox.SELF, ptwebqq))).isZero();
    }

    @Test
    void loginWithAnotherPtwebqqIsRefused() throws Exception {
        HistoricalClient client = signIn(strict);
        JsonNode answer = client.json(client.postR(
                "http://d1.web2.qq.com/channel/login2",
                "{\"ptwebqq\":\"" + "0".repeat(64) + "\",\"clientid\":53999199,\"status\":\"online\"}"));
        assertThat(answer.path("retcode").asInt()).isEqualTo(Replies.NO_SESSION);
    }

    @Test
    void olderSessionIsKickedByAMessageOnceAndIsThenUnknown() throws Exception {
        HistoricalClient older = signIn(strict);
        signIn(strict);
        JsonNode kick = older.poll();
        assertThat(kick.at("/result/0/poll_type").asText()).isEqualTo("kick_message");
        assertThat(kick.at("/result/0/value/show_reason").asInt()).isEqualTo(1);
        assertThat(kick.at("/result/0/value/reason").asText()).startsWith("您的帐号在另一地点登录");
        assertThat(older.poll().path("retcode").asInt()).isEqualTo(Replies.NO_SESSION);
    }

    @Test
    void heldPollOfTheOlderSessionEndsWithTheMessage() throws Exception {
        HistoricalClient older = signIn(strict);
        try (RawHttp poll = strict.hold(older)) {
            signIn(strict);
            assertThat(poll.read().body()).contains("\"poll_type\":\"kick_message\"");
        }
    }

    private static HistoricalClient signIn(RunningSandbox sandbox) throws Exception {
        HistoricalClient client = sandbox.client();
        client.askForCode();
        return client.signInByCode(
                B, "&ptqrtoken=" + Tokens.hash33(client.cookie("qrsig").get(0)));
    }

    private static int retcode(HistoricalClient client, String url) throws Exception {
        return client.json(client.get(url)).path("retcode").asInt();
    }

    private static int friends(HistoricalClient client, String hash) throws Exception {
        return list("get_user_friends2", client, hash);
    }

    private static int groups(HistoricalClient client, String hash) throws Exception {
        return list("get_group_name_list_mask2", client, hash);
    }

    private static int list(String call, HistoricalClient client, String hash) throws Exception {
        return client.json(client.postR(
                        "http://s.web2.qq.com/api/" + call,
                        "{\"vfwebqq\":\"" + client.vfwebqq() + "\",\"hash\":\"" + hash + "\"}"))
                .path("retcode")
                .asInt();
    }
}
