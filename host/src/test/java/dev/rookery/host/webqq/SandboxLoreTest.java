package dev.rookery.host.webqq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Friend;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.config.Secret;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.FaultKind;
import dev.rookery.host.sandbox.SandboxOptions.HashVariant;
import dev.rookery.host.sandbox.World;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the clients of the past learned the hard way, one lesson each, against the strict sandbox (pual_bot, twqq,
 * pidgin-lwqq, iqq, yinzo, qqbot, ScienJus, Mojo-Webqq).
 */
class SandboxLoreTest extends SandboxFixture {

    private static final Pattern LETTERS = Pattern.compile("\"letters\":\"([A-Z]+)\"");

    @Test
    void aKeptAliveConnectionClosedBeforeTheFirstByteIsTriedAgainAtOnce() throws Exception {
        strikes(Fault.of(FaultKind.CUT)
                .on("poll2")
                .with("where", "before")
                .with("effect", "none")
                .times(1));
        Duration never = Duration.ofDays(365);
        online(usual -> usual.withBackoff(never, never));
        goesOnWithoutAWord();
        assertThat(struck()).isOne();
    }

    @Test
    void aKeptAliveConnectionClosedAfterAnAnswerIsNotMissed() throws Exception {
        strikes(Fault.of(FaultKind.CUT).on("poll2").with("where", "after").times(3));
        online();
        for (int i = 0; i < 3; i++) {
            hears(MING, "message " + i);
        }
        goesOnWithoutAWord();
    }

    @Test
    void aCaptchaIsTypedByAHumanInLowerCase() throws Exception {
        control("captcha", "{\"wanted\":1}");
        starts(byPassword(PASSWORD));
        assertThat(events.until(Need.TYPE_CAPTCHA).picture()).isNotEmpty();
        Matcher letters = LETTERS.matcher(control("state", null).toString());
        assertThat(letters.find()).isTrue();
        assertThat(get(account.answer(letters.group(1).toLowerCase(Locale.ROOT))))
                .isTrue();
        events.until(AccountState.ONLINE);
        goesOn();
    }

    @Test
    void aWrongPasswordDoesNotLoopForEver() throws Exception {
        starts(byPassword(Secret.of("wrong")));
        assertThat(events.until(AccountState.FAILED).reason()).contains("correct qq and password");
        assertThat(asked()).containsOnlyOnce("check");
    }

    @Test
    void cookiesOfOneHostGoToAllTheOthers() throws Exception {
        onlineByPassword();
        ChatId group = hears(GROUP, "hello").chat().id();
        assertThat(get(account.operations().signIn(group))).isEqualTo(Answer.done());
        goesOnWithoutAWord();
    }

    @Test
    void code24ForLostCookiesEndsInASentence() throws Exception {
        strikes(Fault.of(FaultKind.PTUI).with("code", 24).times(1));
        starts(byPassword(PASSWORD));
        assertThat(events.until(AccountState.FAILED).reason()).contains("did not get its cookies back");
    }

