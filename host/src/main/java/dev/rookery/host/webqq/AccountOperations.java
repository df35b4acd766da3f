package dev.rookery.host.webqq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.account.Profile;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Segment;
import dev.rookery.host.httpstream.HttpRequest;
import dev.rookery.host.httpstream.cookie.CookieJar;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.contacts.AccountBook;
import dev.rookery.host.webqq.wire.ChangeRequests;
import dev.rookery.host.webqq.wire.GroupAdminRequests;
import dev.rookery.host.webqq.wire.GroupAdminVerdict;
import dev.rookery.host.webqq.wire.JsonAnswer;
import dev.rookery.host.webqq.wire.Requests;
import dev.rookery.host.webqq.wire.Session;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a WebQQ account can be asked besides hearing and speaking. Questions about people and chats are answered by the
 * {@link AccountBook}. Changes wait for their turn in a {@link ChangeQueue} and are made in the session of that moment;
 * none is ever made twice. Methods may be called on any thread; stages complete on the loop, never exceptionally.
 */
final class AccountOperations implements Account {

    /** The longest signature, remark, card or reason, in characters; no field of WebQQ's pages took as many. */
    static final int MAX_TEXT = 500;

    private final String name;
    private final IoLoop loop;
    private final Requests requests;
    private final CookieJar cookies;
    private final Calls calls;
    private final Supplier<Optional<Session>> session;
    private final AccountBook book;
    private final Numbers numbers;
    private final PictureFetch pictures;
    private final ChangeQueue changes;

    /**
     * Creates the operations of one account.
     *
     * @param name the account's name
     * @param cookies of its stream
     * @param calls how to make single calls
     * @param session the present one, asked on the loop; empty while the account is not on line
     * @param book knows people and chats
     * @param numbers who is who in the present session
     */
    AccountOperations(
            String name,
            IoLoop loop,
            Requests requests,
            CookieJar cookies,
            Calls calls,
            Supplier<Optional<Session>> session,
            AccountBook book,
            Numbers numbers,
            SendOptions options) {
        this.name = name;
        this.loop = loop;
        this.requests = requests;
        this.cookies = cookies;
        this.calls = calls;
        this.session = session;
        this.book = book;
        this.numbers = numbers;
        this.pictures = new PictureFetch(name, requests, calls);
        this.changes = new ChangeQueue(loop, options.changeInterval(), options.waitingChanges(), System::nanoTime);
    }

    @Override
    public String name() {
        return name;
    }

    /** Refuses the changes that wait. On the loop only. */
    void close() {
        changes.close();
    }

    @Override
    public CompletionStage<Answer<Profile>> self() {
        return book.self();
    }

