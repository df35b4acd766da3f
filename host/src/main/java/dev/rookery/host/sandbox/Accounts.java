package dev.rookery.host.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of the sandbox, in the order of their worlds, and whose turn it is to be signed in by itself. */
final class Accounts {

    /** What one account remembers at least of the messages that it has sent, however many share the bound. */
    private static final int MIN_SENT = 1_000;

    private final List<Account> all = new ArrayList<>();
    private final Map<Long, Account> byNumber = new HashMap<>();
    private int turn;

    /** @throws IllegalArgumentException when a number is taken twice, by accounts or by people */
    Accounts(SandboxOptions options, SessionIndex index, EventFeed feed) {
        int count = options.worlds().size() * options.accounts();
        int maxSent = Math.max(MIN_SENT, Conversations.MAX_SENT / count);
        for (World world : options.worlds()) {
            long first = world.account().uin();
            long end = first + options.accounts();
            world.people()
                    .filter(person -> person.uin() > first && person.uin() < end)
                    .findFirst()
                    .ifPresent(person -> {
                        throw new IllegalArgumentException("accounts: " + options.accounts() + " from " + first
                                + " on, but " + person.uin() + " is a person (expected: numbers of nobody else)");
                    });
            for (long qq = first; qq < end; qq++) {
                Account account = new Account(world, qq, options, index, feed, maxSent);
                if (byNumber.putIfAbsent(qq, account) != null) {
                    throw new IllegalArgumentException(
                            "worlds: the account " + qq + " is there twice (expected: once)");
                }
                all.add(account);
            }
        }
    }

    List<Account> all() {
        return all;
    }

    Account first() {
        return all.get(0);
    }

    Optional<Account> ofNumber(long qq) {
        return Optional.ofNullable(byNumber.get(qq));
    }

    /** The account whose turn it is: the next one without a session, or the next one when all have one. */
    Account nextInTurn() {
        for (int i = 0; i < all.size(); i++) {
            Account account = all.get((turn + i) % all.size());
            if (account.sessions().current().isEmpty()) {
                turn = (turn + i + 1) % all.size();
                return account;
            }
        }
        Account account = all.get(turn);
        turn = (turn + 1) % all.size();
        return account;
    }
}
