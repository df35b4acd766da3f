package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PollTest {

    private static final String B = "d1.web2.qq.com";
    private static final String FRIEND = "friend:" + RunningSandbox.MING;

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofSeconds(30)));

    @RegisterExtension
    final RunningSandbox impatient = new RunningSandbox(options -> options.withPollHold(Duration.ofMillis(20)));

    @Test
    void messageEndsAHeldPoll() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        try (RawHttp poll = sandbox.hold(client)) {
            long id = sandbox.say(FRIEND, null, "hello");
            JsonNode answer = client.json(poll.read());
            assertThat(answer.at("/result/0/value/msg_id").asLong()).isEqualTo(id);
        }
    }

    @Test
    void pollWithoutAMessageIsAnsweredIdle() throws Exception {
        HistoricalClient client = impatient.client().signIn(B);
        RawHttp.Answer answer = client.post("http://d1.web2.qq.com/channel/poll2", client.pollForm());
        assertThat(answer.body()).isEqualTo("{\"retcode\":0,\"result\":[]}");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void eachPollCarriesOneMessageInOrder() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        for (int i = 1; i <= 5; i++) {
            sandbox.say(FRIEND, null, "message " + i);
        }
        for (int i = 1; i <= 5; i++) {
            JsonNode result = client.poll().path("result");
            assertThat(result).hasSize(1);
            assertThat(result.at("/0/value/content/1").asText()).isEqualTo("message " + i);
        }
    }

    @Test
    void newestPollWinsAndTheOlderIsAnsweredIdleAtOnce() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        try (RawHttp older = sandbox.hold(client);
                RawHttp newer = sandbox.hold(client)) {
            assertThat(older.read().body()).isEqualTo("{\"retcode\":0,\"result\":[]}");
            sandbox.say(FRIEND, null, "to the newer");
            assertThat(newer.read().body()).contains("to the newer");
        }
    }

    @Test
    void nothingIsLostWithADroppedPoll() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        for (int i = 0; i < 30; i++) {
            client.openPoll().close();
            sandbox.say(FRIEND, null, "message " + i);
            assertThat(client.hear()).isEqualTo("message " + i);
        }
    }

    @Test
    void pollThatClosesJustAfterItsMessageHasArrivedDoesNotSwallowIt() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        RawHttp poll = sandbox.hold(client);
        try (RawHttp speaker = sandbox.connect()) {
            speaker.get("/sandbox/state").read();
            CountDownLatch resume = sandbox.pause();
            String said = "{\"chat\":\"" + FRIEND + "\",\"text\":\"at the same time\"}";
            speaker.send("POST /sandbox/say HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + said.length() + "\r\n\r\n" + said);
            poll.close();
            resume.countDown();
            assertThat(speaker.read().status()).isEqualTo(200);
        }
        assertThat(client.hear()).isEqualTo("at the same time");
    }

    @Test
    void whatIsSaidBeforeTheBotSignsInWaitsForIt() throws Exception {
        sandbox.say(FRIEND, null, "early");
        assertThat(sandbox.client().signIn(B).hear()).isEqualTo("early");
    }

    @Test
    void anotherLoginKicksTheOlderSessionOnce() throws Exception {
        HistoricalClient first = sandbox.client().signIn(B);
        try (RawHttp held = sandbox.hold(first)) {
            sandbox.client().signIn(B);
            assertThat(held.read().body()).isEqualTo("{\"retcode\":121,\"t\":\"0\"}");
            assertThat(first.poll().path("retcode").asInt()).isEqualTo(103);
        }
    }

    @Test
    void kickedSessionThatWasNotPollingIsToldAtItsNextPoll() throws Exception {
        HistoricalClient first = sandbox.client().signIn(B);
        HistoricalClient second = sandbox.client().signIn(B);
        assertThat(first.poll().path("retcode").asInt()).isEqualTo(121);
        assertThat(first.poll().path("retcode").asInt()).isEqualTo(103);
        sandbox.say(FRIEND, null, "for the second");
        assertThat(second.hear()).isEqualTo("for the second");
    }

    @Test
    void sameLoginThatLinksAgainIsNotKicked() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        try (RawHttp held = sandbox.hold(client)) {
            client.link(B);
            assertThat(held.read().body()).isEqualTo("{\"retcode\":0,\"result\":[]}");
        }
        sandbox.say(FRIEND, null, "after the relink");
        assertThat(client.hear()).isEqualTo("after the relink");
    }

    @Test
    void droppedSessionLosesItsPollAndItsNameButNoMessage() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        try (RawHttp held = sandbox.hold(client)) {
            assertThat(sandbox.control("/sandbox/drop", "{}").path("dropped").asInt())
                    .isEqualTo(1);
            assertThat(held.isAtEnd()).isTrue();
        }
        sandbox.say(FRIEND, null, "meanwhile");
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(103);
        assertThat(client.sendToFriend(RunningSandbox.MING, "x").path("retcode").asInt())
                .isEqualTo(103);
        assertThat(client.link(B).hear()).isEqualTo("meanwhile");
    }

    @Test
    void droppedLoginsNeedANewCode() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        sandbox.control("/sandbox/drop", "{\"logins\":true}");
        assertThat(client.json(client.get("http://s.web2.qq.com/api/getvfwebqq?ptwebqq="))
                        .path("retcode")
                        .asInt())
                .isEqualTo(103);
        assertThat(client.link(B).psessionid()).isEmpty();
    }

    @Test
    void loggedOutSessionIsUnknown() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        try (RawHttp held = sandbox.hold(client)) {
            assertThat(client.get("http://d1.web2.qq.com/channel/logout2?ids=&clientid=53999199&psessionid="
                                    + client.psessionid() + "&t=1")
                            .body())
                    .isEqualTo("{\"retcode\":0,\"result\":\"ok\"}");
            assertThat(held.read().status()).isEqualTo(200);
        }
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(103);
    }

    @Test
    void oldSessionsGetTheShapesOfTheirTime() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d.web2.qq.com");
        sandbox.say(FRIEND, null, "f");
        sandbox.say("group:" + RunningSandbox.GROUP, RunningSandbox.PASSER_BY, "g[face:14]");
        sandbox.say("discussion:" + RunningSandbox.DISCUSSION, RunningSandbox.MING, "d");
        JsonNode friend = client.poll().at("/result/0");
        assertThat(friend.path("poll_type").asText()).isEqualTo("message");
        assertThat(friend.path("value").toString())
                .startsWith("{\"msg_id\":" + friend.at("/value/msg_id")
                        + ",\"from_uin\":2000000001,\"to_uin\":1002003004,\"msg_id2\":")
                .contains("\"msg_type\":9,")
                .endsWith("\"content\":[[\"font\",{\"color\":\"000000\",\"name\":\"宋体\",\"size\":10,"
                        + "\"style\":[0,0,0]}],\"f \"]}");
        JsonNode group = client.poll().at("/result/0/value");
        assertThat(group.path("from_uin").asLong()).isEqualTo(3000000001L);
        assertThat(group.path("group_code").asLong()).isEqualTo(3500000001L);
        assertThat(group.path("info_seq").asLong()).isEqualTo(900000001L);
        assertThat(group.path("send_uin").asLong()).isEqualTo(2600000001L);
        assertThat(group.path("msg_type").asInt()).isEqualTo(43);
        assertThat(group.at("/content/2").toString()).isEqualTo("[\"face\",14]");
        JsonNode discussion = client.poll().at("/result/0/value");
        assertThat(discussion.path("from_uin").asLong()).isEqualTo(10000);
        assertThat(discussion.path("did").asLong()).isEqualTo(3700000001L);
        assertThat(discussion.path("msg_type").asInt()).isEqualTo(42);
    }

    @Test
    void newSessionsGetTheShapesOfTheirTime() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        sandbox.say(FRIEND, null, "好啊");
        sandbox.say("group:" + RunningSandbox.GROUP, RunningSandbox.MING, "好啊");
        sandbox.say("discussion:" + RunningSandbox.DISCUSSION, RunningSandbox.MING, "好[face:0]");
        String font = "[\"font\",{\"color\":\"000000\",\"name\":\"微软雅黑\",\"size\":10,\"style\":[0,0,0]}]";
        String friend = client.post("http://d1.web2.qq.com/channel/poll2", client.pollForm())
                .body();
        assertThat(friend.replaceAll("(\"(msg_id|time)\":)\\d+", "$1N"))
                .isEqualTo("{\"retcode\":0,\"result\":[{\"poll_type\":\"message\",\"value\":{\"content\":[" + font
                        + ",\"好啊\"],\"from_uin\":2000000001,\"msg_id\":N,\"msg_type\":0,\"time\":N,"
                        + "\"to_uin\":1002003004}}]}");
        assertThat(client.poll().at("/result/0").toString().replaceAll("(\"(msg_id|time)\":)\\d+", "$1N"))
                .isEqualTo("{\"poll_type\":\"group_message\",\"value\":{\"content\":[" + font
                        + ",\"好啊\"],\"from_uin\":3000000001,\"group_code\":3000000001,\"msg_id\":N,\"msg_type\":0,"
                        + "\"send_uin\":2000000001,\"time\":N,\"to_uin\":1002003004}}");
        // Four elements, for with three ScienJus/smartqq reads the fourth.
        assertThat(client.poll().at("/result/0").toString().replaceAll("(\"(msg_id|time)\":)\\d+", "$1N"))
                .isEqualTo("{\"poll_type\":\"discu_message\",\"value\":{\"content\":[" + font
                        + ",\"好\",[\"face\",0],\" \"],\"did\":3700000001,\"from_uin\":3700000001,\"msg_id\":N,"
                        + "\"msg_type\":0,\"send_uin\":2000000001,\"time\":N,\"to_uin\":1002003004}}");
    }
}
