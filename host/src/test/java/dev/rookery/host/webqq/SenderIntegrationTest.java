package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.CallServer.MING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.message.TextStyle;
import dev.rookery.host.webqq.wire.Era;
import dev.rookery.host.webqq.wire.Fixtures;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent, and what is told of it, over real HTTP. */
class SenderIntegrationTest {

    private static final String SEND = "/channel/send_buddy_msg2";
    private static final String SEND_SESSION = "/channel/send_sess_msg2";
    private static final String SIGNATURE = "/channel/get_c2cmsg_sig2";
    private static final String OK = "{\"retcode\":0,\"result\":\"ok\"}";
    private static final Recipient FRIEND = new Recipient.Friend(MING);
    private static final Recipient STRANGER = new Recipient.Stranger(2600000001L, 3000000001L, false);

    private CallServer server;
    private Session session = CallServer.session(Era.B);
    private Sender sender;

    @BeforeEach
    void open() throws IOException {
        server = new CallServer();
        sender = sender(Era.B, SendOptions.FOR_ENDPOINT);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private Sender sender(Era era, SendOptions options) {
        session = CallServer.session(era);
        return new Sender("pual", server.loop(), server.stream(), CallServer.requests(era), options, server::doubt);
    }

    private CompletableFuture<SendResult> begin(Recipient to, String text) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        server.loop().execute(() -> sender.send(session, to, Message.text(text), result));
        return result;
    }

    private SendResult send(Recipient to, String text) throws Exception {
        return begin(to, text).get(10, TimeUnit.SECONDS);
    }

    private static String signed(String value) {
        return "{\"retcode\":0,\"result\":{\"type\":0,\"value\":\"" + value + "\",\"flags\":{\"text\":1}}}";
    }

    private static String text(CallServer.Call call) {
        return Fixtures.json(call.r().path("content").asText()).path(0).asText();
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void eachKindOfChatHasItsCallAndItsAddress(Era era) throws Exception {
        sender = sender(era, SendOptions.FOR_ENDPOINT);
        for (String call : List.of("send_buddy_msg2", "send_qun_msg2", "send_discu_msg2", "send_sess_msg2")) {
            server.answers("/channel/" + call, OK);
        }
        server.answers(SIGNATURE, signed("sig1"));
        send(FRIEND, "hi");
        send(new Recipient.Group(3000000001L, 0), "hi");
        send(new Recipient.Discussion(3700000001L), "hi");
        send(STRANGER, "hi");
        assertThat(server.only(SEND).r().path("to").asLong()).isEqualTo(MING);
        assertThat(server.only("/channel/send_qun_msg2").r().path("group_uin").asLong())
                .isEqualTo(3000000001L);
        assertThat(server.only("/channel/send_discu_msg2").r().path("did").asLong())
                .isEqualTo(3700000001L);
        JsonNode toStranger = server.only(SEND_SESSION).r();
        assertThat(toStranger.path("to").asLong()).isEqualTo(2600000001L);
        assertThat(toStranger.path("service_type").asInt()).isZero();
        assertThat(toStranger.path("group_sig").asText()).isEqualTo("sig1");
        CallServer.Call call = server.only(SEND);
        assertThat(call.host()).isEqualTo(era == Era.A ? "d.web2.qq.com" : "d1.web2.qq.com");
        assertThat(call.headers().get("Referer")).contains(call.host() + "/proxy.html");
        assertThat(call.form())
                .containsKeys(era == Era.A ? new String[] {"r", "clientid", "psessionid"} : new String[] {"r"});
        Set<Long> numbers = new HashSet<>();
        server.calls().stream()
                .filter(c -> c.form().containsKey("r"))
                .forEach(c -> numbers.add(c.r().path("msg_id").asLong()));
        assertThat(numbers).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"retcode\":0,\"result\":\"ok\"}        | Sent    | false",
                "{\"errCode\":0,\"msg\":\"send ok\"}      | Sent    | false",
                "{\"retcode\":1202,\"errmsg\":\"error!!!\"} | Unknown | false",
                "{\"retcode\":100100}                     | Unknown | false",
                "{\"retcode\":8}                          | Refused | true",
                "{\"retcode\":100}                        | Refused | true",
                "{\"retcode\":103,\"errmsg\":\"\"}        | Refused | true",
                "{\"retcode\":100000}                     | Refused | true",
                "{\"retcode\":100012}                     | Refused | true",
                "{\"retcode\":108}                        | Refused | false",
                "{\"retcode\":100001}                     | Refused | false",
                "{\"retc                                  | Unknown | false",
                "<html>busy</html>                        | Unknown | false"
            })
    void answerDecidesWhatIsToldAndNothingIsSentAgain(String body, String result, boolean doubt) throws Exception {
        server.answers(SEND, body);
        assertThat(send(FRIEND, "hi").getClass().getSimpleName()).isEqualTo(result);
        assertThat(server.onLoop(server::doubted)).hasSize(doubt ? 1 : 0);
        assertThat(server.calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"500, Unknown", "502, Unknown", "504, Unknown", "404, Refused", "302, Refused"})
    void statusDecidesLikewise(int status, String result) throws Exception {
        server.answers(SEND, status, "gateway");
        assertThat(send(FRIEND, "hi").getClass().getSimpleName()).isEqualTo(result);
        assertThat(server.calls()).hasSize(1);
    }

