package dev.rookery.host.webqq;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.account.Answer;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.config.Secret;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Fault;
import dev.rookery.host.sandbox.Faults;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import dev.rookery.host.webqq.wire.QqNumber;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An account beside a strict sandbox that misbehaves as the test tells it to, over real HTTP. */
abstract class SandboxFixture {

    static final String MING = "friend:2000000001";
    static final String GROUP = "group:3000000001";
    static final String DISCUSSION = "discussion:3700000001";
    static final Secret PASSWORD = Secret.of("Sandbox#2013");

    static final String AWAKE = "awake";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CONTROL = HttpClient.newHttpClient();
    private static final QqNumber SELF = new QqNumber(1002003004L);

    @TempDir
    Path directory;

    final Events events = new Events();
    Sandbox sandbox;
    WebQqAccount account;
    private final IoLoop sandboxLoop = new IoLoop("sandbox");
    private final IoLoop loop = new IoLoop("webqq");

    @AfterEach
    void close() throws Exception {
        if (account != null) {
            get(account.stop());
        }
        if (sandbox != null) {
            get(sandbox.stop());
        }
        get(loop.stop());
        get(sandboxLoop.stop());
    }

    /** Opens a sandbox other than the usual one. */
    void sandbox(UnaryOperator<SandboxOptions> change) throws IOException {
        sandbox = Sandbox.start(
                sandboxLoop,
                change.apply(SandboxOptions.defaults()
                        .withAutoScan(true)
                        .withErrorHold(Duration.ZERO)
                        .withStrict(true)));
    }

    private Sandbox sandbox() throws IOException {
        if (sandbox == null) {
            sandbox(usual -> usual);
        }
        return sandbox;
    }

    /** Lets the sandbox misbehave. */
    void strikes(Fault fault) throws IOException {
        sandbox().faults().add(fault);
    }

    void strikesNoMore() {
        sandbox.faults().clear();
    }

    /** How many requests were struck by the faults that were added last. */
    long struck() {
        List<Faults.Listed> faults = sandbox.faults().list();
        return faults.get(faults.size() - 1).struck();
    }

    /** Waits until the faults that were added last have struck so often. */
    void awaitStruck(long times) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(60);
        while (struck() < times) {
            assertThat(System.nanoTime()).as("struck %s times", struck()).isLessThan(deadline);
            control("state", null);
        }
    }

    /** Signs in, by QR code. */
    void online() throws Exception {
        online(usual -> usual);
    }

    /** Signs in with other options. */
    void online(UnaryOperator<WebQqOptions> change) throws Exception {
        starts(change);
        events.until(AccountState.ONLINE);
    }

    /** Signs in with a password, to WebQQ as it was until 2014. */
    void onlineByPassword() throws Exception {
        online(byPassword(PASSWORD));
    }

    static UnaryOperator<WebQqOptions> byPassword(Secret password) {
        Login login = new Login.Password(SELF, password, Login.Password.Form.WEBQQ);
        return usual -> usual.withSession(usual.session().withLogin(login));
    }

    void starts(UnaryOperator<WebQqOptions> change) throws IOException {
        account = new WebQqAccount(
                "pual",
                loop,
                change.apply(WebQqOptions.defaults(directory)
                        .withEndpoint(endpoint("127.0.0.1"))
                        .withIntervals(Duration.ofMillis(1), Duration.ofMillis(1))
                        .withSend(SendOptions.FOR_ENDPOINT)
                        .withBackoff(Duration.ofMillis(1), Duration.ofMillis(5))));
        account.start(events);
    }

    void restarts() throws Exception {
        get(account.stop());
        events.sinceThen();
        online();
    }

    URI endpoint(String host) throws IOException {
        return URI.create("http://" + host + ":" + sandbox().address().getPort());
    }

    /** Lets a friend say something. */
    void says(String text) throws Exception {
        says(MING, text);
    }

    void says(String chat, String text) throws Exception {
        String from = chat.equals(MING) ? "" : ",\"from\":2000000001";
        control("say", "{\"chat\":\"" + chat + "\"" + from + ",\"text\":\"" + text + "\"}");
    }

    /** Waits for the next message after those that wake the poll; it has to be this one. */
    MessageReceived heard(String text) throws Exception {
        MessageReceived heard = events.next(MessageReceived.class);
        while (heard.message().plainText().startsWith(AWAKE)) {
            heard = events.next(MessageReceived.class);
        }
        assertThat(heard.message().plainText().strip()).isEqualTo(text);
        return heard;
    }

    MessageReceived hears(String chat, String text) throws Exception {
        says(chat, text);
        return heard(text);
    }

    /** Ends the poll that may be held, so that the next one meets the faults. */
    void wakesThePoll() throws Exception {
        says(AWAKE);
    }

    /** The account is there as if nothing had been: hears, and is heard. */
    void goesOn() throws Exception {
        ChatId ming = hears(MING, "still there?").chat().id();
        assertThat(send(ming, "still here")).isInstanceOf(SendResult.Sent.class);
        assertThat(seen(MING)).containsOnlyOnce("still here");
    }

    /** As {@link #goesOn}, and its state never was another. */
    void goesOnWithoutAWord() throws Exception {
        goesOn();
        assertThat(events.sinceThen()).doesNotHaveAnyElementsOfTypes(AccountStateChanged.class);
    }

    SendResult send(ChatId chat, String text) throws Exception {
        return get(account.send(chat, Message.text(text)));
    }

    /** The texts of a chat that people at the sandbox see, the oldest first. */
    List<String> seen(String chat) throws Exception {
        List<String> texts = new ArrayList<>();
        control("history?chat=" + chat, null)
                .path("lines")
                .forEach(line -> texts.add(line.path("text").asText().strip()));
        return texts;
    }

    /** The last parts of the paths that were asked for, in that order. */
    List<String> asked() throws Exception {
        List<String> paths = new ArrayList<>();
        control("trace", null).path("requests").forEach(request -> {
            String path = request.path("path").asText();
            paths.add(path.substring(path.lastIndexOf('/') + 1));
        });
        return paths;
    }

    JsonNode control(String call, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        endpoint("127.0.0.1").resolve("/sandbox/" + call))
                .header("Content-Type", "application/json");
        HttpRequest built = json == null
                ? request.build()
                : request.POST(BodyPublishers.ofString(json)).build();
        HttpResponse<String> answer = CONTROL.send(built, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, SECONDS);
    }

    static <T> T found(CompletionStage<Answer<T>> asked) throws Exception {
        return get(asked).found().orElseThrow();
    }
}
