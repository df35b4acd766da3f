package dev.rookery.host;

import static dev.rookery.host.SandboxedAccount.GROUP;
import static dev.rookery.host.SandboxedAccount.MING;
import static dev.rookery.host.SandboxedAccount.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Answer;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.FaultKind;
import dev.rookery.host.webqq.Repeats;
import dev.rookery.host.webqq.SendOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client speaks and acts against the strict sandbox, which swallows, breaks and doubts as the servers did. */
class WebQqSpeakingSandboxTest {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final String PICTURE = "\"segments\":[{\"type\":\"picture\",\"data\":\""
            + Base64.getEncoder().encodeToString(PNG) + "\",\"redirect\":true}]";

    @TempDir
    Path directory;

    private SandboxedAccount account;

    @AfterEach
    void stop() throws Exception {
        account.stop();
    }

    private void eraA() throws Exception {
        account = SandboxedAccount.ofEraA(directory, SendOptions.FOR_ENDPOINT);
    }

    private void eraB(SendOptions options) throws Exception {
        account = SandboxedAccount.ofEraB(directory, options);
    }

    private int timesSeen(String text) throws Exception {
        return Collections.frequency(
                account.seen(MING).stream().map(String::strip).toList(), text);
    }

    @Test
    void sendsFasterThanTheServersTakeAreNotSwallowed() throws Exception {
        long interval = TimeUnit.MILLISECONDS.toNanos(300);
        eraB(SendOptions.FOR_ENDPOINT.withIntervals(Duration.ofNanos(interval), Duration.ZERO));
        ChatId ming = account.hearsText(MING).chat().id();
        account.strikes(Fault.of(FaultKind.SWALLOW_FAST).with("millis", 200));
        List<String> apart = new ArrayList<>();
        long begun = System.nanoTime() - interval;
        boolean inTime = true;
        for (int i = 0; i < 200 && apart.size() < 3; i++) {
            begun = Math.max(begun + interval, System.nanoTime());
            assertThat(account.send(ming, Message.text("message " + i))).isInstanceOf(SendResult.Sent.class);
            if (inTime) {
                apart.add("message " + i);
            }
            // What is on its way for long on a busy machine may arrive close before the next one.
            inTime = System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(90);
        }
        assertThat(apart).hasSize(3);
        assertThat(account.seen(MING)).containsAll(apart);
    }

    @Test
    void sameTextTwiceInARowIsNotSwallowed() throws Exception {
        eraB(SendOptions.FOR_ENDPOINT.withRepeats(Repeats.VARY));
        ChatId ming = account.hearsText(MING).chat().id();
        account.strikes(Fault.of(FaultKind.SWALLOW_REPEATED));
        for (int i = 0; i < 4; i++) {
            assertThat(account.send(ming, Message.text("pong"))).isInstanceOf(SendResult.Sent.class);
        }
        assertThat(account.seen(MING).stream()
                        .filter(text -> text.startsWith("pong"))
                        .count())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"1202, Unknown", "100100, Unknown", "108, Refused", "100001, Refused"})
    void retcodeOfASendIsToldAndTheMessageIsNotThereTwice(int retcode, String told) throws Exception {
        eraB(SendOptions.FOR_ENDPOINT);
        ChatId ming = account.hearsText(MING).chat().id();
        account.strikes(Fault.of(FaultKind.RETCODE)
                .on("send_*")
                .with("retcode", retcode)
                .times(1));
        assertThat(account.send(ming, Message.text("once")).getClass().getSimpleName())
                .isEqualTo(told);
        assertThat(timesSeen("once")).isLessThanOrEqualTo(1);
        assertThat(account.send(ming, Message.text("again"))).isInstanceOf(SendResult.Sent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "head", "body"})
    void lostAnswerToASendThatWasDeliveredIsUnknownAndTheMessageIsThereOnce(String where) throws Exception {
        eraB(SendOptions.FOR_ENDPOINT);
        ChatId ming = account.hearsText(MING).chat().id();
        account.strikes(
                Fault.of(FaultKind.CUT).on("send_*").with("where", where).times(1));
        assertThat(account.send(ming, Message.text("once"))).isInstanceOf(SendResult.Unknown.class);
        assertThat(timesSeen("once")).isOne();
    }

    @Test
    void pictureOfAFriendIsFetchedAndSaidBackInEraA() throws Exception {
        eraA();
        picturesGoBothWays(MING);
    }

    @Test
    void pictureOfAGroupIsFetchedAndSaidBackInEraA() throws Exception {
        eraA();
        picturesGoBothWays(GROUP);
    }

    private void picturesGoBothWays(String chat) throws Exception {
        MessageReceived heard = account.hears(chat, PICTURE);
        Segment.Image image = image(heard);
        Answer<Media.Bytes> fetched = get(account.operations().fetch(image));
        assertThat(fetched.found()).hasValueSatisfying(bytes -> {
            assertThat(bytes.data()).isEqualTo(PNG);
            assertThat(bytes.contentType()).isEqualTo("image/png");
        });
        assertThat(account.send(heard.chat().id(), Message.of(new Segment.Text("back: "), image)))
                .isInstanceOf(SendResult.Sent.class);
        List<String> seen = account.seen(chat);
        assertThat(seen.get(seen.size() - 1)).contains("back:", "[picture:");
    }

    private static Segment.Image image(MessageReceived heard) {
        return heard.message().segments().stream()
                .filter(Segment.Image.class::isInstance)
                .map(Segment.Image.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void avatarOfAFriendIsFetched() throws Exception {
        eraB(SendOptions.FOR_ENDPOINT);
        MessageReceived heard = account.hearsText(MING);
        assertThat(get(account.operations().avatar(heard.sender().id())).found())
                .hasValueSatisfying(picture -> assertThat(picture.contentType()).startsWith("image/"));
    }

    @Test
    void profileAndRemarksAreChanged() throws Exception {
        eraA();
        MessageReceived heard = account.hearsText(MING);
        assertThat(get(account.operations().setSignature("在"))).isEqualTo(Answer.done());
        assertThat(get(account.operations().setStatus(OnlineStatus.BUSY))).isEqualTo(Answer.done());
        assertThat(get(account.operations().setRemark(heard.sender().id(), "小明")))
                .isEqualTo(Answer.done());
    }

    @Test
    void groupPagesAreAskedAndSayWhoHasNoRight() throws Exception {
        eraA();
        ChatId group = account.hearsText(GROUP).chat().id();
        assertThat(get(account.operations().signIn(group))).isEqualTo(Answer.done());
        MessageReceived heard = account.hearsText(GROUP);
        Answer<Answer.Nothing> kicked =
                get(account.operations().kick(group, heard.sender().id()));
        assertThat(kicked)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.reason()).containsAnyOf("no right", "not certain"));
    }
}
