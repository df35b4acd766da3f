package dev.rookery.plugin.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.Registration;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.SendResult;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EchoPluginTest {

    private static final Message NOTHING = Message.text("");
    private static final EchoSettings DEFAULTS = new EchoSettings("", EchoSettings.Groups.ON_MENTION);

    /** What was said, and what is left of it without the bot's name; null when the bot was not called. */
    private record Said(ChatKind kind, Message message, Message addressed) implements IncomingMessage {

        static Said privately(String text) {
            return new Said(ChatKind.FRIEND, Message.text(text), Message.text(text));
        }

        static Said inAGroup(String text) {
            return new Said(ChatKind.GROUP, Message.text(text), null);
        }

        static Said inAGroupToTheBot(String text, String withoutTheName) {
            return new Said(ChatKind.GROUP, Message.text(text), Message.text(withoutTheName));
        }

        @Override
        public MessageReceived event() {
            Person someone = new Person(new PersonId("pual", "1"), "Ming");
            Chat chat = new Chat(new ChatId("pual", kind, "1"), "");
            return new MessageReceived(new MessageId("1"), chat, someone, someone, message, Instant.EPOCH);
        }

        @Override
        public boolean isAddressed() {
            return kind.isPrivate() || addressed != null;
        }

        @Override
        public Message unaddressed() {
            return addressed == null ? message : addressed;
        }

        @Override
        public Locale language() {
            return Locale.ENGLISH;
        }

        @Override
        public boolean can(String node) {
            return true;
        }

        @Override
        public CompletionStage<SendResult> reply(Message reply) {
            return CompletableFuture.completedFuture(new SendResult.Sent(new MessageId("1")));
        }

        @Override
        public Ask<String> ask(Message question) {
            throw new UnsupportedOperationException("asks nothing back");
        }

        @Override
        public <S extends Record> Registration ask(Question<S> question, S state, Message words) {
            throw new UnsupportedOperationException("asks nothing back");
        }
    }

    private static EchoSettings settings(String prefix, EchoSettings.Groups groups) {
        return new EchoSettings(prefix, groups);
    }

    @Test
    void privatelyItAnswersWithTheSameWords() {
        assertThat(EchoPlugin.answer(Said.privately("hello pual"), DEFAULTS)).isEqualTo(Message.text("hello pual"));
    }

    @Test
    void facesAreAnsweredAsFaces() {
        Message smile = Message.of(new Segment.Text("hi "), new Segment.Face("14", "微笑"));
        assertThat(EchoPlugin.answer(new Said(ChatKind.FRIEND, smile, smile), DEFAULTS))
                .isEqualTo(smile);
    }

    @Test
    void aPrefixIsNeededAndLeftOut() {
        EchoSettings settings = settings("echo ", EchoSettings.Groups.ON_MENTION);
        assertThat(EchoPlugin.answer(Said.privately("echo hello"), settings)).isEqualTo(Message.text("hello"));
        assertThat(EchoPlugin.answer(Said.privately("hello"), settings)).isEqualTo(NOTHING);
        assertThat(EchoPlugin.answer(Said.privately("echo "), settings)).isEqualTo(NOTHING);
        assertThat(EchoPlugin.answer(new Said(ChatKind.FRIEND, NOTHING, NOTHING), settings))
                .isEqualTo(NOTHING);
    }

    @Test
    void inGroupsItAnswersWhenCalledAndLeavesItsNameOut() {
        assertThat(EchoPlugin.answer(Said.inAGroup("hello"), DEFAULTS)).isEqualTo(NOTHING);
        assertThat(EchoPlugin.answer(Said.inAGroupToTheBot("@Pual hello", "hello"), DEFAULTS))
                .isEqualTo(Message.text("hello"));
    }

    @Test
    void inGroupsItCanAnswerAlwaysOrNever() {
        Said said = Said.inAGroupToTheBot("hello pual", "hello");
        assertThat(EchoPlugin.answer(said, settings("", EchoSettings.Groups.ALWAYS)))
                .isEqualTo(Message.text("hello pual"));
        assertThat(EchoPlugin.answer(said, settings("", EchoSettings.Groups.NEVER)))
                .isEqualTo(NOTHING);
    }
}