    @Test
    void sendsFasterThanHalfASecondAreNotSwallowed() throws Exception {
        online(usual -> usual.withSend(SendOptions.FOR_ENDPOINT.withIntervals(Duration.ofMillis(250), Duration.ZERO)));
        ChatId ming = hears(MING, "hello").chat().id();
        strikes(Fault.of(FaultKind.SWALLOW_FAST).with("millis", 50));
        List<CompletionStage<SendResult>> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(account.send(ming, Message.text("message " + i)));
        }
        for (CompletionStage<SendResult> result : results) {
            assertThat(get(result)).isInstanceOf(SendResult.Sent.class);
        }
        assertThat(seen(MING)).containsSubsequence("message 0", "message 1", "message 2", "message 3");
    }

    @Test
    void theSameTextTwiceIsNotSwallowed() throws Exception {
        online(usual -> usual.withSend(SendOptions.FOR_ENDPOINT.withRepeats(Repeats.VARY)));
        ChatId ming = hears(MING, "hello").chat().id();
        strikes(Fault.of(FaultKind.SWALLOW_REPEATED));
        for (int i = 0; i < 3; i++) {
            assertThat(send(ming, "pong")).isInstanceOf(SendResult.Sent.class);
        }
        assertThat(seen(MING)).filteredOn(text -> text.startsWith("pong")).hasSize(3);
        assertThat(struck()).isZero();
    }

    @Test
    void a103RightAfterTheQrLoginIsCuredByAskingWhoIsOnLine() throws Exception {
        strikes(Fault.of(FaultKind.RETCODE).on("poll2").with("retcode", 103).times(1));
        online();
        goesOnWithoutAWord();
        assertThat(asked()).containsSubsequence("login2", "get_online_buddies2", "poll2", "get_online_buddies2");
    }

    @Test
    void theStartSequenceOfTheOfficialPageIsImitated() throws Exception {
        online();
        goesOn();
        List<String> asked = asked();
        assertThat(asked).containsSubsequence("ptqrshow", "ptqrlogin", "check_sig", "getvfwebqq", "login2", "poll2");
        assertThat(asked.subList(asked.indexOf("login2"), asked.indexOf("poll2")))
                .contains(
                        "get_online_buddies2",
                        "get_user_friends2",
                        "get_group_name_list_mask2",
                        "get_discus_list",
                        "get_self_info2",
                        "get_recent_list2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "none"})
    void a1202IsToldAsUnknownAndNotSentAgain(String effect) throws Exception {
        online();
        ChatId ming = hears(MING, "hello").chat().id();
        strikes(Fault.of(FaultKind.RETCODE)
                .on("send_*")
                .with("retcode", 1202)
                .with("effect", effect)
                .times(1));
        assertThat(send(ming, "once")).isInstanceOf(SendResult.Unknown.class);
        goesOn();
        assertThat(seen(MING)).filteredOn("once"::equals).hasSize(effect.equals("done") ? 1 : 0);
    }

    @Test
    void a100012AlternatingWith502IsBorneForAWhile() throws Exception {
        for (int i = 0; i < 5; i++) {
            strikes(Fault.of(FaultKind.RETCODE)
                    .on("poll2")
                    .with("retcode", 100012)
                    .times(1));
            strikes(Fault.of(FaultKind.STATUS).on("poll2").with("code", 502).times(1));
        }
        online();
        goesOn();
        assertThat(asked()).containsOnlyOnce("ptqrshow", "login2").doesNotContain("pt4_auth");
    }

    @Test
    void a100012ThatPersistsMeansThatTheLoginIsDead() throws Exception {
        strikes(Fault.of(FaultKind.RETCODE).on("poll2").with("retcode", 100012).times(11));
        online();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        goesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error-message",
                "errmsg-only",
                "empty-result",
                "result-ok",
                "retcode-102",
                "retcode-1202",
                "empty-body",
                "http-504",
                "http-502",
                "http-404"
            })
    void aPollThatAnswersNothingInAnyWayIsAskedAgain(String answer) throws Exception {
        sandbox(usual -> usual.withPollHold(Duration.ofMillis(2)));
        strikes(Fault.of(FaultKind.IDLE).with("answer", answer).times(4));
        online();
        awaitStruck(4);
        goesOn();
        assertThat(asked()).containsOnlyOnce("login2");
    }

    @Test
    void aSessionThatDiesAfterADayComesBackWithoutAScan() throws Exception {
        strikes(Fault.of(FaultKind.SESSION_EXPIRED).on("poll2").times(1));
        online();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        goesOn();
        assertThat(asked()).containsOnlyOnce("ptqrshow").contains("pt4_auth");
    }

    @Test
    void aSessionThatDiesWithItsCookiesAsksForAScan() throws Exception {
        online();
        events.sinceThen();
        strikes(Fault.of(FaultKind.SESSION_EXPIRED)
                .on("poll2")
                .with("logins", "forgotten")
                .times(1));
        wakesThePoll();
        assertThat(events.until(Need.SCAN_CODE).picture()).isNotEmpty();
        events.until(AccountState.ONLINE);
        goesOn();
    }

    @Test
    void aSessionThatGrowsOldIsRenewedBeforeItDies() throws Exception {
        online(usual -> usual.withSession(usual.session().withUpkeep(Duration.ofSeconds(60), Duration.ofMillis(1))));
        hears(MING, "young");
        hears(MING, "younger");
        assertThat(asked()).containsOnlyOnce("ptqrshow").contains("pt4_auth");
    }

    @Test
    void numbersThatAreNoLongerToldAreNotDependedOn() throws Exception {
        sandbox(usual -> usual.withRemapUins(true));
        strikes(Fault.of(FaultKind.RETCODE).on("get_friend_uin2").with("retcode", 100101));
        online();
        List<Friend> before = found(account.operations().friends());
        ChatId ming = before.stream()
                .filter(friend -> friend.person().name().contains("Ming"))
                .findFirst()
                .orElseThrow()
                .chat()
                .id();
        events.sinceThen();
        control("drop", "{\"logins\":true}");
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        assertThat(send(ming, "by another uin")).isInstanceOf(SendResult.Sent.class);
        assertThat(seen(MING)).contains("by another uin");
    }

    @ParameterizedTest
    @EnumSource(value = HashVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "ANY")
    void theHashThatIsRightIsFoundWhicheverItIs(HashVariant right) throws Exception {
        sandbox(usual -> usual.withContactHash(right));
        online();
        assertThat(hears(GROUP, "hello").chat().name()).isEqualTo("测试群");
    }

    @Test
    void ptwebqqMayBeMissing() throws Exception {
        strikes(Fault.of(FaultKind.NO_PTWEBQQ));
        online();
        assertThat(hears(GROUP, "hello").chat().name()).isEqualTo("测试群");
        goesOnWithoutAWord();
    }

    @Test
    void ptqrtokenIsComputedFromTheCodeThatIsShown() throws Exception {
        strikes(Fault.of(FaultKind.EXPIRED_QR).times(1));
        online();
        assertThat(asked()).filteredOn("ptqrshow"::equals).hasSize(2);
        goesOnWithoutAWord();
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "cards", "profiles", "retcode"})
    void partialListsWipeNothing(String missing) throws Exception {
        online(usual -> usual.withContactRefresh(Duration.ofMillis(20)));
        ChatId group = hears(GROUP, "hello").chat().id();
        List<String> friends = friends();
        List<Chat> groups = found(account.operations().groups());
        int members = found(account.operations().members(group)).size();
        strikes(Fault.of(FaultKind.PARTIAL_CONTACTS).with("missing", missing));
        awaitStruck(12);
        assertThat(friends()).isEqualTo(friends).isNotEmpty();
        assertThat(found(account.operations().groups())).isEqualTo(groups).isNotEmpty();
        assertThat(found(account.operations().members(group))).hasSize(members);
        goesOnWithoutAWord();
    }

    private List<String> friends() throws Exception {
        return found(account.operations().friends()).stream()
                .map(friend -> friend.person().id() + " " + friend.person().name())
                .sorted()
                .toList();
    }

    @Test
    void namesWithEntitiesAndControlCharactersAreMadeFitForTerminals() throws Exception {
        strikes(Fault.of(FaultKind.CONTROL_CHARACTERS).on("get_*"));
        strikes(Fault.of(FaultKind.NAMES));
        online();
        MessageReceived heard = hears(GROUP, "hello");
        assertThat(List.of(heard.chat().name(), heard.sender().name()))
                .allSatisfy(name -> assertThat(name)
                        .doesNotContain("&amp;")
                        .doesNotContainPattern("\\p{Cntrl}")
                        .contains("😀"));
        goesOnWithoutAWord();
    }

    @Test
    void duplicatesAreDropped() throws Exception {
        strikes(Fault.of(FaultKind.DUPLICATE).with("copies", 2).times(2));
        online();
        hears(MING, "once");
        hears(GROUP, "once too");
        goesOnWithoutAWord();
        assertThat(struck()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"FONT_ONLY", "CONTROL_CHARACTERS"})
    void duplicateInOtherWordsIsDropped(FaultKind kind) throws Exception {
        // Each spoils the words of the first delivery only.
        strikes(Fault.of(kind).on("poll2").times(1));
        strikes(Fault.of(FaultKind.DUPLICATE).times(1));
        online();
        says("once ");
        events.next(MessageReceived.class);
        goesOnWithoutAWord();
        assertThat(struck()).isEqualTo(1);
    }

    @Test
    void aSendThatIsShownTwiceWasSentOnce() throws Exception {
        online();
        ChatId ming = hears(MING, "hello").chat().id();
        strikes(Fault.of(FaultKind.SHOW_TWICE).times(1));
        assertThat(send(ming, "seen double")).isInstanceOf(SendResult.Sent.class);
        goesOnWithoutAWord();
        assertThat(asked()).filteredOn(call -> call.startsWith("send_")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {MING, GROUP, DISCUSSION})
    void messagesThatAreLostToAPhoneOrMutedThereAreNotWaitedFor(String chat) throws Exception {
        online();
        hears(chat, "before");
        strikes(Fault.of(FaultKind.LOSE_MESSAGE).times(1));
        says(chat, AWAKE);
        says(chat, AWAKE);
        hears(chat, "after");
        goesOnWithoutAWord();
    }

    @ParameterizedTest
    @ValueSource(strings = {MING, GROUP, DISCUSSION})
    void ownMessagesThatComeBackAreNotHeard(String chat) throws Exception {
        online();
        ChatId id = hears(chat, "hello").chat().id();
        strikes(Fault.of(FaultKind.ECHO));
        assertThat(send(id, "mine")).isInstanceOf(SendResult.Sent.class);
        hears(chat, "yours");
        goesOnWithoutAWord();
    }

    @Test
    void discussionsThatFailWith108AreTolerated() throws Exception {
        online();
        ChatId discussion = hears(DISCUSSION, "hello").chat().id();
        strikes(Fault.of(FaultKind.RETCODE)
                .on("send_discu_msg2")
                .with("retcode", 108)
                .times(1));
        assertThat(send(discussion, "no")).isInstanceOf(SendResult.Refused.class);
        assertThat(send(discussion, "yes")).isInstanceOf(SendResult.Sent.class);
        goesOnWithoutAWord();
    }

    @Test
    void certificatesAreVerifiedUnlessAnotherAuthorityIsNamed() throws Exception {
        sandbox(usual -> usual.withTls(anyPort(), directory));
        URI secure = URI.create(
                "https://127.0.0.1:" + sandbox.tlsAddress().orElseThrow().getPort());
        starts(usual -> usual.withEndpoint(secure));
        assertThat(events.until(AccountState.RECONNECTING).reason())
                .contains("the certificate of 127.0.0.1:" + secure.getPort() + " is not trusted: it comes from ");
        assertThat(asked()).isEmpty();
        get(account.stop());
        events.sinceThen();
        online(usual -> usual.withHttp(usual.http().withEndpoint(secure).withTrust(directory.resolve("ca.pem"))));
        goesOnWithoutAWord();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CONTROL_CHARACTERS",
                "TRAILING_NEWLINE",
                "UNICODE_ESCAPES",
                "HTML",
                "NOT_JSON",
                "EMPTY",
                "TRUNCATED"
            })
    void invalidJsonNeverEndsThePoll(FaultKind kind) throws Exception {
        strikes(Fault.of(kind).on("poll2").times(2));
        online();
        says(AWAKE);
        says(AWAKE);
        goesOnWithoutAWord();
        assertThat(struck()).isEqualTo(2);
    }

    @Test
    void theAccountMayHaveANicknameBeyondAscii() throws Exception {
        try (InputStream in = World.class.getResourceAsStream("world.yml")) {
            String world = new String(in.readAllBytes(), UTF_8).replace("nick: Pual", "nick: 小鸟😀");
            sandbox(usual -> usual.withWorld(World.parse("world.yml", world)));
        }
        onlineByPassword();
        assertThat(found(account.operations().self()).person().name()).isEqualTo("小鸟😀");
        goesOnWithoutAWord();
    }

    @Test
    void aSessionThatCannotBeSignedOutIsResumed() throws Exception {
        online();
        restarts();
        assertThat(events.sinceThen()).doesNotHaveAnyElementsOfTypes(AccountNeedsAttention.class);
        goesOnWithoutAWord();
        assertThat(asked()).containsOnlyOnce("ptqrshow", "login2");
    }

    @Test
    void theStartPageMayBeGoneForWeeks() throws Exception {
        strikes(Fault.of(FaultKind.STATUS).on("check_sig").with("code", 404).with("effect", "done"));
        online();
        goesOn();
    }
}
