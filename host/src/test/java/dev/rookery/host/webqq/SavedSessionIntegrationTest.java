package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.FakeWebQq.MING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session that outlives a restart, and the tokens that get another one without a person. */
class SavedSessionIntegrationTest extends AccountFixture {

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("pual-session.json");
    }

    @Test
    void restartGoesOnWithTheSessionAndNeedsNobody() throws Exception {
        online();
        server.awaitSeen("/channel/poll2", 1);
        stop();
        // What a poll whose client is gone takes is lost; let this one take nothing.
        server.answersPollWith(102);
        server.awaitUnsaid(0);
        restart(options());
        events.until(AccountState.ONLINE);
        server.says(MING, "welcome back");
        assertThat(events.nextText()).isEqualTo("welcome back");
        assertThat(send(ming(), Message.text("hi"))).isInstanceOf(SendResult.Sent.class);
        assertThat(events.sinceThen()).doesNotHaveAnyElementsOfTypes(AccountNeedsAttention.class);
        assertThat(server.paths()).containsOnlyOnce("/ptqrshow", "/channel/login2");
        assertThat(server.seen("/channel/poll2")
                        .get(server.seen("/channel/poll2").size() - 1)
                        .headers()
                        .get("Cookie"))
                .contains("skey=@skeysecret", "ptwebqq=ptwebqqsecret");
    }

    @Test
    void messageThatComesAgainAfterARestartIsDropped() throws Exception {
        online();
        String once = FakeWebQq.message("message", "\"from_uin\":" + MING, "once", 1);
        server.polls(once);
        assertThat(events.nextText()).isEqualTo("once");
        server.awaitSeen("/channel/poll2", 2);
        stop();
        server.answersPollWith(102);
        server.awaitUnsaid(0);
        restart(options());
        events.until(AccountState.ONLINE);
        server.polls(once);
        server.says(MING, "next");
        assertThat(events.nextText()).isEqualTo("next");
    }

    @Test
    void messageThatComesAgainAfterAKickAndARestartIsDropped() throws Exception {
        online();
        String once = FakeWebQq.message("message", "\"from_uin\":" + MING, "once", 1);
        server.polls(once);
        assertThat(events.nextText()).isEqualTo("once");
        server.polls("{\"poll_type\":\"kick_message\",\"value\":{\"reason\":\"elsewhere\"}}");
        events.until(AccountState.FAILED);
        restart(options());
        events.until(AccountState.ONLINE);
        server.polls(once);
        server.says(MING, "next");
        assertThat(events.nextText()).isEqualTo("next");
    }

    @Test
    void fileIsForItsOwnerAlone() throws Exception {
        online();
        stop();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("pual-session.json", "pual-identities.json");
    }

    @Test
    void sessionThatEndedMeanwhileIsRenewedWithTheTokens() throws Exception {
        server.loginPages().remember();
        online();
        stop();
        server.dropsTheSession();
        restart(options());
        events.until(AccountState.ONLINE);
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(server.seen("/ptqrshow")).hasSize(1);
        FakeWebQq.Seen quick = server.seen("/pt4_auth").get(0);
        assertThat(quick.query()).containsEntry("auth_token", "3597827071").containsEntry("appid", "501004106");
        assertThat(server.seen("/check_sig").get(1).query())
                .containsEntry("aid", "501004106")
                .containsEntry("s_url", "http://w.qq.com/proxy.html");
    }

    @Test
    void sessionLostWhileOnLineIsRenewedWithTheTokens() throws Exception {
        server.loginPages().remember();
        online();
        server.dropsTheSession();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        server.says(MING, "after");
        assertThat(events.nextText()).isEqualTo("after");
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ptui_auth_CB('1','')",
                "ptui_auth_CB('0','')",
                "ptui_auth_CB('0','https://example.org/check_sig')"
            })
    void tokensThatAreNoLongerTakenAreFollowedByACode(String refusal) throws Exception {
        server.loginPages().remember();
        online();
        server.answers("/pt4_auth", 200, refusal);
        server.dropsTheSession();
        events.until(AccountNeedsAttention.Need.SCAN_CODE);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/pt4_auth")).hasSize(1);
    }

    @Test
    void serverThatHasNoPageForTokensIsAskedOnce() throws Exception {
        server.loginPages().remember();
        online();
        server.answers("/pt4_auth", 404, "<html>not found</html>");
        server.dropsTheSession();
        events.until(AccountNeedsAttention.Need.SCAN_CODE);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/pt4_auth")).hasSize(1);
    }

    @Test
    void serverThatNeverAnswersAboutTokensIsAskedAFewTimes() throws Exception {
        server.loginPages().remember();
        online();
        for (int i = 0; i <= Steps.RETRIES; i++) {
            server.answers("/pt4_auth", i % 2 == 0 ? 502 : 200, "<html>bad gateway</html>");
        }
        server.dropsTheSession();
        events.until(AccountNeedsAttention.Need.SCAN_CODE);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/pt4_auth")).hasSize(1 + Steps.RETRIES);
    }

    @Test
    void tokensThatLeadNowhereAreNotTriedForEver() throws Exception {
        server.loginPages().remember();
        online();
        server.answers("/api/getvfwebqq", 200, "{\"retcode\":100000}");
        server.dropsTheSession();
        events.until(AccountNeedsAttention.Need.SCAN_CODE);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/pt4_auth")).hasSize(1);
    }

    @Test
    void tokensAreGoodForAnotherTimeWhenTheNetworkFailsBehindThem() throws Exception {
        server.loginPages().remember();
        online();
        for (int i = 0; i <= Steps.RETRIES; i++) {
            server.answers("/api/getvfwebqq", 502, "<html>bad gateway</html>");
        }
        server.dropsTheSession();
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/pt4_auth")).hasSize(2);
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }

    @Test
    void tokensBehindWhichTheNetworkAlwaysFailsAreNotTriedForEver() throws Exception {
        server.loginPages().remember();
        online();
        for (int i = 0; i < (1 + Steps.RETRIES) * (1 + Steps.RETRIES); i++) {
            server.answers("/api/getvfwebqq", 502, "<html>bad gateway</html>");
        }
        server.dropsTheSession();
        events.until(AccountNeedsAttention.Need.SCAN_CODE);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/pt4_auth")).hasSize(1 + Steps.RETRIES);
    }

    @Test
    void savedSessionOutlivesANetworkThatIsDown() throws Exception {
        online();
        stop();
        for (int i = 0; i < 3; i++) {
            server.cuts("/channel/get_online_buddies2");
        }
        server.answers("/channel/get_online_buddies2", 502, "<html>bad gateway</html>");
        server.answers("/channel/get_online_buddies2", 200, "{\"retcode\":100012}");
        restart(options());
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("no answer");
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }

    @Test
    void serverThatCannotBeReachedIsToldWithItsReason() throws Exception {
        try (Socket deaf = new Socket()) { // has the port, so that nobody else gets it, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            account = account(options().withEndpoint(URI.create("http://127.0.0.1:" + deaf.getLocalPort())));
            account.start(events);
            assertThat(events.until(AccountState.RECONNECTING).reason()).endsWith("refused the connection");
        }
    }

    @Test
    void adoptedPtwebqqIsSaved() throws Exception {
        online();
        String ptwebqq = "ab".repeat(32);
        server.answersPollWith(200, "{\"retcode\":116,\"p\":\"" + ptwebqq + "\"}");
        server.awaitSeen("/channel/poll2", 2);
        restart(options());
        events.until(AccountState.ONLINE);
        server.awaitSeen("/channel/poll2", 3);
        FakeWebQq.Seen poll = server.seen("/channel/poll2").get(2);
        assertThat(poll.r().path("ptwebqq").asText()).isEqualTo(ptwebqq);
    }

    @Test
    void signOutOnStopForgetsTheSession() throws Exception {
        WebQqOptions signOut = options().withSession(SessionOptions.DEFAULTS.withSignOutOnStop(true));
        account = account(signOut);
        online();
        stop();
        assertThat(server.seen("/channel/logout2").get(0).query()).containsEntry("psessionid", "psecret1");
        assertThat(server.seen("/logout").get(0).query()).containsEntry("deep_logout", "1");
        assertThat(directory).isDirectoryNotContaining("glob:**-session.json");
        restart(signOut);
        events.until(AccountNeedsAttention.Need.SCAN_CODE);
        events.until(AccountState.ONLINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"version\":2}",
                "{\"version\":1,\"server\":\"http://example.org\",\"era\":\"B\",\"qq\":1002003004}",
                "{\"version\":1,\"server\":\"SERVER\",\"era\":\"A\",\"qq\":1002003004,\"clientid\":1,\"psessionid\":\"p\"}",
                "{\"version\":1,\"server\":\"SERVER\",\"era\":\"B\",\"qq\":0,\"clientid\":1,\"psessionid\":\"p\"}",
                "{\"version\":1,\"server\":\"SERVER\",\"era\":\"B\",\"qq\":1002003004,\"clientid\":1}"
            })
    void fileThatIsDamagedOrForeignIsLeftAside(String content) throws Exception {
        Files.writeString(file, content.replace("SERVER", server.endpoint().toString()));
        online();
        assertThat(server.seen("/ptqrshow")).hasSize(1);
        assertThat(server.seen("/channel/get_online_buddies2")).hasSize(1);
    }

    @Test
    void fileThatIsTooLargeIsLeftAside() throws Exception {
        Files.writeString(file, " ".repeat(SessionFile.MAX_BYTES) + "{}", StandardCharsets.UTF_8);
        online();
        stop();
        assertThat(file).content().startsWith("{\"version\":1,");
    }

    @Test
    void folderInPlaceOfTheFileCostsNoSignIn() throws Exception {
        Files.createDirectories(file.resolve("in the way"));
        online();
        server.says(MING, "hi");
        assertThat(events.nextText()).isEqualTo("hi");
    }

    @Test
    void sessionIsRenewedBeforeItDiesAndStaysOnLineWhenTheServerDoesNotWantThat() throws Exception {
        server.loginPages().remember();
        server.answers("/pt4_auth", 200, "ptui_auth_CB('1','')");
        account = account(
                options().withSession(SessionOptions.DEFAULTS.withUpkeep(Duration.ofMinutes(1), Duration.ofNanos(1))));
        online();
        events.sinceThen();
        server.answersPollWith(102);
        server.says(MING, "as before");
        assertThat(events.nextText()).isEqualTo("as before");
        assertThat(events.sinceThen()).doesNotHaveAnyElementsOfTypes(AccountStateChanged.class);
        assertThat(server.seen("/pt4_auth")).hasSize(1);
        assertThat(server.seen("/channel/login2")).hasSize(1);
    }

    @Test
    void sessionIsRenewedBeforeItDies() throws Exception {
        server.loginPages().remember();
        account = account(
                options().withSession(SessionOptions.DEFAULTS.withUpkeep(Duration.ofMinutes(1), Duration.ofNanos(1))));
        online();
        server.answersPollWith(102);
        server.awaitSeen("/channel/login2", 2);
        server.says(MING, "with a young session");
        assertThat(events.nextText()).isEqualTo("with a young session");
        assertThat(server.seen("/ptqrshow")).hasSize(1);
    }
}
