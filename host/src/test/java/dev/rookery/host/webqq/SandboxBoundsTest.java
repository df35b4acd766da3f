package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Member;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.FaultKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hostile server does not hurt the host: whatever is too much ends in a failure that is told, and the account goes
 * on.
 */
class SandboxBoundsTest extends SandboxFixture {

    private static final int BODY = 1 << 20;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ENDLESS_BODY, phase RECEIVE",
        "HUGE_HEAD, phase WAIT",
        "MANY_COOKIES, phase WAIT",
        "DEEP_JSON, too deep",
        "ENDLESS_REDIRECTS, HTTP status 302"
    })
    void tooMuchOfAnAnswerToAPollIsAFailureThatIsTold(FaultKind kind, String told) throws Exception {
        sandbox(usual -> usual.withPollHold(Duration.ofMillis(5)));
        strikes(Fault.of(kind).on("poll2").times(Poll.TOLD_AFTER));
        online(usual -> usual.withHttp(usual.http().withMaxBodyBytes(BODY)));
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("the poll keeps failing", told);
        events.until(AccountState.ONLINE);
        goesOnWithoutAWord();
        assertThat(asked()).containsOnlyOnce("login2");
    }

    @Test
    void aPollThatDribblesBytesIsGivenUp() throws Exception {
        sandbox(usual -> usual.withPollHold(Duration.ofMillis(50)));
        strikes(Fault.of(FaultKind.SLOW).on("poll2").with("millis", 50).times(Poll.TOLD_AFTER));
        online(usual -> usual.withTimeouts(Duration.ofMillis(300), Duration.ofSeconds(5)));
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("the poll keeps failing: no answer");
        events.until(AccountState.ONLINE);
        goesOn();
    }

    @Test
    void numbersOutOfRangeCostNoMoreThanTheAnswerThatTheyAreIn() throws Exception {
        strikes(Fault.of(FaultKind.HUGE_NUMBERS).on("poll2").times(1));
        online();
        hears(MING, "said again in a sane answer");
        goesOnWithoutAWord();
        assertThat(struck()).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDLESS_BODY", "HUGE_HEAD", "DEEP_JSON", "HUGE_NUMBERS", "MANY_COOKIES", "ENDLESS_REDIRECTS"})
    void tooMuchOfAListCostsNamesOnly(FaultKind kind) throws Exception {
        strikes(Fault.of(kind).on("get_user_friends2,get_group_*,get_discu*,get_self_info2,get_recent_list2"));
        online(usual -> usual.withHttp(usual.http().withMaxBodyBytes(BODY)));
        hears(GROUP, "who am I?");
        hears(DISCUSSION, "who am I?");
        assertThat(struck()).isGreaterThan(4);
        strikesNoMore();
        goesOnWithoutAWord();
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDLESS_BODY", "HUGE_HEAD", "DEEP_JSON", "MANY_COOKIES", "ENDLESS_REDIRECTS"})
    void tooMuchOnTheWayInIsTriedAgain(FaultKind kind) throws Exception {
        strikes(Fault.of(kind).on("ptqrshow,getvfwebqq,login2").times(5));
        online(usual -> usual.withHttp(usual.http().withMaxBodyBytes(BODY)));
        goesOn();
        assertThat(struck()).isEqualTo(5);
    }

    @Test
    void endlessRedirectsOfCheckSigAreNotFollowedForEver() throws Exception {
        strikes(Fault.of(FaultKind.ENDLESS_REDIRECTS).times(25));
        online();
        goesOn();
    }

    @ParameterizedTest(name = "{0} is told as {1}")
    @CsvSource({
        "ENDLESS_BODY, Unknown",
        "HUGE_HEAD, Unknown",
        "DEEP_JSON, Unknown",
        "MANY_COOKIES, Unknown",
        "ENDLESS_REDIRECTS, Refused"
    })
    void tooMuchOfAnAnswerToASendIsTold(FaultKind kind, String told) throws Exception {
        online(usual -> usual.withHttp(usual.http().withMaxBodyBytes(BODY)));
        ChatId ming = hears(MING, "hello").chat().id();
        strikes(Fault.of(kind).on("send_*").times(1));
        SendResult result = send(ming, "once");
        assertThat(result.getClass().getSimpleName()).isEqualTo(told);
        goesOnWithoutAWord();
        assertThat(seen(MING)).filteredOn("once"::equals).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aGroupOfTenThousandIsKnown() throws Exception {
        control("grow", "{\"chat\":\"" + GROUP + "\",\"members\":10000}");
        online();
        MessageReceived heard = hears(GROUP, "hello");
        assertThat(heard.sender().name()).isNotEmpty();
        assertThat(found(account.operations().members(heard.chat().id()))).hasSize(10_000);
        goesOnWithoutAWord();
    }

    @Test
    void aGroupOfAHundredThousandIsHeardWithoutItsMembers() throws Exception {
        control("grow", "{\"chat\":\"" + GROUP + "\",\"members\":100000}");
        online();
        MessageReceived heard = hears(GROUP, "hello");
        assertThat(heard.chat().name()).isEqualTo("测试群");
        Answer<List<Member>> members =
                get(account.operations().members(heard.chat().id()));
        assertThat(members.found()).as("%s", members.getClass()).isEmpty();
        goesOnWithoutAWord();
    }

    @Test
    void cookiesByTheThousandAreHeldToABound() throws Exception {
        online();
        strikes(Fault.of(FaultKind.MANY_COOKIES)
                .on("poll2,get_*,send_*")
                .with("count", 500)
                .times(10));
        for (int i = 0; i < 10; i++) {
            says(AWAKE);
        }
        awaitStruck(10);
        goesOnWithoutAWord();
        get(account.stop());
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.readString(file).split("filler"))
                            .hasSizeLessThanOrEqualTo(CookieJar.MAX_PER_DOMAIN + 1));
        }
    }
}
