package dev.rookery.host.console;

import dev.rookery.host.control.Answer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes the lines of the terminal that are commands: {@code quit}, and those of the desk. What is in double quotes is
 * one word. Any thread; does not block.
 */
public final class TypedCommands implements Predicate<String> {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    private final Function<List<String>, CompletionStage<Answer>> desk;
    private final Runnable quit;
    private final Consumer<String> out;

    /**
     * Takes nothing yet.
     *
     * @param desk carries commands out
     * @param quit ends the process; must not block
     * @param out takes a text for the operator; must not block
     */
    public TypedCommands(Function<List<String>, CompletionStage<Answer>> desk, Runnable quit, Consumer<String> out) {
        this.desk = desk;
        this.quit = quit;
        this.out = out;
    }

    /** Carries a line out if it is a command, and says whether it is. */
    @Override
    public boolean test(String line) {
        if (line.strip().equals("quit")) {
            quit.run();
            return true;
        }
        if (!OperatorCommands.knows(line)) {
            return false;
        }
        desk.apply(WORD.matcher(line).results().map(TypedCommands::word).toList())
                .thenAccept(answer -> out.accept(answer.text()));
        return true;
    }

    private static String word(MatchResult found) {
        return found.group(1) == null ? found.group() : found.group(1);
    }
}
