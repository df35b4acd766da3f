package dev.rookery.host;

import dev.rookery.host.control.Answer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that is carried out by the running host. What went well is printed to standard output, what did not to
 * standard error; without a host the exit code is {@link Answer#NO_HOST}.
 */
abstract class HostCommand implements Callable<Integer> {

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() throws StartException {
        List<String> request = new ArrayList<>(List.of(spec.name()));
        request.addAll(words());
        Optional<Answer> running = options.ask(request);
        Answer answer = running.isPresent() ? running.get() : withoutHost(options);
        if (!answer.text().isEmpty()) {
            out(answer).println(answer.text());
        }
        return answer.exit();
    }

    private PrintWriter out(Answer answer) {
        return answer.exit() == Answer.DONE
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
    }

    /** What was typed behind the command's name. */
    abstract List<String> words();

    /** What can be done all the same. */
    Answer withoutHost(OperatorOptions given) {
        return given.noHost();
    }
}
