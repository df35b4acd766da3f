package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.dispatch.Dispatcher;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions of plugins in jars, from one life of the plugin to the next. */
class PluginQuestionsTest {

    private static final String LIFE = "PluginQuestionsTest.life";

    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    private House house;
    private Dispatcher dispatcher;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
        house.drop("travel.jar", TestJar.plugin("travel").with("""
                        public record Trip(String from, List<String> stops, java.time.Duration stay) {}
                        Question<Trip> where;
                        """).onEnable("""
                        where = context.questions().register("where", Trip.class, (trip, answer) ->
                                answer.reply(trip.from() + trip.stops() + trip.stay() + " to " + answer.value()));
                        context.onMessage(m -> {
                            if (m.text().equals("lambda")) {
                                m.ask("Who?").then(answer -> answer.reply("no"));
                            } else {
                                m.ask(where, new Trip(m.text(), List.of("a", "b"), java.time.Duration.ofHours(1)), "Where?");
                            }
                            return Outcome.CONSUMED;
                        });
                        System.getProperties().put("%s",
                                new java.lang.ref.WeakReference<>(getClass().getClassLoader()));
                        """.formatted(LIFE)));
        dispatcher = house.throughItsOwn();
        dispatcher.connect(new Network());
        house.start();
    }

    @AfterEach
    void close() {
        house.close();
        System.getProperties().remove(LIFE);
    }

    private void says(String who, String text) {
        dispatcher.onEvent(new MessageReceived(
                new MessageId("1"),
                new Chat(new ChatId("test", ChatKind.FRIEND, who), who),
                new Person(new PersonId("test", who), who),
                new Person(new PersonId("test", "me"), "pual"),
                Message.text(text),
                Instant.EPOCH));
    }

    private void expect(String text) throws InterruptedException {
        assertThat(sent.poll(20, TimeUnit.SECONDS)).isEqualTo(text);
    }

    private static boolean isCollected(WeakReference<?> loader) throws InterruptedException {
        Object never = new Object();
        synchronized (never) {
            for (int i = 0; i < 500 && loader.get() != null; i++) {
                System.gc();
                never.wait(20);
            }
        }
        return loader.get() == null;
    }

    @Test
    void aQuestionGoesOnInThePluginsNextLifeAndKeepsNothingOfTheLastOne() throws InterruptedException {
        says("alice", "Beijing");
        expect("Where?");
        says("alice", "Xi'an");
        expect("Beijing[a, b]PT1H to Xi'an");
        says("alice", "Shanghai");
        expect("Where?");
        says("bob", "lambda");
        expect("Who?");
        WeakReference<?> firstLife = (WeakReference<?>) System.getProperties().get(LIFE);
        house.close();
        assertThat(isCollected(firstLife)).isTrue();

        says("alice", "Suzhou");
        house.throughItsOwn();
        house.start();
        expect("Shanghai[a, b]PT1H to Suzhou");
        says("bob", "Bob");
        assertThat(sent.poll(20, TimeUnit.SECONDS)).startsWith("Sorry, I was restarted");
    }

    private final class Network implements NetworkAccount {

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void start(AccountListener listener) {}

        @Override
        public CompletionStage<SendResult> send(ChatId chat, Message message) {
            sent.add(message.plainText());
            return CompletableFuture.completedFuture(new SendResult.Sent(new MessageId("1")));
        }

        @Override
        public CompletionStage<Void> stopHearing() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
