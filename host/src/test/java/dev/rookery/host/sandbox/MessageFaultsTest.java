package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.Eventually;
import dev.rookery.host.httpserver.RawHttp;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can happen to messages and contact lists on their way, and how it is counted. */
class MessageFaultsTest {

    private static final String B = "d1.web2.qq.com";
    private static final String FRIEND = "friend:" + RunningSandbox.MING;
    private static final String GROUP = "group:" + RunningSandbox.GROUP;

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofMillis(300)));

    private void add(Fault fault) {
        sandbox.faults().add(fault.times(1));
    }

    private RawHttp.Answer pollAnswer(HistoricalClient client) throws Exception {
        return client.post("http://d1.web2.qq.com/channel/poll2", client.pollForm());
    }

    @Test
    void messageIsDeliveredTwiceWithTheSameId() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.DUPLICATE));
        assertThat(client.poll().path("result")).isEmpty();
        long id = sandbox.say(FRIEND, null, "twice");
        sandbox.say(FRIEND, null, "once");
        assertThat(client.poll().at("/result/0/value/msg_id").asLong()).isEqualTo(id);
        assertThat(client.poll().at("/result/0/value/msg_id").asLong()).isEqualTo(id);
        assertThat(client.hear()).isEqualTo("once");
        assertThat(sandbox.statistics().deliveredIds()).containsOnly(Map.entry(id, 2), Map.entry(id + 1, 1));
        assertThat(sandbox.statistics().delivered()).isEqualTo(3);
    }

    @Test
    void messageIsLostAndThePollGoesOn() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.LOSE_MESSAGE));
        long id = sandbox.say(FRIEND, null, "lost");
        sandbox.say(FRIEND, null, "found");
        assertThat(client.poll().at("/result/0/value/content/1").asText()).isEqualTo("found");
        assertThat(sandbox.statistics().said()).isEqualTo(2);
        assertThat(sandbox.statistics().lostIds()).containsOnly(Map.entry(id, 1));
        assertThat(sandbox.statistics().deliveredIds()).containsOnly(Map.entry(id + 1, 1));
    }

    @Test
    void messagesComeInOneAnswerTheNewestFirst() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.REORDER).with("count", 3));
        for (String text : new String[] {"1", "2", "3", "4"}) {
            sandbox.say(FRIEND, null, text);
        }
        JsonNode result = client.poll().path("result");
        assertThat(result).hasSize(3);
        assertThat(result.at("/0/value/content/1").asText()).isEqualTo("3");
        assertThat(result.at("/2/value/content/1").asText()).isEqualTo("1");
        assertThat(client.hear()).isEqualTo("4");
        assertThat(sandbox.statistics().delivered()).isEqualTo(4);
    }

    @Test
    void reorderedMessagesLeaveWithTheEndOfThePollWhenThereAreTooFew() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.REORDER));
        sandbox.say(FRIEND, null, "1");
        sandbox.say(FRIEND, null, "2");
        assertThat(client.poll().at("/result/0/value/content/1").asText()).isEqualTo("2");
    }

    @Test
    void reorderedMessagesAreNotLostWithTheirPoll() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.REORDER));
        sandbox.say(FRIEND, null, "1");
        RawHttp poll = client.openPoll();
        Eventually.holds(
                "nothing waits",
                () -> sandbox.control("/sandbox/state", null).path("waiting").asInt() == 0);
        poll.close();
        assertThat(client.hear()).isEqualTo("1");
    }

    @Test
    void reorderedMessagesAreNotLostWithAnAnswerThatCannotBeRead() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.EMPTY).with("effect", "done").on("poll2"));
        add(Fault.of(FaultKind.REORDER).with("count", 3));
        sandbox.say(FRIEND, null, "1");
        sandbox.say(FRIEND, null, "2");
        assertThat(pollAnswer(client).body()).isEmpty();
        JsonNode result = client.poll().path("result");
        assertThat(result.findValuesAsText("msg_id")).hasSize(2);
        assertThat(result.at("/0/value/content/1").asText()).isEqualTo("1");
        assertThat(client.poll().path("result")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CUT, before", "CUT, head", "CUT, body", "RESET, before"})
    void pollAnswerThatIsCutIsQueuedAgainOrLost(FaultKind kind, String where) throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        sandbox.say(FRIEND, null, "queued");
        add(Fault.of(kind).with("where", where).on("poll2"));
        assertThatThrownBy(client::poll).isInstanceOf(IOException.class);
        assertThat(client.hear()).isEqualTo("queued");
        long id = sandbox.say(FRIEND, null, "lost");
        sandbox.say(FRIEND, null, "after it");
        add(Fault.of(kind).with("where", where).with("message", "lost").on("poll2"));
        assertThatThrownBy(client::poll).isInstanceOf(IOException.class);
        assertThat(client.hear()).isEqualTo("after it");
        assertThat(sandbox.statistics().lostIds()).containsOnly(Map.entry(id, 1));
        assertThat(sandbox.statistics().delivered()).isEqualTo(2);
    }

    @Test
    void answerThatIsCutAfterItsEndCountsAsDelivered() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        long id = sandbox.say(FRIEND, null, "there");
        add(Fault.of(FaultKind.CUT).with("where", "after").on("poll2"));
        assertThat(client.hear()).isEqualTo("there");
        assertThat(client.poll().path("result")).isEmpty();
        assertThat(sandbox.statistics().deliveredIds()).containsOnly(Map.entry(id, 1));
    }

    @Test
    void answerThatCannotBeReadDeliversNothing() throws Exception {
        HistoricalClient client = sandbox.client().signIn("d.web2.qq.com");
        sandbox.say(
                FRIEND,
                null,
                "a message so long that its msg_id, which comes first in the old era, is in the first half");
        for (FaultKind kind : new FaultKind[] {
            FaultKind.TRUNCATED,
            FaultKind.HTML,
            FaultKind.NOT_JSON,
            FaultKind.EMPTY,
            FaultKind.STATUS,
            FaultKind.DEEP_JSON,
            FaultKind.HUGE_NUMBERS,
            FaultKind.RETCODE
        }) {
            Fault fault = Fault.of(kind).on("poll2");
            add(kind.parameter("effect").isPresent() ? fault.with("effect", "done") : fault);
            pollAnswer(client);
            assertThat(sandbox.statistics().delivered()).as(kind.word()).isZero();
        }
        assertThat(client.hear()).startsWith("a message");
        assertThat(sandbox.statistics().delivered()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error-message | 200 | {\"retcode\":0,\"retmsg\":\"ok\",\"errmsg\":\"error\"}",
                "errmsg-only | 200 | {\"retcode\":0,\"errmsg\":\"error\"}",
                "result-ok | 200 | {\"retcode\":0,\"result\":\"ok\"}",
                "retcode-102 | 200 | {\"retcode\":102,\"errmsg\":\"\"}",
                "retcode-1202 | 200 | {\"retcode\":1202,\"errmsg\":\"\"}",
                "empty-body | 200 | ''",
                "http-504 | 504 | <h1>504</h1>"
            })
    void idlePollsAreAnsweredInEveryWayThatWasSeen(String answer, int status, String body) throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        sandbox.faults().add(Fault.of(FaultKind.IDLE).with("answer", answer));
        sandbox.say(FRIEND, null, "message");
        assertThat(client.hear()).isEqualTo("message");
        RawHttp.Answer idle = pollAnswer(client);
        assertThat(idle.status()).isEqualTo(status);
        assertThat(idle.body().strip()).isEqualTo(body);
    }

    @Test
    void facesBecomeFaceZeroAndPicturesAFontAlone() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.FACE_ZERO));
        add(Fault.of(FaultKind.FONT_ONLY));
        sandbox.say(FRIEND, null, "a[face:14]b");
        JsonNode both = client.poll().at("/result/0/value/content");
        assertThat(both).hasSize(1);
        assertThat(both.at("/0/0").asText()).isEqualTo("font");
        add(Fault.of(FaultKind.FACE_ZERO));
        sandbox.say(FRIEND, null, "a[face:14]b");
        assertThat(client.poll().at("/result/0/value/content/2").toString()).isEqualTo("[\"face\",0]");
    }

    @Test
    void ownMessageComesBack() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.ECHO));
        client.sendToFriend(RunningSandbox.MING, "to myself");
        JsonNode value = client.poll().at("/result/0/value");
        assertThat(value.path("from_uin").asLong()).isEqualTo(RunningSandbox.SELF);
        assertThat(value.at("/content/1").asText()).isEqualTo("to myself");
        add(Fault.of(FaultKind.ECHO));
        client.postR(
                "http://d1.web2.qq.com/channel/send_qun_msg2",
                "{\"group_uin\":3000000001,\"content\":\"[\\\"g\\\"]\",\"msg_id\":2,\"psessionid\":\""
                        + client.psessionid() + "\"}");
        JsonNode group = client.poll().at("/result/0/value");
        assertThat(group.path("from_uin").asLong()).isEqualTo(RunningSandbox.GROUP);
        assertThat(group.path("send_uin").asLong()).isEqualTo(RunningSandbox.SELF);
    }

    @Test
    void sendsAreSwallowedWhenTooFastOrRepeatedOrAlways() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        sandbox.faults().add(Fault.of(FaultKind.SWALLOW_REPEATED));
        client.sendToFriend(RunningSandbox.MING, "same");
        assertThat(client.sendToFriend(RunningSandbox.MING, "same")
                        .path("retcode")
                        .asInt())
                .isZero();
        client.sendToFriend(RunningSandbox.BEA, "same");
        client.sendToFriend(RunningSandbox.MING, "other");
        sandbox.faults().clear();
        sandbox.faults().add(Fault.of(FaultKind.SWALLOW_FAST).with("millis", 60_000));
        client.sendToFriend(RunningSandbox.MING, "first");
        client.sendToFriend(RunningSandbox.MING, "too fast");
        sandbox.faults().clear();
        add(Fault.of(FaultKind.SWALLOW));
        client.sendToFriend(RunningSandbox.MING, "never");
        add(Fault.of(FaultKind.SHOW_TWICE));
        client.sendToFriend(RunningSandbox.MING, "twice");
        assertThat(sandbox.sent(0).findValuesAsText("chat")).hasSize(6);
        assertThat(sandbox.control("/sandbox/sent", null).at("/sent/5/text").asText())
                .isEqualTo("twice");
        assertThat(sandbox.statistics().sent()).isEqualTo(6);
        assertThat(sandbox.statistics().sentIds()).containsOnly(Map.entry(43690001L, 6));
    }

    @Test
    void contactListsAreIncompleteOrRefused() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        assertThat(group(client).at("/result").has("cards")).isTrue();
        add(Fault.of(FaultKind.PARTIAL_CONTACTS).with("missing", "cards"));
        assertThat(group(client).at("/result").has("cards")).isFalse();
        add(Fault.of(FaultKind.PARTIAL_CONTACTS).with("missing", "profiles"));
        assertThat(group(client).at("/result").has("minfo")).isFalse();
        add(Fault.of(FaultKind.PARTIAL_CONTACTS));
        assertThat(group(client).at("/result/ginfo/members")).isEmpty();
        add(Fault.of(FaultKind.PARTIAL_CONTACTS).with("missing", "retcode"));
        assertThat(group(client).path("retcode").asInt()).isEqualTo(100_003);
        add(Fault.of(FaultKind.NAMES).with("suffix", "*"));
        assertThat(group(client).at("/result/ginfo/name").asText()).endsWith("*");
        add(Fault.of(FaultKind.WRONG_HASH));
        assertThat(client.json(client.postR(
                                "http://s.web2.qq.com/api/get_user_friends2",
                                "{\"vfwebqq\":\"" + client.vfwebqq() + "\",\"hash\":\"\"}"))
                        .path("retcode")
                        .asInt())
                .isEqualTo(50);
    }

    private JsonNode group(HistoricalClient client) throws Exception {
        return client.json(client.get(
                "http://s.web2.qq.com/api/get_group_info_ext2?gcode=3500000001&vfwebqq=" + client.vfwebqq()));
    }

    @Test
    void cutPollIsNotMistakenForTheClientsOwnGoing() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        sandbox.say(FRIEND, null, "1");
        add(Fault.of(FaultKind.CUT).on("poll2"));
        assertThatThrownBy(client::poll).isInstanceOf(EOFException.class);
        sandbox.say(GROUP, RunningSandbox.MING, "2");
        assertThat(client.hear()).isEqualTo("1");
        assertThat(client.hear()).isEqualTo("2");
    }
}
