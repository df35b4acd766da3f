package dev.rookery.host.webqq;

import static dev.rookery.host.webqq.FakeLoginPages.CAPTCHA;
import static dev.rookery.host.webqq.FakeLoginPages.PASSWORD;
import static dev.rookery.host.webqq.FakeWebQq.MING;
import static dev.rookery.host.webqq.FakeWebQq.SELF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rookery.api.config.Secret;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNeedsAttention.Need;
import dev.rookery.api.event.AccountState;
import dev.rookery.host.Eventually;
import dev.rookery.host.webqq.Login.Password.Form;
import dev.rookery.host.webqq.wire.ContactHash;
import dev.rookery.host.webqq.wire.PasswordHash;
import dev.rookery.host.webqq.wire.QqNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The way in by number and password, with and without a captcha, and every way it can fail. */
class PasswordLoginIntegrationTest extends AccountFixture {

    @Override
    WebQqOptions options() {
        return with(Form.WEBQQ, 5, Duration.ofMinutes(10));
    }

    @Test
    void signsInInTheOrderOfTwqqOnTheHostsOfEraA() throws Exception {
        online();
        server.awaitSeen("/channel/poll2", 1);
        assertThat(server.paths().stream()
                        .filter(path -> !path.equals("/web2/get_msg_tip"))
                        .toList())
                .containsExactly(
                        "/cgi-bin/login",
                        "/check",
                        "/login",
                        "/check_sig",
                        "/proxy.html",
                        "/channel/login2",
                        "/channel/get_online_buddies2",
                        "/api/get_self_info2",
                        "/api/get_user_friends2",
                        "/api/get_group_name_list_mask2",
                        "/api/get_discus_list",
                        "/channel/get_recent_list2",
                        "/channel/poll2");
        assertThat(only("/check").query())
                .containsEntry("uin", Long.toString(SELF))
                .containsEntry("appid", "1003903")
                .containsEntry("login_sig", "loginsig")
                .doesNotContainKey("pt_tea");
        assertThat(only("/login").host()).isEqualTo("ssl.ptlogin2.qq.com");
        assertThat(only("/login").query())
                .containsEntry("u", Long.toString(SELF))
                .containsEntry("p", "A1F12918B0A283006BD7BE57E93B7ADA")
                .containsEntry("verifycode", "!PTH")
                .containsEntry("daid", "164")
                .containsEntry("login_sig", "loginsig");
    }

    @Test
    void serversOfEraAAreNotAskedAboutTokens() throws Exception {
        server.loginPages().remember();
        online();
        server.dropsTheSession();
        events.until(AccountState.RECONNECTING);
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/login")).hasSize(2);
        assertThat(server.seen("/pt4_auth")).isEmpty();
    }

    @Test
    void sendsWhatServersOfEraAAskFor() throws Exception {
        online();
        server.awaitSeen("/channel/poll2", 1);
        FakeWebQq.Seen login2 = only("/channel/login2");
        String clientId = login2.r().path("clientid").asText();
        assertThat(login2.host()).isEqualTo("d.web2.qq.com");
        assertThat(clientId).matches("[1-9][0-9]{7}");
        assertThat(login2.form()).containsEntry("clientid", clientId).containsEntry("psessionid", "null");
        assertThat(login2.r().path("psessionid").isNull()).isTrue();
        FakeWebQq.Seen poll = only("/channel/poll2");
        assertThat(poll.form()).containsEntry("clientid", clientId).containsEntry("psessionid", "psecret1");
        assertThat(poll.r().path("ids").isArray()).isTrue();
        FakeWebQq.Seen friends = only("/api/get_user_friends2");
        assertThat(friends.r().path("h").asText()).isEqualTo("hello");
        assertThat(friends.r().path("vfwebqq").asText()).isEqualTo("othervfsecret");
        assertThat(friends.r().path("hash").asText()).isEqualTo(ContactHash.O.of(new QqNumber(SELF), "ptwebqqsecret"));
    }

    @Test
    void passwordGoesUnderRsaAndTeaWhenCheckSaysSo() throws Exception {
        server.loginPages().askForTea();
        account = account(with(Form.SMARTQQ, 5, Duration.ofMinutes(10)));
        online();
        assertThat(only("/check").query()).containsEntry("pt_tea", "1").containsEntry("appid", "501004106");
        Map<String, String> login = only("/login").query();
        assertThat(login.get("p")).hasSizeGreaterThan(200).doesNotContain("+", "/", "=");
        assertThat(login)
                .containsEntry("pt_randsalt", "0")
                .containsEntry("pt_vcode_v1", "0")
                .containsEntry("pt_verifysession_v1", "ptvfsession");
        assertThat(only("/channel/login2").host()).isEqualTo("d1.web2.qq.com");
        assertThat(server.seen("/api/getvfwebqq")).hasSize(1);
    }

