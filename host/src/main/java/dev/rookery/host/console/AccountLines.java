package dev.rookery.host.console;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Where the accounts stand, a line for each. Any thread. */
public final class AccountLines {

    private record Line(AccountState state, String reason) {}

    private final Map<String, Line> lines = new LinkedHashMap<>();

    /** Knows the accounts and nothing of them. */
    public AccountLines(Collection<String> accounts) {
        accounts.forEach(account -> lines.put(account, new Line(AccountState.OFFLINE, "")));
    }

    /** Takes an event; those that are of no account's state are ignored. */
    public synchronized void watch(BotEvent event) {
        if (event instanceof AccountStateChanged changed) {
            lines.put(changed.account(), new Line(changed.state(), ConsoleText.clean(changed.reason())));
        }
    }

    /** The lines. */
    public synchronized String text() {
        StringJoiner text = new StringJoiner("\n");
        lines.forEach((account, line) -> text.add(account + "  " + ConsoleText.words(line.state())
                + (line.reason().isEmpty() ? "" : ": " + line.reason())));
        return lines.isEmpty() ? "no accounts" : text.toString();
    }

    /** Where each stands. */
    public synchronized Map<String, AccountState> states() {
        Map<String, AccountState> states = new LinkedHashMap<>();
        lines.forEach((account, line) -> states.put(account, line.state()));
        return states;
    }
}
