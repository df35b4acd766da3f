package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An account beside a server that does what the test tells it to, over real HTTP. */
abstract class AccountFixture {

    @TempDir
    Path directory;

    Events events = new Events();
    final IoLoop loop = new IoLoop("webqq-test");
    FakeWebQq server;
    WebQqAccount account;

    @BeforeEach
    void open() throws IOException {
        server = new FakeWebQq();
        // What an earlier run remembered, so that they can be spoken to before they speak.
        Files.writeString(directory.resolve("pual-identities.json"), """
                {"version":1,"people":[{"id":"700000001","friend":{"nick":"Ming","remark":"明哥","category":""}}],
                 "groups":[{"id":"900000001","name":"测试群"}]}""");
        account = account(options());
    }

    @AfterEach
    void close() throws Exception {
        stop();
        server.close();
        loop.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    WebQqOptions options() {
        return WebQqOptions.defaults(directory)
                .withEndpoint(server.endpoint())
                .withIntervals(Duration.ZERO, Duration.ZERO)
                .withSend(SendOptions.FOR_ENDPOINT)
                .withBackoff(Duration.ofMillis(1), Duration.ofMillis(10));
    }

    WebQqAccount account(WebQqOptions options) {
        return new WebQqAccount("pual", loop, options);
    }

    void online() throws InterruptedException {
        account.start(events);
        events.until(AccountState.ONLINE);
    }

    void stop() throws Exception {
        account.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Stops the account and starts another one of its name, as a restart of the process does. */
    void restart(WebQqOptions options) throws Exception {
        stop();
        server.letsGoOfThePoll();
        events = new Events();
        account = account(options);
        account.start(events);
    }

    SendResult send(ChatId chat, Message message) throws Exception {
        return account.send(chat, message).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static ChatId ming() {
        return new ChatId("pual", ChatKind.FRIEND, "700000001");
    }
}