    @Test
    void answerThatNeverComesWholeLeavesItUnknown() throws Exception {
        server.cuts(SEND).cutsTheBody(SEND);
        assertThat(send(FRIEND, "one")).isInstanceOf(SendResult.Unknown.class);
        assertThat(send(FRIEND, "two")).isInstanceOf(SendResult.Unknown.class);
        assertThat(server.calls()).hasSize(2);
    }

    @Test
    void messageThatNeverLeftIsRefused() throws Exception {
        server.goesAway();
        assertThat(send(FRIEND, "hi")).isInstanceOf(SendResult.Refused.class);
    }

    @Test
    void signatureIsFetchedOnceAsTwqqAsksForIt() throws Exception {
        server.answers(SIGNATURE, signed("sig1")).answers(SEND_SESSION, OK);
        send(STRANGER, "one");
        send(STRANGER, "two");
        assertThat(server.only(SIGNATURE).query())
                .containsEntry("id", "3000000001")
                .containsEntry("to_uin", "2600000001")
                .containsEntry("service_type", "0")
                .containsEntry("clientid", "53999199")
                .containsEntry("psessionid", "psecret");
        assertThat(server.calls(SEND_SESSION))
                .extracting(call -> call.r().path("group_sig").asText())
                .containsExactly("sig1", "sig1");
        send(new Recipient.Stranger(2600000001L, 3700000001L, true), "three");
        assertThat(server.calls(SIGNATURE)).hasSize(2);
        assertThat(server.calls(SIGNATURE).get(1).query()).containsEntry("service_type", "1");
    }

    @Test
    void signatureIsRenewedOnceWhenASendIsRefusedForIt() throws Exception {
        server.answers(SIGNATURE, signed("old")).answers(SIGNATURE, signed("new"));
        server.answers(SEND_SESSION, OK)
                .answers(SEND_SESSION, "{\"retcode\":100001}")
                .answers(SEND_SESSION, OK);
        send(STRANGER, "one");
        assertThat(send(STRANGER, "two")).isInstanceOf(SendResult.Sent.class);
        assertThat(server.calls(SEND_SESSION))
                .extracting(call -> call.r().path("group_sig").asText())
                .containsExactly("old", "old", "new");
        assertThat(server.calls(SEND_SESSION))
                .extracting(call -> call.r().path("msg_id").asLong())
                .doesNotHaveDuplicates();
    }

    @Test
    void freshSignatureIsNotToBlame() throws Exception {
        server.answers(SIGNATURE, signed("sig1")).answers(SEND_SESSION, "{\"retcode\":108}");
        assertThat(send(STRANGER, "one")).isInstanceOf(SendResult.Refused.class);
        server.only(SIGNATURE);
        server.only(SEND_SESSION);
    }

    @Test
    void unknownOutcomeIsNotTheSignaturesFault() throws Exception {
        server.answers(SIGNATURE, signed("sig1"));
        server.answers(SEND_SESSION, OK).answers(SEND_SESSION, "{\"retcode\":1202}");
        send(STRANGER, "one");
        assertThat(send(STRANGER, "two")).isInstanceOf(SendResult.Unknown.class);
        assertThat(server.calls(SEND_SESSION)).hasSize(2);
    }

