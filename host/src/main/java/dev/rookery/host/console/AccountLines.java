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

    private final Map<String, String> lines = new LinkedHashMap<>();

    /** Knows the accounts and nothing of them. */
    public AccountLines(Collection<String> accounts) {
        accounts.forEach(account -> lines.put(account, ConsoleText.words(AccountState.OFFLINE)));
    }

    /** Takes an event; those that are of no account's state are ignored. */
    public synchronized void watch(BotEvent event) {
        if (event instanceof AccountStateChanged changed) {
            String reason = ConsoleText.clean(changed.reason());
            lines.put(changed.account(), ConsoleText.words(changed.state()) + (reason.isEmpty() ? "" : ": " + reason));
        }
    }

    /** The lines. */
    public synchronized String text() {
        StringJoiner text = new StringJoiner("\n");
        lines.forEach((account, line) -> text.add(account + "  " + line));
        return lines.isEmpty() ? "no accounts" : text.toString();
    }
}