    @Override
    public CompletionStage<Answer<List<Friend>>> friends() {
        return book.friends();
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> groups() {
        return book.groups();
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> discussions() {
        return book.discussions();
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> recent() {
        return book.recent();
    }

    @Override
    public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
        return book.members(chat);
    }

    @Override
    public CompletionStage<Answer<Profile>> profile(PersonId person) {
        return book.profile(person);
    }

    /**
     * {@inheritDoc}
     *
     * <p>WebQQ takes every status but {@link OnlineStatus#OFFLINE}, which would end the session.
     */
    @Override
    public CompletionStage<Answer<Answer.Nothing>> setStatus(OnlineStatus status) {
        return change(current -> calls.ask(
                current,
                requests.changes()
                        .status(
                                current,
                                ChangeRequests.word(status)
                                        .orElseThrow(() -> new IllegalArgumentException(
                                                "status: " + status + " (expected: one that can be shown on line)")))));
    }

    @Override
    public CompletionStage<Answer<Media.Bytes>> fetch(Segment.Image image) {
        return image.media() instanceof Media.Bytes bytes
                ? CompletableFuture.completedStage(new Answer.Done<>(bytes))
                : onLoop(() -> inSession(current -> pictures.fetch(current, image)));
    }

    @Override
    public CompletionStage<Answer<Media.Bytes>> avatar(PersonId person) {
        return onLoop(() -> inSession(current -> pictures.avatar(current, numbers.uin(person))));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setSignature(String signature) {
        return change(current -> calls.ask(current, requests.changes().signature(current, text(signature))));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> acceptFriend(PersonId person, String remark) {
        return change(current ->
                calls.ask(current, requests.changes().acceptFriend(current, numbers.lasting(person), text(remark))));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> refuseFriend(PersonId person, String reason) {
        return change(current ->
                calls.ask(current, requests.changes().refuseFriend(current, numbers.lasting(person), text(reason))));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setRemark(PersonId friend, String remark) {
        return change(
                current -> calls.ask(current, requests.changes().remark(current, numbers.uin(friend), text(remark))));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> answerJoin(
            ChatId group, PersonId person, boolean accept, String reason) {
        return change(current -> calls.ask(
                current,
                requests.changes().answerJoin(current, numbers.gid(group), numbers.uin(person), accept, text(reason))));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> kick(ChatId group, PersonId member) {
        return administer(skey -> requests.groupAdmin().kick(numbers.lasting(group), numbers.lasting(member), skey));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> mute(ChatId group, PersonId member, Duration howLong) {
        return administer(skey -> requests.groupAdmin()
                .mute(numbers.lasting(group), numbers.lasting(member), wholeSeconds(howLong), skey));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setCard(ChatId group, PersonId member, String card) {
        return administer(
                skey -> requests.groupAdmin().card(numbers.lasting(group), numbers.lasting(member), text(card), skey));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setAdmin(ChatId group, PersonId member, boolean admin) {
        return administer(
                skey -> requests.groupAdmin().admin(numbers.lasting(group), numbers.lasting(member), admin, skey));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> signIn(ChatId group) {
        return administer(skey -> requests.groupAdmin().signIn(numbers.lasting(group), skey));
    }

    private CompletionStage<Answer<Answer.Nothing>> administer(Function<String, HttpRequest> request) {
        return change(current -> {
            String skey = cookies.value(GroupAdminRequests.PAGES, "skey")
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the sign-in brought no cookie skey, without which groups cannot be administered"));
            return calls.exchange(request.apply(skey), response -> GroupAdminVerdict.of(JsonAnswer.of(response)));
        });
    }

    /**
     * Makes a change when its turn has come.
     *
     * @param call makes the request, or throws IllegalArgumentException with a sentence for a person
     */
    private CompletionStage<Answer<Answer.Nothing>> change(Function<Session, CompletionStage<Answer<JsonNode>>> call) {
        return onLoop(() ->
                changes.add(() -> inSession(current -> call.apply(current).thenApply(AccountOperations::withoutBody))));
    }

    private <T> CompletionStage<Answer<T>> inSession(Function<Session, CompletionStage<Answer<T>>> call) {
        Optional<Session> current = session.get();
        if (current.isEmpty()) {
            return refused("the account is not on line");
        }
        try {
            return call.apply(current.get());
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private <T> CompletionStage<Answer<T>> onLoop(Supplier<CompletionStage<Answer<T>>> task) {
        CompletableFuture<Answer<T>> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> task.get().thenAccept(answer::complete));
        } catch (RejectedExecutionException e) {
            return refused("the account is stopped");
        }
        return answer;
    }

    private static <T> CompletionStage<Answer<T>> refused(String reason) {
        return CompletableFuture.completedStage(new Answer.Refused<>(reason));
    }

    private static Answer<Answer.Nothing> withoutBody(Answer<JsonNode> answer) {
        if (answer instanceof Answer.Done<JsonNode>) {
            return Answer.done();
        }
        String reason = Calls.reason(answer);
        return answer instanceof Answer.Refused<JsonNode> ? new Answer.Refused<>(reason) : new Answer.Unknown<>(reason);
    }

    private static String text(String given) {
        if (given.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "text: " + given.length() + " characters (expected: at most " + MAX_TEXT + ")");
        }
        return given;
    }

    private static long wholeSeconds(Duration howLong) {
        if (howLong.isNegative() || !howLong.equals(howLong.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("howLong: " + howLong + " (expected: whole seconds, zero or more)");
        }
        return howLong.toSeconds();
    }
}
