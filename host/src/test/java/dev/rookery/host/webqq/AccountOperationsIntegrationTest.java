package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.CallServer.MING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.webqq.contacts.AccountBook;
import dev.rookery.host.webqq.contacts.Identities;
import dev.rookery.host.webqq.wire.Era;
import dev.rookery.host.webqq.wire.Session;
import dev.rookery.host.webqq.wire.TokenHash;
import dev.rookery.host.webqq.wire.Uin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of the servers for each change, and what is told of their answers, over real HTTP. */
class AccountOperationsIntegrationTest {

    private static final String SKEY = "@beMESLu1X";
    private static final ChatId GROUP = new ChatId("pual", ChatKind.GROUP, "group");
    private static final ChatId NUMBERLESS_GROUP = new ChatId("pual", ChatKind.GROUP, "numberless");
    private static final PersonId BEA = new PersonId("pual", "bea");
    private static final PersonId NUMBERLESS = new PersonId("pual", "numberless");
    private static final PersonId NOBODY = new PersonId("pual", "nobody");
    private static final String OK = "{\"retcode\":0,\"result\":\"ok\"}";

    /** A group and two people, of whom one has no lasting number. */
    private static final Numbers NUMBERS = new Numbers() {
        @Override
        public Uin uin(PersonId person) {
            if (person.equals(NOBODY)) {
                throw new IllegalArgumentException("nobody is " + person);
            }
            return new Uin(MING);
        }

        @Override
        public long number(ChatId chat) {
            return 3000000001L;
        }

        @Override
        public OptionalLong qqNumber(PersonId person) {
            return person.equals(BEA) ? OptionalLong.of(700000001L) : OptionalLong.empty();
        }

        @Override
        public OptionalLong groupNumber(ChatId group) {
            return group.equals(GROUP) ? OptionalLong.of(900000001L) : OptionalLong.empty();
        }
    };

    private CallServer server;
    private volatile Optional<Session> session;
    private AccountOperations account;

    @TempDir
    Path directory;

    private Identities identities;

    @BeforeEach
    void open() throws Exception {
        server = new CallServer();
        identities = Identities.open("pual", server.loop(), directory);
        server.cookie("skey=" + SKEY + "; PATH=/; DOMAIN=qq.com;");
        account = account(Era.B, SendOptions.FOR_ENDPOINT);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private AccountOperations account(Era era, SendOptions options) {
        session = Optional.of(CallServer.session(era));
        Calls calls = new Calls(server.stream(), server::doubt);
        return new AccountOperations(
                "pual",
                server.loop(),
                CallServer.requests(era),
                server.stream().cookies(),
                calls,
                () -> session,
                new AccountBook(server.loop(), Optional::empty, identities),
                NUMBERS,
                options);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String refusal(CompletionStage<Answer<Answer.Nothing>> stage) throws Exception {
        Answer<Answer.Nothing> answer = get(stage);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused<Answer.Nothing>) answer).reason();
    }

    @ParameterizedTest
    @CsvSource({"ONLINE, online", "AWAY, away", "BUSY, busy", "CALL_ME, callme", "SILENT, silent", "HIDDEN, hidden"})
    void statusIsChangedByItsWord(OnlineStatus status, String word) throws Exception {
        server.answers("/channel/change_status2", OK);
        assertThat(get(account.setStatus(status))).isEqualTo(Answer.done());
        CallServer.Call call = server.only("/channel/change_status2");
        assertThat(call.method()).isEqualTo("GET");
        assertThat(call.host()).isEqualTo("d1.web2.qq.com");
        assertThat(call.headers().get("Referer")).contains("d1.web2.qq.com/proxy.html");
        assertThat(call.query())
                .containsEntry("newstatus", word)
                .containsEntry("clientid", "53999199")
                .containsEntry("psessionid", "psecret");
    }

