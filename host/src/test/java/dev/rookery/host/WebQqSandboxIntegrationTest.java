package dev.rookery.host;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.config.Secret;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.network.AccountListener;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.FaultKind;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import dev.rookery.host.webqq.Login;
import dev.rookery.host.webqq.SendOptions;
import dev.rookery.host.webqq.SessionOptions;
import dev.rookery.host.webqq.WebQqAccount;
import dev.rookery.host.webqq.WebQqOptions;
import dev.rookery.host.webqq.wire.QqNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client against the strict sandbox, two readings of one protocol: the ways in, and what clients of the past met
 * with (pual_bot, twqq, ScienJus, qqbot, Mojo-Webqq).
 */
class WebQqSandboxIntegrationTest {

    private static final long SELF = 1002003004L;
    private static final Secret PASSWORD = Secret.of("Sandbox#2013");
    private static final Pattern LETTERS = Pattern.compile("\"letters\":\"([A-Z]+)\"");

    @TempDir
    Path directory;

    private final IoLoop sandboxLoop = new IoLoop("sandbox");
    private final IoLoop loop = new IoLoop("webqq");
    private final BlockingQueue<BotEvent> events = new LinkedBlockingQueue<>();
    private final AccountListener listener = event -> {
        events.add(event);
        return CompletableFuture.completedFuture(null);
    };
    private Sandbox sandbox;
    private WebQqAccount account;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(
                sandboxLoop,
                SandboxOptions.defaults()
                        .withAutoScan(true)
                        .withErrorHold(Duration.ZERO)
                        .withStrict(true));
        account = account(new Login.Qr());
    }

    @AfterEach
    void stop() throws Exception {
        account.stop().toCompletableFuture().get(10, SECONDS);
        sandbox.stop().toCompletableFuture().get(10, SECONDS);
        loop.stop().toCompletableFuture().get(10, SECONDS);
        sandboxLoop.stop().toCompletableFuture().get(10, SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Login.Password.Form.class)
    void passwordIsVerifiedInBothForms(Login.Password.Form form) throws Exception {
        account = account(password(PASSWORD, form));
        online();
        hears("hello");
    }

    @Test
    void wrongPasswordDoesNotLoopForEver() throws Exception {
        account = account(password(Secret.of("wrong"), Login.Password.Form.WEBQQ));
        account.start(listener);
        assertThat(state(AccountState.FAILED).reason()).contains("correct qq and password");
    }

    @ParameterizedTest
    @EnumSource(Login.Password.Form.class)
    void captchaIsTypedByAPerson(Login.Password.Form form) throws Exception {
        control("captcha", "{\"wanted\":1}");
        account = account(password(PASSWORD, form));
        account.start(listener);
        for (String answer : new String[] {"wrong", ""}) {
            AccountNeedsAttention attention =
                    next(AccountNeedsAttention.class, need -> need.need() == AccountNeedsAttention.Need.TYPE_CAPTCHA);
            assertThat(attention.picture()).isNotEmpty();
            Matcher letters = LETTERS.matcher(control("state", null));
            assertThat(letters.find()).isTrue();
            String typed = answer.isEmpty() ? letters.group(1).toLowerCase(Locale.ROOT) : answer;
            assertThat(account.answer(typed).toCompletableFuture().get(10, SECONDS))
                    .isTrue();
        }
        state(AccountState.ONLINE);
        hears("hello");
    }

    @Test
    void restartNeedsNobody() throws Exception {
        online();
        account.stop().toCompletableFuture().get(10, SECONDS);
        events.clear();
        account = account(new Login.Qr());
        online();
        assertThat(events).noneMatch(AccountNeedsAttention.class::isInstance);
        hears("welcome back");
    }

    @Test
    void sessionThatDiesAfterADayComesBackWithoutAScan() throws Exception {
        online();
        events.clear();
        strikes(Fault.of(FaultKind.SESSION_EXPIRED).on("poll2").times(1));
        say("wakes the poll");
        state(AccountState.RECONNECTING);
        state(AccountState.ONLINE);
        hears("after");
    }

    @Test
    void otherClientThatTakesTheSessionOnceIsAnsweredAndTwiceIsGivenWayTo() throws Exception {
        online();
        strikes(Fault.of(FaultKind.KICKED).times(1));
        say("wakes the poll");
        state(AccountState.RECONNECTING);
        state(AccountState.ONLINE);
        strikes(Fault.of(FaultKind.KICKED).times(1));
        say("wakes the poll");
        assertThat(state(AccountState.FAILED).reason()).contains("another WebQQ client");
    }

    @Test
    void newPtwebqqIsAdoptedAndHearingGoesOn() throws Exception {
        online();
        strikes(Fault.of(FaultKind.NEW_PTWEBQQ).times(1));
        say("wakes the poll");
        hears("after");
    }

    @Test
    void ptwebqqMayBeMissing() throws Exception {
        strikes(Fault.of(FaultKind.NO_PTWEBQQ));
        online();
        hears("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 102, 103, 108, 109, 110, 120, 1202, 100000, 100001, 100003, 100006, 100012, 100100})
    void retcodeOfAPollCostsNoMessage(int retcode) throws Exception {
        online();
        strikes(Fault.of(FaultKind.RETCODE).on("poll2").with("retcode", retcode).times(2));
        say("first");
        heard("first");
        hears("second");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 502, 504})
    void statusOfAFrontServerCostsNoMessage(int status) throws Exception {
        online();
        strikes(Fault.of(FaultKind.STATUS).on("poll2").with("code", status).times(2));
        say("first");
        heard("first");
        hears("second");
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {
                "CUT",
                "RESET",
                "HTML",
                "NOT_JSON",
                "EMPTY",
                "TRUNCATED",
                "DEEP_JSON",
                "TRAILING_NEWLINE",
                "UNICODE_ESCAPES"
            })
    void brokenAnswersToPollsCostNoMessage(FaultKind kind) throws Exception {
        online();
        strikes(Fault.of(kind).on("poll2").times(2));
        say("first");
        heard("first");
        hears("second");
    }

    @Test
    void headThatIsTooLargeCostsNoSession() throws Exception {
        strikes(Fault.of(FaultKind.HUGE_HEAD).on("poll2").times(1));
        online();
        say("goes down with the answer");
        hears("second");
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultKind.class,
            names = {"CUT", "RESET", "HTML", "NOT_JSON", "EMPTY", "STATUS", "MANY_COOKIES", "ENDLESS_REDIRECTS"})
    void brokenAnswersOnTheWayInAreTriedAgain(FaultKind kind) throws Exception {
        String where = kind == FaultKind.ENDLESS_REDIRECTS ? "check_sig" : "ptqrshow,getvfwebqq,login2";
        strikes(Fault.of(kind).on(where).times(3));
        online();
        hears("hello");
    }

    private void online() throws Exception {
        account.start(listener);
        state(AccountState.ONLINE);
    }

    private void hears(String text) throws Exception {
        say(text);
        heard(text);
    }

    private void heard(String text) throws Exception {
        next(MessageReceived.class, heard -> heard.message().plainText().strip().equals(text));
    }

    private AccountStateChanged state(AccountState state) throws Exception {
        return next(AccountStateChanged.class, change -> change.state() == state);
    }

    private <E extends BotEvent> E next(Class<E> kind, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            BotEvent event = events.poll(20, SECONDS);
            assertThat(event).as("waiting for a %s", kind.getSimpleName()).isNotNull();
            if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
                return kind.cast(event);
            }
        }
    }

    private void strikes(Fault fault) {
        sandbox.faults().add(fault);
    }

    private void say(String text) throws Exception {
        control("say", "{\"chat\":\"friend:2000000001\",\"text\":\"" + text + "\"}");
    }

    private String control(String call, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint().resolve("/sandbox/" + call))
                .header("Content-Type", "application/json");
        HttpRequest built = json == null
                ? request.build()
                : request.POST(BodyPublishers.ofString(json)).build();
        var answer = HttpClient.newHttpClient().send(built, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + sandbox.address().getPort());
    }

    private WebQqAccount account(Login login) {
        return new WebQqAccount(
                "pual",
                loop,
                WebQqOptions.defaults(directory)
                        .withEndpoint(endpoint())
                        .withSession(SessionOptions.DEFAULTS.withLogin(login))
                        .withIntervals(Duration.ofMillis(1), Duration.ofMillis(1))
                        .withSend(SendOptions.FOR_ENDPOINT)
                        .withBackoff(Duration.ofMillis(1), Duration.ofMillis(20)));
    }

    private static Login password(Secret password, Login.Password.Form form) {
        return new Login.Password(new QqNumber(SELF), password, form);
    }
}
