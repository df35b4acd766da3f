package dev.rookery.host.command;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Friend;
import dev.rookery.api.account.Member;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who can be named: whoever speaks, the bot, and the members of the group or the contacts of the account. Asks the
 * account, on the plugin's thread that wants to know, and waits {@link #PATIENCE} at most.
 */
final class ChatPeople implements People {

    /** How long the network may take to tell; then nobody but those who speak can be named. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MessageReceived message;
    private final Function<String, Optional<Account>> accounts;
    private final Timers timers;

    ChatPeople(MessageReceived message, Function<String, Optional<Account>> accounts, Timers timers) {
        this.message = message;
        this.accounts = accounts;
        this.timers = timers;
    }

    @Override
    public List<Person> here() {
        List<Person> people = new ArrayList<>(List.of(message.sender(), message.self()));
        accounts.apply(message.account()).ifPresent(account -> people.addAll(awaited(others(account))));
        return people;
    }

    private CompletionStage<List<Person>> others(Account account) {
        return message.chat().kind().isPrivate()
                ? account.friends().thenApply(friends -> names(friends, ChatPeople::names))
                : account.members(message.chat().id()).thenApply(members -> names(members, ChatPeople::names));
    }

    private static <T> List<Person> names(Answer<List<T>> answer, Function<T, Stream<Person>> names) {
        return answer.found().orElse(List.of()).stream().flatMap(names).toList();
    }

    private static Stream<Person> names(Friend friend) {
        return Stream.of(friend.person(), called(friend.person(), friend.remark()));
    }

    private static Stream<Person> names(Member member) {
        return Stream.of(
                member.person(), called(member.person(), member.card()), called(member.person(), member.nick()));
    }

    private static Person called(Person person, String name) {
        return new Person(person.id(), name, person.certainty());
    }

    private List<Person> awaited(CompletionStage<List<Person>> asked) {
        CompletableFuture<List<Person>> told = new CompletableFuture<>();
        asked.whenComplete((people, failure) -> told.complete(failure == null ? people : List.of()));
        Timers.Timer patience = timers.after(PATIENCE, () -> told.complete(List.of()));
        try {
            return told.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException e) {
            throw new IllegalStateException("completed with a value only", e);
        } finally {
            patience.cancel();
        }
    }
}