    @ParameterizedTest
    @EnumSource(names = {"OFFLINE", "UNKNOWN"})
    void statusThatWouldEndTheSessionIsRefused(OnlineStatus status) throws Exception {
        assertThat(refusal(account.setStatus(status))).contains(status.name());
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void signatureIsChanged() throws Exception {
        server.answers("/api/set_long_nick2", OK);
        assertThat(get(account.setSignature("风起时"))).isEqualTo(Answer.done());
        CallServer.Call call = server.only("/api/set_long_nick2");
        assertThat(call.host()).isEqualTo("s.web2.qq.com");
        assertThat(call.r()).hasToString("{\"nlk\":\"风起时\",\"vfwebqq\":\"vfsecret\"}");
    }

    @Test
    void friendRequestsAreAnsweredByNumber() throws Exception {
        server.answers("/api/allow_and_add2", OK).answers("/api/deny_added_request2", OK);
        assertThat(get(account.acceptFriend(BEA, "路人"))).isEqualTo(Answer.done());
        assertThat(get(account.refuseFriend(BEA, "no"))).isEqualTo(Answer.done());
        assertThat(server.only("/api/allow_and_add2").r())
                .hasToString("{\"account\":700000001,\"gid\":0,\"mname\":\"路人\",\"vfwebqq\":\"vfsecret\"}");
        assertThat(server.only("/api/deny_added_request2").r())
                .hasToString("{\"account\":700000001,\"msg\":\"no\",\"vfwebqq\":\"vfsecret\"}");
    }

    @Test
    void remarkIsChangedByHandle() throws Exception {
        server.answers("/api/change_mark_name2", OK);
        assertThat(get(account.setRemark(BEA, "明哥"))).isEqualTo(Answer.done());
        assertThat(server.only("/api/change_mark_name2").form())
                .isEqualTo(Map.of("tuin", Long.toString(MING), "markname", "明哥", "vfwebqq", "vfsecret"));
    }

    @Test
    void requestsToJoinAreAnswered() throws Exception {
        server.answers("/channel/op_group_join_req", OK);
        get(account.answerJoin(GROUP, BEA, true, ""));
        get(account.answerJoin(GROUP, BEA, false, "full"));
        assertThat(server.calls("/channel/op_group_join_req").get(0).query())
                .containsEntry("group_uin", "3000000001")
                .containsEntry("req_uin", Long.toString(MING))
                .containsEntry("op_type", "2");
        assertThat(server.calls("/channel/op_group_join_req").get(1).query())
                .containsEntry("op_type", "3")
                .containsEntry("msg", "full");
    }

    private CallServer.Call administered(String path, Function<Account, CompletionStage<Answer<Answer.Nothing>>> change)
            throws Exception {
        server.answers(path, "{\"ec\":0}");
        assertThat(get(change.apply(account))).isEqualTo(Answer.done());
        CallServer.Call call = server.only(path);
        assertThat(call.form()).containsEntry("bkn", "1412445979").containsEntry("gc", "900000001");
        assertThat(call.headers().get("Cookie")).contains("skey=" + SKEY);
        return call;
    }

    @Test
    void bknIsMadeOfTheCookie() {
        assertThat(TokenHash.bkn(SKEY)).isEqualTo(1412445979);
    }

    @Test
    void memberIsPutOut() throws Exception {
        CallServer.Call call = administered("/cgi-bin/qun_mgr/delete_group_member", real -> real.kick(GROUP, BEA));
        assertThat(call.host()).isEqualTo("qun.qq.com");
        assertThat(call.headers()).containsEntry("Referer", "http://qun.qq.com/member.html");
        assertThat(call.form()).containsOnlyKeys("gc", "ul", "flag", "bkn").containsEntry("ul", "700000001");
    }

    @Test
    void memberIsSilencedAndMaySpeakAgain() throws Exception {
        CallServer.Call call = administered(
                "/cgi-bin/qun_info/set_group_shutup", real -> real.mute(GROUP, BEA, Duration.ofMinutes(10)));
        assertThat(call.host()).isEqualTo("qinfo.clt.qq.com");
        assertThat(call.headers()).containsEntry("Referer", "http://qinfo.clt.qq.com/qinfo_v3/member.html");
        assertThat(call.form()).containsEntry("shutup_list", "[{\"uin\":700000001,\"t\":600}]");
        get(account.mute(GROUP, BEA, Duration.ZERO));
        assertThat(server.calls().get(1).form()).containsEntry("shutup_list", "[{\"uin\":700000001,\"t\":0}]");
    }

    @Test
    void cardIsSetAndTakenAway() throws Exception {
        CallServer.Call call =
                administered("/cgi-bin/qun_info/set_group_card", real -> real.setCard(GROUP, BEA, "群名片"));
        assertThat(call.headers()).containsEntry("Referer", "http://qinfo.clt.qq.com/member.html");
        assertThat(call.form()).containsEntry("u", "700000001").containsEntry("name", "群名片");
        get(account.setCard(GROUP, BEA, ""));
        assertThat(server.calls().get(1).form()).doesNotContainKey("name");
    }

    @Test
    void administratorIsMadeAndUnmade() throws Exception {
        CallServer.Call call =
                administered("/cgi-bin/qun_info/set_group_admin", real -> real.setAdmin(GROUP, BEA, true));
        assertThat(call.form())
                .containsEntry("src", "qinfo_v2")
                .containsEntry("u", "700000001")
                .containsEntry("op", "1");
        get(account.setAdmin(GROUP, BEA, false));
        assertThat(server.calls().get(1).form()).containsEntry("op", "0");
    }

    @Test
    void presenceIsSigned() throws Exception {
        CallServer.Call call = administered("/cgi-bin/sign", real -> real.signIn(GROUP));
        assertThat(call.host()).isEqualTo("qiandao.qun.qq.com");
        assertThat(call.headers())
                .containsEntry("Referer", "http://qiandao.qun.qq.com/index.html?groupUin=900000001&appID=100729587");
        assertThat(call.form()).containsEntry("is_sign", "0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"ec\":3}        | no right",
                "200 | {\"ec\":11}       | no right",
                "200 | {\"ec\":14}       | no right",
                "200 | {\"ec\":99}       | ec 99",
                "403 | forbidden         | HTTP status 403"
            })
    void noOfTheGroupPagesIsASentence(int status, String body, String words) throws Exception {
        server.answers("/cgi-bin/qun_mgr/delete_group_member", status, body);
        assertThat(refusal(account.kick(GROUP, BEA))).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"200 | {}", "200 | <html>", "502 | bad gateway"})
    void answerThatSaysNothingLeavesItUnknown(int status, String body) throws Exception {
        server.answers("/cgi-bin/qun_mgr/delete_group_member", status, body);
        assertThat(get(account.kick(GROUP, BEA))).isInstanceOf(Answer.Unknown.class);
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void cutAnswerLeavesItUnknownAndNothingIsDoneAgain() throws Exception {
        server.cuts("/api/set_long_nick2").cutsTheBody("/cgi-bin/qun_mgr/delete_group_member");
        assertThat(get(account.setSignature("x"))).isInstanceOf(Answer.Unknown.class);
        assertThat(get(account.kick(GROUP, BEA))).isInstanceOf(Answer.Unknown.class);
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    void retcodeThatDoubtsTheSessionHasItChecked() throws Exception {
        server.answers("/api/set_long_nick2", "{\"retcode\":103}");
        assertThat(refusal(account.setSignature("x"))).contains("103");
        assertThat(server.doubted()).hasSize(1);
    }

    @Test
    void whatCannotBeAskedIsRefusedWithAReason() throws Exception {
        assertThat(refusal(account.kick(GROUP, NUMBERLESS))).contains("QQ number", "numberless", "CERTAIN");
        assertThat(refusal(account.kick(NUMBERLESS_GROUP, BEA))).contains("numberless", "CERTAIN");
        assertThat(refusal(account.acceptFriend(NUMBERLESS, ""))).contains("QQ number");
        assertThat(refusal(account.setRemark(NOBODY, ""))).contains("nobody");
        assertThat(refusal(account.signIn(new ChatId("pual", ChatKind.FRIEND, "ming"))))
                .contains("expected: a group");
        assertThat(refusal(account.mute(GROUP, BEA, Duration.ofMillis(1)))).contains("whole seconds");
        assertThat(refusal(account.mute(GROUP, BEA, Duration.ofSeconds(-1)))).contains("whole seconds");
        assertThat(refusal(account.setSignature("x".repeat(AccountOperations.MAX_TEXT + 1))))
                .contains("501", "500");
        session = Optional.empty();
        assertThat(refusal(account.setSignature("x"))).contains("not on line");
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void withoutTheCookieNoGroupIsAdministered() throws Exception {
        server.onLoop(() -> {
            server.stream().cookies().clear();
            return null;
        });
        assertThat(refusal(account.kick(GROUP, BEA))).contains("skey").doesNotContain(SKEY);
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void changesKeepTheirDistanceAndTheirNumber() throws Exception {
        account = account(Era.B, SendOptions.FOR_ENDPOINT.withChanges(Duration.ofDays(1), 2));
        server.answers("/api/set_long_nick2", OK);
        assertThat(get(account.setSignature("one"))).isEqualTo(Answer.done());
        CompletionStage<Answer<Answer.Nothing>> second = account.setSignature("two");
        CompletionStage<Answer<Answer.Nothing>> third = account.kick(GROUP, BEA);
        assertThat(refusal(account.setSignature("four"))).contains("2 changes are waiting");
        assertThat(second.toCompletableFuture()).isNotDone();
        server.onLoop(() -> {
            account.close();
            return null;
        });
        assertThat(refusal(second)).contains("stopped before");
        assertThat(refusal(third)).contains("stopped before");
        assertThat(refusal(account.setSignature("five"))).contains("stopped");
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void changesGoOneAfterTheOther() throws Exception {
        server.holds("/api/set_long_nick2");
        server.answers("/channel/change_status2", OK);
        CompletionStage<Answer<Answer.Nothing>> first = account.setSignature("one");
        CompletionStage<Answer<Answer.Nothing>> second = account.setStatus(OnlineStatus.AWAY);
        server.awaitCalls("/api/set_long_nick2", 1);
        assertThat(first.toCompletableFuture()).isNotDone();
        assertThat(server.calls("/channel/change_status2")).isEmpty();
        server.stream().close().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(get(first)).isInstanceOf(Answer.Unknown.class);
        assertThat(get(second)).isNotInstanceOf(Answer.Done.class);
    }
}
