package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.FakeWebQq.DISCUSSION;
import static dev.rookery.host.webqq.FakeWebQq.GROUP;
import static dev.rookery.host.webqq.FakeWebQq.MING;
import static dev.rookery.host.webqq.FakeWebQq.SELF;
import static dev.rookery.host.webqq.FakeWebQq.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.webqq.wire.Faces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** An account against a server that does what the test tells it to, over real HTTP. */
class WebQqAccountIntegrationTest extends AccountFixture {

    @Test
    void friendIsHeardAndAnswered() throws Exception {
        online();
        server.says(MING, "hello \"你好\" +%&\n😀");
        MessageReceived heard = events.next(MessageReceived.class);
        assertThat(heard.chat().id()).isEqualTo(ming());
        assertThat(heard.chat().name()).isEqualTo("明哥");
        assertThat(heard.sender().name()).isEqualTo("明哥");
        assertThat(heard.self().name()).isEqualTo("Pual");
        assertThat(heard.at()).isEqualTo(Instant.ofEpochSecond(1450686775));
        assertThat(send(heard.chat().id(), heard.message())).isInstanceOf(SendResult.Sent.class);
        assertThat(server.takeSent()).isEqualTo(new FakeWebQq.Sent("send_buddy_msg2", MING, "hello \"你好\" +%&\n😀"));
    }

    @Test
    void groupMemberIsHeardByCardAndAnswered() throws Exception {
        online();
        server.saysInGroup(MING, "one");
        server.saysInGroup(STRANGER, "two");
        MessageReceived first = events.next(MessageReceived.class);
        assertThat(first.chat().name()).isEqualTo("测试群");
        assertThat(first.sender().name()).isEqualTo("群名片明");
        MessageReceived second = events.next(MessageReceived.class);
        assertThat(second.sender().name()).isEqualTo("路人");
        assertThat(second.self().name()).isEqualTo("Pual");
        assertThat(server.seen("/api/get_group_info_ext2")).hasSize(1);
        assertThat(server.seen("/api/get_group_info_ext2").get(0).query())
                .containsEntry("gcode", Long.toString(FakeWebQq.GROUP_CODE));
        assertThat(send(second.chat().id(), second.message().plus(Faces.face("14"))))
                .isInstanceOf(SendResult.Sent.class);
        assertThat(server.takeSent()).isEqualTo(new FakeWebQq.Sent("send_qun_msg2", GROUP, "two[face:14]"));
    }

    @Test
    void discussionMemberIsHeardAndAnswered() throws Exception {
        online();
        server.saysInDiscussion(STRANGER, "three");
        MessageReceived heard = events.next(MessageReceived.class);
        assertThat(heard.chat().name()).isEqualTo("讨论甲");
        assertThat(heard.sender().name()).isEqualTo("路人");
        assertThat(send(heard.chat().id(), heard.message())).isInstanceOf(SendResult.Sent.class);
        assertThat(server.takeSent()).isEqualTo(new FakeWebQq.Sent("send_discu_msg2", DISCUSSION, "three"));
    }

    @Test
    void messagesWaitForNamesInOrderAndGoOnWithoutThem() throws Exception {
        server.answers("/api/get_group_info_ext2", 502, "<html>bad gateway</html>");
        online();
        server.saysInGroup(MING, "one");
        server.saysInGroup(MING, "two");
        MessageReceived first = events.next(MessageReceived.class);
        assertThat(first.message()).isEqualTo(Message.text("one"));
        assertThat(first.sender().name()).isEqualTo("明哥");
        assertThat(events.nextText()).isEqualTo("two");
    }

    /** How many questions about names are under way at once. */
    private static final int QUESTIONS_UNDER_WAY = 4;

