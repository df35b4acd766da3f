package dev.rookery.host.plugin;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.AccountPermission;
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
import dev.rookery.host.dispatch.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account as a plugin may use it: reads freely, changes what the operator allows, and throws once the plugin has
 * stopped. Its stages complete on the plugin's callback thread, and not at all once the plugin has stopped or its
 * callbacks have piled up beyond its queue. Any thread.
 */
final class GuardedAccount implements Account {

    private static final Logger log = LoggerFactory.getLogger(GuardedAccount.class);

    private final String name;
    private final Supplier<Account> account;
    private final Owner owner;
    private final PermissionGuard guard;

    /**
     * Guards an account.
     *
     * @param name the account's name
     * @param account gives the real one, or throws IllegalStateException once the plugin has stopped
     * @param owner whose threads complete the stages
     * @param guard knows what the plugin may change
     */
    GuardedAccount(String name, Supplier<Account> account, Owner owner, PermissionGuard guard) {
        this.name = name;
        this.account = account;
        this.owner = owner;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Answer<Profile>> self() {
        return read(Account::self);
    }

    @Override
    public CompletionStage<Answer<List<Friend>>> friends() {
        return read(Account::friends);
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> groups() {
        return read(Account::groups);
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> discussions() {
        return read(Account::discussions);
    }

    @Override
    public CompletionStage<Answer<List<Chat>>> recent() {
        return read(Account::recent);
    }

    @Override
    public CompletionStage<Answer<List<Member>>> members(ChatId chat) {
        given(chat);
        return read(real -> real.members(chat));
    }

    @Override
    public CompletionStage<Answer<Profile>> profile(PersonId person) {
        given(person);
        return read(real -> real.profile(person));
    }

    @Override
    public CompletionStage<Answer<Media.Bytes>> avatar(PersonId person) {
        given(person);
        return read(real -> real.avatar(person));
    }

    @Override
    public CompletionStage<Answer<Media.Bytes>> fetch(Segment.Image image) {
        given(image);
        return read(real -> real.fetch(image));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setStatus(OnlineStatus status) {
        given(status);
        return change(AccountPermission.PROFILE, real -> real.setStatus(status));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setSignature(String signature) {
        given(signature);
        return change(AccountPermission.PROFILE, real -> real.setSignature(signature));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> acceptFriend(PersonId person, String remark) {
        given(person, remark);
        return change(AccountPermission.FRIENDS, real -> real.acceptFriend(person, remark));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> refuseFriend(PersonId person, String reason) {
        given(person, reason);
        return change(AccountPermission.FRIENDS, real -> real.refuseFriend(person, reason));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setRemark(PersonId friend, String remark) {
        given(friend, remark);
        return change(AccountPermission.FRIENDS, real -> real.setRemark(friend, remark));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> answerJoin(
            ChatId group, PersonId person, boolean accept, String reason) {
        given(group, person, reason);
        return change(AccountPermission.GROUPS, real -> real.answerJoin(group, person, accept, reason));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> kick(ChatId group, PersonId member) {
        given(group, member);
        return change(AccountPermission.GROUPS, real -> real.kick(group, member));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> mute(ChatId group, PersonId member, Duration howLong) {
        given(group, member, howLong);
        return change(AccountPermission.GROUPS, real -> real.mute(group, member, howLong));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setCard(ChatId group, PersonId member, String card) {
        given(group, member, card);
        return change(AccountPermission.GROUPS, real -> real.setCard(group, member, card));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> setAdmin(ChatId group, PersonId member, boolean admin) {
        given(group, member);
        return change(AccountPermission.GROUPS, real -> real.setAdmin(group, member, admin));
    }

    @Override
    public CompletionStage<Answer<Answer.Nothing>> signIn(ChatId group) {
        given(group);
        return change(AccountPermission.GROUPS, real -> real.signIn(group));
    }

    private <T> CompletionStage<Answer<T>> read(Function<Account, CompletionStage<Answer<T>>> call) {
        return told(ask(account.get(), call));
    }

    private CompletionStage<Answer<Answer.Nothing>> change(
            AccountPermission permission, Function<Account, CompletionStage<Answer<Answer.Nothing>>> call) {
        Account real = account.get();
        Optional<String> objection = guard.objection(name, permission);
        return told(
                objection.isPresent()
                        ? CompletableFuture.completedStage(new Answer.Refused<>(objection.get()))
                        : ask(real, call));
    }

    private <T> CompletionStage<Answer<T>> ask(Account real, Function<Account, CompletionStage<Answer<T>>> call) {
        CompletionStage<Answer<T>> answer;
        try {
            answer = call.apply(real);
        } catch (RuntimeException broken) {
            answer = CompletableFuture.failedStage(broken);
        }
        return answer.exceptionally(broken -> {
            // A network must not fail this way; whether it did what it was asked cannot be known.
            log.error("the network failed account={} plugin={}", name, owner.id(), broken);
            return new Answer.Unknown<>("the network of account " + name + " failed: " + broken.getClass());
        });
    }

    /** Hands an answer over to the plugin's own thread: what hangs on it is the plugin's code. */
    private <T> CompletionStage<Answer<T>> told(CompletionStage<Answer<T>> answer) {
        CompletableFuture<Answer<T>> told = new CompletableFuture<>();
        answer.thenAccept(result -> {
            try {
                owner.callbacks().execute(() -> told.complete(result));
            } catch (RejectedExecutionException stoppedOrFull) {
                log.debug("nobody is there to be told plugin={} account={}", owner.id(), name);
            }
        });
        return told.minimalCompletionStage();
    }

    /** A null is the plugin's mistake: it hears of it at once, not a network later. */
    private static void given(Object... arguments) {
        for (Object argument : arguments) {
            Objects.requireNonNull(argument);
        }
    }
}
