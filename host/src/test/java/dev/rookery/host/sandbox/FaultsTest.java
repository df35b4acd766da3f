package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import java.io.EOFException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each way of misbehaving as a client sees it. */
class FaultsTest {

    private static final String B = "d1.web2.qq.com";
    private static final String FRIEND = "friend:" + RunningSandbox.MING;
    private static final String SELF_INFO = "http://s.web2.qq.com/api/get_self_info2";

    @RegisterExtension
    final RunningSandbox sandbox = new RunningSandbox(options -> options.withPollHold(Duration.ofMillis(300)));

    private long add(Fault fault) {
        return sandbox.faults().add(fault);
    }

    private long struck(long id) {
        return sandbox.faults().list().stream()
                .filter(fault -> fault.id() == id)
                .findFirst()
                .orElseThrow()
                .struck();
    }

    private RawHttp.Answer pollAnswer(HistoricalClient client) throws Exception {
        return client.post("http://d1.web2.qq.com/channel/poll2", client.pollForm());
    }

    private static Fault fault(FaultKind kind) {
        return Fault.of(kind).times(1);
    }

    // How often, where and for whom.

    @Test
    void faultStrikesAsOftenAsItWasToldAndStaysInTheListWithItsCount() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        long id = add(Fault.of(FaultKind.RETCODE).with("retcode", 103).times(2));
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(103);
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(103);
        assertThat(client.poll().path("retcode").asInt()).isZero();
        assertThat(struck(id)).isEqualTo(2);
        assertThat(sandbox.faults().struck()).containsEntry(FaultKind.RETCODE, 2L);
        assertThat(sandbox.faults().remove(id)).isTrue();
        assertThat(sandbox.faults().remove(id)).isFalse();
    }

    @Test
    void shareOfTheRequestsIsStruckAndTheDiceFallTheSameEachTime() throws Exception {
        assertThat(statuses(7)).isEqualTo(statuses(7)).contains(200, 503).isNotEqualTo(statuses(8));
    }

    private List<Integer> statuses(long seed) throws Exception {
        sandbox.faults().clear();
        add(Fault.of(FaultKind.STATUS)
                .with("code", 503)
                .on("/proxy.html")
                .share(0.5)
                .seed(seed));
        List<Integer> statuses = new ArrayList<>();
        try (RawHttp client = sandbox.connect()) {
            for (int i = 0; i < 20; i++) {
                statuses.add(client.get("/proxy.html").read().status());
            }
        }
        return statuses;
    }

    @Test
    void faultOfOneAccountSparesTheOthersAndThePage() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(Fault.of(FaultKind.STATUS).forAccount(4711));
        assertThat(client.get(SELF_INFO).status()).isEqualTo(200);
        add(Fault.of(FaultKind.STATUS).forAccount(RunningSandbox.SELF));
        assertThat(client.get(SELF_INFO).status()).isEqualTo(502);
        assertThat(client.get("http://w.qq.com/proxy.html").status()).isEqualTo(502);
        assertThat(sandbox.client().get("http://w.qq.com/proxy.html").status()).isEqualTo(200);
        add(Fault.of(FaultKind.STATUS));
        assertThat(sandbox.controlAnswer("/", null).status()).isEqualTo(200);
        assertThat(sandbox.controlAnswer("/sandbox/state", null).status()).isEqualTo(200);
    }

    @Test
    void severalFaultsStrikeOneAfterTheOther() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.DELAY).with("millis", 1).on("poll2"));
        add(fault(FaultKind.TRAILING_NEWLINE).on("poll2"));
        add(Fault.of(FaultKind.RETCODE).with("retcode", 100_012).share(0).on("poll2"));
        add(Fault.of(FaultKind.RETCODE).with("retcode", 100_001).on("poll2"));
        assertThat(pollAnswer(client).body()).isEqualTo("{\"retcode\":100001,\"errmsg\":\"\"}\n");
    }

    @Test
    void faultsThatCouldNotStrikeAreRefused() {
        assertThatThrownBy(() -> add(Fault.of(FaultKind.CUT).on("poll3")))
                .hasMessage(
                        "endpoint: WebQQ has no poll3 (expected: a path, its last part such as poll2, or * for all)");
        assertThatThrownBy(() -> Fault.of(FaultKind.CUT).on("a b")).hasMessageStartingWith("endpoint: a b (expected:");
        assertThatThrownBy(() -> Fault.of(FaultKind.CUT).times(0)).hasMessage("times: 0 (expected: 1 or more)");
        assertThatThrownBy(() -> Fault.of(FaultKind.CUT).share(1.5)).hasMessage("share: 1.5 (expected: 0 to 1)");
        assertThatThrownBy(() -> Fault.of(FaultKind.CUT).with("where", "there"))
                .hasMessage("where: there (expected: one of: body, before, head, after)");
        assertThatThrownBy(() -> Fault.of(FaultKind.DELAY).with("millis", 300_001))
                .hasMessage("millis: 300001 (expected: a number from 0 to 300000)");
        assertThatThrownBy(() -> Fault.of(FaultKind.EMPTY).with("millis", 1))
                .hasMessage("millis: empty does not know it (expected: effect, message)");
    }

    @Test
    void fullListMakesRoomOnlyByFaultsThatAreOver() throws Exception {
        add(fault(FaultKind.STATUS).on("/proxy.html"));
        for (int i = 1; i < Faults.MAX; i++) {
            add(Fault.of(FaultKind.KICKED));
        }
        assertThatThrownBy(() -> add(Fault.of(FaultKind.KICKED))).hasMessageStartingWith("faults: 200 already");
        sandbox.client().get("http://w.qq.com/proxy.html");
        assertThat(add(Fault.of(FaultKind.KICKED))).isPositive();
        assertThat(sandbox.faults().list()).hasSize(Faults.MAX);
    }

    // The connection.

    @Test
    void delayedSendTakesEffectBeforeOrAfterTheWait() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.DELAY).with("millis", 60_000).with("when", "after").on("send_*"));
        add(fault(FaultKind.DELAY).with("millis", 1).on("send_*"));
        RawHttp waiting = client.open("http://d1.web2.qq.com/channel/send_buddy_msg2", sendForm(client, "late"));
        assertThat(sandbox.sent(0).at("/0/text").asText()).isEqualTo("late");
        waiting.close();
    }

    private String sendForm(HistoricalClient client, String text) {
        return "r="
                + HistoricalClient.encode("{\"to\":2000000001,\"content\":\"[\\\"" + text + "\\\"]\",\"msg_id\":7,"
                        + "\"psessionid\":\"" + client.psessionid() + "\"}");
    }

    @Test
    void silenceNeverAnswersButMayTakeEffect() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.SILENCE).with("effect", "done").on("send_*"));
        RawHttp waiting = client.open("http://d1.web2.qq.com/channel/send_buddy_msg2", sendForm(client, "x"));
        assertThat(sandbox.sent(0)).hasSize(1);
        waiting.close();
    }

    @Test
    void connectionIsCutAtEachPlace() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        for (String where : List.of("before", "head", "body")) {
            add(fault(FaultKind.CUT).with("where", where).on("get_self_info2"));
            assertThatThrownBy(() -> client.get(SELF_INFO)).as(where).isInstanceOf(EOFException.class);
        }
        add(fault(FaultKind.CUT).with("where", "after").on("get_self_info2"));
        try (RawHttp connection = client.open(SELF_INFO, null)) {
            RawHttp.Answer answer = connection.read();
            assertThat(answer.body()).contains("\"account\":1002003004");
            assertThat(answer.header("Connection")).isEmpty();
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    void answerToASendThatWasDeliveredIsLost() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.CUT).with("where", "before").on("send_*"));
        assertThatThrownBy(() -> client.sendToFriend(RunningSandbox.MING, "delivered"))
                .isInstanceOf(EOFException.class);
        assertThat(sandbox.sent(0).at("/0/text").asText()).isEqualTo("delivered");
        add(fault(FaultKind.CUT).with("where", "before").with("effect", "none").on("send_*"));
        assertThatThrownBy(() -> client.sendToFriend(RunningSandbox.MING, "not delivered"))
                .isInstanceOf(EOFException.class);
        client.sendToFriend(RunningSandbox.MING, "third");
        assertThat(sandbox.sent(1).at("/0/text").asText()).isEqualTo("third");
        assertThat(sandbox.statistics().sent()).isEqualTo(2);
    }

    @Test
    void connectionIsReset() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.RESET).with("where", "before").on("get_self_info2"));
        assertThatThrownBy(() -> client.get(SELF_INFO)).isInstanceOf(SocketException.class);
    }

    @Test
    void slowAnswerArrivesWholeAndCountsAsDelivered() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        long id = sandbox.say(FRIEND, null, "slow");
        add(fault(FaultKind.SLOW).with("bytes", 20).with("millis", 1).on("poll2"));
        assertThat(client.hear()).isEqualTo("slow");
        assertThat(client.poll().path("result")).isEmpty();
        assertThat(sandbox.statistics().deliveredIds()).containsOnly(Map.entry(id, 1));
    }

    @Test
    void bodyDoesNotEndBeforeTheServerHasEnough() throws Exception {
        add(fault(FaultKind.ENDLESS_BODY).with("megabytes", 1));
        try (RawHttp client = sandbox.connect().get("/proxy.html")) {
            assertThat(client.read(true).header("Content-Length")).isEmpty();
            assertThatThrownBy(client::line)
                    .isInstanceOf(EOFException.class)
                    .satisfies(end -> assertThat(end.getMessage())
                            .hasSizeGreaterThan(1 << 20)
                            .contains("{\"retcode\":0,\"result\":[0,0,0"));
        }
    }

    @Test
    void headIsHugeAndCookiesComeByTheThousand() throws Exception {
        add(fault(FaultKind.HUGE_HEAD).with("kilobytes", 100).on("/proxy.html"));
        add(fault(FaultKind.MANY_COOKIES).with("count", 3000).on("/proxy.html"));
        RawHttp.Answer answer = sandbox.client().get("http://w.qq.com/proxy.html");
        assertThat(answer.all("X-Filler")).hasSize(100);
        assertThat(answer.all("Set-Cookie")).hasSize(3000);
    }

    @Test
    void redirectsDoNotEnd() throws Exception {
        add(Fault.of(FaultKind.ENDLESS_REDIRECTS).on("/proxy.html"));
        String url = "http://w.qq.com/proxy.html";
        for (int hop = 1; hop <= 30; hop++) {
            RawHttp.Answer answer = sandbox.client().get(url);
            assertThat(answer.status()).isEqualTo(302);
            url = answer.header("Location");
            assertThat(url).isEqualTo("http://w.qq.com/proxy.html?hop=" + hop);
        }
    }

    // Bodies.

    @Test
    void sendIsAnswered1202WithOrWithoutDelivery() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.RETCODE).with("effect", "done"));
        assertThat(client.sendToFriend(RunningSandbox.MING, "delivered").toString())
                .isEqualTo("{\"errmsg\":\"error!!!\",\"retcode\":1202}");
        add(fault(FaultKind.RETCODE));
        assertThat(client.sendToFriend(RunningSandbox.MING, "not delivered")
                        .path("retcode")
                        .asInt())
                .isEqualTo(1202);
        assertThat(sandbox.sent(0).findValuesAsText("text")).containsExactly("delivered", "delivered");
    }

    @Test
    void bodiesAreWhatTheyShouldNotBe() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        assertThat(body(client, fault(FaultKind.STATUS).with("code", 504))).startsWith("504 text/html <html>");
        assertThat(body(client, fault(FaultKind.HTML))).startsWith("200 text/html; charset=utf-8 <html>");
        assertThat(body(client, fault(FaultKind.NOT_JSON))).contains("{\"retcode\":0,,");
        assertThat(body(client, fault(FaultKind.EMPTY))).endsWith("utf-8 ");
        assertThat(body(client, fault(FaultKind.TRUNCATED)))
                .contains("{\"retcode\":0,")
                .doesNotEndWith("}");
        assertThat(body(client, fault(FaultKind.DEEP_JSON).with("depth", 5000)))
                .contains("[".repeat(5000) + "]".repeat(5000));
        assertThat(body(client, fault(FaultKind.HUGE_NUMBERS)))
                .contains("{\"retcode\":0,", "9".repeat(40), "-18446744073709551616", "1E+400");
        assertThat(body(client, fault(FaultKind.CONTROL_CHARACTERS))).contains("\"nick\":\"Pual\u0001\u000b\"");
        assertThat(body(client, fault(FaultKind.UNICODE_ESCAPES)))
                .contains("\\u")
                .matches("\\p{ASCII}+");
        assertThat(body(client, fault(FaultKind.TRAILING_NEWLINE))).endsWith("}\n");
    }

    private String body(HistoricalClient client, Fault fault) throws Exception {
        add(fault.on("get_self_info2"));
        RawHttp.Answer answer = client.get(SELF_INFO);
        return answer.status() + " " + answer.header("Content-Type") + " " + answer.body();
    }

    // Signing in.

    @Test
    void codesOfTheLoginCanBeChosen() throws Exception {
        HistoricalClient client = sandbox.client();
        client.askForCode();
        add(fault(FaultKind.EXPIRED_QR));
        assertThat(client.ask()).isEqualTo("ptuiCB('65','0','','0','二维码已失效。(4012918406)', '');\r\n");
        add(fault(FaultKind.PTUI).with("code", 24).with("text", "it's").on("ptqrlogin"));
        assertThat(client.ask()).isEqualTo("ptuiCB('24','0','','0','it\\'s', '');\r\n");
        assertThat(client.ask()).startsWith("ptuiCB('0',");
    }

    @Test
    void cookiesFollowAClockThatIsWrongOrAreLeftOut() throws Exception {
        HistoricalClient client = sandbox.client();
        client.askForCode();
        add(fault(FaultKind.COOKIE_CLOCK).with("seconds", -4_000_000_000L).on("ptqrlogin"));
        add(fault(FaultKind.NO_PTWEBQQ).on("ptqrlogin"));
        List<String> cookies =
                client.get("https://ssl.ptlogin2.qq.com/ptqrlogin").all("Set-Cookie");
        assertThat(cookies)
                .isNotEmpty()
                .allSatisfy(cookie ->
                        assertThat(cookie).containsOnlyOnce("EXPIRES=").containsPattern("-(18|19)\\d\\d "))
                .noneSatisfy(cookie -> assertThat(cookie).startsWith("ptwebqq="));
    }

    // Sessions.

    @Test
    void newPtwebqqIsGoodFromThenOn() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.NEW_PTWEBQQ).with("length", 48));
        JsonNode answer = client.poll();
        assertThat(answer.path("retcode").asInt()).isEqualTo(116);
        assertThat(answer.path("p").asText()).matches("[0-9a-f]{48}");
        assertThat(client.poll().path("retcode").asInt()).isZero();
        String oldCookie = client.cookie("ptwebqq").get(0);
        client.forgetCookies();
        client.setCookie("qq.com", "ptwebqq", answer.path("p").asText());
        assertThat(client.link(B).psessionid()).isNotEmpty();
        client.setCookie("qq.com", "ptwebqq", oldCookie);
        assertThat(client.link(B).psessionid()).isNotEmpty();
    }

    @Test
    void relinkAndKickEndTheSession() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.RELINK));
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(120);
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(103);
        client.link(B);
        add(fault(FaultKind.KICKED));
        assertThat(client.poll().toString()).isEqualTo("{\"retcode\":121,\"t\":\"0\"}");
        assertThat(client.link(B).poll().path("retcode").asInt()).isZero();
    }

    @Test
    void sessionExpiresOnlyWhenItIsOldEnough() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        long young = add(fault(FaultKind.SESSION_EXPIRED).with("seconds", 3600));
        assertThat(client.poll().path("retcode").asInt()).isZero();
        assertThat(struck(young)).isZero();
        add(fault(FaultKind.SESSION_EXPIRED).with("logins", "forgotten"));
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(103);
        assertThat(client.link(B).psessionid()).isEmpty();
    }

    @Test
    void allSessionsAreDropped() throws Exception {
        HistoricalClient client = sandbox.client().signIn(B);
        add(fault(FaultKind.ALL_DROPPED).on("/proxy.html"));
        sandbox.client().get("http://w.qq.com/proxy.html");
        assertThat(client.poll().path("retcode").asInt()).isEqualTo(103);
        assertThat(client.link(B).poll().path("retcode").asInt()).isZero();
    }
}
