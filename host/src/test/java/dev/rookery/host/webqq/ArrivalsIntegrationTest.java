package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.FakeWebQq.DISCUSSION;
import static dev.rookery.host.webqq.FakeWebQq.GROUP;
import static dev.rookery.host.webqq.FakeWebQq.GROUP_CODE;
import static dev.rookery.host.webqq.FakeWebQq.MING;
import static dev.rookery.host.webqq.FakeWebQq.SELF;
import static dev.rookery.host.webqq.FakeWebQq.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.account.Profile;
import dev.rookery.api.chat.Certainty;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.AccountKicked;
import dev.rookery.api.event.AccountNotice;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.ContactEvent;
import dev.rookery.api.event.FileEvent;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.event.UnknownEvent;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.ioloop.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the poll brings, as plugins hear of it: with names, ids that last, and in order. */
class ArrivalsIntegrationTest extends AccountFixture {

    private static final String GROUP_EVENT = "\"msg_id\":5940,\"from_uin\":" + GROUP + ",\"to_uin\":" + SELF
            + ",\"msg_id2\":979390,\"reply_ip\":176498394,\"gcode\":" + GROUP_CODE + ",\"t_gcode\":900000001";

    @Test
    void friendComesOnLineOnceTypesAndShakes() throws Exception {
        online();
        String busy = element("buddies_status_change", "\"uin\":" + MING + ",\"status\":\"busy\",\"client_type\":1");
        server.polls(busy);
        server.polls(busy);
        server.polls(element("input_notify", "\"msg_id\":1,\"from_uin\":" + MING));
        String shake = element("shake_message", "\"msg_id\":2,\"from_uin\":" + MING);
        server.polls(shake);
        server.polls(shake);
        server.says(MING, "end");
        ContactEvent.StatusChanged status = events.next(ContactEvent.StatusChanged.class);
        assertThat(status.status()).isEqualTo(OnlineStatus.BUSY);
        assertThat(status.person().name()).isEqualTo("明哥");
        assertThat(status.person().id()).isEqualTo(new PersonId("pual", "700000001"));
        ContactEvent second = events.next(ContactEvent.class);
        assertThat(second).isInstanceOf(ContactEvent.Typing.class);
        ContactEvent.Shook shook = events.next(ContactEvent.Shook.class);
        assertThat(shook.chat().id()).isEqualTo(ming());
        assertThat(events.next(BotEvent.class)).isInstanceOf(MessageReceived.class);
        assertThat(found(operations().friends()).get(0).status()).isEqualTo(OnlineStatus.BUSY);
    }