    @Test
    void captchaIsShownTypedAndPutAway() throws Exception {
        server.loginPages().askForCaptcha("kxqz");
        account.start(events);
        AccountNeedsAttention attention = events.until(Need.TYPE_CAPTCHA);
        Path file = directory.resolve("pual-captcha.jpg");
        assertThat(attention.picture()).isEqualTo(CAPTCHA);
        assertThat(attention.summary()).contains(file.toString());
        awaitExists(file);
        assertThat(file).hasBinaryContent(CAPTCHA);
        assertThat(only("/getimage").query()).containsEntry("cap_cd", "captoken");
        assertThat(answer(" KXQZ ")).isTrue();
        events.until(AccountState.ONLINE);
        assertThat(only("/login").query()).containsEntry("verifycode", "kxqz");
        assertThat(only("/login").headers().get("Cookie")).contains("verifysession=verifysecret");
        stop();
        assertThat(file).doesNotExist();
    }

    @Test
    void wrongCaptchaIsAskedAgain() throws Exception {
        server.loginPages().askForCaptcha("kxqz");
        account.start(events);
        events.until(Need.TYPE_CAPTCHA);
        assertThat(answer("oops")).isTrue();
        assertThat(events.until(Need.TYPE_CAPTCHA).summary()).contains("were wrong");
        assertThat(answer("kxqz")).isTrue();
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/getimage")).hasSize(2);
    }

    @Test
    void wrongCaptchasEndTheSignInAfterAWhile() throws Exception {
        server.loginPages().askForCaptcha("kxqz");
        account = account(with(Form.WEBQQ, 2, Duration.ofMinutes(10)));
        account.start(events);
        for (int i = 0; i < 2; i++) {
            events.until(Need.TYPE_CAPTCHA);
            assertThat(answer("oops")).isTrue();
        }
        assertThat(events.until(AccountState.FAILED).reason()).contains("2 captchas in a row were wrong");
        assertThat(events.until(Need.ACT).summary()).contains("start the account again");
        assertThat(answer("kxqz")).isFalse();
        assertThat(server.seen("/login")).hasSize(2);
    }

