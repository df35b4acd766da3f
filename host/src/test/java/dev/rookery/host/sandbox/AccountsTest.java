package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.host.httpserver.RawHttp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountsTest {

    private static final String B = "d1.web2.qq.com";
    private static final String FRIEND = "friend:" + RunningSandbox.MING;
    private static final long FIRST = RunningSandbox.SELF;
    private static final long SECOND = FIRST + 1;
    private static final long THIRD = FIRST + 2;

    @RegisterExtension
    final RunningSandbox sandbox =
            new RunningSandbox(options -> options.withAccounts(3).withPollHold(Duration.ofSeconds(30)));

    @RegisterExtension
    final RunningSandbox manual =
            new RunningSandbox(options -> options.withAccounts(3).withAutoScan(false));

    @Test
    void accountsTakeTurnsInTheOrderOfTheirCodes() throws Exception {
        HistoricalClient one = sandbox.client();
        HistoricalClient two = sandbox.client();
        one.askForCode();
        two.askForCode();
        two.signInByCode(B);
        one.signInByCode(B);
        assertThat(one.account()).isEqualTo(FIRST);
        assertThat(two.account()).isEqualTo(SECOND);
        assertThat(sandbox.client().signIn(B).account()).isEqualTo(THIRD);
    }

    @Test
    void accountThatHasASessionIsPassedOverWhileAnotherHasNone() throws Exception {
        for (int i = 0; i < 3; i++) {
            sandbox.client().signIn(B);
        }
        sandbox.control("/sandbox/drop?account=" + SECOND, "{}");
        assertThat(sandbox.client().signIn(B).account()).isEqualTo(SECOND);
        assertThat(sandbox.client().signIn(B).account()).isEqualTo(THIRD);
        assertThat(sandbox.client().signIn(B).account()).isEqualTo(FIRST);
    }

    @Test
    void codeIsScannedOnThePhoneOfTheAccountThatTheCallNames() throws Exception {
        HistoricalClient client = manual.client();
        client.askForCode();
        manual.control("/sandbox/scan?account=" + THIRD, "{}");
        assertThat(manual.control("/sandbox/state", null).path("qr").isNull()).isTrue();
        assertThat(manual.control("/sandbox/state?account=" + THIRD, null)
                        .at("/qr/state")
                        .asText())
                .isEqualTo("scanned");
        assertThat(client.ask()).contains("认证中");
        assertThat(client.signInByCode(B).account()).isEqualTo(THIRD);
    }

    @Test
    void olderCodeIsScannedWhenTheCallNamesIt() throws Exception {
        HistoricalClient older = manual.client();
        HistoricalClient newer = manual.client();
        older.askForCode();
        newer.askForCode();
        JsonNode scanned = manual.control("/sandbox/scan", "{\"account\":" + SECOND + ",\"code\":1}");
        assertThat(scanned.path("scanned").asInt()).isEqualTo(1);
        assertThat(newer.ask()).contains("未失效");
        assertThat(older.ask()).contains("认证中");
        assertThat(older.signInByCode(B).account()).isEqualTo(SECOND);
    }

    @Test
    void whatIsSaidToAnAccountReachesItsBotOnlyAndWhatABotSaysIsListedAtItsAccount() throws Exception {
        HistoricalClient first = sandbox.client().signIn(B);
        HistoricalClient second = sandbox.client().signIn(B);
        sandbox.say(SECOND, FRIEND, "to the second");
        sandbox.say(FIRST, FRIEND, "to the first");
        assertThat(first.hear()).isEqualTo("to the first");
        assertThat(second.hear()).isEqualTo("to the second");
        second.sendToFriend(RunningSandbox.MING, "from the second");
        assertThat(sandbox.control("/sandbox/sent", null).path("last").asInt()).isZero();
        assertThat(sandbox.control("/sandbox/sent?account=" + SECOND, null)
                        .at("/sent/0/text")
                        .asText())
                .isEqualTo("from the second");
        assertThat(sandbox.control("/sandbox/history?account=" + SECOND + "&chat=" + FRIEND, null)
                        .path("lines")
                        .findValuesAsText("from"))
                .containsExactly(Long.toString(RunningSandbox.MING), Long.toString(SECOND));
    }

    @Test
    void eachAccountSeesItselfWhereTheWorldHasItsAccount() throws Exception {
        sandbox.client().signIn(B);
        HistoricalClient second = sandbox.client().signIn(B);
        JsonNode group = second.json(second.get(
                "http://s.web2.qq.com/api/get_group_info_ext2?gcode=3500000001&vfwebqq=" + second.vfwebqq()));
        assertThat(group.at("/result/minfo").findValuesAsText("uin"))
                .contains(Long.toString(SECOND))
                .doesNotContain(Long.toString(FIRST));
        JsonNode discussion = second.json(second.get(
                "http://d1.web2.qq.com/channel/get_discu_info?did=3700000001&psessionid=" + second.psessionid()));
        assertThat(discussion.at("/result/info/mem_list").findValuesAsText("ruin"))
                .contains(Long.toString(SECOND))
                .doesNotContain(Long.toString(FIRST));
        JsonNode self = second.json(second.get("http://s.web2.qq.com/api/get_self_info2?vfwebqq=" + second.vfwebqq()));
        assertThat(self.at("/result/uin").asLong()).isEqualTo(SECOND);
        assertThat(self.at("/result/account").asLong()).isEqualTo(SECOND);
        sandbox.say(SECOND, FRIEND, "hi");
        assertThat(second.poll().at("/result/0/value/to_uin").asLong()).isEqualTo(SECOND);
    }

    @Test
    void contactHashIsThatOfTheOwnNumber() throws Exception {
        sandbox.client().signIn(B);
        HistoricalClient second = sandbox.client().signIn(B);
        String ptwebqq = second.cookie("ptwebqq").get(0);
        assertThat(friends(second, ContactHash.p(SECOND, ptwebqq))).isZero();
        assertThat(friends(second, ContactHash.p(FIRST, ptwebqq))).isEqualTo(Replies.WRONG_HASH);
    }

    private static int friends(HistoricalClient client, String hash) throws Exception {
        return client.json(client.postR(
                        "http://s.web2.qq.com/api/get_user_friends2",
                        "{\"vfwebqq\":\"" + client.vfwebqq() + "\",\"hash\":\"" + hash + "\"}"))
                .path("retcode")
                .asInt();
    }

    @Test
    void dropOfOneAccountLeavesTheOthersAlone() throws Exception {
        HistoricalClient first = sandbox.client().signIn(B);
        HistoricalClient second = sandbox.client().signIn(B);
        sandbox.control("/sandbox/drop?account=" + FIRST, "{\"logins\":true}");
        assertThat(first.poll().path("retcode").asInt()).isEqualTo(Replies.NO_SESSION);
        assertThat(first.link(B).psessionid()).isEmpty();
        sandbox.say(SECOND, FRIEND, "still here");
        assertThat(second.hear()).isEqualTo("still here");
    }

    @Test
    void eventsAreThoseOfOneAccount() throws Exception {
        sandbox.client().signIn(B);
        try (RawHttp events = sandbox.connect()) {
            events.get("/sandbox/events?account=" + SECOND).read();
            sandbox.say(FIRST, FRIEND, "for the first");
            sandbox.say(SECOND, FRIEND, "for the second");
            String line = events.line();
            while (!line.contains("\"text\"")) {
                line = events.line();
            }
            assertThat(line).contains("for the second");
        }
    }

    @Test
    void accountsAreListedAndOneThatIsNotThereIsRefused() throws Exception {
        JsonNode accounts = sandbox.control("/sandbox/accounts", null).path("accounts");
        assertThat(accounts.findValuesAsText("qq")).containsExactly("1002003004", "1002003005", "1002003006");
        RawHttp.Answer refused = sandbox.controlAnswer("/sandbox/state?account=7", null);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("account: \\\"7\\\" (expected: one of the 3 of /sandbox/accounts)");
    }

    @Test
    void tenThousandAccountsShareOneWorld() {
        World world = World.standard();
        Accounts accounts = new Accounts(
                SandboxOptions.defaults().withWorld(world).withAccounts(10_000), new SessionIndex(), new EventFeed());
        assertThat(accounts.all()).hasSize(10_000).allMatch(account -> account.world() == world);
        assertThat(accounts.ofNumber(FIRST + 9_999).orElseThrow().self().nick()).isEqualTo("Pual");
        assertThat(accounts.ofNumber(FIRST + 10_000)).isEmpty();
    }

    @Test
    void eachWorldHasItsAccounts() {
        World other = World.parse("other", """
                account: {qq: 5000, nick: Other}
                people: {}
                """);
        SandboxOptions options = SandboxOptions.defaults()
                .withWorlds(List.of(World.standard(), other))
                .withAccounts(2);
        assertThat(new Accounts(options, new SessionIndex(), new EventFeed())
                        .all().stream().map(Account::qq))
                .containsExactly(FIRST, SECOND, 5000L, 5001L);
    }

    @Test
    void numbersThatAreTakenTwiceAreRefused() {
        World crowded = World.parse("crowded", """
                account: {qq: 5000, nick: Self}
                people:
                  ming: {uin: 5003, qq: 700000001, nick: Ming}
                friends:
                  - {who: ming}
                """);
        SandboxOptions options = SandboxOptions.defaults().withWorld(crowded);
        assertThat(new Accounts(options.withAccounts(3), new SessionIndex(), new EventFeed()).all())
                .hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accounts(options.withAccounts(4), new SessionIndex(), new EventFeed()))
                .withMessage("accounts: 4 from 5000 on, but 5003 is a person (expected: numbers of nobody else)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accounts(
                        options.withWorlds(List.of(crowded, crowded)), new SessionIndex(), new EventFeed()))
                .withMessage("worlds: the account 5000 is there twice (expected: once)");
    }
}
