package dev.rookery.testkit;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.account.Profile;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A network that exists in memory only: it knows the people and groups that the test speaks of, and answers every send
 * at once. What a plugin changes (a kick, a card) is done here too and goes into the transcript. Any thread.
 */
final class VirtualNetwork implements NetworkAccount {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final String name;
    private final Person self;
    private final BiConsumer<Chat, Message> said;
    private final Transcript transcript;
    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Person> friends = new LinkedHashMap<>();
    private final Map<ChatId, Chat> groups = new LinkedHashMap<>();
    private final Map<ChatId, Map<PersonId, Member>> members = new LinkedHashMap<>();
    private volatile @Nullable String refusal;

    VirtualNetwork(String name, String botName, BiConsumer<Chat, Message> said, Transcript transcript) {
        this.name = name;
        this.self = new Person(new PersonId(name, "bot"), botName);
        this.said = said;
        this.transcript = transcript;
    }

    Person self() {
        return self;
    }

    MessageId nextId() {
        return new MessageId(Long.toString(ids.incrementAndGet()));
    }

    synchronized void befriend(String who) {
        friends.computeIfAbsent(who, name -> new Person(new PersonId(this.name, name), name));
    }

    synchronized void open(Chat group) {
        if (groups.putIfAbsent(group.id(), group) == null) {
            boolean unused = enter(group, self, Role.MEMBER);
        }
    }

    /** Answers whether somebody has another role now. */
    synchronized boolean enter(Chat group, Person person, Role role) {
        Member before = members.computeIfAbsent(group.id(), id -> new LinkedHashMap<>())
                .put(person.id(), new Member(person, person.name(), "", role));
        return (before == null ? Role.MEMBER : before.role()) != role;
    }

    synchronized void leave(Chat group, Person person) {
        members.getOrDefault(group.id(), new LinkedHashMap<>()).remove(person.id());
    }

    void refuse(String reason) {
        refusal = reason;
    }

    void accept() {
        refusal = null;
    }

    @Override
    public String name() {
        return name;
    }

    /** What happens here is told by the test. */
    @Override
    public void start(AccountListener listener) {}

    @Override
    public CompletionStage<SendResult> send(ChatId chat, Message message) {
        String reason = refusal;
        if (reason != null) {
            return CompletableFuture.completedStage(new SendResult.Refused(reason));
        }
        said.accept(chat(chat), message);
        return CompletableFuture.completedStage(new SendResult.Sent(nextId()));
    }

    private synchronized Chat chat(ChatId id) {
        return groups.getOrDefault(id, new Chat(id, id.value()));
    }

    @Override
    public Account operations() {
        return new Operations();
    }

    @Override
    public CompletionStage<Void> stopHearing() {
        return DONE;
    }

    @Override
    public CompletionStage<Void> stop() {
        return DONE;
    }

    /** What plugins may ask and change: it is so at once. */
    private final class Operations implements Account {

        @Override
        public String name() {
            return name;
        }

        @Override
        public CompletionStage<Answer<Profile>> self() {
            return done(profileOf(self));
        }

        @Override
        public CompletionStage<Answer<List<Friend>>> friends() {
            synchronized (VirtualNetwork.this) {
                return done(friends.values().stream()
                        .map(person -> new Friend(
                                person,
                                new Chat(new ChatId(name, ChatKind.FRIEND, person.name()), person.name()),
                                "",
                                "",
                                OnlineStatus.ONLINE))
                        .toList());
            }
        }

        @Override
        public CompletionStage<Answer<List<Chat>>> groups() {
            return done(chats(ChatKind.GROUP));
        }

        @Override
        public CompletionStage<Answer<List<Chat>>> discussions() {
            return done(chats(ChatKind.DISCUSSION));
        }

        private List<Chat> chats(ChatKind kind) {
            synchronized (VirtualNetwork.this) {
                return groups.values().stream()
                        .filter(chat -> chat.kind() == kind)
                        .toList();
            }
        }

        @Override
        public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
            synchronized (VirtualNetwork.this) {
                Map<PersonId, Member> found = members.get(chat);
                return found == null ? refused("no such group: " + chat) : done(List.copyOf(found.values()));
            }
        }

        @Override
        public CompletionStage<Answer<Profile>> profile(PersonId person) {
            return done(profileOf(new Person(person, person.value())));
        }

        private Profile profileOf(Person person) {
            return new Profile(person, "", OnlineStatus.ONLINE, Map.of());
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> setStatus(OnlineStatus status) {
            return changed("the bot shows itself as " + status);
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> setSignature(String signature) {
            return changed("the bot's signature is \"" + signature + '"');
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> acceptFriend(PersonId person, String remark) {
            befriend(person.value());
            return changed("the bot accepts " + person.value() + " as a friend");
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> refuseFriend(PersonId person, String reason) {
            return changed("the bot refuses " + person.value() + " as a friend: " + reason);
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> answerJoin(
                ChatId group, PersonId person, boolean accept, String reason) {
            return changed("the bot " + (accept ? "lets " : "does not let ") + person.value() + " into " + group.value()
                    + (reason.isEmpty() ? "" : ": " + reason));
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> kick(ChatId group, PersonId member) {
            synchronized (VirtualNetwork.this) {
                if (membersOf(group).remove(member) == null) {
                    return refused(member.value() + " is not in " + group);
                }
            }
            return changed("the bot puts " + member.value() + " out of " + group.value());
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> mute(ChatId group, PersonId member, java.time.Duration howLong) {
            return changed(
                    "the bot mutes " + member.value() + " in " + group.value() + " for " + Transcript.inWords(howLong));
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> setCard(ChatId group, PersonId member, String card) {
            return update(group, member, known -> new Member(known.person(), known.nick(), card, known.role()))
                    .orElseGet(
                            () -> changed("the bot calls " + member.value() + " \"" + card + "\" in " + group.value()));
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> setAdmin(ChatId group, PersonId member, boolean admin) {
            Role role = admin ? Role.ADMIN : Role.MEMBER;
            return update(group, member, known -> new Member(known.person(), known.nick(), known.card(), role))
                    .orElseGet(() -> changed("the bot makes " + member.value() + " " + role + " of " + group.value()));
        }

        /** Changes what is known of a member; answers a refusal when there is no such member. */
        private Optional<CompletionStage<Answer<Answer.Nothing>>> update(
                ChatId group, PersonId member, java.util.function.UnaryOperator<Member> change) {
            synchronized (VirtualNetwork.this) {
                Member changed = membersOf(group).computeIfPresent(member, (id, known) -> change.apply(known));
                return changed == null
                        ? Optional.of(refused(member.value() + " is not in " + group))
                        : Optional.empty();
            }
        }

        private Map<PersonId, Member> membersOf(ChatId group) {
            return members.getOrDefault(group, new LinkedHashMap<>());
        }

        @Override
        public CompletionStage<Answer<Answer.Nothing>> signIn(ChatId group) {
            return changed("the bot signs in at " + group.value());
        }

        private <T> CompletionStage<Answer<T>> done(T value) {
            return CompletableFuture.completedStage(new Answer.Done<>(value));
        }

        private <T> CompletionStage<Answer<T>> refused(String reason) {
            return CompletableFuture.completedStage(new Answer.Refused<>(reason));
        }

        private CompletionStage<Answer<Answer.Nothing>> changed(String what) {
            transcript.happened(what);
            return CompletableFuture.completedStage(Answer.done());
        }
    }
}
