package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.FakeWebQq.MING;
import static dev.rookery.host.webqq.FakeWebQq.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The poll against answers that are none, late or odd. */
class PollIntegrationTest extends AccountFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"retcode\":0,\"resul",
                "200 | not JSON at all",
                "200 | <html>busy</html>",
                "200 | ''",
                "200 | []",
                "502 | <html>bad gateway</html>",
                "504 | ''",
                "404 | not found",
                "200 | {\"retcode\":0,\"result\":\"ok\"}",
                "200 | {\"retcode\":0,\"retmsg\":\"ok\",\"errmsg\":\"error\"}",
                "200 | {\"retcode\":102,\"errmsg\":\"\"}",
                "200 | {\"retcode\":1202,\"errmsg\":\"error!!!\"}",
                "200 | {\"retcode\":100012,\"errmsg\":\"error!!!\"}",
                "200 | {\"retcode\":100001,\"errmsg\":\"\"}",
                "200 | {\"retcode\":424242}",
                "200 | {\"retcode\":116,\"p\":\"no cookie\"}",
                "200 | {\"retcode\":116}",
                "200 | {\"retcode\":0,\"result\":[7,null,{},{\"poll_type\":\"message\"}]}"
            })
    void oddPollAnswersCostNothing(int status, String body) throws Exception {
        online();
        server.says(MING, "before");
        server.answersPollWith(status, body);
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("before");
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(server.seen("/channel/login2")).hasSize(1);
    }

    @Test
    void cutAnswersAreTriedAgainAndToldWhenTheyGoOn() throws Exception {
        online();
        for (int i = 0; i < Poll.TOLD_AFTER; i++) {
            server.cutsThePoll();
        }
        events.until(AccountState.RECONNECTING);
        server.says(MING, "after");
        events.until(AccountState.ONLINE);
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(server.seen("/channel/login2")).hasSize(1);
    }

    @Test
    void pollThatIsNeverAnsweredIsGivenUpAndAskedAgain() throws Exception {
        account = account(options().withTimeouts(Duration.ofMillis(200), Duration.ofSeconds(5)));
        server.holds("/channel/poll2");
        // On a busy machine others may be given up, too, and what they bring is lost.
        for (int i = 0; i < 20; i++) {
            server.says(MING, "at last");
        }
        online();
        assertThat(events.nextText()).isEqualTo("at last");
    }

    @Test
    void idleAnswersAtOnceMakeNoBusyLoop() throws Exception {
        account = account(options().withIntervals(Duration.ZERO, Duration.ofMillis(100)));
        for (int i = 0; i < 10; i++) {
            server.answersPollWith(102);
        }
        online();
        assertThat(timeOfElevenPolls()).isGreaterThan(Duration.ofMillis(500));
    }

    /** From the last request before the first of them. */
    private Duration timeOfElevenPolls() throws InterruptedException {
        server.awaitSeen("/channel/poll2", 11);
        return Duration.ofNanos(server.seen("/channel/poll2").get(10).nanos()
                - server.seen("/channel/get_recent_list2").get(0).nanos());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"poll_type\":\"discu_fancy\",\"value\":{}}",
                "{\"poll_type\":\"group_message\",\"value\":{}}",
                "{\"poll_type\":\"buddies_status_change\",\"value\":{\"uin\":2000000001,\"status\":\"offline\"}}",
                "{\"poll_type\":\"shake_message\",\"value\":{\"from_uin\":2000000001}}"
            })
    void answersAtOnceWithNothingNewMakeNoBusyLoop(String element) throws Exception {
        account = account(options().withIntervals(Duration.ZERO, Duration.ofMillis(100)));
        for (int i = 0; i < 10; i++) {
            server.polls(element);
        }
        online();
        assertThat(timeOfElevenPolls()).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void newsIsFollowedUpAtOnceWhateverComesWithIt() throws Exception {
        account = account(options().withIntervals(Duration.ZERO, Duration.ofDays(1)));
        online();
        server.polls("{\"poll_type\":\"discu_fancy\",\"value\":{}},"
                + FakeWebQq.message("message", "\"from_uin\":" + MING, "one", 1)
                + ",{\"poll_type\":\"group_message\",\"value\":{}}");
        server.polls("{\"poll_type\":\"input_notify\",\"value\":{\"from_uin\":" + MING + "}}");
        server.says(MING, "two");
        assertThat(events.nextText()).isEqualTo("one");
        assertThat(events.nextText()).isEqualTo("two");
    }

    @Test
    void whatAnswersTheLastPollOfASessionIsHeardWhileAnotherOneIsSought() throws Exception {
        CountDownLatch heard = findsTheSessionGoneDuringAPoll();
        server.says(MING, "just in time");
        assertThat(events.nextText()).isEqualTo("just in time");
        assertThat(server.seen("/channel/poll2")).hasSize(1);
        heard.countDown();
        events.until(AccountState.ONLINE);
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
    }

    @Test
    void lastPollIsGivenUpWhenHearingIsStopped() throws Exception {
        CountDownLatch silent = findsTheSessionGoneDuringAPoll();
        account.stopHearing().toCompletableFuture().get(10, TimeUnit.SECONDS);
        server.says(MING, "too late");
        server.awaitUnsaid(0);
        silent.countDown();
        stop();
        assertThat(events.sinceThen()).noneMatch(MessageReceived.class::isInstance);
    }

    /** The sign-in that follows gets no answer before the latch. */
    private CountDownLatch findsTheSessionGoneDuringAPoll() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        online();
        server.awaitSeen("/channel/poll2", 1);
        server.answersAfter(latch, "/ptqrshow", 502, "");
        server.answers("/channel/send_buddy_msg2", 200, "{\"retcode\":103}");
        server.answers("/channel/get_online_buddies2", 200, "{\"retcode\":103}");
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Refused.class);
        events.until(AccountState.RECONNECTING);
        return latch;
    }

    @Test
    void sendThatFindsTheSessionGoneBringsItBack() throws Exception {
        online();
        server.awaitSeen("/channel/poll2", 1);
        server.answers("/channel/send_buddy_msg2", 200, "{\"retcode\":103}");
        server.answers("/channel/get_online_buddies2", 200, "{\"retcode\":103}");
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Refused.class);
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
    }

    @Test
    void droppedSessionComesBackByItself() throws Exception {
        online();
        server.dropsTheSession();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        server.saysInGroup(STRANGER, "after");
        assertThat(events.next(MessageReceived.class).sender().name()).isEqualTo("路人");
        assertThat(send(ming(), Message.text("back"))).isInstanceOf(SendResult.Sent.class);
    }
}
