package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.FakeWebQq.MING;
import static dev.rookery.host.webqq.FakeWebQq.SELF;
import static dev.rookery.host.webqq.FakeWebQq.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountKicked;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.webqq.wire.ContactHash;
import dev.rookery.host.webqq.wire.QqNumber;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The retcodes of {@code channel/*}, row by row, and what the poll makes of each. */
class RetcodesIntegrationTest extends AccountFixture {

    private static final String NEW_PTWEBQQ = "75a5853e31eda4fbe35e802ccbf1b7a18673a76748f5c593e0821a7f14b9fc37";

    @ParameterizedTest
    @ValueSource(ints = {0, 102, 1202, 100003, 100100})
    void saysThatNothingWasSaid(int retcode) throws Exception {
        online();
        events.sinceThen();
        for (int i = 0; i < 20; i++) {
            server.answersPollWith(retcode);
        }
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(server.paths()).containsOnlyOnce("/channel/login2", "/channel/get_online_buddies2");
    }

    /** 8 and 100000 not signed in, 100 not signed in again, 103 not accepted, the others mentioned once. */
    @ParameterizedTest
    @ValueSource(ints = {8, 100, 103, 114, 122, 100000, 100002, 100101, 100110})
    void saysThatTheSessionIsGone(int retcode) throws Exception {
        online();
        server.answers("/channel/get_online_buddies2", 200, "{\"retcode\":103,\"errmsg\":\"\"}");
        server.answersPollWith(retcode);
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains(Integer.toString(retcode));
        events.until(AccountState.ONLINE);
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(server.seen("/channel/login2")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 100, 103, 100000})
    void saysThatTheSessionIsGoneAlthoughItIsNot(int retcode) throws Exception {
        online();
        events.sinceThen();
        server.answersPollWith(retcode);
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(events.sinceThen()).doesNotHaveAnyElementsOfTypes(AccountStateChanged.class);
        assertThat(server.seen("/channel/get_online_buddies2")).hasSize(2);
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }

    @Test
    void saysForEverThatTheSessionIsGoneAlthoughItIsNot() throws Exception {
        online();
        for (int i = 0; i < 4; i++) {
            server.answersPollWith(103);
        }
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("103 4 times in a row");
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/ptqrshow")).hasSize(2);
    }

    /** 108 cookie missing, 112, 113 and 115 known from login2, 100001 and 100006 bad parameters, 50 a wrong hash. */
    @ParameterizedTest
    @ValueSource(ints = {6, 50, 108, 112, 113, 115, 100001, 100006, 424242})
    void saysSomethingThatIsBorneThreeTimes(int retcode) throws Exception {
        online();
        for (int i = 0; i < 3; i++) {
            server.answersPollWith(retcode);
        }
        server.says(MING, "still here");
        assertThat(events.nextText()).isEqualTo("still here");
        assertThat(server.seen("/ptqrshow")).hasSize(1);
        for (int i = 0; i < 4; i++) {
            server.answersPollWith(retcode);
        }
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains(retcode + " 4 times");
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/ptqrshow")).hasSize(2);
    }

    /** 109 and 110 the client itself quit; 100012 alternates with 502 for minutes. */
    @ParameterizedTest
    @ValueSource(ints = {109, 110, 100012})
    void saysSomethingThatIsBorneTenTimes(int retcode) throws Exception {
        online();
        for (int i = 0; i < 10; i++) {
            server.answersPollWith(retcode);
            server.answersPollWith(502, "<html>bad gateway</html>");
        }
        server.says(MING, "still here");
        assertThat(events.nextText()).isEqualTo("still here");
        assertThat(server.seen("/ptqrshow")).hasSize(1);
        for (int i = 0; i < 11; i++) {
            server.answersPollWith(retcode);
        }
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("" + retcode);
        events.until(AccountState.ONLINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789abcdef0123456789abcdef", NEW_PTWEBQQ})
    void retcode116BringsANewPtwebqq(String ptwebqq) throws Exception {
        online();
        server.answersPollWith(200, "{\"retcode\":116,\"p\":\"" + ptwebqq + "\"}");
        server.awaitSeen("/channel/poll2", 2);
        FakeWebQq.Seen poll = server.seen("/channel/poll2").get(1);
        assertThat(poll.r().path("ptwebqq").asText()).isEqualTo(ptwebqq);
        assertThat(poll.headers().get("Cookie")).contains("ptwebqq=" + ptwebqq);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123abcd", "no cookie; path=/", NEW_PTWEBQQ + "00"})
    void retcode116WithSomethingElseChangesNothing(String something) throws Exception {
        online();
        server.answersPollWith(200, "{\"retcode\":116,\"p\":\"" + something + "\"}");
        server.awaitSeen("/channel/poll2", 2);
        assertThat(server.seen("/channel/poll2").get(1).r().path("ptwebqq").asText())
                .isEqualTo("ptwebqqsecret");
    }

    @ParameterizedTest
    @ValueSource(ints = {120, 121})
    void lostLinkIsAskedForAgainWithTheSessionAtHand(int retcode) throws Exception {
        online();
        server.answersPollWith(retcode);
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/channel/login2").get(1).r().path("psessionid").asText())
                .isEqualTo("psecret1");
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(server.seen("/channel/poll2").get(1).r().path("psessionid").asText())
                .isEqualTo("psecret2");
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }

    @Test
    void lostLinkIsAskedForAgainThroughTrouble() throws Exception {
        online();
        server.cuts("/channel/login2");
        server.answers("/channel/login2", 502, "<html>bad gateway</html>");
        server.answers("/channel/login2", 200, "{\"retcode\":100012,\"errmsg\":\"error!!!\"}");
        server.answersPollWith(120);
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/channel/login2")).hasSize(5);
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {103, 112, 113, 115})
    void linkThatIsNotGivenBackCostsASignIn(int retcode) throws Exception {
        online();
        server.answers("/channel/login2", 200, "{\"retcode\":" + retcode + ",\"errmsg\":\"\"}");
        server.answersPollWith(120);
        events.until(AccountState.RECONNECTING);
        assertThat(events.next(AccountStateChanged.class).reason()).contains("login2 answered retcode " + retcode);
        assertThat(events.until(Need.SCAN_CODE).picture()).isNotEmpty();
        events.until(AccountState.ONLINE);
    }

    @Test
    void retcode120AgainAndAgainCostsASignIn() throws Exception {
        online();
        for (int i = 0; i < 4; i++) {
            server.answersPollWith(120);
        }
        events.until(Need.SCAN_CODE);
        events.until(AccountState.ONLINE);
    }

    @Test
    void retcode121TwiceIsAnotherClientThatIsGivenWayTo() throws Exception {
        online();
        server.answersPollWith(121);
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("another WebQQ client");
        events.until(AccountState.ONLINE);
        server.says(MING, "in between");
        assertThat(events.nextText()).isEqualTo("in between");
        server.answersPollWith(121);
        assertThat(events.until(AccountState.FAILED).reason()).contains("another WebQQ client keeps taking");
        assertThat(events.next(AccountKicked.class).reason()).contains("another WebQQ client");
        assertThat(events.until(Need.ACT).summary()).contains("stop one of the two");
        assertThat(server.seen("/channel/login2")).hasSize(2);
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Refused.class);
    }

    @Test
    void retcode121AfterAFreshSignInIsStillTheSameFight() throws Exception {
        online();
        server.answers("/channel/login2", 200, "{\"retcode\":103,\"errmsg\":\"\"}");
        server.answersPollWith(121);
        events.until(AccountState.ONLINE);
        server.answersPollWith(121);
        events.until(AccountState.FAILED);
    }

    @Test
    void kickedAccountStaysOutAndSaysWhy() throws Exception {
        online();
        server.polls(
                "{\"poll_type\":\"kick_message\",\"value\":{\"way\":\"poll\",\"show_reason\":1,\"reason\":\"另一地点登录\"}}");
        assertThat(events.until(AccountState.FAILED).reason()).contains("另一地点登录");
        assertThat(events.next(AccountKicked.class).reason()).contains("另一地点登录");
        events.until(Need.ACT);
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Refused.class);
    }

    @Test
    void retcode50TakesTheNextContactHashAndRemembersIt() throws Exception {
        server.answers("/api/get_user_friends2", 200, "{\"retcode\":50}");
        online();
        server.saysInGroup(STRANGER, "hi");
        assertThat(events.next(MessageReceived.class).chat().name()).isEqualTo("测试群");
        assertThat(hashes("/api/get_user_friends2")).containsExactly(hash(ContactHash.P), hash(ContactHash.O));
        assertThat(hashes("/api/get_group_name_list_mask2")).containsExactly(hash(ContactHash.O));
    }

    private List<String> hashes(String path) {
        return server.seen(path).stream()
                .map(seen -> seen.r().path("hash").asText())
                .toList();
    }

    private static String hash(ContactHash kind) {
        return kind.of(new QqNumber(SELF), "ptwebqqsecret");
    }
}
