package dev.rookery.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.control.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TypedCommandsTest {

    private final List<List<String>> asked = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();
    private int quits;

    private final TypedCommands commands = new TypedCommands(
            words -> {
                asked.add(words);
                return CompletableFuture.completedFuture(Answer.done("did " + words.get(0)));
            },
            () -> quits++,
            printed::add);

    @Test
    void commandsGoToTheDeskAndItsAnswersToTheTerminal() {
        assertThat(commands.test("  plugin   reload echo ")).isTrue();
        assertThat(commands.test("plugin add \"my plugins/echo.jar\"")).isTrue();
        assertThat(commands.test("why he said \"\"")).isTrue();
        assertThat(asked)
                .containsExactly(
                        List.of("plugin", "reload", "echo"),
                        List.of("plugin", "add", "my plugins/echo.jar"),
                        List.of("why", "he", "said", ""));
        assertThat(printed).containsExactly("did plugin", "did plugin", "did why");
        assertThat(quits).isZero();
    }

    @Test
    void quitEndsTheProcess() {
        assertThat(commands.test(" quit ")).isTrue();
        assertThat(quits).isEqualTo(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsNoCommandIsLeftToTheAccounts() {
        for (String line : List.of("ABCD", "quit now", "plugins", "\"plugin\" list", "")) {
            assertThat(commands.test(line)).as(line).isFalse();
        }
        assertThat(asked).isEmpty();
        assertThat(quits).isZero();
    }
}
