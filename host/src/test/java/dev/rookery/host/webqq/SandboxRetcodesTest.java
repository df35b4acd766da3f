package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.AccountKicked;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every retcode of {@code channel/*} that a historical client knew, said by the strict sandbox. */
class SandboxRetcodesTest extends SandboxFixture {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, ok",
        "6, wrong group code",
        "8, not logged in",
        "50, friend hash wrong",
        "100, not re-logged in",
        "102, no message",
        "103, session not accepted by the connection server",
        "108, cookie missing or not allowed",
        "109, client itself quit",
        "110, client itself quit",
        "112, relink failed",
        "113, relink failed",
        "114, cookie problem",
        "115, relink failed",
        "122, wrong web client",
        "1202, maybe blocked as spam",
        "100000, login state invalid",
        "100001, bad parameter or stale group id",
        "100002, restart wanted",
        "100003, partial contact data",
        "100006, request malformed",
        "100012, connection-server session gone",
        "100100, send accepted",
        "100101, no cookie or user agent",
        "100110, captcha required",
        "424242, unknown"
    })
    void saidOnceToAPollOfASessionThatIsGoodCostsNothing(int retcode, String meaning) throws Exception {
        pollAnswers(retcode, 1);
        online();
        goesOnWithoutAWord();
        assertThat(struck()).isOne();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "8, not logged in",
        "100, not re-logged in",
        "103, session not accepted by the connection server",
        "114, cookie problem",
        "122, wrong web client",
        "100000, login state invalid",
        "100002, restart wanted",
        "100101, no cookie or user agent",
        "100110, captcha required"
    })
    void saidToAPollOfASessionThatIsGoneCostsASignInWithoutAPerson(int retcode, String meaning) throws Exception {
        strikes(Fault.of(FaultKind.SESSION_EXPIRED).on("poll2").times(1));
        pollAnswers(retcode, 1);
        online();
        assertThat(events.until(AccountState.RECONNECTING).reason())
                .contains("retcode " + retcode, "get_online_buddies2 retcode 103");
        events.until(AccountState.ONLINE);
        goesOn();
        assertThat(asked()).containsOnlyOnce("ptqrshow");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"0, ok", "102, no message", "1202, harmless", "100003, partial contact data", "100100, the same as ok"})
    void saidToAnyNumberOfPollsCostsNothing(int retcode, String meaning) throws Exception {
        pollAnswers(retcode, 30);
        online();
        goesOnWithoutAWord();
        assertThat(struck()).isEqualTo(30);
    }

    @ParameterizedTest(name = "{0} is borne {1} times: {2}")
    @CsvSource({
        "6, 3, wrong group code",
        "8, 3, not logged in",
        "50, 3, friend hash wrong",
        "100, 3, not re-logged in",
        "103, 3, session not accepted by the connection server",
        "108, 3, cookie missing or not allowed",
        "109, 10, client itself quit",
        "110, 10, client itself quit",
        "112, 3, relink failed",
        "113, 3, relink failed",
        "114, 3, cookie problem",
        "115, 3, relink failed",
        "122, 3, wrong web client",
        "100000, 3, login state invalid",
        "100001, 3, bad parameter or stale group id",
        "100002, 3, restart wanted",
        "100006, 3, request malformed",
        "100012, 10, connection-server session gone",
        "100101, 3, no cookie or user agent",
        "100110, 3, captcha required",
        "424242, 3, unknown"
    })
    void saidToPollAfterPollCostsASignIn(int retcode, int patience, String meaning) throws Exception {
        pollAnswers(retcode, patience + 1);
        online();
        assertThat(events.until(AccountState.RECONNECTING).reason())
                .contains("retcode " + retcode + " " + (patience + 1) + " times in a row");
        events.until(AccountState.ONLINE);
        goesOn();
        assertThat(struck()).isEqualTo(patience + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {48, 64})
    void retcode116BringsANewPtwebqqThatEveryLaterCallGoesBy(int length) throws Exception {
        strikes(Fault.of(FaultKind.NEW_PTWEBQQ).with("length", length).times(1));
        strikes(Fault.of(FaultKind.RELINK).times(1));
        online();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        goesOn();
        assertThat(asked()).as("strict login2 takes the new one only").containsOnlyOnce("ptqrshow");
    }

    @Test
    void retcode116WithoutAPtwebqqChangesNothing() throws Exception {
        strikes(Fault.of(FaultKind.NEW_PTWEBQQ).with("length", 0).times(1));
        online();
        goesOnWithoutAWord();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"RELINK", "KICKED"})
    void retcodes120And121AskLogin2ForTheLinkAgain(FaultKind kind) throws Exception {
        strikes(Fault.of(kind).times(1));
        online();
        assertThat(events.until(AccountState.RECONNECTING).reason())
                .contains(kind == FaultKind.RELINK ? "retcode 120" : "another WebQQ client");
        events.until(AccountState.ONLINE);
        goesOn();
        assertThat(asked())
                .containsOnlyOnce("ptqrshow")
                .filteredOn("login2"::equals)
                .hasSize(2);
    }

    @Test
    void retcode121TwiceIsAnotherClientThatIsGivenWayTo() throws Exception {
        strikes(Fault.of(FaultKind.KICKED).times(2));
        online();
        assertThat(events.until(AccountState.FAILED).reason()).contains("another WebQQ client keeps taking");
        events.next(AccountKicked.class);
        events.until(Need.ACT);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"103, not accepted", "112, relink failed", "113, relink failed", "115, relink failed"})
    void saidToARelinkCostsASignInWithoutAPerson(int retcode, String meaning) throws Exception {
        online();
        strikes(Fault.of(FaultKind.RETCODE)
                .on("login2")
                .with("retcode", retcode)
                .times(1));
        events.sinceThen();
        strikes(Fault.of(FaultKind.RELINK).times(1));
        wakesThePoll();
        events.until(AccountState.RECONNECTING);
        assertThat(events.next(AccountStateChanged.class).reason()).contains("login2 answered retcode " + retcode);
        events.until(AccountState.ONLINE);
        goesOn();
        assertThat(events.sinceThen()).doesNotHaveAnyElementsOfTypes(AccountNeedsAttention.class);
    }

    @Test
    void retcode50OfAContactListTakesTheNextHash() throws Exception {
        strikes(Fault.of(FaultKind.WRONG_HASH).times(1));
        online();
        assertThat(hears(GROUP, "hello").chat().name()).isEqualTo("测试群");
        goesOnWithoutAWord();
        assertThat(struck()).isOne();
    }

    @Test
    void retcode6OfAMemberListCostsNamesOnly() throws Exception {
        strikes(Fault.of(FaultKind.RETCODE).on("get_group_info_ext2").with("retcode", 6));
        online();
        hears(GROUP, "who am I?");
        goesOnWithoutAWord();
    }

    @ParameterizedTest(name = "{0} is told as {1}: {2}")
    @CsvSource({
        "0, Sent, ok",
        "6, Refused, wrong group code",
        "8, Refused, not logged in",
        "50, Refused, friend hash wrong",
        "100, Refused, not re-logged in",
        "102, Unknown, no message",
        "103, Refused, session not accepted by the connection server",
        "108, Refused, not allowed",
        "109, Refused, client itself quit",
        "110, Refused, client itself quit",
        "112, Refused, relink failed",
        "113, Refused, relink failed",
        "114, Refused, cookie problem",
        "115, Refused, relink failed",
        "116, Refused, new ptwebqq",
        "120, Refused, re-link failure",
        "121, Refused, kicked",
        "122, Refused, wrong web client",
        "1202, Unknown, 'blocked as spam, or delivered'",
        "100000, Refused, login state invalid",
        "100001, Refused, bad parameter or stale group id",
        "100002, Refused, restart wanted",
        "100003, Unknown, partial contact data",
        "100006, Refused, request malformed",
        "100012, Refused, connection-server session gone",
        "100100, Unknown, send accepted",
        "100101, Refused, no cookie or user agent",
        "100110, Refused, captcha required",
        "424242, Unknown, unknown"
    })
    void saidToASendIsToldAndTheMessageIsNotSentAgain(int retcode, String told, String meaning) throws Exception {
        online();
        ChatId ming = hears(MING, "hello").chat().id();
        for (String effect : new String[] {"none", "done"}) {
            strikes(Fault.of(FaultKind.RETCODE)
                    .on("send_*")
                    .with("retcode", retcode)
                    .with("effect", effect)
                    .times(1));
            SendResult result = send(ming, effect);
            assertThat(result.getClass().getSimpleName()).isEqualTo(told);
        }
        goesOn();
        assertThat(seen(MING)).doesNotContain("none").containsOnlyOnce("done");
    }

    private void pollAnswers(int retcode, int times) throws Exception {
        strikes(Fault.of(FaultKind.RETCODE).on("poll2").with("retcode", retcode).times(times));
        events.sinceThen();
    }
}