    @Test
    void strangerAsksToBecomeAFriendAndIsKnownByTheNumber() throws Exception {
        online();
        server.answers("/api/get_stranger_info2", 200, "{\"retcode\":0,\"result\":{\"nick\":\"路人\",\"stat\":20}}");
        server.polls(element(
                "system_message",
                "\"type\":\"verify_required\",\"from_uin\":" + STRANGER + ",\"account\":800000001,\"msg\":\"我是路人\""));
        ContactEvent.FriendRequested asked = events.next(ContactEvent.FriendRequested.class);
        assertThat(asked.words()).isEqualTo("我是路人");
        assertThat(asked.person().name()).isEqualTo("路人");
        assertThat(asked.person().id().value()).isEqualTo("800000001");
        assertThat(asked.person().certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void friendsWhoComeAndGoAreToldOnce() throws Exception {
        online();
        server.answers("/api/get_user_friends2", 200, friends(MING, STRANGER));
        server.polls(element(
                "buddylist_change",
                "\"added_friends\":[{\"uin\":" + STRANGER + ",\"groupid\":0}],\"removed_friends\":[]"));
        assertThat(events.next(ContactEvent.FriendAdded.class).person().name()).isEqualTo("nick" + STRANGER);
        server.polls(
                element("buddylist_change", "\"added_friends\":[],\"removed_friends\":[{\"uin\":" + STRANGER + "}]"));
        assertThat(events.next(ContactEvent.class)).isInstanceOf(ContactEvent.FriendRemoved.class);
        server.says(MING, "end");
        assertThat(events.nextText()).isEqualTo("end");
    }

    @Test
    void membersComeAndGoWithTheirNames() throws Exception {
        online();
        server.polls(group(
                "group_join",
                "\"op_type\":3,\"new_member\":" + STRANGER + ",\"t_new_member\":800000001,\"admin_uin\":" + MING
                        + ",\"admin_nick\":\"创建者\""));
        server.polls(group(
                "group_leave",
                "\"op_type\":3,\"old_member\":" + STRANGER + ",\"t_old_member\":\"\",\"admin_uin\":" + MING
                        + ",\"admin_nick\":\"管理员\""));
        GroupEvent.MemberJoined joined = events.next(GroupEvent.MemberJoined.class);
        assertThat(joined.group().name()).isEqualTo("测试群");
        assertThat(joined.group().id().value()).isEqualTo("900000001");
        assertThat(joined.group().certainty()).isEqualTo(Certainty.CERTAIN);
        assertThat(joined.member().name()).isEqualTo("路人");
        assertThat(joined.by().map(person -> person.name())).contains("群名片明");
        GroupEvent.MemberLeft left = events.next(GroupEvent.MemberLeft.class);
        assertThat(left.member()).isEqualTo(joined.member());
        assertThat(left.by()).isEqualTo(joined.by());
    }

    @Test
    void accountComesIntoAGroupAndIsPutOutOfIt() throws Exception {
        online();
        String other =
                element("sys_g_msg", "\"type\":\"group_create\",\"from_uin\":77,\"gcode\":78,\"t_gcode\":900000007");
        server.answers("/api/get_group_name_list_mask2", 200, groups("\"name\":\"新群\",\"gid\":77,\"code\":78"));
        server.polls(other);
        server.polls(other);
        GroupEvent.Joined joined = events.next(GroupEvent.Joined.class);
        assertThat(joined.group())
                .isEqualTo(new Chat(new ChatId("pual", ChatKind.GROUP, "900000007"), "新群", Certainty.CERTAIN));
        server.polls(element(
                "sys_g_msg",
                "\"type\":\"group_leave\",\"op_type\":3,\"from_uin\":77,\"gcode\":78,\"old_member\":" + SELF));
        assertThat(events.next(GroupEvent.class)).isInstanceOf(GroupEvent.Gone.class);
        assertThat(found(operations().groups())).extracting(Chat::name).containsExactly("测试群");
    }

    @Test
    void messageOfAnUnknownGroupTellsThatTheAccountCameIntoItFirst() throws Exception {
        online();
        server.answers("/api/get_group_name_list_mask2", 200, groups("\"name\":\"新群\",\"gid\":77,\"code\":78"));
        server.polls(FakeWebQq.message(
                "group_message", "\"from_uin\":77,\"group_code\":77,\"send_uin\":" + MING, "hello", 7));
        assertThat(events.next(GroupEvent.class)).isInstanceOf(GroupEvent.Joined.class);
        assertThat(events.next(MessageReceived.class).chat().name()).isEqualTo("新群");
    }

    @Test
    void requestsToJoinAndTheirAnswers() throws Exception {
        online();
        server.polls(group(
                "group_request_join", "\"request_uin\":" + STRANGER + ",\"t_request_uin\":800000001,\"msg\":\"让我进\""));
        server.polls(group("group_request_join_deny", "\"admin_uin\":" + MING + ",\"msg\":\"no\""));
        GroupEvent.JoinRequested asked = events.next(GroupEvent.JoinRequested.class);
        assertThat(asked.words()).isEqualTo("让我进");
        assertThat(asked.person().id().value()).isEqualTo("800000001");
        GroupEvent.JoinAnswered answered = events.next(GroupEvent.JoinAnswered.class);
        assertThat(answered.accepted()).isFalse();
        assertThat(answered.words()).isEqualTo("no");
    }

    @Test
    void filesAreOfferedAndEnd() throws Exception {
        online();
        server.polls(element(
                "file_message",
                "\"mode\":\"recv\",\"from_uin\":" + MING + ",\"name\":\"notes.txt\",\"session_id\":47114"));
        server.polls(element(
                "file_message",
                "\"mode\":\"refuse\",\"cancel_type\":3,\"from_uin\":" + MING + ",\"session_id\":47114"));
        server.polls(element(
                "push_offfile",
                "\"from_uin\":" + MING + ",\"rkey\":\"filesecret\",\"ip\":\"10.1.2.3\",\"port\":80,\"size\":5,"
                        + "\"name\":\"a.bin\""));
        FileEvent.Offered direct = events.next(FileEvent.Offered.class);
        assertThat(direct.fileName()).isEqualTo("notes.txt");
        assertThat(direct.way()).isEqualTo(FileEvent.Way.DIRECT);
        FileEvent.Ended ended = events.next(FileEvent.Ended.class);
        assertThat(ended.fileName()).isEqualTo("notes.txt");
        assertThat(ended.end()).isEqualTo(FileEvent.End.TIMED_OUT);
        FileEvent.Offered stored = events.next(FileEvent.Offered.class);
        assertThat(stored.size()).isEqualTo(OptionalLong.of(5));
        server.polls(element(
                "group_web_message",
                "\"from_uin\":" + GROUP + ",\"group_code\":" + GROUP_CODE + ",\"send_uin\":" + MING
                        + ",\"xml\":\"<d><n t=\\\"t\\\" s=\\\"共享文件\\\"/><n t=\\\"b\\\"/>"
                        + "<n t=\\\"t\\\" s=\\\"readme.txt\\\"/></d>\""));
        FileEvent.Offered shared = events.next(FileEvent.Offered.class);
        assertThat(shared.way()).isEqualTo(FileEvent.Way.GROUP);
        assertThat(shared.fileName()).isEqualTo("readme.txt");
        assertThat(shared.sender().name()).isEqualTo("群名片明");
    }

    @Test
    void whatNobodyKnowsIsHandedOnAsItCame() throws Exception {
        online();
        server.polls(element("discu_fancy", "\"x\":[1]"));
        server.polls(element("tips", "\"content\":\"hello\""));
        UnknownEvent unknown = events.next(UnknownEvent.class);
        assertThat(unknown.type()).isEqualTo("discu_fancy");
        assertThat(unknown.raw()).isEqualTo("{\"x\":[1]}");
        assertThat(events.next(AccountNotice.class).text()).contains("hello");
    }

    @Test
    void kickIsToldOnce() throws Exception {
        online();
        server.polls(element("kick_message", "\"way\":\"poll\",\"show_reason\":1,\"reason\":\"您已被迫下线\""));
        assertThat(events.until(AccountState.FAILED).reason()).contains("put out by the server", "您已被迫下线");
        assertThat(events.next(AccountKicked.class).reason()).isEqualTo("您已被迫下线");
        stop();
        assertThat(events.sinceThen()).noneMatch(AccountKicked.class::isInstance);
    }

    @Test
    void temporaryChatIsHeardByItsNumberAndAnswered() throws Exception {
        online();
        server.answers("/channel/get_c2cmsg_sig2", 200, "{\"retcode\":0,\"result\":{\"type\":0,\"value\":\"sig\"}}");
        server.answers("/channel/send_sess_msg2", 200, "{\"retcode\":0,\"result\":\"ok\"}");
        server.polls(FakeWebQq.message(
                "sess_message",
                "\"from_uin\":" + STRANGER + ",\"id\":" + GROUP + ",\"ruin\":800000001,\"service_type\":0",
                "are you there?",
                8214));
        MessageReceived heard = events.next(MessageReceived.class);
        assertThat(heard.chat())
                .isEqualTo(new Chat(new ChatId("pual", ChatKind.SESSION, "800000001"), "路人", Certainty.CERTAIN));
        assertThat(send(heard.chat().id(), Message.text("yes"))).isInstanceOf(SendResult.Sent.class);
        assertThat(server.seen("/channel/get_c2cmsg_sig2").get(0).query())
                .containsEntry("id", Long.toString(GROUP))
                .containsEntry("to_uin", Long.toString(STRANGER));
    }

    @Test
    void eventsOfAChatKeepTheirOrderWithItsMessages() throws Exception {
        CountDownLatch names = new CountDownLatch(1);
        online();
        server.answersAfter(names, "/api/get_group_info_ext2", 200, "{\"retcode\":0,\"result\":{}}");
        server.saysInGroup(STRANGER, "one");
        server.polls(group("group_request_join", "\"request_uin\":5,\"msg\":\"two\""));
        server.saysInGroup(MING, "three");
        server.awaitUnsaid(0);
        names.countDown();
        assertThat(events.nextText()).isEqualTo("one");
        assertThat(events.next(BotEvent.class)).isInstanceOf(GroupEvent.JoinRequested.class);
        assertThat(events.nextText()).isEqualTo("three");
    }

    @Test
    void numbersAreAskedForUntilTheServerRefuses() throws Exception {
        online();
        server.answers("/api/get_friend_uin2", 200, "{\"retcode\":0,\"result\":{\"account\":900000077}}");
        server.answers("/api/get_friend_uin2", 200, "{\"retcode\":0,\"result\":{\"account\":800000001}}");
        server.answers("/api/get_friend_uin2", 200, "{\"retcode\":100000,\"errmsg\":\"\"}");
        server.saysInGroup(STRANGER, "one");
        MessageReceived heard = events.next(MessageReceived.class);
        assertThat(heard.sender().id().value()).isEqualTo("800000001");
        assertThat(server.seen("/api/get_friend_uin2").get(0).query())
                .containsEntry("tuin", Long.toString(GROUP_CODE))
                .containsEntry("type", "4");
        server.says(MING, "two");
        assertThat(events.nextText()).isEqualTo("two");
        server.saysInGroup(MING, "three");
        assertThat(events.nextText()).isEqualTo("three");
        server.saysInDiscussion(5, "four");
        assertThat(events.nextText()).isEqualTo("four");
        assertThat(server.seen("/api/get_friend_uin2")).hasSize(3);
    }

    @Test
    void idsOutlastALoginAndARestart() throws Exception {
        online();
        server.saysInGroup(STRANGER, "before");
        MessageReceived before = events.next(MessageReceived.class);
        server.saysInDiscussion(MING, "talk");
        ChatId talk = events.next(MessageReceived.class).chat().id();
        server.dropsTheSession();
        events.until(AccountState.ONLINE);
        server.saysInGroup(STRANGER, "between");
        assertThat(events.next(MessageReceived.class).sender().id())
                .isEqualTo(before.sender().id());

        server.awaitHeldPoll(); // or it might come late, and take what is said to the next
        restart(options());
        events.until(AccountState.ONLINE);
        assertThat(send(talk, Message.text("hi"))).isInstanceOf(SendResult.Sent.class);
        assertThat(server.takeSent().to()).isEqualTo(DISCUSSION);
        server.saysInGroup(STRANGER, "after");
        MessageReceived after = events.next(MessageReceived.class);
        assertThat(after.sender().id()).isEqualTo(before.sender().id());
        assertThat(after.sender().certainty()).isEqualTo(Certainty.MATCHED);
        assertThat(after.chat().id()).isEqualTo(before.chat().id());
    }

    @Test
    void listsAreReadAgainAfterATimeAndWhatTheyLackIsGone() throws Exception {
        account = account(options().withContactRefresh(Duration.ofMillis(50)));
        server.answers("/api/get_group_name_list_mask2", 200, groups("\"name\":\"旧名\",\"gid\":77,\"code\":78"));
        account.start(events); // the lists may be read again while they are read at first
        assertThat(events.next(GroupEvent.Gone.class).group().name()).isEqualTo("旧名");
    }

    @Test
    void listsAreNotReadAgainOnceTheAccountWasPutOut() throws Exception {
        account = account(options().withContactRefresh(Duration.ofMillis(5)));
        online();
        server.polls("{\"poll_type\":\"kick_message\",\"value\":{\"reason\":\"elsewhere\"}}");
        events.until(AccountState.FAILED);
        int before = server.seen("/api/get_user_friends2").size();
        CountDownLatch later = new CountDownLatch(1);
        Timer unused = loop.schedule(Duration.ofMillis(400), later::countDown);
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        // One may have been under way.
        assertThat(server.seen("/api/get_user_friends2")).hasSizeLessThanOrEqualTo(before + 1);
    }

    @Test
    void refusedHashGoesToTheNext() throws Exception {
        server.answers("/api/get_user_friends2", 200, "{\"retcode\":50,\"errmsg\":\"\"}");
        online();
        assertThat(server.seen("/api/get_user_friends2")).hasSize(2);
        assertThat(found(operations().friends())).hasSize(1);
    }

    @Test
    void accountTellsWhoItKnows() throws Exception {
        server.answers("/api/get_self_info2", 200, "{\"retcode\":0,\"result\":{\"nick\":\"Pual\"}}");
        server.answers("/api/get_self_info2", 200, "{\"retcode\":0,\"result\":{\"nick\":\"Pual\",\"lnick\":\"风起时\"}}");
        online();
        Profile self = found(operations().self());
        assertThat(self.person().id().value()).isEqualTo(Long.toString(SELF));
        assertThat(self.signature()).isEqualTo("风起时");
        Friend ming = found(operations().friends()).get(0);
        assertThat(ming.chat().id()).isEqualTo(ming());
        assertThat(ming.person().name()).isEqualTo("Ming");
        assertThat(ming.remark()).isEqualTo("明哥");
        Chat group = found(operations().groups()).get(0);
        assertThat(found(operations().members(group.id())))
                .extracting(Member::card)
                .containsExactly("群名片明", "", "");
        assertThat(found(operations().discussions())).extracting(Chat::name).containsExactly("讨论甲");
        server.answers(
                "/channel/get_recent_list2",
                200,
                "{\"retcode\":0,\"result\":[{\"uin\":" + GROUP + ",\"type\":1},{\"uin\":" + MING + ",\"type\":0}]}");
        assertThat(found(operations().recent())).extracting(Chat::id).containsExactly(group.id(), ming());
        server.answers("/api/get_friend_info2", 200, "{\"retcode\":0,\"result\":{\"nick\":\"Ming\",\"city\":\"南京\"}}");
        assertThat(found(operations().profile(ming.person().id())).more()).containsEntry("city", "南京");
    }

    @Test
    void whatCannotBeToldIsRefusedWithASentence() throws Exception {
        assertThat(refusal(operations().friends())).isEqualTo("the account is not on line");
        server.answers("/api/get_user_friends2", 200, "{\"retcode\":100003,\"result\":{}}");
        online();
        server.answers("/api/get_user_friends2", 200, "{\"retcode\":100003,\"result\":{}}");
        assertThat(refusal(operations().friends())).contains("retcode 100003");
        assertThat(refusal(operations().members(ming()))).contains("only groups and discussions");
        assertThat(refusal(operations().members(new ChatId("pual", ChatKind.GROUP, "5"))))
                .contains("no such chat");
        assertThat(refusal(operations().profile(new PersonId("pual", "5")))).contains("nobody");
    }

    private Account operations() {
        return account.operations();
    }

    private static <T> T found(CompletionStage<Answer<T>> asked) throws Exception {
        Answer<T> answer = asked.toCompletableFuture().get(10, TimeUnit.SECONDS);
        Optional<T> found = answer.found();
        assertThat(found).as("%s", answer).isPresent();
        return found.get();
    }

    private static <T> String refusal(CompletionStage<Answer<T>> asked) throws Exception {
        Answer<T> answer = asked.toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused<T>) answer).reason();
    }

    private static String element(String type, String fields) {
        return "{\"poll_type\":\"" + type + "\",\"value\":{" + fields + "}}";
    }

    private static String group(String type, String fields) {
        return element("sys_g_msg", GROUP_EVENT + ",\"type\":\"" + type + "\"," + fields);
    }

    private static String groups(String more) {
        return "{\"retcode\":0,\"result\":{\"gmasklist\":[],\"gmarklist\":[],\"gnamelist\":[{\"name\":\"测试群\",\"gid\":"
                + GROUP + ",\"code\":" + GROUP_CODE + "},{" + more + "}]}}";
    }

    private static String friends(long... uins) {
        StringBuilder friends = new StringBuilder();
        StringBuilder info = new StringBuilder();
        for (long uin : uins) {
            friends.append(friends.isEmpty() ? "" : ",")
                    .append("{\"uin\":")
                    .append(uin)
                    .append("}");
            info.append(info.isEmpty() ? "" : ",").append("{\"uin\":" + uin + ",\"nick\":\"nick" + uin + "\"}");
        }
        return "{\"retcode\":0,\"result\":{\"friends\":[" + friends + "],\"marknames\":[],\"info\":[" + info + "]}}";
    }
}
