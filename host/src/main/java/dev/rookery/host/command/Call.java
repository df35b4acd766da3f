package dev.rookery.host.command;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.text.Phrases;
import dev.rookery.host.dispatch.ForwardingMessage;
import java.util.IdentityHashMap;
import java.util.Objects;

/** A message that gives a command, its arguments read. Any thread. */
final class Call extends ForwardingMessage implements CommandCall {

    private final OwnedCommand command;
    private final String label;
    private final String arguments;
    private final IdentityHashMap<Arg<?>, Object> values = new IdentityHashMap<>();

    /**
     * Reads the arguments.
     *
     * @throws UsageException if they do not fit
     */
    Call(IncomingMessage given, CommandTable.Match match, People people) {
        super(given);
        this.command = match.command();
        this.label = match.label();
        this.arguments = words(match, people).rest();
        ArgumentWords words = words(match, people);
        for (Arg<?> arg : command.spec().args()) {
            values.put(arg, read(arg, words));
        }
        if (!words.isEmpty()) {
            throw UsageException.phrase("argument.surplus", words.rest());
        }
    }

    private static ArgumentWords words(CommandTable.Match match, People people) {
        ArgumentWords words = new ArgumentWords(match.message().segments(), people);
        words.skipCommandWord();
        return words;
    }

    private Object read(Arg<?> arg, ArgumentWords words) {
        if (!words.isEmpty()) {
            return Objects.requireNonNull(arg.read(words), () -> "argument '" + arg + "' was read as null");
        }
        return arg.absent()
                .map(Object.class::cast)
                .orElseThrow(() -> UsageException.phrase("argument.missing", command.name(arg, phrases())));
    }

    private Phrases phrases() {
        return command.texts().of(language());
    }

    OwnedCommand command() {
        return command;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String arguments() {
        return arguments;
    }

    @Override
    @SuppressWarnings("unchecked") // each value was read by the argument that is its key
    public <T> T get(Arg<T> argument) {
        Object value = values.get(argument);
        if (value == null) {
            throw new IllegalArgumentException("command '" + command.name() + "' was not made with this argument '"
                    + argument + "' (expected: the same object that was given to args)");
        }
        return (T) value;
    }

    @Override
    public String phrase(String key, Object... blanks) {
        return phrases().format(key, blanks);
    }

    /** What people write is kept out of logs, so this names the command only. */
    @Override
    public String toString() {
        return "command " + command.name() + " in " + super.toString();
    }
}
