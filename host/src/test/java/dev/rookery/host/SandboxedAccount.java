package dev.rookery.host;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.config.Secret;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Fault;
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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A WebQQ account that is on line with a strict sandbox, and the hand that makes the sandbox say and do things. */
final class SandboxedAccount {

    static final String MING = "friend:2000000001";
    static final String GROUP = "group:3000000001";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SELF = 1002003004L;

    private final IoLoop sandboxLoop = new IoLoop("sandbox");
    private final IoLoop loop = new IoLoop("webqq");
    private final BlockingQueue<BotEvent> events = new LinkedBlockingQueue<>();
    private final Sandbox sandbox;
    private final WebQqAccount account;

    private SandboxedAccount(Path directory, Login login, SendOptions options) throws IOException {
        sandbox = Sandbox.start(
                sandboxLoop,
                SandboxOptions.defaults()
                        .withAutoScan(true)
                        .withErrorHold(Duration.ZERO)
                        .withStrict(true));
        account = new WebQqAccount(
                "pual",
                loop,
                WebQqOptions.defaults(directory)
                        .withEndpoint(endpoint())
                        .withSession(SessionOptions.DEFAULTS.withLogin(login))
                        .withIntervals(Duration.ofMillis(1), Duration.ofMillis(1))
                        .withSend(options)
                        .withBackoff(Duration.ofMillis(1), Duration.ofMillis(20)));
    }

    /** Of WebQQ as it was until 2014. */
    static SandboxedAccount ofEraA(Path directory, SendOptions options) throws Exception {
        Login login = new Login.Password(new QqNumber(SELF), Secret.of("Sandbox#2013"), Login.Password.Form.WEBQQ);
        return new SandboxedAccount(directory, login, options).start();
    }

    /** Of SmartQQ. */
    static SandboxedAccount ofEraB(Path directory, SendOptions options) throws Exception {
        return new SandboxedAccount(directory, new Login.Qr(), options).start();
    }

    private SandboxedAccount start() throws Exception {
        account.start(event -> {
            events.add(event);
            return CompletableFuture.completedFuture(null);
        });
        while (next(AccountStateChanged.class).state() != AccountState.ONLINE) {
            // Until it is on line.
        }
        return this;
    }

    void stop() throws Exception {
        get(account.stop());
        get(sandbox.stop());
        get(loop.stop());
        get(sandboxLoop.stop());
    }

    Account operations() {
        return account.operations();
    }

    <E extends BotEvent> E next(Class<E> kind) throws InterruptedException {
        while (true) {
            BotEvent event = events.poll(20, SECONDS);
            assertThat(event).as("waiting for a %s", kind.getSimpleName()).isNotNull();
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    SendResult send(ChatId chat, Message message) throws Exception {
        return get(account.send(chat, message));
    }

    /** Lets somebody say something, and waits until it is heard. */
    MessageReceived hears(String chat, String json) throws Exception {
        String from = chat.equals(MING) ? "" : ",\"from\":2000000001";
        control("say", "{\"chat\":\"" + chat + "\"" + from + "," + json + "}");
        return next(MessageReceived.class);
    }

    MessageReceived hearsText(String chat) throws Exception {
        return hears(chat, "\"text\":\"hello\"");
    }

    void strikes(Fault fault) {
        sandbox.faults().add(fault);
    }

    /** The texts of a chat that people at the sandbox see, the oldest first. */
    List<String> seen(String chat) throws Exception {
        List<String> texts = new ArrayList<>();
        control("history?chat=" + chat, null)
                .path("lines")
                .forEach(line -> texts.add(line.path("text").asText()));
        return texts;
    }

    JsonNode control(String call, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint().resolve("/sandbox/" + call))
                .header("Content-Type", "application/json");
        HttpRequest built = json == null
                ? request.build()
                : request.POST(BodyPublishers.ofString(json)).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(built, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, SECONDS);
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + sandbox.address().getPort());
    }
}
