package dev.rookery.host.scope;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Answer;
import dev.rookery.api.account.Member;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who owns and who administers the groups, remembered: looked up when a group is first heard from, and again with the
 * next message after {@link #FRESH} or a change. Until then the old answer holds. A network that does not tell is not
 * asked again before {@link #FRESH} has passed either.
 *
 * <p>Bound: {@link #MOST_GROUPS}; beyond, one of them is forgotten and looked up again when it speaks. Any thread;
 * nothing blocks.
 */
final class GroupRoles {

    /** How long an answer is good for. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** How many groups are remembered. */
    static final int MOST_GROUPS = 10_000;

    private final Map<ChatId, Group> groups = new ConcurrentHashMap<>();
    private final Function<String, Optional<Account>> accounts;
    private final Timers timers;

    /** Only those who are more than members. */
    private static final class Group {
        private final AtomicBoolean asking = new AtomicBoolean();
        private volatile long askAgainNanos;
        private volatile @Nullable Map<PersonId, Role> roles;

        Group(long now) {
            askAgainNanos = now;
        }
    }

    /**
     * Knows of no group.
     *
     * @param accounts finds an account by its name
     */
    GroupRoles(Function<String, Optional<Account>> accounts, Timers timers) {
        this.accounts = accounts;
        this.timers = timers;
    }

    /** Somebody speaks in a group: their role will be asked for soon. */
    void expect(ChatId chat) {
        long now = timers.nanoTime();
        Group group = groups.get(chat);
        if (group == null) {
            forgetOneIfFull();
            group = groups.computeIfAbsent(chat, id -> new Group(now));
        }
        if (now - group.askAgainNanos >= 0 && group.asking.compareAndSet(false, true)) {
            ask(chat, group);
        }
    }

    /** Something changed in a group: it is asked again with its next message. */
    void changed(ChatId chat) {
        Group group = groups.get(chat);
        if (group != null) {
            group.askAgainNanos = timers.nanoTime();
        }
    }

    /** Somebody's role; null while it is not known. */
    @Nullable
    Role role(ChatId chat, PersonId person) {
        Group group = groups.get(chat);
        Map<PersonId, Role> roles = group == null ? null : group.roles;
        return roles == null ? null : roles.getOrDefault(person, Role.MEMBER);
    }

    private void forgetOneIfFull() {
        if (groups.size() >= MOST_GROUPS) {
            groups.keySet().stream().findAny().ifPresent(groups::remove);
        }
    }

    private void ask(ChatId chat, Group group) {
        group.askAgainNanos = timers.nanoTime() + FRESH.toNanos();
        accounts.apply(chat.account())
                .map(account -> account.members(chat))
                .ifPresentOrElse(
                        answer -> answer.whenComplete((told, failure) -> {
                            if (told instanceof Answer.Done<List<Member>> done) {
                                group.roles = powerful(done.value());
                            }
                            group.asking.set(false);
                        }),
                        () -> group.asking.set(false));
    }

    private static Map<PersonId, Role> powerful(List<Member> members) {
        return members.stream()
                .filter(member -> member.role() != Role.MEMBER)
                .collect(Collectors.toUnmodifiableMap(
                        member -> member.person().id(), Member::role, (first, second) -> first));
    }
}