    @Test
    void captchaThatNobodyTypesIsFetchedAnew() throws Exception {
        server.loginPages().askForCaptcha("kxqz");
        account = account(with(Form.WEBQQ, 1, Duration.ofMillis(50)));
        account.start(events);
        events.until(Need.TYPE_CAPTCHA);
        assertThat(events.until(Need.TYPE_CAPTCHA).summary()).doesNotContain("wrong");
        assertThat(server.seen("/cgi-bin/login").size()).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "0123456789012345678901234567890123456789"})
    void answerThatCannotBeOneIsNotTaken(String text) throws Exception {
        server.loginPages().askForCaptcha("kxqz");
        account.start(events);
        events.until(Need.TYPE_CAPTCHA);
        assertThat(answer(text)).isFalse();
        assertThat(answer("kxqz")).isTrue();
        events.until(AccountState.ONLINE);
    }

    @Test
    void answerIsTakenOnlyWhenOneIsAwaited() throws Exception {
        assertThat(answer("kxqz")).isFalse();
        online();
        assertThat(answer("kxqz")).isFalse();
        stop();
        assertThat(answer("kxqz")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2, has expired or belongs to somebody else",
        "3, the number or the password is wrong",
        "5, could not verify",
        "6, start the account again after a while",
        "7, takes no sign-in of this form",
        "8, too many sign-ins came from this address",
        "24, did not get its cookies back",
        "71, forbids this number",
        "10005, set login: qr",
        "10006, set login: qr",
        "4711, answered 4711"
    })
    void refusalIsToldInASentenceAndNotTriedAgain(int code, String sentence) throws Exception {
        server.answers("/login", 200, "ptuiCB('" + code + "','0','','0','您的帐号由于异常(2009081021)', '1002003004');");
        account.start(events);
        assertThat(events.until(AccountState.FAILED).reason()).contains(sentence, "您的帐号由于异常");
        assertThat(events.until(Need.ACT).summary()).contains(sentence);
        assertThat(server.seen("/login")).hasSize(1);
    }

    @Test
    void wrongPasswordIsSentOnce() throws Exception {
        Login login = new Login.Password(new QqNumber(SELF), Secret.of("wrong"), Form.WEBQQ);
        account = account(super.options().withSession(SessionOptions.DEFAULTS.withLogin(login)));
        account.start(events);
        assertThat(events.until(AccountState.FAILED).reason()).contains("correct qq and password");
        assertThat(server.seen("/login")).hasSize(1);
    }

    @Test
    void busyServerIsAskedAgainAfterAWait() throws Exception {
        server.answers("/login", 200, "ptuiCB('1','0','','0','系统繁忙', '1002003004');");
        account.start(events);
        assertThat(events.until(AccountState.RECONNECTING).reason()).contains("busy");
        events.until(AccountState.ONLINE);
    }

    @Test
    void expiredPageIsFetchedAgain() throws Exception {
        server.answers("/login", 200, "ptuiCB('4','2','','0','页面过期，请重试。*', '1002003004');");
        online();
        assertThat(server.seen("/cgi-bin/login")).hasSize(2);
    }

    @Test
    void verifyCodeThatIsRefusedForEverEndsTheSignIn() throws Exception {
        for (int i = 0; i < 5; i++) {
            server.answers("/login", 200, "ptuiCB('4','2','','0','页面过期，请重试。*', '1002003004');");
        }
        account.start(events);
        assertThat(events.until(AccountState.FAILED).reason()).contains("5 verify codes in a row were refused");
        assertThat(server.seen("/login")).hasSize(5);
    }

    @Test
    void accountThatMustBeUnlockedSaysWhere() throws Exception {
        server.answers("/login", 200, "ptuiCB('0','0','https://aq.qq.com/cn2/unionverify','0','登录成功！', 'Pual');");
        account.start(events);
        assertThat(events.until(AccountState.FAILED).reason()).contains("unlock it at aq.qq.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cgi-bin/login", "/check", "/getimage", "/check_sig", "/channel/login2"})
    void everyStepIsTriedAgain(String path) throws Exception {
        server.loginPages().askForCaptcha("kxqz");
        server.cuts(path);
        server.answers(path, 502, "<html>bad gateway</html>");
        account.start(events);
        events.until(Need.TYPE_CAPTCHA);
        assertThat(answer("kxqz")).isTrue();
        events.until(AccountState.ONLINE);
    }

    @Test
    void verifyCodeIsUsedOnceEvenWhenTheAnswerIsLost() throws Exception {
        server.loginPages().askForCaptcha("kxqz");
        server.answers("/login", 200, "");
        server.answers("/login", 504, "<html>gateway timeout</html>");
        account.start(events);
        for (int i = 0; i < 3; i++) {
            assertThat(events.until(Need.TYPE_CAPTCHA).summary()).doesNotContain("wrong");
            assertThat(answer("kxqz")).isTrue();
        }
        events.until(AccountState.ONLINE);
        assertThat(server.seen("/login")).hasSize(3);
        assertThat(server.seen("/check")).hasSize(3);
    }

    @Test
    void pageWithoutASignatureWillDo() throws Exception {
        server.answers("/cgi-bin/login", 200, "<html></html>");
        online();
        assertThat(only("/check").query()).containsEntry("login_sig", "");
    }

    @Test
    void heartBeatsInEraAWhateverBecomesOfABeat() throws Exception {
        account = account(
                super.options().withSession(session(Form.WEBQQ).withUpkeep(Duration.ofMillis(20), Duration.ZERO)));
        server.cuts("/web2/get_msg_tip");
        online();
        server.awaitSeen("/web2/get_msg_tip", 3);
        List<FakeWebQq.Seen> beats = server.seen("/web2/get_msg_tip");
        assertThat(beats.get(0).host()).isEqualTo("web.qq.com");
        assertThat(beats).extracting(beat -> beat.query().get("rc")).contains("0", "1");
    }

    @Test
    void friendIsHeardAndAnsweredInEraA() throws Exception {
        online();
        server.says(MING, "hello ");
        assertThat(events.nextText()).startsWith("hello");
    }

    @Test
    void passwordIsNotSentToWhoeverAnswersUnderTheOriginalNames() {
        WebQqOptions nowhere = options().withEndpoint(null);
        assertThatThrownBy(() -> account(nowhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would send its password")
                .hasMessageNotContaining(PASSWORD);
        account(nowhere.withSession(session(Form.WEBQQ).withOriginalNames(true)));
    }

    @Test
    void nothingSecretIsLogged() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.rookery.host");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.DEBUG);
        try {
            server.loginPages().remember();
            server.loginPages().askForCaptcha("kxqz");
            server.cuts("/login");
            server.answers("/login", 502, PASSWORD);
            account.start(events);
            for (String typed : new String[] {"typedwrong", "typedwrong", "typedwrong", "kxqz"}) {
                events.until(Need.TYPE_CAPTCHA);
                assertThat(answer(typed)).isTrue();
            }
            events.until(AccountState.ONLINE);
            Files.writeString(directory.resolve("other-session.json"), "{\"psecret1");
            new SessionFile(directory, "other", new Login.Qr(), null).read().get(10, TimeUnit.SECONDS);
            stop();
        } finally {
            logger.detachAppender(log);
            logger.setLevel(before);
        }
        assertThat(log.list).hasSizeGreaterThan(10);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain(FakeWebQq.SECRETS)
                        .doesNotContain(
                                "typedwrong",
                                "kxqz",
                                "loginsig",
                                PasswordHash.of(PASSWORD.toCharArray(), new QqNumber(SELF).bytes(), "kxqz")));
    }

    private WebQqOptions with(Form form, int tries, Duration patience) {
        return super.options().withSession(session(form).withCaptcha(tries, patience));
    }

    private static SessionOptions session(Form form) {
        return SessionOptions.DEFAULTS.withLogin(new Login.Password(new QqNumber(SELF), Secret.of(PASSWORD), form));
    }

    private FakeWebQq.Seen only(String path) {
        assertThat(server.seen(path)).hasSize(1);
        return server.seen(path).get(0);
    }

    private boolean answer(String text) throws Exception {
        return account.answer(text).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void awaitExists(Path file) {
        Eventually.holds(file + " is there", () -> Files.exists(file));
    }
}
