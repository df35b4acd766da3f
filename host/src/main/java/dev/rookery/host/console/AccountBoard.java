package dev.rookery.host.console;

import dev.rookery.api.event.AccountEvent;
import dev.rookery.api.event.AccountKicked;
import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountNotice;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where each account stands, as its events have told. For one thread. */
final class AccountBoard {

    /** What is remembered of what has happened to an account; the oldest is forgotten. Default: {@value}. */
    static final int MAX_HISTORY = 50;

    /**
     * Something that happened.
     *
     * @param at when
     * @param text one sentence
     */
    record Entry(Instant at, String text) {}

    /** One account. */
    static final class Row {
        private final String name;
        private AccountState state = AccountState.OFFLINE;
        private String reason = "";
        private @Nullable AccountNeedsAttention attention;
        private long picture;
        private final Deque<Entry> history = new ArrayDeque<>();

        private Row(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        AccountState state() {
            return state;
        }

        String reason() {
            return reason;
        }

        /** What a person has to do at the moment. */
        Optional<AccountNeedsAttention> attention() {
            return Optional.ofNullable(attention);
        }

        /** Counts the pictures, so that a reader knows a new one from the one it has. */
        long picture() {
            return picture;
        }

        /** The newest first. */
        List<Entry> history() {
            return List.copyOf(history);
        }

        private void remember(Instant at, String text) {
            history.addFirst(new Entry(at, ConsoleText.clean(text)));
            if (history.size() > MAX_HISTORY) {
                history.removeLast();
            }
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /** Begins with accounts of which nothing has been told yet. */
    AccountBoard(Collection<String> accounts) {
        accounts.forEach(name -> rows.put(name, new Row(name)));
    }

    void take(AccountEvent event) {
        Row row = rows.computeIfAbsent(event.account(), Row::new);
        if (event instanceof AccountStateChanged change) {
            row.state = change.state();
            row.reason = ConsoleText.clean(change.reason());
            if (change.state() != AccountState.NEEDS_PERSON) {
                row.attention = null;
            }
            row.remember(
                    change.at(),
                    ConsoleText.words(change.state()) + (change.reason().isEmpty() ? "" : ": " + change.reason()));
        } else if (event instanceof AccountNeedsAttention attention) {
            row.attention = attention;
            row.picture++;
            row.remember(attention.at(), attention.summary());
        } else if (event instanceof AccountKicked kicked) {
            row.remember(kicked.at(), "put out by the network: " + kicked.reason());
        } else if (event instanceof AccountNotice notice) {
            row.remember(notice.at(), "the network says: " + notice.text());
        }
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }

    Optional<Row> row(String account) {
        return Optional.ofNullable(rows.get(account));
    }
}
