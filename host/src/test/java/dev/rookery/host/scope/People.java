package dev.rookery.host.scope;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who speaks where in these tests. */
final class People {

    static final Chat GROUP = new Chat(new ChatId("pual", ChatKind.GROUP, "42"), "penguins");
    static final Chat OTHER_GROUP = new Chat(new ChatId("pual", ChatKind.GROUP, "43"), "seals");
    static final Chat FRIEND = new Chat(new ChatId("pual", ChatKind.FRIEND, "1001"), "alice");
    static final Chat STRANGER = new Chat(new ChatId("pual", ChatKind.SESSION, "1003"), "carol");

    static final Person ALICE = person("1001", "alice");
    static final Person BOB = person("1002", "bob");
    static final Person CAROL = person("1003", "carol");

    private People() {}

    static Person person(String value, String name) {
        return new Person(new PersonId("pual", value), name);
    }

    static MessageReceived says(Person person, Chat chat) {
        return new MessageReceived(
                new MessageId("1"), chat, person, person("1", "pual"), Message.text("hello"), Instant.EPOCH);
    }

    /** An account that counts how often it is asked and answers when it is told to. */
    static final class Members implements Account {

        private final List<CompletableFuture<Answer<List<Member>>>> asked = new ArrayList<>();

        @Override
        public String name() {
            return "pual";
        }

        @Override
        public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
            CompletableFuture<Answer<List<Member>>> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        }

        int timesAsked() {
            return asked.size();
        }

        void answer(Person person, Role role) {
            asked.get(asked.size() - 1)
                    .complete(new Answer.Done<>(List.of(new Member(person, person.name(), "", role))));
        }

        void refuse() {
            asked.get(asked.size() - 1).complete(new Answer.Refused<>("not today"));
        }
    }
}