    @Test
    void withoutASignatureNothingIsSaid() throws Exception {
        server.answers(SIGNATURE, "{\"retcode\":108}");
        assertThat(send(STRANGER, "one"))
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains("signature", "108"));
        assertThat(server.calls(SEND_SESSION)).isEmpty();
    }

    @Test
    void sameTextTwiceIsMadeDistinct() throws Exception {
        sender = sender(Era.B, SendOptions.FOR_ENDPOINT.withRepeats(Repeats.VARY));
        server.answers(SEND, OK);
        for (int i = 0; i < 3; i++) {
            assertThat(send(FRIEND, "pong")).isInstanceOf(SendResult.Sent.class);
        }
        assertThat(server.calls(SEND))
                .extracting(SenderIntegrationTest::text)
                .containsExactly("pong", "pong ", "pong\u200b");
    }

    @Test
    void textThatIsMadeDistinctLooksAsBefore() throws Exception {
        sender = sender(Era.B, SendOptions.FOR_ENDPOINT.withRepeats(Repeats.VARY));
        server.answers(SEND, OK);
        Message bold = Message.text("pong").withStyle(new TextStyle("", 14, true, false, false, "ff0000"));
        for (int i = 0; i < 2; i++) {
            CompletableFuture<SendResult> result = new CompletableFuture<>();
            server.loop().execute(() -> sender.send(session, FRIEND, bold, result));
            assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(SendResult.Sent.class);
        }
        assertThat(server.calls(SEND))
                .extracting(call -> Fixtures.json(call.r().path("content").asText())
                        .path(1)
                        .path(1)
                        .path("color")
                        .asText())
                .containsExactly("ff0000", "ff0000");
    }

    @Test
    void sameTextWaitsWhenRepeatsAreSpacedAndOthersDoNot() throws Exception {
        sender = sender(
                Era.B, SendOptions.FOR_ENDPOINT.withRepeats(Repeats.SPACE).withRepeatInterval(Duration.ofDays(1)));
        server.answers(SEND, OK);
        send(FRIEND, "pong");
        send(FRIEND, "ping");
        CompletableFuture<SendResult> second = begin(FRIEND, "ping");
        send(new Recipient.Friend(2), "ping");
        assertThat(second).isNotDone();
        assertThat(server.calls(SEND)).hasSize(3);
    }

    @Test
    void accountSpeaksOneAfterTheOther() throws Exception {
        sender = sender(Era.B, SendOptions.FOR_ENDPOINT.withIntervals(Duration.ZERO, Duration.ofDays(1)));
        server.answers(SEND, OK);
        send(FRIEND, "one");
        CompletableFuture<SendResult> second = begin(new Recipient.Friend(2), "two");
        server.onLoop(() -> null);
        assertThat(second).isNotDone();
        server.onLoop(() -> {
            sender.abandon();
            return null;
        });
        assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(SendResult.Refused.class);
        assertThat(server.calls()).hasSize(1);
    }

    /** Whatever goes wrong on the way: one call for one message, each number used once, and no sent that was not. */
    @Test
    void noSendIsEverMadeTwice() throws Exception {
        Random random = new Random(20181212);
        List<CompletableFuture<SendResult>> sends = new ArrayList<>();
        List<Boolean> delivered = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean good = random.nextInt(3) == 0;
            delivered.add(good);
            if (good) {
                server.answers(SEND, OK);
            } else {
                misbehave(random.nextInt(6));
            }
        }
        for (int i = 0; i < delivered.size(); i++) {
            CompletableFuture<SendResult> send = begin(FRIEND, "message " + i);
            send.get(10, TimeUnit.SECONDS);
            sends.add(send);
        }
        assertThat(server.calls(SEND))
                .extracting(SenderIntegrationTest::text)
                .hasSize(delivered.size())
                .doesNotHaveDuplicates();
        assertThat(server.calls(SEND))
                .extracting(call -> call.r().path("msg_id").asLong())
                .doesNotHaveDuplicates();
        for (int i = 0; i < sends.size(); i++) {
            assertThat(sends.get(i).join() instanceof SendResult.Sent).isEqualTo(delivered.get(i));
        }
    }

    private void misbehave(int how) {
        switch (how) {
            case 0 -> server.cuts(SEND);
            case 1 -> server.cutsTheBody(SEND);
            case 2 -> server.answers(SEND, 502, "bad gateway");
            case 3 -> server.answers(SEND, "{\"retcode\":1202}");
            case 4 -> server.answers(SEND, "{\"retcode\":103}");
            default -> server.answers(SEND, "<html>");
        }
    }
}
