package dev.rookery.host.console;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes what the operator types on the terminal: commands, and for the accounts that wait for it the letters of a
 * captcha, after the account's name and a space when several accounts wait. What begins like a command is one. Any
 * thread.
 */
public final class TypedAnswers {

    /** The longest line that is taken; the rest of a longer one is dropped. Default: {@value} characters. */
    static final int MAX_LINE = 1_000;

    private final BiFunction<String, String, CompletionStage<Boolean>> answers;
    private final Consumer<String> out;
    private final Predicate<String> commands;
    private final Set<String> waiting = new LinkedHashSet<>();

    /**
     * Knows of no account that waits yet.
     *
     * @param answers gives what was typed to the account of that name; completes with whether it was awaited
     * @param out takes a line for the operator; must not block
     * @param commands takes a line if it is a command, and says whether it was; must not block
     */
    public TypedAnswers(
            BiFunction<String, String, CompletionStage<Boolean>> answers,
            Consumer<String> out,
            Predicate<String> commands) {
        this.answers = answers;
        this.out = out;
        this.commands = commands;
    }

    /** Takes an event, to know which accounts wait. */
    public synchronized void watch(BotEvent event) {
        if (event instanceof AccountNeedsAttention attention) {
            if (attention.need() == AccountNeedsAttention.Need.TYPE_CAPTCHA) {
                waiting.add(attention.account());
            }
        } else if (event instanceof AccountStateChanged change && change.state() != AccountState.NEEDS_PERSON) {
            waiting.remove(change.account());
        }
    }

    /** Reads lines until the end of the input. Blocks its caller. */
    public void read(Reader input) {
        try (BufferedReader lines = new BufferedReader(input)) {
            StringBuilder line = new StringBuilder();
            int next = lines.read();
            while (next >= 0) {
                if (next == '\n') {
                    take(line.toString().strip());
                    line.setLength(0);
                } else if (line.length() < MAX_LINE) {
                    line.append((char) next);
                }
                next = lines.read();
            }
        } catch (IOException e) {
            out.accept("the terminal cannot be read any more: " + e.getMessage());
        }
    }

    void take(String line) {
        if (line.isEmpty() || commands.test(line)) {
            return;
        }
        int space = line.indexOf(' ');
        String account;
        String text;
        synchronized (this) {
            if (waiting.isEmpty()) {
                out.accept("No account waits for an answer at the moment; help lists the commands.");
                return;
            }
            if (space > 0 && waiting.contains(line.substring(0, space))) {
                account = line.substring(0, space);
                text = line.substring(space + 1).strip();
            } else if (waiting.size() == 1) {
                account = waiting.iterator().next();
                text = line;
            } else {
                out.accept("Which account? Type its name, a space and the letters; these wait: "
                        + String.join(", ", waiting));
                return;
            }
        }
        answers.apply(account, text).thenAccept(awaited -> {
            if (!awaited) {
                out.accept("Account " + account + " waits for no answer at the moment.");
            }
        });
    }
}