    @Test
    void onlySoManyQuestionsAboutNamesAreUnderWayAndTheOthersFollow() throws Exception {
        int chats = 3 * QUESTIONS_UNDER_WAY;
        CountDownLatch busy = new CountDownLatch(1);
        List<String> messages = new ArrayList<>();
        for (int did = 1; did <= chats; did++) {
            server.answersAfter(busy, "/channel/get_discu_info", 200, "{\"retcode\":0,\"result\":{}}");
            messages.add(FakeWebQq.message(
                    "discu_message", "\"from_uin\":1,\"send_uin\":" + STRANGER + ",\"did\":" + did, "hi", did));
        }
        online();
        server.polls(String.join(",", messages));
        server.awaitSeen("/channel/get_discu_info", QUESTIONS_UNDER_WAY);
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Sent.class);
        assertThat(server.seen("/channel/get_discu_info")).hasSize(QUESTIONS_UNDER_WAY);
        busy.countDown();
        for (int i = 0; i < chats; i++) {
            assertThat(events.nextText()).isEqualTo("hi");
        }
        assertThat(server.seen("/channel/get_discu_info")).hasSize(chats);
    }

    @Test
    void questionsThatWaitAreNotAskedOnceTheirSessionIsLeft() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        List<String> messages = new ArrayList<>();
        for (int did = 1; did <= 3 * QUESTIONS_UNDER_WAY; did++) {
            server.answersAfter(left, "/channel/get_discu_info", 200, "{\"retcode\":0,\"result\":{}}");
            messages.add(FakeWebQq.message(
                    "discu_message", "\"from_uin\":1,\"send_uin\":" + STRANGER + ",\"did\":" + did, "hi", did));
        }
        online();
        server.polls(String.join(",", messages));
        server.awaitSeen("/channel/get_discu_info", QUESTIONS_UNDER_WAY);
        server.dropsTheSession();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        left.countDown();
        letTimePass();
        assertThat(server.seen("/channel/get_discu_info")).hasSize(QUESTIONS_UNDER_WAY);
    }

    @Test
    void nothingIsLearnedFromAnAnswerToASessionThatWasLeft() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        online();
        server.answersAfter(
                left,
                "/api/get_group_name_list_mask2",
                200,
                "{\"retcode\":0,\"result\":{\"gnamelist\":[{\"name\":\"late\",\"gid\":3000000009,\"code\":3500000009}]}}");
        server.polls("{\"poll_type\":\"group_message\",\"value\":{\"content\":[[\"font\",{\"size\":10}],\"hi\"],"
                + "\"from_uin\":3000000009,\"group_code\":3500000009,\"send_uin\":" + MING
                + ",\"msg_id\":7,\"msg_type\":0,\"time\":1450686775}}");
        server.awaitSeen("/api/get_group_name_list_mask2", 2);
        server.dropsTheSession();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        left.countDown();
        letTimePass();
        assertThat(events.sinceThen()).noneMatch(GroupEvent.Joined.class::isInstance);
    }

    private void letTimePass() throws Exception {
        letTimePass(Duration.ofMillis(200));
    }

    private void letTimePass(Duration time) throws Exception {
        CompletableFuture<Void> later = new CompletableFuture<>();
        loop.schedule(time, () -> later.complete(null));
        later.get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/get_self_info2",
                "/api/get_user_friends2",
                "/api/get_group_name_list_mask2",
                "/api/get_discus_list"
            })
    void contactsThatFailDoNotStopTheSignIn(String path) throws Exception {
        server.answers(path, 200, "{\"retcode\":100003,\"result\":{}}");
        online();
        server.says(MING, "hello");
        assertThat(events.next(MessageReceived.class).sender().name()).isEqualTo("明哥");
        server.saysInGroup(MING, "there");
        assertThat(events.next(MessageReceived.class).sender().name()).isEqualTo("群名片明");
    }

    @Test
    void oneBadElementDoesNotCostTheOthers() throws Exception {
        online();
        server.polls(String.join(
                ",",
                FakeWebQq.message("message", "\"from_uin\":" + MING, "one", 1),
                "{\"poll_type\":\"group_message\",\"value\":{\"content\":[\"no sender\"]}}",
                "{\"poll_type\":\"input_notify\",\"value\":{\"from_uin\":" + MING + "}}",
                FakeWebQq.message("message", "\"from_uin\":" + MING, "two", 2)));
        assertThat(events.nextText()).isEqualTo("one");
        assertThat(events.nextText()).isEqualTo("two");
    }

    @Test
    void duplicatesAndOwnMessagesAreDropped() throws Exception {
        online();
        server.saysTwice(MING, "once");
        server.says(SELF, "my own");
        server.saysInGroup(SELF, "my own, too");
        server.says(MING, "next");
        assertThat(events.nextText()).isEqualTo("once");
        assertThat(events.nextText()).isEqualTo("next");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"retcode\":0}                        | Sent",
                "200 | {\"retcode\":1202,\"errmsg\":\"\"}     | Unknown",
                "200 | {\"retcode\":108,\"errmsg\":\"\"}      | Refused",
                "502 | bad gateway                            | Unknown",
                "200 | {\"retc                                | Unknown",
                "404 | not found                              | Refused"
            })
    void sendTellsWhatTheServerSaid(int status, String body, String result) throws Exception {
        online();
        server.answers("/channel/send_buddy_msg2", status, body);
        assertThat(send(ming(), Message.text("hi")).getClass().getSimpleName()).isEqualTo(result);
        assertThat(server.seen("/channel/send_buddy_msg2")).hasSize(1);
    }

    @Test
    void sendThatIsCutIsUnknownAndNotRepeated() throws Exception {
        online();
        server.cuts("/channel/send_buddy_msg2");
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Unknown.class);
        assertThat(server.seen("/channel/send_buddy_msg2")).hasSize(1);
    }

    @Test
    void whatCannotBeSentIsRefusedWithAReason() throws Exception {
        assertThat(refusal(send(ming(), Message.text("hi")))).contains("not on line");
        online();
        assertThat(refusal(send(new ChatId("other", ChatKind.FRIEND, "1"), Message.text("hi"))))
                .contains("other");
        assertThat(refusal(send(new ChatId("pual", ChatKind.SESSION, "1"), Message.text("hi"))))
                .contains("no such chat");
        assertThat(refusal(send(new ChatId("pual", ChatKind.FRIEND, "ming"), Message.text("hi"))))
                .contains("ming");
        assertThat(refusal(send(ming(), Message.text("x".repeat(14_401))))).contains("14401", "14400");
        assertThat(refusal(send(ming(), Message.text(("x".repeat(630) + " ").repeat(21)))))
                .contains("21 parts", "20");
        assertThat(server.sentNothing()).isTrue();
        assertThat(send(ming(), Message.text(("x".repeat(630) + " ").repeat(20))))
                .isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void longTextGoesInPartsInOrder() throws Exception {
        online();
        String text = "0123456789 ".repeat(150);
        assertThat(send(ming(), Message.text(text))).isInstanceOf(SendResult.Sent.class);
        StringBuilder whole = new StringBuilder();
        while (!server.sentNothing()) {
            whole.append(server.takeSent().text());
        }
        assertThat(whole).hasToString(text);
        List<Long> numbers = server.seen("/channel/send_buddy_msg2").stream()
                .map(request -> request.r().path("msg_id").asLong())
                .toList();
        assertThat(numbers).hasSize(3);
        assertThat(numbers.get(2)).isEqualTo(numbers.get(0) + 2);
    }

    @Test
    void strangerInATemporaryChatIsAnswered() throws Exception {
        online();
        server.saysAside(STRANGER, "psst");
        ChatId aside = events.next(MessageReceived.class).chat().id();
        assertThat(aside.kind()).isEqualTo(ChatKind.SESSION);
        assertThat(send(aside, Message.text("yes?"))).isInstanceOf(SendResult.Sent.class);
        assertThat(server.takeSent()).isEqualTo(new FakeWebQq.Sent("send_sess_msg2", STRANGER, "yes?"));
        assertThat(server.seen("/channel/get_c2cmsg_sig2").get(0).query()).containsEntry("id", Long.toString(GROUP));
    }

    @Test
    void accountCanBeAskedToChangeWhileItIsOnLine() throws Exception {
        assertThat(get(account.operations().setStatus(OnlineStatus.AWAY))).isInstanceOf(Answer.Refused.class);
        online();
        assertThat(get(account.operations().setStatus(OnlineStatus.AWAY))).isEqualTo(Answer.done());
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(get(account.operations().setStatus(OnlineStatus.AWAY))).isInstanceOf(Answer.Refused.class);
        assertThat(server.seen("/channel/change_status2")).hasSize(1);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void secondMessageToAChatWaitsItsTimeAndOthersDoNotWaitForIt() throws Exception {
        account = new WebQqAccount("pual", loop, options().withSend(apart(Duration.ofDays(1))));
        online();
        assertThat(send(ming(), Message.text("one"))).isInstanceOf(SendResult.Sent.class);
        CompletionStage<SendResult> second = account.send(ming(), Message.text("two"));
        ChatId group = new ChatId("pual", ChatKind.GROUP, "900000001");
        assertThat(send(group, Message.text("three"))).isInstanceOf(SendResult.Sent.class);
        assertThat(server.takeSent().text()).isEqualTo("one");
        assertThat(server.takeSent().text()).isEqualTo("three");
        assertThat(second.toCompletableFuture()).isNotDone();
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(refusal(second.toCompletableFuture().join())).contains("before the message was sent");
        assertThat(server.seen("/channel/send_buddy_msg2")).hasSize(1);
    }

    @Test
    void messagesThatWaitedAreSent() throws Exception {
        account = new WebQqAccount("pual", loop, options().withSend(apart(Duration.ofMillis(20))));
        online();
        List<CompletionStage<SendResult>> sends = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sends.add(account.send(ming(), Message.text("message " + i)));
        }
        for (CompletionStage<SendResult> send : sends) {
            assertThat(send.toCompletableFuture().get(10, TimeUnit.SECONDS)).isInstanceOf(SendResult.Sent.class);
        }
    }

    @Test
    void partThatFailsLeavesTheWholeUnknown() throws Exception {
        online();
        server.answers("/channel/send_buddy_msg2", 200, "{\"retcode\":0}");
        server.answers("/channel/send_buddy_msg2", 200, "{\"retcode\":108}");
        SendResult result = send(ming(), Message.text("x".repeat(1500)));
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("1 of 3"));
        assertThat(server.seen("/channel/send_buddy_msg2")).hasSize(2);
    }

    @Test
    void stopKeepsTheSessionAndLetsGo() throws Exception {
        online();
        server.awaitSeen("/channel/poll2", 1);
        stop();
        assertThat(events.until(AccountState.OFFLINE).account()).isEqualTo("pual");
        assertThat(server.paths()).doesNotContain("/channel/logout2", "/logout");
        assertThat(directory.resolve("pual-session.json")).exists();
        assertThat(refusal(send(ming(), Message.text("hi")))).contains("OFFLINE");
    }

    @Test
    void nothingIsToldAfterHearingIsStoppedButMuchCanBeSaid() throws Exception {
        online();
        server.awaitSeen("/channel/poll2", 1);
        account.stopHearing().toCompletableFuture().get(10, TimeUnit.SECONDS);
        server.says(MING, "too late");
        server.awaitUnsaid(0);
        assertThat(send(ming(), Message.text("goodbye"))).isInstanceOf(SendResult.Sent.class);
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(events.sinceThen())
                .singleElement()
                .isInstanceOfSatisfying(
                        AccountStateChanged.class,
                        change -> assertThat(change.state()).isEqualTo(AccountState.OFFLINE));
        assertThat(server.seen("/channel/poll2")).hasSize(1);
    }

    @Test
    void whatIsSaidAfterHearingIsStoppedStaysWithTheServer() throws Exception {
        Duration interval = Duration.ofMillis(100);
        while (!stopsHearingBeforeTheNextPoll(interval)) {
            stop(); // a busy machine
            server.letsGoOfThePoll();
            interval = interval.multipliedBy(4);
        }
        server.says(MING, "for the next time");
        letTimePass(interval.multipliedBy(2));
        stop();
        assertThat(server.unsaid()).isOne();
    }

    /** Whether the next poll waits for a timer, which must not run. */
    private boolean stopsHearingBeforeTheNextPoll(Duration interval) throws Exception {
        account = account(options().withIntervals(Duration.ZERO, interval));
        server.answersPollWith(102);
        online();
        server.awaitUnsaid(0);
        account.stopHearing().toCompletableFuture().get(10, TimeUnit.SECONDS);
        List<FakeWebQq.Seen> before = server.seen("/channel/get_recent_list2");
        return System.nanoTime() - before.get(before.size() - 1).nanos() < interval.toNanos();
    }

    @Test
    void whatWaitsForNamesIsToldBeforeHearingHasStopped() throws Exception {
        server.holds("/api/get_group_info_ext2");
        online();
        server.saysInGroup(STRANGER, "just in time");
        server.awaitSeen("/api/get_group_info_ext2", 1);
        account.stopHearing().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(events.sinceThen())
                .singleElement()
                .isInstanceOfSatisfying(
                        MessageReceived.class,
                        heard -> assertThat(heard.message()).isEqualTo(Message.text("just in time")));
    }

    @Test
    void signInIsAbandonedWhenHearingIsStopped() throws Exception {
        server.holds("/ptqrlogin");
        account.start(events);
        server.awaitSeen("/ptqrlogin", 1);
        account.stopHearing().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(events.until(AccountState.OFFLINE).account()).isEqualTo("pual");
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(directory).isDirectoryNotContaining("glob:**-qr.png");
        assertThat(server.seen("/channel/logout2")).isEmpty();
    }

    @Test
    void sessionThatIsGoneIsNotSignedInAgainOnceHearingIsStopped() throws Exception {
        online();
        account.stopHearing().toCompletableFuture().get(10, TimeUnit.SECONDS);
        server.answers("/channel/send_buddy_msg2", 200, "{\"retcode\":103}");
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Refused.class);
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }

    @Test
    void stopDoesNotWaitForeverForASend() throws Exception {
        server.holds("/channel/send_buddy_msg2");
        server.holds("/channel/logout2");
        account = account(options().withSession(SessionOptions.DEFAULTS.withSignOutOnStop(true)));
        online();
        CompletionStage<SendResult> sending = account.send(ming(), Message.text("hi"));
        server.awaitSeen("/channel/send_buddy_msg2", 1);
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(sending.toCompletableFuture().join()).isInstanceOf(SendResult.Unknown.class);
        assertThat(server.seen("/channel/logout2")).hasSize(1);
    }

    @Test
    void stopBeforeAndDuringTheSignInNeedsNoServer() throws Exception {
        server.close();
        account.start(events);
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        WebQqAccount other = new WebQqAccount("other", loop, options());
        other.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void nothingSecretAndNothingSaidIsLogged() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rookery.host");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.DEBUG);
        try {
            server.cuts("/check_sig");
            server.answers("/api/getvfwebqq", 502, "vfsecret");
            online();
            server.says(MING, "private words");
            events.nextText();
            server.answersPollWith(200, "{\"psecret1 private words");
            server.cutsThePoll();
            server.dropsTheSession();
            events.until(AccountState.RECONNECTING);
            events.until(AccountState.ONLINE);
            send(ming(), Message.text("private words"));
            account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } finally {
            logger.detachAppender(log);
            logger.setLevel(before);
        }
        List<String> lines = new ArrayList<>();
        log.list.forEach(line -> lines.add(line.getFormattedMessage()
                + (line.getThrowableProxy() == null
                        ? ""
                        : line.getThrowableProxy().getMessage())));
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line).doesNotContain(FakeWebQq.SECRETS).doesNotContain("private words"));
    }

    private static SendOptions apart(Duration interval) {
        return SendOptions.FOR_ENDPOINT.withIntervals(interval, Duration.ZERO);
    }

    private static String refusal(SendResult result) {
        assertThat(result).isInstanceOf(SendResult.Refused.class);
        return ((SendResult.Refused) result).reason();
    }
}
